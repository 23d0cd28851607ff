"""In a process of its own: audit the material of one batch exactly as the command line does, and tell how far it is."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Literal, TextIO

from auditor.errors import AuditorError
from auditor.judging.suppressions import Suppressions
from auditor.model import Handling, Submission
from auditor.outputs.reports.formats import DEFAULT
from auditor.outputs.reports.walk import file_name
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.events import Event, FileRead, JudgingStarted, ReadingStarted, SubmissionJudged
from auditor.pipeline.history import History
from auditor.pipeline.job import AuditJob, JobOutcome, StoppedError, run_job
from auditor.pipeline.read import Defaults, ReadingOptions
from auditor.reading import discover
from auditor.reading.forms.mapping import Corrections
from auditor.reading.reader import written

MATERIAL, RESULTS, PROGRESS, STOP = "in", "out", "progress.jsonl", "stop"
"""In a batch's folder: what was handed in, what came of it, how far it is, and the mark that somebody wants it to end."""

_NICE = 10
_TRIES, _PAUSE = 20, 0.5

End = Literal["done", "cancelled", "failed"]


@dataclass(frozen=True)
class DepartmentReading(ReadingOptions):
    """How files of several departments are read: each department's headings as they were corrected, and what was given of
    single files (by their source) that do not say it themselves.
    """

    by_department: Mapping[str, Corrections] = field(default_factory=dict)
    given: Mapping[str, Defaults] = field(default_factory=dict)

    def read(self, path: Path) -> Submission:
        """Read one file; where its department has headings of its own, once more with them."""
        given = self.given.get(written(path), self.defaults)
        usual = ReadingOptions(self.corrections, given, self.limits, self.contained)
        first = usual.read(path)
        own = self.by_department.get(first.department or "")
        return first if own is None else replace(usual, corrections=own).read(path)

    @property
    def conditions(self) -> object:
        """Everything a reading depends on beside the file, in a form that is the same in every run."""
        headings = [
            (name, sorted(one.columns.items()), sorted(one.ignore)) for name, one in sorted(self.by_department.items())
        ]
        return super().conditions, headings, sorted(self.given.items(), key=lambda item: item[0])


@dataclass(frozen=True)
class AuditOrder:
    """What is to be audited, and how: a batch's folder, settings, ways of reading, decisions."""

    folder: Path
    profile: str = "national"
    rules: tuple[Path, ...] = ()
    reading: DepartmentReading = field(default_factory=DepartmentReading)
    decisions: Mapping[str, Handling] = field(default_factory=dict)
    today: date | None = None


@dataclass(frozen=True)
class AuditEnd:
    """How an audit ended; ``told`` says why it failed."""

    state: End
    told: str = ""


def prepare() -> None:
    """Give way to the server, and end when it ends."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(_NICE)
    end_with_parent()


def end_with_parent() -> None:
    """End this process when the one that started it ends, however, and not before: Ctrl-C is the server's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def audit_batch(order: AuditOrder) -> AuditEnd:
    """Audit a batch; one that was stopped half-way goes on where it was."""
    try:
        with standing_in(order.folder / MATERIAL), (order.folder / PROGRESS).open("w", encoding="utf-8") as file:
            return _audited(order, file)
    except AuditorError as error:
        return AuditEnd("failed", f"{error.message}{error.hint}")
    except StoppedError:
        return AuditEnd("cancelled")


def _audited(order: AuditOrder, file: TextIO) -> AuditEnd:
    def told(event: Event) -> None:
        line = progress_line(event)
        if line is not None:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()

    job = AuditJob(
        files=discover([Path()]),
        out=order.folder / RESULTS,
        formats=DEFAULT,
        options=order.reading,
        history=History(suppressions=Suppressions(order.decisions, order.today)),
        workers=1,
        resume=True,
    )
    outcome = _alone(lambda: run_job(job, engine_of(order.profile, order.rules), told, (order.folder / STOP).exists))
    return AuditEnd("done" if outcome else "cancelled")


def _alone(run: Callable[[], JobOutcome]) -> bool:
    """Run, waiting for a process of a killed server to be gone from the folder; whether all was done."""
    for _ in range(_TRIES):
        try:
            return run().complete
        except AuditorError as error:
            if error.code != "C025":
                raise
            time.sleep(_PAUSE)
    return run().complete


def progress_line(event: Event) -> dict[str, object] | None:
    """An event as it is told to a browser."""
    match event:
        case ReadingStarted(total):
            return {"step": "reading", "done": 0, "total": total, "told": f"开始读取，共 {total} 个文件"}
        case FileRead(source, rows, done, total):
            what = f"{rows} 行指标" if rows else "没有读出指标"
            return {"step": "reading", "done": done, "total": total, "told": f"已读 {file_name(source)}：{what}"}
        case JudgingStarted(total):
            return {"step": "judging", "done": 0, "total": total, "told": f"开始审核，共 {total} 份材料"}
        case SubmissionJudged(_, done, total):
            return {"step": "judging", "done": done, "total": total, "told": f"已审核 {done} 份，共 {total} 份"}
    return None


def _stamps(rules: tuple[Path, ...]) -> tuple[int, ...]:
    """When rules and models of one's own were last changed: pages write settings into them, training the models."""
    files = (path for folder in rules for kind in ("*.yaml", "*.npz") for path in sorted(folder.rglob(kind)))
    return tuple(path.stat().st_mtime_ns for path in files)


def engine_of(profile: str, rules: tuple[Path, ...]) -> EngineCore:
    """The engine of this process, loaded once and again when rules of one's own have changed."""
    return _engine(profile, rules, _stamps(rules))


@lru_cache(maxsize=2)
def _engine(profile: str, rules: tuple[Path, ...], stamps: tuple[int, ...]) -> EngineCore:
    return EngineCore(profile=profile, rules=rules).load()


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """Work in a folder, so that files are named in results as they were handed in."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
