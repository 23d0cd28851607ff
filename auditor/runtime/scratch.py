"""A folder for temporary files that is gone afterwards, also where the process is killed outright (not on Windows)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_WAIT_AND_REMOVE = ("/bin/sh", "-c", 'read -r nothing; rm -rf "$0"')


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """The folder. Somebody waits at the end of a pipe until this process has let go of it, and removes what is left."""
    with TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder, _watched(folder):
        yield Path(folder)


@contextmanager
def _watched(folder: str) -> Iterator[None]:
    watcher = None
    if os.name == "posix":
        with suppress(OSError):
            null = subprocess.DEVNULL
            watcher = subprocess.Popen(
                (*_WAIT_AND_REMOVE, folder), stdin=subprocess.PIPE, stdout=null, stderr=null, start_new_session=True
            )
    try:
        yield
    finally:
        if watcher is not None and watcher.stdin is not None:
            watcher.stdin.close()
            watcher.wait()
