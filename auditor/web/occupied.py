"""One server at a time in a data folder; where one is at work, the next start learns its address."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from auditor.errors import AuditorError
from auditor.runtime.lock import locked

ADDRESS = ".auditor.address"
"""The address of the server at work, beside the lock; with the key that lets its person in, so nobody else may read it."""

_PATIENCE, _PAUSE = 15, 0.1


class OccupiedError(AuditorError):
    """A server is at work in the folder; ``address`` is where, "" where it cannot be told (yet)."""

    def __init__(self, folder: Path, address: str) -> None:
        self.address = address
        shown = address.partition("?")[0]
        super().__init__("C034", path=folder, address=f"（{shown}）" if shown else "")


@contextmanager
def occupied(folder: Path) -> Iterator[Callable[[str], None]]:
    """Keep other servers out of a data folder; gives what is told the address once people can open it.

    Raises:
        OccupiedError: where another one is at work in it.
        AuditorError: C004 where the folder cannot be written.
    """
    place = folder / ADDRESS
    with ExitStack() as stack:
        _lock(stack, folder)
        place.unlink(missing_ok=True)  # of one that was killed
        stack.callback(place.unlink, missing_ok=True)
        yield lambda address: _write(place, address)


def _lock(stack: ExitStack, folder: Path) -> None:
    try:
        stack.enter_context(locked(folder))
    except OSError as error:
        raise AuditorError("C004", path=folder, reason=error.strerror or str(error)) from error
    except AuditorError:
        raise OccupiedError(folder, _address(folder / ADDRESS)) from None


def _write(place: Path, address: str) -> None:
    with suppress(OSError):
        place.unlink(missing_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(address)


def _address(place: Path) -> str:
    """What the other server has written; one that is starting is waited for."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(FileNotFoundError):
            try:
                if found := place.read_text(encoding="utf-8").strip():
                    return found
            except (PermissionError, UnicodeDecodeError):
                return ""
        time.sleep(_PAUSE)
    return ""
