"""A result reduced to what is new since the earlier result it was compared with."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Finding, Result, Submission
from auditor.opinions import compose
from auditor.scoring.totals import all_findings, totals_of


def fingerprints_of(result: Result) -> frozenset[str]:
    """The fingerprints of all findings of a result."""
    return frozenset(finding.fingerprint for finding in all_findings(result.submissions))


def only_new(result: Result) -> Result:
    """The result without the findings that the earlier result had already; grades stay those of the whole."""
    submissions = tuple(map(new_findings, result.submissions))
    return result.model_copy(update={"submissions": submissions, "totals": totals_of(submissions)})


def new_findings(submission: Submission) -> Submission:
    """The submission without the findings that an earlier result had already."""
    projects = tuple(project.model_copy(update={"findings": _new(project.findings)}) for project in submission.projects)
    left = submission.model_copy(update={"projects": projects, "findings": _new(submission.findings)})
    return left.model_copy(update={"opinions": compose(left)})


def _new(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.baseline != "unchanged")
