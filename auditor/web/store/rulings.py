"""What all decisions of an office say about its rules: each press of a button counts once, for the rule that leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auditor.verdicts.verdict import FindingRuling, Ruling
from auditor.web.store.tables import DecisionLog, DecisionRecord

_RULINGS: Mapping[str, Ruling] = {"accepted": "accepted", "kept": "kept", "wrong": "mistaken"}


def rulings_of(session: Session, titles: Mapping[str, str]) -> Iterator[FindingRuling]:
    """The decisions that stand, one for each opinion that was decided on.

    Args:
        session: a transaction.
        titles: of rules, by id; a rule that is no longer there is told by its id.
    """
    pressed = select(func.min(DecisionLog.id)).group_by(
        DecisionLog.batch, DecisionLog.department, DecisionLog.by, DecisionLog.at
    )
    leading = select(DecisionLog.department, DecisionLog.fingerprint).where(DecisionLog.id.in_(pressed)).distinct()
    for department, fingerprint in session.execute(leading):
        one = session.get(DecisionRecord, (department, fingerprint))
        if one is not None and one.choice in _RULINGS:
            yield FindingRuling(fingerprint, one.rule, titles.get(one.rule, one.rule), department, _RULINGS[one.choice])
