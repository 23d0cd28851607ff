"""A whole job on a cluster: read, judge, write by department; what was done is kept, so that it can be stopped and resumed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from auditor import __version__
from auditor.cluster.bands import TEXTS_FOR_SHUFFLE, ClusterNearTexts
from auditor.cluster.connection import ATTEMPT, PATIENCE, ClusterConnection
from auditor.cluster.departments import (
    FOLDER,
    DepartmentResult,
    DepartmentsInTheMaking,
    Pieces,
    ResultInPieces,
    rendered,
    write_season,
)
from auditor.cluster.judgements import JudgementCheckpoint, judgement_checkpoint
from auditor.cluster.judgements import discard as discard_judgements
from auditor.cluster.spread import in_tasks, spread_over
from auditor.cluster.tasks import (
    CaseToJudge,
    ClusterSetting,
    JudgedCase,
    UploadedFile,
    judge_cases,
    judged_case,
    load_engine,
    read_uploads,
)
from auditor.cluster.writing import DepartmentWriter
from auditor.errors import AuditorError, UnreadableError
from auditor.pipeline.checkpoint import ReadingCheckpoint, ReadLine, checkpoint, discard, read_line
from auditor.pipeline.contained import LimitsBySize, not_finished
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.events import FileRead, JudgingStarted, Listener, ReadingStarted, SubmissionJudged, unheard
from auditor.pipeline.history import History
from auditor.pipeline.job import AuditJob, JobOutcome, StoppedError, writing_to
from auditor.pipeline.kept_judgements import KeptJudgements
from auditor.pipeline.kept_readings import KeptReadings
from auditor.pipeline.read import unread_line
from auditor.pipeline.run import BatchAudit, prepare_batch
from auditor.pipeline.write import AuditSummary
from auditor.pipeline.written import written_submission
from auditor.reading.archives.contents import content_of
from auditor.runtime.limits import Ending
from auditor.runtime.lock import locked
from auditor.runtime.store import SubmissionStore
from auditor.scoring.summary import BatchSummary

_READ_BYTES, _READ_FILES = 4_000_000, 8
_JUDGE_BYTES = 1_500_000
"""What goes into one task: bytes of files or of readings; about a second's work or less."""


@dataclass(frozen=True)
class ClusterOptions:
    """Where the cluster is.

    Args:
        address: of its scheduler, ``tcp://`` or ``tls://``.
        shuffle_from: from how many texts of a kind on their repetition is looked for on the cluster.
        attempt: seconds that are waited for the scheduler at first.
        patience: seconds that are waited for one that has gone to come back.
    """

    address: str
    shuffle_from: int = TEXTS_FOR_SHUFFLE
    attempt: float = ATTEMPT
    patience: float = PATIENCE

    def connection(self, profile: str, rules: tuple[str, ...]) -> ClusterConnection:
        """A connection to it for an engine's profile and rules."""
        return ClusterConnection(self.address, profile, rules, self.patience, self.attempt)


def require_extra() -> None:
    """Raises:
    AuditorError: C055 where the libraries of the extra are not installed.
    """
    missing = [name for name in ("dask", "distributed", "pyarrow") if find_spec(name) is None]
    if missing:
        raise AuditorError("C055", missing="、".join(missing))


def run_cluster_job(
    job: AuditJob, engine: EngineCore, options: ClusterOptions, on_event: Listener = unheard
) -> JobOutcome:
    """Do it.

    Args:
        job: what is to be done; ``formats`` are written for each department, ``workers`` are those of this machine.
        engine: its rules are those of every worker.
        options: where the cluster is.
        on_event: told of every step.

    Raises:
        AuditorError: as ``ClusterConnection``; C053 for an earlier result, which is not compared with; C004 and C025 as
            ``run_job``. What was done until then is kept.
        StoppedError: where a KeyboardInterrupt ended it; what was done is kept.
    """
    if job.earlier is not None:
        raise AuditorError("C053", option="--baseline")
    rules = tuple(str(folder.resolve()) for folder in engine.rule_folders)
    with writing_to(job.out), locked(job.out):
        job.out.mkdir(parents=True, exist_ok=True)
        try:
            return _done(job, engine, options, rules, on_event)
        except KeyboardInterrupt:
            raise StoppedError("已停下。读好、审好的都留着，在原来的命令后加上 --resume，接着做。") from None


