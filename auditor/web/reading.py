"""How the files of a batch are read: with what its departments' people said of their headings, departments and years."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auditor.pipeline.read import Defaults
from auditor.reading.forms.mapping import Corrections
from auditor.web.store.headings import given_of, headings_by_department
from auditor.web.store.tables import BatchRecord
from auditor.web.worker import DepartmentReading


def reading_for(session: Session, batch: BatchRecord) -> DepartmentReading:
    """The way of reading; a 填报人's batch knows no other department's headings."""
    own = batch.department
    headings = headings_by_department(session)
    return DepartmentReading(
        defaults=Defaults(own or None, None),
        by_department={
            name: Corrections(
                {key: meant for key, meant in kept.items() if meant},
                frozenset(key for key, meant in kept.items() if not meant),
            )
            for name, kept in headings.items()
            if not own or name == own
        },
        given={one.source: Defaults(one.department or own or None, one.year) for one in given_of(session, batch.id)},
    )
