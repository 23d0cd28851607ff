"""Decisions about findings: made, changed, taken back, each with its version and its line in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auditor.model import Handling
from auditor.web.store.tables import CHOICES, Choice, DecisionLog, DecisionRecord, now

_LEDGER_WORDS: Mapping[str, str] = {"accepted": "采纳修改", "kept": "说明保留", "wrong": "误报"}
_WRONG = "工具看错了"


class ConflictError(Exception):
    """Somebody else was faster: what is to be changed is no longer what was seen."""


@dataclass(frozen=True)
class DecisionChange:
    """What somebody decides: 采纳, 保留 with reason and last day (ISO), or 工具看错了; ``choice`` "" takes it back."""

    choice: Choice | str
    reason: str = ""
    until: str | None = None


@dataclass(frozen=True)
class DecidedFinding:
    """A finding that is decided on: its fingerprint, the version of its decision that was seen (0: none), its rule, and what
    lay before the person (the texts of its row).
    """

    fingerprint: str
    version: int
    rule: str
    about: Mapping[str, Any]


@dataclass(frozen=True)
class DecisionState:
    """What stands decided about a finding."""

    choice: str
    reason: str
    until: str | None
    by: str
    at: str
    version: int

    @property
    def word(self) -> str:
        """采纳, 保留 or 工具看错了; "" where nothing stands."""
        return dict(CHOICES).get(self.choice, "")  # type: ignore[call-overload, no-any-return]


UNDECIDED = DecisionState("", "", None, "", "", 0)


def decisions_of(
    session: Session, department: str, fingerprints: Iterable[str] | None = None
) -> dict[str, DecisionState]:
    """What stands decided in a department, by fingerprint.

    Args:
        session: a transaction.
        department: whose findings.
        fingerprints: which ones; None: all.
    """
    query = select(DecisionRecord).where(DecisionRecord.department == department)
    if fingerprints is not None:
        query = query.where(DecisionRecord.fingerprint.in_(tuple(fingerprints)))
    return {one.fingerprint: _state(one) for one in session.scalars(query)}


def decide(
    session: Session,
    department: str,
    findings: Sequence[DecidedFinding],
    change: DecisionChange,
    *,
    by: str,
    batch: str,
) -> None:
    """Decide about findings, all or none.

    Raises:
        ConflictError: where a decision about one of them is not of the version that was seen.
    """
    moment = now()
    for finding in findings:
        before = _before(session, department, finding.fingerprint)
        _set(session, department, finding, change, (by, moment, batch))
        session.add(
            DecisionLog(
                at=moment,
                by=by,
                batch=batch,
                department=department,
                fingerprint=finding.fingerprint,
                rule=finding.rule,
                version=finding.version + 1,
                before=before,
                after={"choice": change.choice, "reason": change.reason, "until": change.until},
            )
        )
    session.flush()


def before_last_change(session: Session, department: str, fingerprint: str) -> DecisionChange:
    """What stood before the last change of a decision."""
    query = (
        select(DecisionLog.before)
        .where(DecisionLog.department == department, DecisionLog.fingerprint == fingerprint)
        .order_by(DecisionLog.version.desc())
    )
    kept = session.scalars(query).first() or {}
    return DecisionChange(kept.get("choice", ""), kept.get("reason", ""), kept.get("until"))


def handlings(session: Session, department: str) -> dict[str, Handling]:
    """What stands decided, as a ledger would bring it to an audit."""
    return {
        key: Handling(
            decision=_LEDGER_WORDS[one.choice],
            reason=one.reason or (_WRONG if one.choice == "wrong" else ""),
            by=one.by,
            until=one.until,
        )
        for key, one in decisions_of(session, department).items()
        if one.choice
    }


def _before(session: Session, department: str, fingerprint: str) -> dict[str, Any]:
    kept = session.get(DecisionRecord, (department, fingerprint))
    return (
        {}
        if kept is None
        else {"choice": kept.choice, "reason": kept.reason, "until": kept.until, "by": kept.by, "at": kept.at}
    )


def _set(
    session: Session, department: str, finding: DecidedFinding, change: DecisionChange, who: tuple[str, str, str]
) -> None:
    by, moment, batch = who
    key = {"department": department, "fingerprint": finding.fingerprint}
    values = {
        "choice": change.choice, "reason": change.reason, "until": change.until, "by": by, "at": moment, "batch": batch,
        "rule": finding.rule, "about": dict(finding.about), "version": finding.version + 1,
    }  # fmt: skip
    if finding.version == 0:
        try:
            session.execute(insert(DecisionRecord).values(**key, **values))
        except IntegrityError as error:
            raise ConflictError from error
        return
    same = [DecisionRecord.department == department, DecisionRecord.fingerprint == finding.fingerprint]
    seen = update(DecisionRecord).where(*same, DecisionRecord.version == finding.version).values(**values)
    if session.execute(seen.execution_options(synchronize_session=False)).rowcount != 1:  # type: ignore[attr-defined]
        raise ConflictError


def _state(one: DecisionRecord) -> DecisionState:
    return DecisionState(one.choice, one.reason, one.until, one.by, one.at, one.version)