def _done(
    job: AuditJob, engine: EngineCore, options: ClusterOptions, rules: tuple[str, ...], on_event: Listener
) -> JobOutcome:
    with checkpoint(job.out, job.options.conditions, resume=job.resume) as kept:
        with options.connection(engine.profile, rules) as connection:
            rows = _read(connection, job, kept, on_event)
            setting = ClusterSetting(engine.profile, rules, connection.identity)
            connection.run_on_every_worker(load_engine, setting)  # while the batch is looked through here
        submissions = kept.submissions([str(source) for source in rows])
    # no connection while processes begin as copies of this one: its threads would not be copied
    batch = (
        None
        if sum(rows.values()) >= options.shuffle_from
        else prepare_batch(submissions, engine, job.history, job.workers)
    )
    with options.connection(engine.profile, rules) as connection:
        if batch is None:
            near_texts = ClusterNearTexts(connection, options.shuffle_from)
            batch = prepare_batch(submissions, engine, job.history, 1, near_texts)
        conditions = _conditions(submissions, engine, job.history)
        with judgement_checkpoint(job.out, conditions, resume=job.resume) as judgements:
            run = _ClusterRun(connection, setting, job, batch, submissions, judgements)
            outcome = run.finished(on_event)
    discard(job.out)
    discard_judgements(job.out)
    return outcome


def _conditions(submissions: SubmissionStore, engine: EngineCore, history: History) -> bytes:
    """Everything that the judgements depend on, in a form that is the same in every run."""
    digest = hashlib.sha256()
    for number in range(len(submissions)):
        digest.update(submissions.content(number))
    known = __version__, engine.pack.fingerprint, engine.profile, history, digest.hexdigest()
    return repr(known).encode("utf-8", errors="surrogatepass")


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(connection: ClusterConnection, job: AuditJob, kept: ReadingCheckpoint, on_event: Listener) -> dict[str, int]:
    """Read what was not read before; the rows of each file by its source, in the order of the files."""
    total, found = len(job.files), dict[Path, tuple[str, int]]()
    on_event(ReadingStarted(total))
    for path, reading in _readings(connection, job, kept):
        found[path] = reading.source, reading.rows
        on_event(FileRead(reading.source, reading.rows, len(found), total))
    return dict(found[path] for path in job.files)


