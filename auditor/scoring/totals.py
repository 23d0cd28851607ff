"""Counts over a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from auditor.model import Finding, Submission, Totals


def all_findings(submissions: Iterable[Submission]) -> list[Finding]:
    """Every finding of some submissions: on the submission first, then project by project."""
    return [
        finding
        for submission in submissions
        for findings in (submission.findings, *(project.findings for project in submission.projects))
        for finding in findings
    ]


def totals_of(submissions: Sequence[Submission]) -> Totals:
    """The counts of a batch; waived findings are counted apart."""
    findings = all_findings(submissions)
    standing = [finding for finding in findings if finding.waived is None]
    projects = [project for submission in submissions for project in submission.projects]
    return Totals(
        submissions=len(submissions),
        projects=len(projects),
        indicators=sum(len(project.indicators) for project in projects),
        findings=len(standing),
        by_severity=_counted(finding.severity for finding in standing),
        by_category=_counted(finding.category for finding in standing),
        waived=len(findings) - len(standing),
    )


def _counted(keys: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(keys).items()))
