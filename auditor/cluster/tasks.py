"""What workers do: functions of a module, from what is given to the results of a task's items.

A worker loads its rules once, from its own installation, and keeps nothing of what it is sent.
"""

from __future__ import annotations

import gc
import zlib
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Lock

from auditor.checks.history.past import ArchivedProjects
from auditor.cluster.copies import DuplicatesLines
from auditor.cluster.departments import WantedReports, reports_of
from auditor.cluster.identity import MachineIdentity, identity_of
from auditor.duplicates.repetition import Repetition
from auditor.errors import AuditorError
from auditor.model import Submission
from auditor.pipeline.checkpoint import ReadLine, read_line
from auditor.pipeline.contained import not_finished
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.history import History
from auditor.pipeline.read import Defaults, unread_line
from auditor.pipeline.run import judge_submission, told_once
from auditor.pipeline.written import JudgedSubmission, WrittenSubmission, written_submission
from auditor.reading.forms.mapping import Corrections
from auditor.reading.reader import read_within_limits, understand
from auditor.runtime.collector import collector_paused
from auditor.runtime.limits import Ending, Limits
from auditor.runtime.parallel import parallel_map
from auditor.scoring.summary import BatchSummary


@dataclass(frozen=True)
class ClusterSetting:
    """What an engine is made of on every machine, and the identity that a machine must have to make it.

    ``rules`` are folders with rules of one's own, absolute.
    """

    profile: str
    rules: tuple[str, ...]
    identity: MachineIdentity


@dataclass(frozen=True)
class UploadedFile:
    """A file as it is sent to a worker: its path, which only names it, its bytes, and what reading it may take.

    Where the bytes were gone a moment later (None), the reader says why.
    """

    path: Path
    content: bytes | None
    limits: Limits


@dataclass(frozen=True)
class WholeDepartment:
    """A department whose submissions are all in one task: how many they are, and the repetition that concerns it."""

    submissions: int
    duplicates: DuplicatesLines


@dataclass(frozen=True)
class CaseToJudge:
    """A submission as it is sent to a worker: as read, as JSON, with what is known of others.

    ``same_as``: the source of the earlier submission that is the same material; ``repetition``: what of the batch's
    concerns it; ``archived``: what the archive and other forms of its projects say; ``completes``: the department whose
    last submission it is, where the others stand right before it in the same task.
    """

    line: bytes
    same_as: str | None
    repetition: Repetition
    archived: ArchivedProjects | None
    completes: WholeDepartment | None = None


@dataclass(frozen=True)
class JudgedCase:
    """A judged submission as it goes from machine to machine and is kept.

    ``lines`` are those of the result (itself, and its ledger), packed; ``reports`` are those of the department it completes
    (``reports_of``), None where it completes none.
    """

    lines: tuple[bytes, bytes]
    summary: BatchSummary
    fingerprints: frozenset[str]
    reports: Sequence[tuple[str, bytes]] | None = None

    @property
    def written(self) -> WrittenSubmission:
        """The submission as it goes into a result; nothing is compared with an earlier one on a cluster."""
        submission, ledger = (zlib.decompress(line) for line in self.lines)
        return WrittenSubmission((submission, ledger), self.summary, self.summary, self.fingerprints)


def judged_case(written: WrittenSubmission, reports: Sequence[tuple[str, bytes]] | None = None) -> JudgedCase:
    """A written submission, packed, with the reports of the department that it completes."""
    submission, ledger = (zlib.compress(line, 1) for line in written.lines)
    return JudgedCase((submission, ledger), written.summary, written.fingerprints, reports)


def read_uploads(corrections: Corrections, defaults: Defaults, files: Sequence[UploadedFile]) -> list[ReadLine]:
    """Read files, each within its limits in a process that this worker keeps for it.

    Raises:
        AuditorError: C042 where that process does not start.
    """
    try:
        return [_completed(line, defaults) for line in _reader().read(corrections, files)]
    except AuditorError:
        _reader.cache_clear()
        raise


def _completed(reading: ReadLine, defaults: Defaults) -> ReadLine:
    """What was read, with department and year where the file names none."""
    if defaults.department is None and defaults.year is None:
        return reading
    return read_line(defaults.complete(Submission.model_validate_json(reading.line)))


