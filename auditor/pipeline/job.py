"""A whole job: files are read and kept, submissions judged one at a time, reports written; it can be stopped and resumed.

Whoever runs a job listens to its events and may end it: by a KeyboardInterrupt (the first ends the reading, the next the
judging) or by what ``cancelled`` answers (which ends both).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.judging.suppressions import Suppressions
from auditor.model import Result, Submission
from auditor.pipeline.checkpoint import checkpoint, discard
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.events import (
    FileRead,
    JudgingStarted,
    Listener,
    ReadingStarted,
    ReadingStopped,
    ReportsWritten,
    SubmissionJudged,
    unheard,
)
from auditor.pipeline.history import NO_HISTORY, History
from auditor.pipeline.read import AS_WRITTEN, ReadingOptions, load_shared, read_files
from auditor.pipeline.write import AuditSummary, audit_to_file
from auditor.reading.ledger import read_decisions
from auditor.runtime.disk_cache import NO_CACHE, DiskCache
from auditor.runtime.lock import locked
from auditor.scoring.baseline import fingerprints_of
from auditor.scoring.summary import BatchSummary

if TYPE_CHECKING:
    from auditor.archive.lookup import HistoryLookup

Cancelled = Callable[[], bool]


class StoppedError(Exception):
    """The job was stopped before one submission was judged; what was read is kept for the next time. May say so itself."""


@dataclass(frozen=True)
class AuditJob:
    """What is to be done.

    Args:
        files: what to read.
        out: folder of the results, made where there is none.
        formats: what to write beside ``result.json``.
        options: how files are read.
        history: what is known from before.
        earlier: the result that is compared with; reports then tell what is new.
        workers: processes for reading, judging and writing; None: as many as pay. No file depends on it.
        resume: whether to take over what an earlier, stopped job has read.
        cache: where what earlier jobs have worked out lies. No file that is written depends on it.
    """

    files: Sequence[Path]
    out: Path
    formats: tuple[str, ...] = ()
    options: ReadingOptions = AS_WRITTEN
    history: History = NO_HISTORY
    earlier: Result | None = None
    workers: int | None = None
    resume: bool = False
    cache: DiskCache = NO_CACHE


@dataclass(frozen=True)
class JobOutcome:
    """What was done: the summary of what was judged, the files written, and whether that was all."""

    audit: AuditSummary
    written: tuple[Path, ...]
    complete: bool


def history_from(
    *, ledger: Path | None = None, today: date | None = None, earlier: Result | None = None, archive: Path | None = None
) -> History:
    """What is known from before, from the files it stands in.

    Raises:
        AuditorError: C007 for a ledger that cannot be used, and as ``load_history`` for an archive.
    """
    return History(
        suppressions=Suppressions(read_decisions(ledger) if ledger else {}, today),
        baseline=fingerprints_of(earlier) if earlier else None,
        archive=_archived(archive) if archive else None,
    )


def _archived(path: Path) -> HistoryLookup:
    from auditor.archive.lookup import load_history  # a data base that most jobs do without

    return load_history(path)


def run_job(
    job: AuditJob, engine: EngineCore, on_event: Listener = unheard, cancelled: Cancelled = lambda: False
) -> JobOutcome:
    """Do it.

    Args:
        job: what is to be done.
        engine: what to judge with.
        on_event: told of every step, in this thread.
        cancelled: asked after every file and every submission whether to stop there.

    Raises:
        AuditorError: C004 where the folder cannot be written, C025 where another job is at work in it, C024 where the
            system does not leave enough memory.
        StoppedError: where nothing was judged before it was stopped.
    """
    with writing_to(job.out), locked(job.out):
        load_shared(job.options)
        submissions = _read(job, on_event, cancelled)
        with writing_to(job.out / "result.json"):
            audit = _judge(submissions, job, engine, on_event, cancelled)
        written = _write_reports(audit.path, job)
        complete = audit.summary.submissions == len(job.files)
        if complete:
            discard(job.out)
    on_event(ReportsWritten(written))
    return JobOutcome(audit, written, complete)


def _read(job: AuditJob, on_event: Listener, cancelled: Cancelled) -> Sequence[Submission]:
    """Read until all is read or the job is stopped; what was read lies on disk until all is judged."""
    sources: list[str] = []
    total = len(job.files)
    with checkpoint(job.out, job.options.conditions, resume=job.resume) as kept:
        on_event(ReadingStarted(total))
        try:
            for reading in read_files(job.files, kept, job.options, job.workers, job.cache):
                sources.append(reading.source)
                on_event(FileRead(reading.source, reading.rows, len(sources), total))
                if cancelled():
                    break
        except KeyboardInterrupt:
            on_event(ReadingStopped(len(sources), total))
    return kept.submissions(sources)


def _judge(
    submissions: Sequence[Submission], job: AuditJob, engine: EngineCore, on_event: Listener, cancelled: Cancelled
) -> AuditSummary:
    """Judge until all is judged or the job is stopped."""
    done, total = 0, len(submissions)

    def judged(summary: BatchSummary) -> None:
        nonlocal done
        done += 1
        on_event(SubmissionJudged(summary, done, total))

    if cancelled():
        raise StoppedError
    on_event(JudgingStarted(total))
    try:
        return audit_to_file(
            submissions,
            engine,
            job.out / "result.json",
            workers=job.workers,
            history=job.history,
            on_judged=judged,
            cancelled=cancelled,
            cache=job.cache,
        )
    except KeyboardInterrupt:
        raise StoppedError from None


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """What the system says against writing, in one sentence."""
    try:
        yield
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error


def _write_reports(path: Path, job: AuditJob) -> tuple[Path, ...]:
    """The reports that were asked for, made from the result that was written."""
    from auditor.outputs.reports.formats import COMPLETE, write_formats
    from auditor.outputs.reports.json import read_result
    from auditor.outputs.reports.stored import stored
    from auditor.scoring.baseline import only_new

    others = [name for name in job.formats if name != "json"]
    if not others:
        return (path,)
    folder, workers = path.parent, job.workers
    if job.earlier is None:
        return (path, *write_formats(stored(path), folder, others, workers=workers, cache=job.cache))
    result = read_result(path)
    complete = [name for name in others if name in COMPLETE]
    written = write_formats(result, folder, complete, job.earlier, workers)
    rest = [name for name in others if name not in COMPLETE]
    return (path, *written, *write_formats(only_new(result), folder, rest, workers=workers))
