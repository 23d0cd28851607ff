"""Which of several findings leads, and what its advice makes idle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model import REMEDY_ORDER, SEVERITY_ORDER, Finding, Remedy, Severity

_OF_TARGET: frozenset[Remedy] = frozenset({"rewrite", "fill", "correct", "describe"})
_OF_WORDS: frozenset[Remedy] = frozenset({"fill", "correct", "describe"})
_EVERYTHING: frozenset[Remedy] = frozenset(REMEDY_ORDER)

MOOT_AFTER: dict[Remedy, frozenset[Remedy]] = {
    "drop": _EVERYTHING,
    "replace": _EVERYTHING,
    "move": frozenset(),
    "rewrite": _OF_TARGET,
    "reconcile": frozenset(),
    "fill": frozenset({"correct"}),
    "correct": frozenset(),
    "describe": frozenset(),
    "justify": frozenset(),
}
"""What need not be mended any more once a fault of the given kind is: of a row that goes nothing, of one whose name and
target are written anew neither target nor description."""


_FILL = REMEDY_ORDER.index("fill")


def lead_order(finding: Finding) -> tuple[float, bool, int, str, str]:
    """Sorts findings of one row: the deepest remedy first, then what is certain, then the gravest.

    A 疑点 comes after every fact about what the row names and aims at; it leads only over how a row is written, described and
    grounded, and over other 疑点.
    """
    depth = REMEDY_ORDER.index(finding.remedy)
    doubtful = not finding.certain and depth <= _FILL
    return (
        _FILL + (depth + 1) / len(_EVERYTHING) / 2 if doubtful else depth,
        not finding.certain,
        SEVERITY_ORDER.index(finding.severity),
        finding.rule,
        finding.fingerprint,
    )


def is_moot(finding: Finding, leader: Finding) -> bool:
    """Whether following the leader's advice does away with a finding on the same row.

    So it does where both offer the row the same. It stays told, without advice of its own: whoever finds a leading 疑点 unfounded sees what else there is to mend.
    """
    same = finding.offer is not None and leader.offer is not None and finding.offer.short == leader.offer.short
    return same or finding.remedy in MOOT_AFTER[leader.remedy]


def gravest(findings: Iterable[Finding]) -> Severity:
    """The gravest severity among some findings."""
    return min((finding.severity for finding in findings), key=SEVERITY_ORDER.index)


def in_lead_order(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Findings of one row, the leading one first; a 疑点 does not lead over a graver fact."""
    ordered = sorted(findings, key=lead_order)
    lead = ordered[0] if ordered else None
    if lead is None or lead.certain:
        return ordered
    own = SEVERITY_ORDER.index(lead.severity)
    fact = next((one for one in ordered if one.certain and SEVERITY_ORDER.index(one.severity) < own), None)
    return ordered if fact is None else [fact, *(one for one in ordered if one is not fact)]
