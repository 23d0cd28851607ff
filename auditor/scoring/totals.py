"""Counts over a batch."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Finding, Submission, Totals
from auditor.scoring.summary import summarise


def all_findings(submissions: Iterable[Submission]) -> list[Finding]:
    """Every finding of some submissions: on the submission first, then project by project."""
    return [
        finding
        for submission in submissions
        for findings in (submission.findings, *(project.findings for project in submission.projects))
        for finding in findings
    ]


def totals_of(submissions: Iterable[Submission]) -> Totals:
    """The counts of a batch; waived findings are counted apart."""
    return summarise(submissions).totals