def _readings(connection: ClusterConnection, job: AuditJob, kept: ReadingCheckpoint) -> Iterator[tuple[Path, ReadLine]]:
    left, earlier = list[Path](), KeptReadings(job.cache, job.options.conditions)
    for path in job.files:
        known = kept.reading_of(path)
        if known is not None:
            yield path, known
        elif (known := earlier.of(path)) is not None:
            kept.add(known)
            yield path, known
        elif not _at_hand(path):  # the reader says why
            reading = read_line(job.options.read(path))
            kept.add(reading)
            yield path, reading
        else:
            left.append(path)
    most = min(_READ_FILES, max(1, len(left) // (4 * connection.threads)))
    tasks = in_tasks(left, _size, most=_READ_BYTES, number=most)
    given = job.options.corrections, job.options.defaults
    limits = LimitsBySize(job.options.limits)
    for path, reading in spread_over(
        connection,
        read_uploads,
        given,
        tasks,
        lambda path: UploadedFile(path, _fetched(path), limits(path)),
        _lost,
    ):
        kept.add(reading)
        earlier.keep(reading)
        yield path, reading


def _at_hand(path: Path) -> bool:
    return os.access(path, os.R_OK) if path.is_file() else _fetched(path) is not None


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else len(_fetched(path) or b"")


def _fetched(path: Path) -> bytes | None:
    """The bytes of a file, None where they are not to be had."""
    try:
        return content_of(path)
    except (OSError, UnreadableError):
        return None


def _lost(path: Path, ending: Ending) -> ReadLine:
    return unread_line(path, _fetched(path) or b"", not_finished(path, ending))


# --- judging and writing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _ClusterRun:
    """The second half of a job: everything is read, and known of each other."""

    connection: ClusterConnection
    setting: ClusterSetting
    job: AuditJob
    batch: BatchAudit
    submissions: SubmissionStore
    judgements: JudgementCheckpoint

    def finished(self, on_event: Listener) -> JobOutcome:
        """Judge, and write everything."""
        making = DepartmentsInTheMaking(self.batch.departments)
        writer = DepartmentWriter(self.job.out, self.job.formats, self.batch, making)
        fingerprints = self._judge(making, writer, on_event)
        departments, whole = making.finished(), BatchSummary()
        for department in departments:
            whole.merge(department.summary)
        writer.copies()
        self._write([one for one in departments if not writer.is_complete(one)], writer)
        season = write_season(self.job.out, departments, whole, "html" in self.job.formats)
        notes = self.job.history.suppressions.notes(fingerprints)
        return JobOutcome(AuditSummary(season, whole, whole, notes), (season, self.job.out / FOLDER), True)

    def _judge(self, making: DepartmentsInTheMaking, writer: DepartmentWriter, on_event: Listener) -> frozenset[str]:
        """Judge what was not judged before, and write departments that come back complete; the fingerprints about which
        something was decided.
        """
        decided, fingerprints = self.job.history.suppressions.by_fingerprint.keys(), set[str]()
        total = len(self.submissions)
        on_event(JudgingStarted(total))
        for done, (number, case) in enumerate(self._cases(making, writer), 1):
            department = making.add(number, case.summary)
            fingerprints |= case.fingerprints & decided
            if case.reports is not None:
                writer.result(department, self._pieces(department))
                writer.reports(department, case.reports)
            on_event(SubmissionJudged(case.summary, done, total))
        return frozenset(fingerprints)

    def _cases(self, making: DepartmentsInTheMaking, writer: DepartmentWriter) -> Iterator[tuple[int, JudgedCase]]:
        history, earlier = History(self.job.history.suppressions), KeptJudgements(self.job.cache, self.batch)
        left: list[int] = []
        for number in self.batch.order:
            if number in self.judgements:
                yield number, self.judgements.case(number, history)
            elif (known := earlier.of(number)) is not None:
                case = judged_case(known)
                self.judgements.add(number, case)
                yield number, case
            else:
                left.append(number)
        completes: dict[int, DepartmentResult] = {}
        for number, case in spread_over(
            self.connection,
            judge_cases,
            (self.setting, history, writer.wanted),
            self._tasks(left, making, completes),
            lambda number: self._case(number, writer, completes.pop(number, None)),
            lambda number, _: judged_case(written_submission(self.batch.not_judged(number), history)),
        ):
            self.judgements.add(number, case)
            if earlier.enabled:
                earlier.keep(number, case.written)
            yield number, case

    def _tasks(
        self, left: Sequence[int], making: DepartmentsInTheMaking, completes: dict[int, DepartmentResult]
    ) -> Iterator[tuple[int, ...]]:
        """What is left to judge, departments together; one that goes whole is noted under the last of its submissions."""
        size, groups = self.submissions.size, dict[str, list[int]]()
        for number in left:
            groups.setdefault(making.of[number].key, []).append(number)
        most = min(_JUDGE_BYTES, max(1, sum(map(size, left)) // (4 * self.connection.threads)))

        def parts() -> Iterator[tuple[int, ...]]:
            for group in groups.values():
                department = making.of[group[0]]
                found = list(in_tasks(group, size, most=most, number=len(group)))
                if len(found) == 1 and len(group) == len(department.numbers):
                    found = [tuple(department.numbers)]
                    completes[department.numbers[-1]] = department
                yield from found

        together = in_tasks(parts(), lambda part: sum(map(size, part)), most=most, number=len(left) or 1)
        return (tuple(chain.from_iterable(task)) for task in together)

    def _case(self, number: int, writer: DepartmentWriter, completes: DepartmentResult | None) -> CaseToJudge:
        """A submission as it is sent; where it is sent again, it completes no department any more."""
        batch, archived = self.batch, None
        if batch.history.archive is not None or batch.chains.get(number):
            archived = batch.known_before(number, batch.told_once(number))
        return CaseToJudge(
            self.submissions.content(number),
            batch.same_as.get(number),
            batch.duplicates.of(batch.sources[number]),
            archived,
            None if completes is None else writer.whole(completes),
        )

    def _write(self, departments: Sequence[DepartmentResult], writer: DepartmentWriter) -> None:
        """Departments that did not come back complete: results here, reports and tables on the workers."""

        def written(department: DepartmentResult) -> ResultInPieces:
            pieces = self._pieces(department)
            writer.result(department, pieces)
            return writer.in_pieces(department, pieces)

        tasks = ((department,) for department in departments)
        for department, made in spread_over(self.connection, rendered, (writer.wanted,), tasks, written, _not_rendered):
            writer.reports(department, made)

    def _pieces(self, department: DepartmentResult) -> Pieces:
        return [self.judgements.lines(number) for number in department.numbers]


def _not_rendered(department: DepartmentResult, ending: Ending) -> list[tuple[str, bytes]]:
    """A department whose reports killed their workers keeps its result, and the page of the season says so."""
    return []
