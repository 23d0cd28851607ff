"""Readings kept on disk while a batch is read, so that a run that was stopped can go on where it stopped.

One line a file, written as soon as the file was read; a line that was cut off in the middle counts as not written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError
from pydantic_core import to_json

from auditor import __version__
from auditor.model import Submission
from auditor.reading.corrections import Corrections
from auditor.reading.reader import written

FILE = ".reading.jsonl"
"""Name of the file beside the results; it is gone once a run is complete."""


class Kept:
    """What was read so far.

    Args:
        file: open for appending.
        known: readings of the run that was stopped, by source.
    """

    def __init__(self, file: BinaryIO, known: dict[str, Submission]) -> None:
        self._file = file
        self._known = known

    def of(self, path: Path) -> Submission | None:
        """What was read from a file, where it has not changed since."""
        known = self._known.get(written(path))
        if known is None:
            return None
        with suppress(OSError):
            if hashlib.sha256(path.read_bytes()).hexdigest() == known.sha256:
                return known
        return None

    def keep(self, submission: Submission) -> None:
        """Keep what was read from one more file."""
        self._file.write(to_json(submission) + b"\n")
        self._file.flush()


@contextmanager
def keeping(folder: Path, corrections: Corrections, *, resume: bool) -> Iterator[Kept]:
    """Readings kept in a folder.

    Args:
        folder: of the results; made where there is none.
        corrections: readings with others do not count.
        resume: whether to go on from what is there, or begin anew.

    Raises:
        OSError: where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    made_with = _digest(corrections) + b"\n"
    lines = path.read_bytes().splitlines(keepends=True) if resume and path.is_file() else []
    usable = lines[1:] if lines[:1] == [made_with] else []
    known = dict(_readings(usable))
    with path.open("wb") as file:
        file.write(made_with)
        kept = Kept(file, known)
        for submission in known.values():
            kept.keep(submission)
        yield kept


def forget(folder: Path) -> None:
    """Remove what was kept, after a run that is complete."""
    (folder / FILE).unlink(missing_ok=True)


def _digest(corrections: Corrections) -> bytes:
    """Stands for everything beside the file that a reading depends on."""
    said = __version__, sorted(corrections.columns.items()), sorted(corrections.ignore)
    return hashlib.sha256(repr(said).encode()).hexdigest().encode()


def _readings(lines: list[bytes]) -> Iterator[tuple[str, Submission]]:
    for line in lines:
        with suppress(ValidationError):
            submission = Submission.model_validate_json(line)
            yield submission.source, submission
