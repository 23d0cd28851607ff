"""Which program this is: what one run has worked out serves another only of the same program."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path

from auditor import __version__
from auditor.resources import data_path
from auditor.runtime.disk_cache import digest_of

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@cache
def program_digest() -> str:
    """A digest of the program: its code and data but for the rules, Python, and the libraries it stands on.

    Files are known by size and time of change, and an installed program by its record of checksums too.
    """
    package = Path(__file__).parent.parent
    homes = (package, data_path("corpora"), data_path("reports", "templates"))
    files = (line for home in homes for line in _files(home, home))
    return digest_of((__version__, sys.version, sys.platform, *_libraries(), *files))


def _libraries() -> Iterator[str]:
    try:
        yield distribution("auditor").read_text("RECORD") or ""
        wanted = requires("auditor") or ()
    except PackageNotFoundError:
        return
    for name in sorted({found[0] for one in wanted if (found := _NAME.match(one))}):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} -"


def _files(folder: Path, home: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir():
                if entry.name not in ("__pycache__", "_data"):
                    yield from _files(Path(entry.path), home)
            else:
                stat = entry.stat()
                yield f"{Path(entry.path).relative_to(home).as_posix()} {stat.st_size} {stat.st_mtime_ns}"
