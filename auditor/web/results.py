"""What came of a batch: its ``result.json``, read one submission at a time and remembered while it stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from auditor.model import Opinion, Project, ReadingError, Result, Severity, Submission
from auditor.opinions import opinions_of
from auditor.opinions.worst import Prominent
from auditor.outputs.reports.html import budget_of, opinion_counts
from auditor.outputs.reports.parts import ResultParts
from auditor.outputs.reports.season import season_of
from auditor.outputs.reports.stored import stored
from auditor.outputs.reports.told import Told as OpinionsTold
from auditor.outputs.reports.told import told_of
from auditor.outputs.reports.walk import file_name
from auditor.web.worker import RESULTS


@dataclass(frozen=True)
class ListedOpinion:
    """What a batch's list is filtered by: an opinion's kind and level, and the money of its largest project in 万元."""

    rule: str
    title: str
    severity: Severity
    certain: bool
    money: float


@dataclass(frozen=True)
class ListedSubmission:
    """One line of a batch's list; ``number`` is its place from 1, money in 万元."""

    number: int
    name: str
    source: str
    department: str | None
    year: int | None
    projects: int
    budget: float | None
    counts: dict[str, int]
    opinions: tuple[ListedOpinion, ...]
    doubts: tuple[str, ...]
    error: ReadingError | None

    @property
    def folder(self) -> str:
        """The folder or archive that it was handed in with, "" for none."""
        return self.source.replace("\\", "/").rpartition("/")[0]


@dataclass(frozen=True)
class BatchSummaryPage:
    """A whole batch: the result without its submissions, a line for each, and the three worst."""

    head: Result
    lines: tuple[ListedSubmission, ...]
    prominent: Sequence[Prominent]

    @property
    def unread(self) -> tuple[ListedSubmission, ...]:
        """What was not read."""
        return tuple(line for line in self.lines if line.error is not None)

    @property
    def read(self) -> tuple[ListedSubmission, ...]:
        """What was read."""
        return tuple(line for line in self.lines if line.error is None)


class BatchResult:
    """The result of a batch.

    Args:
        folder: of the batch.

    Raises:
        FileNotFoundError: where it has none yet.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / RESULTS / "result.json"
        self.stamp = self.path.stat().st_mtime_ns
        """When it was written."""

    @property
    def summary(self) -> BatchSummaryPage:
        """All of it in short."""
        return _summary(self.path, self.stamp)

    def submissions(self) -> Iterator[Submission]:
        """All submissions, read one at a time."""
        return iter(_parts(self.path, self.stamp).submissions)

    def submission(self, number: int) -> Submission:
        """A submission by its place from 1.

        Raises:
            IndexError: where there is none.
        """
        if not 0 < number <= len(self.summary.lines):
            raise IndexError(number)
        return _submission(self.path, self.stamp, number - 1)

    def told(self, number: int) -> OpinionsTold:
        """The opinions of a submission with what they speak of."""
        self.submission(number)
        return _told(self.path, self.stamp, number - 1)


@lru_cache(maxsize=64)
def _parts(path: Path, stamp: int) -> ResultParts:
    return stored(path).parts()


@lru_cache(maxsize=256)
def _summary(path: Path, stamp: int) -> BatchSummaryPage:
    parts = _parts(path, stamp)
    lines = tuple(_line(number, one) for number, one in enumerate(parts.submissions, 1))
    return BatchSummaryPage(parts.head, lines, season_of(parts.submissions).prominent())


def _line(number: int, submission: Submission) -> ListedSubmission:
    projects: Sequence[Project] = submission.projects
    return ListedSubmission(
        number=number,
        name=file_name(submission.source),
        source=submission.source,
        department=submission.department,
        year=submission.year,
        projects=len(projects),
        budget=budget_of(projects),
        counts=opinion_counts(opinions_of(submission)),
        opinions=tuple(map(_listed_opinion, opinions_of(submission))),
        doubts=submission.doubts,
        error=submission.error,
    )


def _listed_opinion(opinion: Opinion) -> ListedOpinion:
    money = max((place.budget_wan or 0 for place in opinion.places), default=0)
    return ListedOpinion(opinion.rule, opinion.title, opinion.severity, opinion.certain, money)


@lru_cache(maxsize=48)
def _submission(path: Path, stamp: int, place: int) -> Submission:
    return _parts(path, stamp).submissions[place]


@lru_cache(maxsize=48)
def _told(path: Path, stamp: int, place: int) -> OpinionsTold:
    return told_of(_submission(path, stamp, place))
