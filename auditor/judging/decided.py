"""A judged submission with decisions that were made after it was judged: as an audit that knew them would have left it."""

from __future__ import annotations

from auditor.judging.suppressions import Suppressions
from auditor.model import Finding, Project, Submission
from auditor.opinions import compose
from auditor.scoring.review_form import FormSettings, assess


def with_decisions(submission: Submission, suppressions: Suppressions, form: FormSettings) -> Submission:
    """The submission with what now stands decided: findings waived or not, scores and opinions accordingly.

    Args:
        submission: judged.
        suppressions: everything that stands decided, also what the audit knew already.
        form: points and deductions.
    """
    projects = tuple(_project(project, suppressions, form) for project in submission.projects)
    findings = suppressions.apply(map(_undecided, submission.findings))
    decided = submission.model_copy(update={"projects": projects, "findings": findings})
    return decided.model_copy(update={"opinions": compose(decided)})


def _project(project: Project, suppressions: Suppressions, form: FormSettings) -> Project:
    findings = suppressions.apply(map(_undecided, project.findings))
    rows = [row.id for row in project.indicators]
    score = assess(findings, form, rows) if rows else None
    return project.model_copy(update={"findings": findings, "score": score})


def _undecided(finding: Finding) -> Finding:
    if finding.handling is None and finding.waived is None:
        return finding
    return finding.model_copy(update={"handling": None, "waived": None})
