"""What has to be answered at once, in processes of its own that no audit keeps busy: a project judged again, a file read again."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.model import Indicator, Project, Submission
from auditor.outputs.annotate.corrected import CellCorrection, correct_workbook
from auditor.outputs.annotate.run import annotate
from auditor.pipeline.read import read_each
from auditor.pipeline.run import prepare_batch
from auditor.reading.archives.contents import content_of
from auditor.reading.mapping_template import headings_in, tables_of
from auditor.runtime.size_limits import SizeLimits
from auditor.web.process import OneProcess
from auditor.web.settings import ServeSettings
from auditor.web.worker import MATERIAL, DepartmentReading, end_with_parent, engine_of, standing_in

_SECONDS, _COPY_SECONDS = 45, 120
"""How long is waited for an answer: a page gives up after a minute, a download does not."""


class QuickProcess:
    """Two processes beside the audits: one keeps the engine and judges, the other reads files, of which one may be slow.

    Args:
        settings: of the server.
    """

    def __init__(self, settings: ServeSettings) -> None:
        self._settings = settings
        self._judging, self._reading = OneProcess(end_with_parent), OneProcess(_begin)

    def warm_up(self) -> None:
        """Have the engine loaded; nobody waits for it."""
        row = Indicator(id="1", level1="产出指标", level2="数量指标", level3="培训人数", target="≥100人")
        project = Project(code="1", name="培训", indicators=(row,))
        self._judging.submit(
            _judged, self._engine, Submission(source="", sha256="", status="audited", projects=(project,))
        )

    def judge(self, submission: Submission) -> Submission:
        """Judge a submission by itself.

        Raises:
            NoAnswerError: as all that is asked here, where it takes too long or the system ends the process.
        """
        return self._judging.ask(_SECONDS, _judged, self._engine, submission)

    def read(self, folder: Path, source: str, options: DepartmentReading) -> Submission:
        """Read a file of a batch's folder again."""
        return self._reading.ask(_SECONDS, _read, folder, source, options)

    def headings(self, folder: Path, submission: Submission) -> tuple[str, ...]:
        """What looks like headings in a file of a batch's folder that was not understood."""
        return self._reading.ask(_SECONDS, _headings, folder, submission, self._settings.file_limits.sizes)

    def corrected_copy(self, order: CorrectedCopyOrder) -> CorrectedCopy:
        """A copy of a workbook with corrections and, as comments, what is found in it then."""
        return self._reading.ask(_COPY_SECONDS, _corrected, self._engine, order)

    def close(self) -> None:
        """End the processes."""
        self._judging.close()
        self._reading.close()

    @property
    def _engine(self) -> tuple[str, tuple[Path, ...]]:
        """What the engine is made of; pages may add rules of one's own."""
        return self._settings.profile, self._settings.rule_folders


@dataclass(frozen=True)
class CorrectedCopyOrder:
    """A file of a batch's folder, how it is read, and the corrections of its rows."""

    folder: Path
    source: str
    options: DepartmentReading
    corrections: Sequence[CellCorrection]


@dataclass(frozen=True)
class CorrectedCopy:
    """The annotated copy, and the fields (row id, field) that have to be corrected by hand."""

    content: bytes
    left: tuple[tuple[str, str], ...]


def _begin() -> None:
    """What the process does first: those that it starts itself may be copies of it, as nobody chose otherwise for them."""
    end_with_parent()
    multiprocessing.set_start_method(None, force=True)


def _judged(engine: tuple[str, tuple[Path, ...]], submission: Submission) -> Submission:
    (judged,) = prepare_batch((submission,), engine_of(*engine)).judged()
    return judged.submission


def _read(folder: Path, source: str, options: DepartmentReading) -> Submission:
    with standing_in(folder / MATERIAL):
        (submission,) = read_each((Path(source),), options)
        return submission


def _headings(folder: Path, submission: Submission, sizes: SizeLimits) -> tuple[str, ...]:
    with standing_in(folder / MATERIAL):
        path = Path(submission.source)
        return headings_in(submission, tables_of(path, sizes) if path.is_file() else ())


def _corrected(engine: tuple[str, tuple[Path, ...]], order: CorrectedCopyOrder) -> CorrectedCopy:
    """Correct, read again, judge and annotate, as ``auditor annotate`` does with a file that was corrected by hand."""
    with standing_in(order.folder / MATERIAL):
        done = correct_workbook(content_of(Path(order.source)), order.source, order.corrections)
    left = tuple((one.row.id, one.field) for one in done.left)
    return CorrectedCopy(_annotated(engine, order, done.content), left)


def _annotated(engine: tuple[str, tuple[Path, ...]], order: CorrectedCopyOrder, content: bytes) -> bytes:
    from tempfile import TemporaryDirectory

    defaults = order.options.given.get(order.source, order.options.defaults)
    options = replace(order.options, defaults=defaults, given={}, contained=False)
    with TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder, standing_in(Path(folder)):
        path = Path(Path(order.source).name)
        path.write_bytes(content)
        (submission,) = read_each((path,), options)
    return annotate(content, path.name, _judged(engine, submission))
