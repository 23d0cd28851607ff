"""How headings of a department are meant: kept from batch to batch, as a mapping file does for the command line."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditor.reading.forms.headings import plain
from auditor.web.store.tables import HeadingRecord, now


def headings_of(session: Session, department: str) -> tuple[dict[str, str], frozenset[str]]:
    """The headings (plain) of a department with what each stands for, and those to leave out."""
    kept = session.scalars(select(HeadingRecord).where(HeadingRecord.department == department)).all()
    columns = {one.heading: one.meaning for one in kept if one.meaning}
    return columns, frozenset(one.heading for one in kept if not one.meaning)


def keep_heading(session: Session, department: str, heading: str, meaning: str | None, by: str) -> None:
    """Keep what a heading means: a name that a mapping may give, "" to leave the column out, None as the tool takes it."""
    key = plain(heading)
    kept = session.get(HeadingRecord, (department, key))
    if meaning is None:
        if kept is not None:
            session.delete(kept)
    elif kept is None:
        session.add(HeadingRecord(department=department, heading=key, meaning=meaning, by=by, at=now()))
    else:
        kept.meaning, kept.by, kept.at = meaning, by, now()
