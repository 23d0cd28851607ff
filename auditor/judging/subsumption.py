"""One leading finding a fault: where two rules say the same of one row or project, the one that ``yields_to`` the
other is silent.

What only the silent one quoted (a copied description beside a copied target) goes on as evidence of the leading finding. Of
two that contradict each other only one is said, and nothing of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.checks.protocol import Subject
from auditor.judging.aggregation import quoted
from auditor.judging.fingerprint import Candidate
from auditor.model import SEVERITY_ORDER

Together = Mapping[str, Candidate]
"""The candidates of one row or project by rule id."""


def suppress_subsumed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that a rule they yield to has already made about the same row or project, in order.

    Nothing yields to a lesser severity, and what is certain does not yield to a 疑点.
    """
    by_subject: dict[Subject, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_subject[candidate.hit.subject].append(candidate)
    return [one for found in by_subject.values() for one in (_standing(found) if len(found) > 1 else found)]


def _standing(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of the candidates on one row, project or submission that stand, with what silent ones quoted."""
    together: dict[str, Candidate] = {}
    for candidate in candidates:
        together.setdefault(candidate.rule.id, candidate)
    silent = {id(one) for one in candidates if one.rule.contradicted_by and _contradicted(one, together)}
    together = {name: one for name, one in together.items() if id(one) not in silent}
    led: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        leader = _leader(candidate, together) if candidate.rule.yields_to and id(candidate) not in silent else None
        if leader is not None:
            silent.add(id(candidate))
            led[id(leader)].append(candidate)
    return [_with_evidence(one, led[id(one)]) if id(one) in led else one for one in candidates if id(one) not in silent]


def _contradicted(candidate: Candidate, together: Together) -> bool:
    """Whether a rule has spoken that cannot be right at the same time, and is at least as sure."""
    others = (together.get(name) for name in candidate.rule.contradicted_by)
    return any(one is not None and _as_sure(one, candidate) for one in others)


def _leader(candidate: Candidate, together: Together) -> Candidate | None:
    """Whom a candidate yields to in the end, None where it stands for itself."""
    for name in candidate.rule.yields_to:
        other = together.get(name)
        if other is not None and _may_lead(other, candidate):
            return _leader(other, together) or other
    return None


def _may_lead(leader: Candidate, candidate: Candidate) -> bool:
    graver = SEVERITY_ORDER.index(leader.rule.severity) <= SEVERITY_ORDER.index(candidate.rule.severity)
    return graver and _as_sure(leader, candidate)


def _as_sure(one: Candidate, other: Candidate) -> bool:
    return one.rule.certainty == "certain" or other.rule.certainty == "likely"


def _with_evidence(leader: Candidate, silent: Sequence[Candidate]) -> Candidate:
    own = quoted(leader)
    known = {item.field for item in own}
    more = tuple(item for candidate in silent for item in quoted(candidate) if item.field not in known)
    return leader._replace(hit=leader.hit._replace(evidence=own + more)) if more else leader
