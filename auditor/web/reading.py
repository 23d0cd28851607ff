"""How the files of a batch are read: with what its departments' people said of their headings, departments and years."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from auditor.pipeline.read import Defaults
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections
from auditor.runtime.limits import Limits
from auditor.web.store.headings import given_of, headings_by_department
from auditor.web.store.tables import BatchRecord
from auditor.web.worker import DepartmentReading


def reading_for(session: Session, batch: BatchRecord, limits: Limits) -> DepartmentReading:
    """The way of reading: a department's batch with that department's headings, whomever its files name; an office's with
    those of the department that each file names.

    Args:
        session: of the data base.
        batch: whose files are read.
        limits: what reading one file may take, and how much it may hold.
    """
    own = batch.department
    headings = {name: _corrections(kept) for name, kept in headings_by_department(session).items()}
    return DepartmentReading(
        corrections=headings.get(own, NO_CORRECTIONS) if own else NO_CORRECTIONS,
        defaults=Defaults(own or None, None),
        limits=limits,
        by_department={} if own else headings,
        given={one.source: Defaults(one.department or own or None, one.year) for one in given_of(session, batch.id)},
    )


def headings_owner(batch: BatchRecord, named: str | None) -> str:
    """The department whose headings a file of a batch is read with, "" for none; ``named`` is the one that the file names."""
    return batch.department or named or ""


def _corrections(kept: Mapping[str, str]) -> Corrections:
    meant = {key: meaning for key, meaning in kept.items() if meaning}
    return Corrections(meant, frozenset(kept.keys() - meant.keys()))
