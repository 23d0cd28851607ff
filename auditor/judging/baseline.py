"""What is new since an earlier result: findings are the same when their fingerprints are."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Finding, Trend


def compared(findings: Iterable[Finding], known: frozenset[str] | None) -> tuple[Finding, ...]:
    """The findings, marked ``new`` or ``unchanged`` against the fingerprints of an earlier result (None: not compared)."""
    if known is None:
        return tuple(findings)
    return tuple(
        finding.model_copy(update={"baseline": "unchanged" if finding.fingerprint in known else "new"})
        for finding in findings
    )


def trend(present: frozenset[str], known: frozenset[str] | None) -> Trend | None:
    """How the fingerprints of a result differ from those of an earlier one, None where it was not compared."""
    if known is None:
        return None
    return Trend(
        earlier=len(known), gone=len(known - present), unchanged=len(known & present), new=len(present - known)
    )
