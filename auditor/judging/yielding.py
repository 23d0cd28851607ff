"""One leading finding per fault: where two rules say the same of one row or project, the one that ``yields_to`` the
other is silent.

What only the silent one quoted (a copied description beside a copied target) goes on as evidence of the leading finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.checks.protocol import Subject
from auditor.judging.fingerprint import Accusation
from auditor.judging.merging import quoted
from auditor.model import SEVERITY_ORDER

Together = Mapping[str, Accusation]
"""The accusations of one row or project by rule id."""


def leading(accusations: Sequence[Accusation]) -> list[Accusation]:
    """The accusations without those that a rule they yield to has already made about the same row or project, in order.

    Nothing yields to a lesser severity, and what is certain does not yield to a 疑点.
    """
    together: dict[Subject, dict[str, Accusation]] = defaultdict(dict)
    for accusation in accusations:
        together[accusation.subject].setdefault(accusation.rule.id, accusation)
    led: dict[int, list[Accusation]] = defaultdict(list)
    silent: set[int] = set()
    for accusation in accusations:
        leader = _leader(accusation, together[accusation.subject]) if accusation.rule.yields_to else None
        if leader is not None:
            silent.add(id(accusation))
            led[id(leader)].append(accusation)
    return [
        _with_evidence(one, led[id(one)]) if id(one) in led else one for one in accusations if id(one) not in silent
    ]


def _leader(accusation: Accusation, together: Together) -> Accusation | None:
    """Whom an accusation yields to in the end, None where it stands for itself."""
    for name in accusation.rule.yields_to:
        other = together.get(name)
        if other is not None and _may_lead(other, accusation):
            return _leader(other, together) or other
    return None


def _may_lead(leader: Accusation, accusation: Accusation) -> bool:
    graver = SEVERITY_ORDER.index(leader.rule.severity) <= SEVERITY_ORDER.index(accusation.rule.severity)
    return graver and (leader.rule.certainty == "certain" or accusation.rule.certainty == "likely")


def _with_evidence(leader: Accusation, silent: Sequence[Accusation]) -> Accusation:
    own = quoted(leader)
    known = {item.field for item in own}
    more = tuple(item for accusation in silent for item in quoted(accusation) if item.field not in known)
    return leader._replace(hit=leader.hit._replace(evidence=own + more)) if more else leader
