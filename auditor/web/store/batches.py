"""Batches: made, filled with files, audited; and who may see them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from auditor.web.store.tables import COMING, UNFINISHED, BatchRecord, BatchState, UploadRecord, now
from auditor.web.users import Account


def create_batch(session: Session, account: Account, title: str, previous: str | None = None) -> BatchRecord:
    """A new, empty batch of a person; a 填报人's belongs to the department, and an answer to the batch that it answers."""
    answered = session.get(BatchRecord, previous) if previous else None
    department = account.department if not account.sees_all else answered.department if answered else ""
    batch = BatchRecord(
        id=secrets.token_hex(8), title=title, owner=account.name, department=department, created=now(),
        state="uploading", previous=previous,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    return batch


def batches_for(session: Session, account: Account, most: int = 200) -> Sequence[BatchRecord]:
    """The batches that a person may see, the newest first."""
    query = select(BatchRecord).order_by(BatchRecord.created.desc()).limit(most)
    if not account.sees_all:
        query = query.where(BatchRecord.department == account.department)
    return session.scalars(query).all()


def batch_for(session: Session, account: Account, key: str) -> BatchRecord | None:
    """A batch, where it is there and the person may see it."""
    batch = session.get(BatchRecord, key)
    return batch if batch is not None and (account.sees_all or batch.department == account.department) else None


def answers_of(session: Session, key: str) -> Sequence[BatchRecord]:
    """The batches that answer a batch, the oldest first."""
    query = select(BatchRecord).where(BatchRecord.previous == key).order_by(BatchRecord.created)
    return session.scalars(query).all()


def unfinished(session: Session) -> Sequence[BatchRecord]:
    """The batches whose audit was asked for and has not ended, the oldest first."""
    return session.scalars(
        select(BatchRecord).where(BatchRecord.state.in_(UNFINISHED)).order_by(BatchRecord.created)
    ).all()


def move_on(session: Session, key: str, state: BatchState, *, since: Sequence[BatchState], told: str = "") -> bool:
    """Bring a batch into another state where it is in one of those named; returns whether it was."""
    moved = (
        update(BatchRecord).where(BatchRecord.id == key, BatchRecord.state.in_(since)).values(state=state, told=told)
    )
    return bool(session.execute(moved).rowcount)  # type: ignore[attr-defined]


def uploads_of(session: Session, key: str) -> Sequence[UploadRecord]:
    """The files of a batch in the order of their paths."""
    return session.scalars(select(UploadRecord).where(UploadRecord.batch == key).order_by(UploadRecord.path)).all()


def size_of(session: Session, key: str) -> tuple[int, int]:
    """Files of a batch that are there whole, and their bytes."""
    query = select(func.count(), func.coalesce(func.sum(UploadRecord.size), 0))
    query = query.where(UploadRecord.batch == key, UploadRecord.size != COMING)
    files, size = session.execute(query).one()
    return files, size
