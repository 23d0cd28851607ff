"""One run at a time in a folder of results: the system holds the lock and lets go of it when the process ends, however."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditor.errors import AuditorError

FILE = ".auditor.lock"
"""Name of the locked file; it is gone once the run is over. One that a crash left behind locks nobody out."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder, which is made where there is none.

    Raises:
        AuditorError: C025 where another run is at work in it.
        OSError: where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    descriptor = _acquired(path)
    if descriptor is None:
        raise AuditorError("C025", path=folder)
    try:
        yield
    finally:
        _release(descriptor, path)


def _acquired(path: Path) -> int | None:
    """The locked file, None where another process has it; one that was removed while we waited for it counts for nothing."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int, path: Path) -> None:
        os.close(descriptor)  # an open file cannot be removed there
        with suppress(OSError):
            path.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int, path: Path) -> None:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)
