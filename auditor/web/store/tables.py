"""The tables of the data base. Moments are ISO 8601 in UTC; names in JSON are ASCII, so that every data base finds them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, Literal

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

BatchState = Literal["uploading", "waiting", "running", "done", "cancelled", "failed"]
UNFINISHED: tuple[BatchState, ...] = ("waiting", "running")
Choice = Literal["accepted", "kept", "wrong"]
CHOICES: dict[Choice, str] = {"accepted": "采纳", "kept": "保留", "wrong": "工具看错了"}


def now() -> str:
    """This moment."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class StoreBase(DeclarativeBase):
    """Base of every table."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON}


LAYOUT = 1
"""Version of these tables, to be raised with every change of them; the data base says which one it has."""


class LayoutRecord(StoreBase):
    """The version of the tables that a data base has; one line."""

    __tablename__ = "layout"
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class SessionRecord(StoreBase):
    """A signed-in browser; ``key`` is the hash of what its cookie holds."""

    __tablename__ = "sessions"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(200))
    csrf: Mapped[str] = mapped_column(String(64))
    seen: Mapped[str] = mapped_column(String(40))


class BatchRecord(StoreBase):
    """Material that was handed in together, and how far its audit is; ``department`` is "" for an office's own.

    ``previous`` is the batch that this one answers (the second round); ``told`` says why it failed.
    """

    __tablename__ = "batches"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(String(400))
    owner: Mapped[str] = mapped_column(String(200))
    department: Mapped[str] = mapped_column(String(200), index=True)
    created: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    told: Mapped[str] = mapped_column(Text, default="")
    previous: Mapped[str | None] = mapped_column(ForeignKey("batches.id"), default=None)


COMING = -1
"""Size of a file that is still on its way, or of which the rest never came."""


class UploadRecord(StoreBase):
    """One file of a batch: its path within the batch's folder, made safe by us, the name under which it came, and its bytes
    (``COMING`` until it is whole).
    """

    __tablename__ = "uploads"
    batch: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(400), primary_key=True)
    name: Mapped[str] = mapped_column(String(800))
    size: Mapped[int] = mapped_column(Integer)


class DecisionRecord(StoreBase):
    """What stands decided about a finding of a department. ``choice`` is "" where a decision was taken back.

    ``version`` grows with every change: who changes a decision names the version that they saw. ``batch`` and ``about``
    (rule, texts of the row) tell what lay before the person.
    """

    __tablename__ = "decisions"
    department: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(40), primary_key=True)
    choice: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[str | None] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    rule: Mapped[str] = mapped_column(String(20), index=True)
    batch: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]] = mapped_column(JSON)


class DecisionLog(StoreBase):
    """One change of a decision, never changed itself: who, when, what, and what stood before."""

    __tablename__ = "decision_log"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(200))
    batch: Mapped[str] = mapped_column(String(32))
    department: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(40))
    rule: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (Index("decision_log_of", "department", "fingerprint", "version"),)


class HeadingRecord(StoreBase):
    """How a department's heading is meant; ``meaning`` is a name that a mapping may give, "" for a column to leave out."""

    __tablename__ = "headings"
    department: Mapped[str] = mapped_column(String(200), primary_key=True)
    heading: Mapped[str] = mapped_column(String(200), primary_key=True)
    meaning: Mapped[str] = mapped_column(String(100))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(40))


class EditRecord(StoreBase):
    """A row corrected on the page, by its place: submission, project and row, each from 1.

    ``before`` are the texts that the row had when it was corrected, by field; where it has others now, the correction is
    not of this row any more. ``texts`` are the new ones, {} where the correction was taken back.
    """

    __tablename__ = "edits"
    batch: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    submission: Mapped[int] = mapped_column(Integer, primary_key=True)
    project: Mapped[int] = mapped_column(Integer, primary_key=True)
    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(Integer)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(40))


class LabelRecord(StoreBase):
    """What a person says a row is: its label, and the texts and money (万元) that lay before them; ``wording`` is their hash."""

    __tablename__ = "labels"
    wording: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(200))
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(40))


class GivenRecord(StoreBase):
    """What a person said of a file that does not say it itself: its department ("" not said) and year."""

    __tablename__ = "given"
    batch: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(400), primary_key=True)
    department: Mapped[str] = mapped_column(String(200))
    year: Mapped[int | None] = mapped_column(Integer)
