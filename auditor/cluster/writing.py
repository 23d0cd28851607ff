"""The results of departments, put in their places on the machine that gives the command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor.cluster.copies import COPIES, DuplicatesLines, duplicates_by_department, write_copies
from auditor.cluster.departments import (
    TABLES,
    DepartmentResult,
    DepartmentsInTheMaking,
    Pieces,
    ResultInPieces,
    WantedReports,
    unpacked,
    write_result,
)
from auditor.cluster.tasks import WholeDepartment
from auditor.pipeline.run import BatchAudit
from auditor.pipeline.write import result_envelope
from auditor.scoring.summary import BatchSummary


class DepartmentWriter:
    """Writes what there is of each department as soon as all of its submissions are judged.

    Args:
        folder: of the whole batch's results.
        formats: reports of each department.
        batch: what is judged.
        departments: its departments.
    """

    def __init__(
        self, folder: Path, formats: tuple[str, ...], batch: BatchAudit, departments: DepartmentsInTheMaking
    ) -> None:
        envelope = result_envelope(batch, BatchSummary().totals, frozenset())
        self._around = envelope.model_copy(update={"handling_notes": (), "trend": None})
        self._folder = folder
        self._repetition = batch.repetition
        self._shares = duplicates_by_department(batch.repetition, [one.key for one in departments.of])
        self._complete: set[str] = set()
        self.wanted = WantedReports(formats, self._around.model_dump_json().encode())

    def whole(self, department: DepartmentResult) -> WholeDepartment:
        """A department as it goes with the last of its submissions to a worker that makes its reports."""
        return WholeDepartment(len(department.numbers), self._told(department))

    def in_pieces(self, department: DepartmentResult, pieces: Pieces) -> ResultInPieces:
        """A department as it goes to a worker that makes its reports later."""
        return ResultInPieces(pieces, self._told(department), department.summary.totals)

    def result(self, department: DepartmentResult, pieces: Pieces) -> None:
        """Write its result.

        Raises:
            OSError: where it cannot be written.
        """
        write_result(self._folder, department, pieces, self._around, self._shares.of(department.key))

    def reports(self, department: DepartmentResult, made: Sequence[tuple[str, bytes]]) -> None:
        """Write what a worker has made of it; nothing where making it killed the workers.

        Raises:
            OSError: where it cannot be written.
        """
        department.reported = bool(made)
        unpacked(self._folder, department, made)
        self._complete.add(department.key)

    def is_complete(self, department: DepartmentResult) -> bool:
        """Whether its reports were written."""
        return department.key in self._complete

    def copies(self) -> None:
        """Write the table of all groups of the batch.

        Raises:
            OSError: where it cannot be written.
        """
        write_copies(self._folder / TABLES / COPIES / "part.parquet", self._repetition)

    def _told(self, department: DepartmentResult) -> DuplicatesLines:
        """The repetition that workers need: groups are told by reports alone."""
        return self._shares.of(department.key) if self.wanted.others else self._shares.pairs_of(department.key)
