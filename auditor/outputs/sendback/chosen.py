"""Which opinions are sent back: those from a level upwards, and no finding that only others tell."""

from __future__ import annotations

from collections.abc import Iterable, Set

from auditor.model import SEVERITY_ORDER, Finding, Severity, Submission
from auditor.opinions import opinions_of


def from_level(submission: Submission, least: Severity) -> Submission:
    """The submission with the opinions of this level and graver ones, each under its number.

    A finding stays where a sent opinion tells it, however light the finding itself is, and where somebody set it aside, so
    that nothing that was decided gets lost.

    Args:
        least: ``info`` keeps everything, and gives the submission itself.
    """
    if least == SEVERITY_ORDER[-1]:
        return submission
    graver = SEVERITY_ORDER[: SEVERITY_ORDER.index(least) + 1]
    opinions = tuple(one for one in opinions_of(submission) if one.severity in graver)
    told = {key for one in opinions for key in one.findings}
    projects = tuple(
        project.model_copy(update={"findings": _kept(project.findings, told)}) for project in submission.projects
    )
    kept = {"opinions": opinions, "projects": projects, "findings": _kept(submission.findings, told)}
    return submission.model_copy(update=kept)


def _kept(findings: Iterable[Finding], told: Set[str]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.waived is not None or one.fingerprint in told)
