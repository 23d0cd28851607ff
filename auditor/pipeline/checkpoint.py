"""Readings kept on disk while a batch is read: they are judged from there, and a run that was stopped can go on.

One line a file, written as soon as the file was read; a line that was cut off in the middle counts as not written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import to_json

from auditor import __version__
from auditor.errors import UnreadableError
from auditor.model import Submission
from auditor.reading.archives.contents import content_of
from auditor.reading.reader import written
from auditor.runtime.store import ByteRange, SubmissionStore

Key = TypeVar("Key")
Place = TypeVar("Place")

FILE = ".reading.jsonl"
"""Name of the file beside the results; it is gone once a run is complete."""


class ReadLine(NamedTuple):
    """What was read from one file: its name, the number of its rows, and the submission as a line of JSON.

    ``sha256`` is that of the content, "" where it could not be read.
    """

    source: str
    rows: int
    line: bytes
    sha256: str = ""


def read_line(submission: Submission) -> ReadLine:
    """A submission as it is kept; a process that reads hands back no more than that."""
    rows = sum(len(project.indicators) for project in submission.projects)
    sha256 = submission.sha256 if submission.error is None else ""
    return ReadLine(submission.source, rows, to_json(submission) + b"\n", sha256)


class ReadingCheckpoint:
    """What was read so far.

    Args:
        path: of the file.
        file: the same, open at its end.
        places: readings of the run that was stopped, by source.
    """

    def __init__(self, path: Path, file: BinaryIO, places: dict[str, ByteRange]) -> None:
        self._path = path
        self._file = file
        self._places = places

    def reading_of(self, path: Path) -> ReadLine | None:
        """What was read from a file, where it has not changed since."""
        place = self._places.get(written(path))
        if place is None:
            return None
        known = SubmissionStore(self._path, (place,))[0]
        with suppress(OSError, UnreadableError):
            if hashlib.sha256(content_of(path)).hexdigest() == known.sha256:
                return read_line(known)
        return None

    def add(self, reading: ReadLine) -> None:
        """Keep what was read from one more file."""
        start = self._file.tell()
        self._file.write(reading.line)
        self._file.flush()
        self._places[reading.source] = ByteRange(start, self._file.tell())

    def submissions(self, sources: Iterable[str]) -> SubmissionStore:
        """Those that were read from these files, in their order."""
        return SubmissionStore(self._path, [self._places[source] for source in sources])


@contextmanager
def checkpoint(folder: Path, conditions: object, *, resume: bool) -> Iterator[ReadingCheckpoint]:
    """Readings kept in a folder.

    Args:
        folder: of the results; made where there is none.
        conditions: everything beside the file that a reading depends on; readings made under others do not count.
        resume: whether to go on from what is there, or begin anew.

    Raises:
        OSError: where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, made_under = folder / FILE, repr((__version__, conditions)).encode()
    with kept_under(path, made_under, _readings, resume=resume) as (file, places):
        yield ReadingCheckpoint(path, file, places)


@contextmanager
def kept_under(
    path: Path, conditions: bytes, places: Callable[[BinaryIO], Iterable[tuple[Key, Place]]], *, resume: bool
) -> Iterator[tuple[BinaryIO, dict[Key, Place]]]:
    """A file that begins with the digest of the conditions it was made under, open at its end, and what stands where in it.

    Args:
        path: of the file; made where there is none.
        conditions: what is kept under others does not count.
        places: finds what is kept from the file's position on, and leaves the file where that ends.
        resume: whether to go on from what is there, or begin anew.

    Raises:
        OSError: where it cannot be written.
    """
    path.touch()
    made_under = hashlib.sha256(conditions).hexdigest().encode() + b"\n"
    with path.open("r+b") as file:
        known: dict[Key, Place] = {}
        if not resume or file.readline() != made_under:
            file.seek(0)
            file.write(made_under)
        else:
            known = dict(places(file))
        file.truncate()
        yield file, known


def discard(folder: Path) -> None:
    """Remove what was kept, after a run that is complete."""
    (folder / FILE).unlink(missing_ok=True)


def _readings(file: BinaryIO) -> Iterator[tuple[str, ByteRange]]:
    """The readings from here on, up to a line that is none; the file is left where it begins."""
    while True:
        start = file.tell()
        line = file.readline()
        try:
            source = Submission.model_validate_json(line).source
        except ValidationError:
            file.seek(start)
            return
        yield source, ByteRange(start, file.tell())
