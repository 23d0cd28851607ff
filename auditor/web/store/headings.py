"""How headings of a department are meant, kept from batch to batch as a mapping file does for the command line; and what
was said of files that do not say it themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditor.reading.forms.headings import plain
from auditor.web.store.tables import GivenRecord, HeadingRecord, now


def headings_by_department(session: Session) -> Mapping[str, Mapping[str, str]]:
    """By department its headings (plain) with what each stands for, "" for a column to leave out."""
    found: dict[str, dict[str, str]] = {}
    for one in session.scalars(select(HeadingRecord)):
        found.setdefault(one.department, {})[one.heading] = one.meaning
    return found


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


def given_of(session: Session, batch: str) -> Sequence[GivenRecord]:
    """What was said of the files of a batch."""
    return session.scalars(select(GivenRecord).where(GivenRecord.batch == batch)).all()


def keep_given(session: Session, batch: str, source: str, department: str, year: int | None) -> None:
    """Keep what a person says of a file."""
    session.merge(GivenRecord(batch=batch, source=source, department=department, year=year))
