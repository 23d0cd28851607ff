"""Judged submissions kept on disk until the results of all departments are written: a run that was stopped goes on there.

Three lines a submission: its number and department, the submission, its lines of the ledger as a list. What was cut off in
the middle counts as not written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydantic import TypeAdapter, ValidationError

from auditor.cluster.tasks import JudgedCase
from auditor.model import Coverage, Submission
from auditor.pipeline.checkpoint import kept_under
from auditor.pipeline.run import History, JudgedSubmission
from auditor.pipeline.store import ByteRange
from auditor.pipeline.write import written_submission

FILE = ".judged.jsonl"
"""Name of the file beside the results; it is gone once a run is complete."""

_LEDGER = TypeAdapter(tuple[Coverage, ...])


class JudgementPlace(NamedTuple):
    """Where a judged submission and its lines of the ledger stand in the file."""

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
        line, ledger = case.written.lines
        self._file.seek(0, 2)
        self._file.write(json.dumps([number, case.department]).encode() + b"\n")
        start = self._file.tell()
        middle = start + self._file.write(line)
        end = middle + self._file.write(b"\n[" + ledger.replace(b",\n", b",") + b"]\n")
        self._file.flush()
        self._places[number] = JudgementPlace(ByteRange(start, middle), ByteRange(middle + 1, end - 1))

    def lines(self, number: int) -> tuple[bytes, bytes]:
        """The lines of a judged submission, as they stand in a result."""
        submission, coverage = self._places[number]
        return self._read(submission), b",\n".join(one.model_dump_json().encode() for one in self._ledger(coverage))

    def case(self, number: int, history: History) -> JudgedCase:
        """A judged submission as it was when it came from its worker."""
        place = self._places[number]
        submission = Submission.model_validate_json(self._read(place.submission))
        judged = JudgedSubmission(submission, self._ledger(place.coverage))
        return JudgedCase(written_submission(judged, history), submission.department)

    def _ledger(self, place: ByteRange) -> tuple[Coverage, ...]:
        return _LEDGER.validate_json(self._read(place))

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


def _places(file: BinaryIO) -> Iterator[tuple[int, JudgementPlace]]:
    """What is kept from here on, up to what was cut off; the file is left there."""
    while True:
        begin = file.tell()
        head, start = file.readline(), file.tell()
        submission, middle = file.readline(), file.tell()
        coverage, end = file.readline(), file.tell()
        try:
            number, _ = json.loads(head)
            Submission.model_validate_json(submission)
            _LEDGER.validate_json(coverage)
        except (ValueError, ValidationError):
            file.seek(begin)
            return
        yield number, JudgementPlace(ByteRange(start, middle - 1), ByteRange(middle, end - 1))
