"""Judged submissions kept on disk until the results of all departments are written: a run that was stopped goes on there.

Of each a line of JSON (its number, how many bytes follow of either list), then its packed lines of the result.
What was cut off in the middle counts as not written.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from auditor.cluster.tasks import JudgedCase, judged_case
from auditor.pipeline.checkpoint import kept_under
from auditor.pipeline.history import History
from auditor.pipeline.written import judged_from, written_submission
from auditor.runtime.store import ByteRange

FILE = ".judged.jsonl"
"""Name of the file beside the results; it is gone once a run is complete."""


class JudgementPlace(NamedTuple):
    """Where a judged submission and its lines of the ledger stand in the file, packed."""

    submission: ByteRange
    coverage: ByteRange


class JudgementCheckpoint:
    """What was judged so far.

    Args:
        file: open at its end.
        places: of what is in it, by the number of the submission.
    """

    def __init__(self, file: BinaryIO, places: dict[int, JudgementPlace]) -> None:
        self._file = file
        self._places = places

    def __contains__(self, number: int) -> bool:
        return number in self._places

    def add(self, number: int, case: JudgedCase) -> None:
        """Keep one more."""
        submission, ledger = case.lines
        self._file.seek(0, 2)
        self._file.write(json.dumps([number, len(submission), len(ledger)]).encode() + b"\n")
        start = self._file.tell()
        self._file.write(submission + ledger)
        self._file.flush()
        self._places[number] = _place(start, len(submission), len(ledger))

    def lines(self, number: int) -> tuple[bytes, bytes]:
        """The lines of a judged submission as they stand in a result, packed."""
        submission, coverage = self._places[number]
        return self._read(submission), self._read(coverage)

    def case(self, number: int, history: History) -> JudgedCase:
        """A judged submission as it was when it came from its worker."""
        judged = judged_from([zlib.decompress(packed) for packed in self.lines(number)])
        return judged_case(written_submission(judged, history))

    def _read(self, place: ByteRange) -> bytes:
        self._file.seek(place.start)
        return self._file.read(place.stop - place.start)


@contextmanager
def judgement_checkpoint(folder: Path, conditions: bytes, *, resume: bool) -> Iterator[JudgementCheckpoint]:
    """Judgements kept in a folder.

    Args:
        folder: of the results.
        conditions: everything that a judgement depends on; judgements made under others do not count.
        resume: whether to go on from what is there, or begin anew.

    Raises:
        OSError: where the folder cannot be written.
    """
    with kept_under(folder / FILE, conditions, _places, resume=resume) as (file, places):
        yield JudgementCheckpoint(file, places)


def discard(folder: Path) -> None:
    """Remove what was kept, after a run that is complete."""
    (folder / FILE).unlink(missing_ok=True)


def _place(start: int, submission: int, ledger: int) -> JudgementPlace:
    middle = start + submission
    return JudgementPlace(ByteRange(start, middle), ByteRange(middle, middle + ledger))


def _places(file: BinaryIO) -> Iterator[tuple[int, JudgementPlace]]:
    """What is kept from here on, up to what was cut off; the file is left there."""
    while True:
        begin = file.tell()
        try:
            number, submission, ledger = json.loads(file.readline())
            start = file.tell()
            for length in (submission, ledger):
                zlib.decompress(file.read(length))  # it holds a checksum
        except (ValueError, TypeError, zlib.error):
            file.seek(begin)
            return
        yield number, _place(start, submission, ledger)
