"""Several processes at once where a result is large: each writes files of its own, so that the files stay the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.model import Result
from auditor.outputs.reports.json import write_json
from auditor.outputs.reports.parts import ResultParts, parts_of, sections
from auditor.outputs.reports.stored import StoredResult, stored

LARGE = 40
"""Submissions from which it pays to start further processes."""

SECTION = 60
"""Submissions of one piece of work."""

MOST_WORKERS = 4

Work = Callable[[ResultParts, ResultParts | None], tuple[Path, ...]]
"""Writes files from a result (and an earlier one to compare with), and returns their paths."""


@dataclass(frozen=True)
class Job:
    """A piece of work; a ``divided`` one can be done for some submissions at a time."""

    work: Work
    divided: bool = False


def at_once(
    result: Result | StoredResult, jobs: Sequence[Job], baseline: Result | StoredResult | None = None
) -> Iterator[tuple[Path, ...]]:
    """Do the jobs and yield what each wrote, in their order.

    Raises:
        AuditorError, OSError: as the jobs do.
    """
    number = len(result.entries if isinstance(result, StoredResult) else result.submissions)
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    if number < LARGE or workers == 1:
        parts, earlier = _taken_apart(result), _taken_apart(baseline) if baseline else None
        for job in jobs:
            yield job.work(parts, earlier)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with TemporaryDirectory() as folder:
        file, before = (
            _filed(result, Path(folder, "now")),
            _filed(baseline, Path(folder, "before")) if baseline else None,
        )
        pieces = [
            _Piece(job.work, file, start, stop, before)
            for job in jobs
            for start, stop in (sections(number, SECTION) if job.divided else ((0, number),))
        ]
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as crew:
            yield from crew.map(_done, pieces)


@dataclass(frozen=True)
class _Piece:
    work: Work
    result: StoredResult
    start: int
    stop: int
    baseline: StoredResult | None


def _done(piece: _Piece) -> tuple[Path, ...]:
    earlier = piece.baseline.parts() if piece.baseline else None
    return piece.work(piece.result.parts().section(piece.start, piece.stop), earlier)


def _taken_apart(result: Result | StoredResult) -> ResultParts:
    return result.parts() if isinstance(result, StoredResult) else parts_of(result)


def _filed(result: Result | StoredResult, folder: Path) -> StoredResult:
    """The result in a file, where other processes can read it."""
    if isinstance(result, StoredResult):
        return result
    folder.mkdir()
    return stored(write_json(result, folder))
