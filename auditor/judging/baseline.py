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


def trend(findings: Iterable[Finding], known: frozenset[str] | None) -> Trend | None:
    """How a result differs from the earlier one with these fingerprints, None where it was not compared."""
    if known is None:
        return None
    present = {finding.fingerprint for finding in findings}
    return Trend(
        earlier=len(known), gone=len(known - present), unchanged=len(known & present), new=len(present - known)
    )
