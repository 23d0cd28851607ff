"""Signed-in browsers: the cookie holds a random key, the data base its hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from auditor.web.store.tables import SessionRecord, now

LASTS = timedelta(hours=12)


def sign_in(session: Session, account: str) -> str:
    """Begin a session of a person and forget those that are over; returns what the cookie holds."""
    key = secrets.token_urlsafe(32)
    session.execute(delete(SessionRecord).where(SessionRecord.seen < _oldest()))
    session.add(SessionRecord(key=_hashed(key), account=account, csrf=secrets.token_urlsafe(24), seen=now()))
    return key


def signed_in(session: Session, key: str) -> SessionRecord | None:
    """The session of a cookie, None where there is none or it is over."""
    found = session.get(SessionRecord, _hashed(key)) if key else None
    return found if found is not None and found.seen >= _oldest() else None


def sign_out(session: Session, key: str) -> None:
    """End the session of a cookie."""
    session.execute(delete(SessionRecord).where(SessionRecord.key == _hashed(key)))


def sign_out_everywhere(session: Session, accounts: Collection[str]) -> None:
    """End all sessions of some accounts."""
    session.execute(delete(SessionRecord).where(SessionRecord.account.in_(accounts)))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _oldest() -> str:
    return (datetime.now(UTC) - LASTS).isoformat(timespec="milliseconds")
