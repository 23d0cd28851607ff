"""What a job tells while it runs: plain values that a bar in a terminal, a web page or a notebook can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditor.scoring.summary import BatchSummary


@dataclass(frozen=True)
class ReadingStarted:
    """Files are going to be read."""

    total: int


@dataclass(frozen=True)
class FileRead:
    """One more file was read, ``done`` of ``total``; ``rows``: indicator rows in it."""

    source: str
    rows: int
    done: int
    total: int


@dataclass(frozen=True)
class ReadingStopped:
    """The user stopped the reading; what was read will be judged."""

    done: int
    total: int


@dataclass(frozen=True)
class JudgingStarted:
    """Submissions are going to be judged."""

    total: int


@dataclass(frozen=True)
class SubmissionJudged:
    """One more submission was judged, in whatever order; ``summary``: what it comes to."""

    summary: BatchSummary
    done: int
    total: int


@dataclass(frozen=True)
class ReportsWritten:
    """The job is done but for telling about it."""

    paths: tuple[Path, ...]


Event = ReadingStarted | FileRead | ReadingStopped | JudgingStarted | SubmissionJudged | ReportsWritten
Listener = Callable[[Event], None]


def unheard(event: Event) -> None:
    """Listen to nothing."""