def judge_cases(
    setting: ClusterSetting, history: History, wanted: WantedReports, cases: Sequence[CaseToJudge]
) -> list[JudgedCase]:
    """Judge submissions, and make the reports of departments that are complete with them.

    Args:
        setting: what to judge with.
        history: decisions; archives were asked before.
        wanted: what is made of a department.
        cases: the submissions.

    Raises:
        AuditorError: C050 where this machine would find other things.
    """
    with collector_paused():
        engine, found = _engine(setting), list[JudgedCase]()
        pending: list[tuple[JudgedSubmission, WrittenSubmission]] = []
        for case in cases:
            pending.append(_judged(case, engine, history))
            reports = None
            if case.completes is not None:
                reports = _reports(wanted, case.completes, pending[-case.completes.submissions :])
                pending = pending[-1:]
            found.append(judged_case(pending[-1][1], reports))
        return found


def _judged(case: CaseToJudge, engine: EngineCore, history: History) -> tuple[JudgedSubmission, WrittenSubmission]:
    submission = told_once(Submission.model_validate_json(case.line), case.same_as)
    judged = judge_submission(submission, case.repetition, case.archived, engine, history)
    return judged, written_submission(judged, history)


def _reports(
    wanted: WantedReports, department: WholeDepartment, cases: Sequence[tuple[JudgedSubmission, WrittenSubmission]]
) -> list[tuple[str, bytes]]:
    """The reports of a department, from what was just judged."""
    total = BatchSummary()
    for _, written in cases:
        total.merge(written.summary)
    return reports_of(
        wanted,
        tuple(judged.submission for judged, _ in cases),
        tuple(line for judged, _ in cases for line in judged.coverage),
        [written.lines for _, written in cases],
        department.duplicates,
        total.totals,
    )


def load_engine(setting: ClusterSetting) -> None:
    """Have this worker's rules at hand before they are asked for.

    Raises:
        AuditorError: C050 where this machine would find other things.
    """
    _engine(setting)


@lru_cache(maxsize=1)
def _engine(setting: ClusterSetting) -> EngineCore:
    """The engine of this worker; one that came later than the others is compared with them here."""
    found = setting.identity.difference(identity_of(setting.profile, setting.rules))
    if found is not None:
        what, ours, theirs = found
        raise AuditorError("C050", machine="后来加入", what=what, ours=ours, theirs=theirs)
    engine = EngineCore(profile=setting.profile, rules=setting.rules).load()
    gc.freeze()  # it stays as long as the worker: looks for cycles need not walk through it
    return engine


# --- reading within limits --------------------------------------------------------------------------------------------


class ContainedReader:
    """A process in which one file after another is read within its limits; a new one takes its place where it ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._next: deque[tuple[Corrections, UploadedFile]] = deque()
        self._results = parallel_map(None, _understood, self._items(), 1, on_lost=_not_read, ahead=1, limits=_limits_of)

    def read(self, corrections: Corrections, files: Sequence[UploadedFile]) -> Iterator[ReadLine]:
        """Read files, in order."""
        for file in files:
            with self._lock:
                self._next.append((corrections, file))
                yield next(self._results)

    def close(self) -> None:
        """End the process."""
        if isinstance(self._results, Generator):
            self._results.close()

    def _items(self) -> Iterator[tuple[Corrections, UploadedFile]]:
        while True:  # asked only after one was put there
            yield self._next.popleft()


@lru_cache(maxsize=1)
def _reader() -> ContainedReader:
    reader = ContainedReader()
    Finalize(None, reader.close, exitpriority=1)  # a worker that ends waits for the processes it has started
    return reader


def _limits_of(item: tuple[Corrections, UploadedFile]) -> Limits:
    return item[1].limits


def _understood(shared: None, item: tuple[Corrections, UploadedFile]) -> ReadLine:
    corrections, file = item
    if file.content is None:
        return read_line(read_within_limits(file.path, corrections, file.limits.sizes))
    return read_line(understand(file.path, file.content, corrections, file.limits.sizes))


def _not_read(item: tuple[Corrections, UploadedFile], ending: Ending) -> ReadLine:
    """A file whose reading came to no result."""
    file = item[1]
    return unread_line(file.path, file.content or b"", not_finished(file.path, ending))
