"""Several processes at once where a result is large: each writes files of its own, so that the files stay the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from auditor.model import Result
from auditor.outputs.reports.json import write_json
from auditor.outputs.reports.parts import ResultParts, parts_of, sections
from auditor.outputs.reports.stored import StoredResult, stored
from auditor.runtime.parallel import choose_workers, parallel_map

LARGE = 40
"""Submissions from which on a second process pays."""

SECTION = 60
"""Submissions of one piece of work."""

MOST_WORKERS = 4

Work = Callable[[ResultParts, ResultParts | None], tuple[Path, ...]]
"""Writes files from a result (and an earlier one to compare with), and returns their paths."""


class Job(NamedTuple):
    """A piece of work; a ``divided`` one can be done for some submissions at a time."""

    work: Work
    divided: bool = False


def run_jobs(
    result: Result | StoredResult,
    jobs: Sequence[Job],
    baseline: Result | StoredResult | None = None,
    workers: int | None = None,
) -> Iterator[tuple[Path, ...]]:
    """Do the jobs and yield what each wrote, in their order.

    Args:
        result: what they write from.
        jobs: what is to be done.
        baseline: an earlier result to compare with.
        workers: processes to use; None: as many as pay.

    Raises:
        AuditorError, OSError: as the jobs do.
    """
    number = len(result.entries if isinstance(result, StoredResult) else result.submissions)
    workers = min(MOST_WORKERS, choose_workers(workers, number, LARGE))
    if workers == 1:
        parts, earlier = _taken_apart(result), _taken_apart(baseline) if baseline else None
        for job in jobs:
            yield job.work(parts, earlier)
        return
    with TemporaryDirectory() as folder:
        file = _filed(result, Path(folder, "now"))
        before = _filed(baseline, Path(folder, "before")) if baseline else None
        pieces = [
            _Piece(job.work, start, stop)
            for job in jobs
            for start, stop in (sections(number, SECTION) if job.divided else ((0, number),))
        ]
        yield from parallel_map((file, before), _done, pieces, workers, ahead=1, scratch=Path(folder))


class _Piece(NamedTuple):
    work: Work
    start: int
    stop: int


def _done(shared: tuple[StoredResult, StoredResult | None], piece: _Piece) -> tuple[Path, ...]:
    result, baseline = shared
    return piece.work(_parts(result).section(piece.start, piece.stop), _parts(baseline) if baseline else None)


@lru_cache(maxsize=2)
def _parts(result: StoredResult) -> ResultParts:
    """What is told of the whole batch is read once in a process, however many pieces of work it does."""
    return result.parts()


def _taken_apart(result: Result | StoredResult) -> ResultParts:
    return result.parts() if isinstance(result, StoredResult) else parts_of(result)


def _filed(result: Result | StoredResult, folder: Path) -> StoredResult:
    """The result in a file, where other processes can read it."""
    if isinstance(result, StoredResult):
        return result
    folder.mkdir()
    return stored(write_json(result, folder))
