"""Every finding of a submission together with what it speaks of, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from auditor.model import Finding, Indicator, Project, Submission

WHOLE = "（整份材料）"


class LocatedFinding(NamedTuple):
    """One finding; ``project`` is None where it concerns the whole submission, ``row`` where it concerns no row."""

    submission: Submission
    project: Project | None
    row: Indicator | None
    finding: Finding

    @property
    def subject(self) -> str:
        """Code and name of the project, or the words for the whole submission."""
        return f"{self.project.code} {self.project.name}".strip() if self.project else WHOLE

    @property
    def quote(self) -> str:
        """The accused words, "" where the finding accuses none."""
        text = self.field_text
        return text[slice(*self.finding.span)] if self.finding.span else text

    @property
    def field_text(self) -> str:
        """The whole text of the accused field, "" where the finding names none."""
        return text_of(self.finding.field, self.project, self.row)


def found_in(submission: Submission) -> Iterator[LocatedFinding]:
    """The findings of one submission."""
    yield from found_on_whole(submission)
    for project in submission.projects:
        yield from found_on(submission, project)


def found_on_whole(submission: Submission) -> Iterator[LocatedFinding]:
    """The findings that concern no single project."""
    for finding in submission.findings:
        yield LocatedFinding(submission, None, None, finding)


def found_on(submission: Submission, project: Project) -> Iterator[LocatedFinding]:
    """The findings on one project and its rows."""
    rows = {indicator.id: indicator for indicator in project.indicators}
    for finding in project.findings:
        yield LocatedFinding(submission, project, rows.get(finding.indicator or ""), finding)


def text_of(field: str | None, project: Project | None, row: Indicator | None) -> str:
    """The text of a field of the contract, with or without the ``project.`` prefix; "" where there is none."""
    if field is None or project is None:
        return ""
    holder = project if row is None or field.startswith("project.") else row
    text = getattr(holder, field.removeprefix("project."), "")
    return text if isinstance(text, str) else ""


def counted_budget(submission: Submission, project: Project) -> float:
    """What a project adds to sums of money, in 万元: nothing where the same material was counted already."""
    return 0.0 if submission.same_as is not None else project.budget_wan or 0.0


def file_name(source: str) -> str:
    """The last part of a path written with either kind of slash."""
    return PurePosixPath(source.replace("\\", "/")).name
