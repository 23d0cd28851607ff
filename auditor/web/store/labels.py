"""What people say rows are: the answers from the review queue, kept by the words of the row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auditor.model import INDICATOR_FIELDS, Indicator, Label
from auditor.verdicts.queue import QueuedRow, wording
from auditor.web.store.tables import LabelRecord, now


def wording_key(row: Indicator) -> str:
    """The words of a row as a key."""
    return hashlib.sha256(json.dumps(wording(row), ensure_ascii=False).encode()).hexdigest()


def labels_of(session: Session) -> Sequence[LabelRecord]:
    """All answers, the latest first."""
    return session.scalars(select(LabelRecord).order_by(LabelRecord.at.desc())).all()


def keep_label(session: Session, one: QueuedRow, label: Label, by: str) -> None:
    """Keep an answer; a later one on the same words takes its place."""
    key = wording_key(one.row)
    about: dict[str, Any] = {name: getattr(one.row, name) for name in INDICATOR_FIELDS}
    about["budget_wan"] = one.budget_wan
    kept = session.get(LabelRecord, key)
    if kept is None:
        session.add(LabelRecord(wording=key, label=label, department=one.department, about=about, by=by, at=now()))
    else:
        kept.label, kept.by, kept.at = label, by, now()


def words_of(record: LabelRecord) -> Indicator:
    """The row that an answer is about."""
    return Indicator(id="", **{name: record.about.get(name, "") for name in INDICATOR_FIELDS})
