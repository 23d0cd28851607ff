"""Rows corrected on the page, each with its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auditor.model import Indicator
from auditor.web.store.decisions import ConflictError
from auditor.web.store.tables import EditRecord, now

EDITABLE = ("level3", "description", "target")
"""Fields that can be corrected on the page."""


@dataclass(frozen=True)
class RowPlace:
    """A row: its submission, project and number in it, each from 1."""

    submission: int
    project: int
    row: int


@dataclass(frozen=True)
class RowEdit:
    """A correction of a row; ``texts`` by field, {} where it was taken back."""

    before: Mapping[str, str]
    texts: Mapping[str, str]
    version: int
    by: str
    at: str

    def fits(self, row: Indicator) -> bool:
        """Whether it was made of the row as it now is."""
        return bool(self.texts) and all(getattr(row, name) == text for name, text in self.before.items())

    def applied(self, row: Indicator) -> Indicator:
        """The row as corrected."""
        return row.model_copy(update={**self.texts, "measurability": None, "quantities": ()})


NO_EDIT = RowEdit({}, {}, 0, "", "")


def edits_of(session: Session, batch: str, submission: int) -> dict[RowPlace, RowEdit]:
    """The corrections of a submission."""
    query = select(EditRecord).where(EditRecord.batch == batch, EditRecord.submission == submission)
    return {
        RowPlace(one.submission, one.project, one.row): RowEdit(one.before, one.texts, one.version, one.by, one.at)
        for one in session.scalars(query)
    }


def keep_edit(
    session: Session, batch: str, place: RowPlace, row: Indicator, texts: Mapping[str, str], *, version: int, by: str
) -> None:
    """Keep the texts of a row, {} to take a correction back.

    Args:
        session: a transaction that writes.
        batch: whose row.
        place: which row.
        row: as it was read.
        texts: the new ones.
        version: of the correction that was seen, 0 for none.
        by: who corrects.

    Raises:
        ConflictError: where somebody else has corrected the row since.
    """
    before = {name: getattr(row, name) for name in EDITABLE}
    values = {"before": before, "texts": dict(texts), "version": version + 1, "by": by, "at": now()}
    if version == 0:
        try:
            session.execute(insert(EditRecord).values(batch=batch, **vars(place), **values))
        except IntegrityError as error:
            raise ConflictError from error
        return
    seen = update(EditRecord).where(
        EditRecord.batch == batch,
        EditRecord.submission == place.submission,
        EditRecord.project == place.project,
        EditRecord.row == place.row,
        EditRecord.version == version,
    )
    done = session.execute(seen.values(**values).execution_options(synchronize_session=False))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise ConflictError
