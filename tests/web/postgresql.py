"""A PostgreSQL of the distribution's package, started for the tests; it does not run as root, so another user is found for it."""

import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.waiting import PATIENCE


def _programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


def _user():
    """Somebody who is not root; None where we are nobody special ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return pytest.skip("PostgreSQL does not run as root, and there is nobody else")


@contextmanager
def postgresql():
    """Start one; its SQLAlchemy address. Skips where it is not installed.

    It listens at a socket in a folder of its own, so that nobody can have taken its port meanwhile. The folder is none of
    pytest's, which every other run of pytest on the machine closes to other users again.
    """
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    user = _user()
    with TemporaryDirectory(
        prefix="auditor-", dir="/tmp", ignore_cleanup_errors=True
    ) as made:  # sockets have short paths
        if user:
            os.chown(made, user.pw_uid, user.pw_gid)
        with _running(programs, Path(made), user) as url:
            yield url


@contextmanager
def _running(programs, folder, user):
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    data, quiet = folder / "data", {"check": True, "capture_output": True, "cwd": folder, **as_user}
    words = ["-D", data, "-A", "trust", "-U", "auditor", "-E", "UTF8", "--locale", "C"]
    subprocess.run([programs / "initdb", *words], **quiet)
    options = f"-p 5432 -k {folder} -c listen_addresses='' -c fsync=off"
    subprocess.run(
        [programs / "pg_ctl", "-D", data, "-o", options, "-w", "-t", str(PATIENCE), "-l", folder / "log", "start"],
        check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user,
    )  # fmt: skip
    try:
        yield f"postgresql+pg8000://auditor@/postgres?unix_sock={folder / '.s.PGSQL.5432'}"
    finally:
        subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
