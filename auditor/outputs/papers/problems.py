"""Findings gathered for paper: those of one rule together, over the rows of a project or over the projects of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model import SEVERITY_ORDER, Finding, Indicator, Project, Severity, Submission
from auditor.outputs.reports.places import field_name, place_of

WHOLE = "整份材料"
MOST_PROJECTS = 3
"""Projects that advice names one by one."""


@dataclass(frozen=True)
class Instance:
    """One finding with the project and row it concerns (None for a whole submission or project)."""

    finding: Finding
    project: Project | None
    row: Indicator | None

    @property
    def where(self) -> str:
        """The place as people say it, e.g. 第3行“培训人数”的指标值."""
        field = field_name(self.finding.field)
        if self.row is None:
            return field
        return f"第{self.number}行“{self.row.level3 or self.row.level2}”" + (f"的{field}" if field else "")

    @property
    def number(self) -> str:
        """The number of the row, "" where no row is concerned."""
        return self.row.id.rpartition("/")[2] if self.row is not None else ""

    @property
    def quote(self) -> str:
        """The accused field as written, whole; "" where none is named or it is blank."""
        name = (self.finding.field or "").removeprefix("project.")
        if not name:
            return ""
        if name == "spending_plan" and self.project is not None:
            return " ".join(f"{step.by}{step.percent:g}%" for step in self.project.spending_plan)
        holder = self.project if self.row is None or (self.finding.field or "").startswith("project.") else self.row
        text = getattr(holder, name, None)
        return text if isinstance(text, str) else ""

    @property
    def place(self) -> str:
        """Page, sheet and cell, table or line in the file."""
        return place_of(self.finding.location)


@dataclass(frozen=True)
class Problem:
    """All findings of one rule in some part of a submission."""

    instances: tuple[Instance, ...]

    @property
    def first(self) -> Finding:
        """The surest of the findings, which words the problem."""
        return max((one.finding for one in self.instances), key=lambda finding: finding.confidence)

    @property
    def certain(self) -> bool:
        """Whether any of the findings is a fact rather than a 疑点."""
        return self.first.certain

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.first.severity

    @property
    def advice(self) -> tuple[tuple[str, str], ...]:
        """What to write instead, each wording once, with its rows, and their projects where there are several."""
        worded: dict[str, list[Instance]] = {}
        for one in self.instances:
            if one.finding.suggestion:
                worded.setdefault(one.finding.suggestion, []).append(one)
        several = len(self.projects) > 1
        return tuple((places_of(found, several=several), text) for text, found in worded.items())

    @property
    def standards(self) -> tuple[str, ...]:
        """The printable standards, each once."""
        return tuple(dict.fromkeys(one.finding.standard for one in self.instances))

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects concerned, each once, in order."""
        return tuple({id(one.project): one.project for one in self.instances if one.project is not None}.values())

    @property
    def budget_wan(self) -> float:
        """Money of the projects concerned whose budget is known, in 万元."""
        return round(sum(project.budget_wan or 0 for project in self.projects), 6)

    @property
    def without_budget(self) -> int:
        """How many of the projects concerned do not say their budget."""
        return sum(project.budget_wan is None for project in self.projects)


def instances_of(submission: Submission) -> list[Instance]:
    """Every finding that stands (waived ones are left out), in the order of the result."""
    found = [Instance(finding, None, None) for finding in submission.findings]
    for project in submission.projects:
        rows = {row.id: row for row in project.indicators}
        found += [Instance(finding, project, rows.get(finding.indicator or "")) for finding in project.findings]
    return [one for one in found if one.finding.waived is None]


def by_rule(instances: Iterable[Instance]) -> tuple[Problem, ...]:
    """Findings of one rule together; confirmed ones and 疑点 apart; the gravest and commonest first."""
    groups: dict[tuple[str, bool], list[Instance]] = {}
    for one in instances:
        groups.setdefault((one.finding.rule, one.finding.certain), []).append(one)
    problems = [Problem(tuple(found)) for found in groups.values()]
    return tuple(sorted(problems, key=_gravity))


def _gravity(problem: Problem) -> tuple[int, bool, int, str]:
    return (
        SEVERITY_ORDER.index(problem.severity),
        not problem.certain,
        -len(problem.projects),
        problem.first.rule,
    )


def places_of(instances: Sequence[Instance], *, several: bool) -> str:
    """Rows as people say them, by project where ``several`` are spoken of; "" where no row is named."""
    if not several:
        return row_numbers(one.number for one in instances)
    holders: dict[str, list[str]] = {}
    for one in instances:
        holders.setdefault(one.project.code if one.project else WHOLE, []).append(one.number)
    named = [f"{code}{row_numbers(numbers)}" for code, numbers in holders.items()]
    return "、".join(named[:MOST_PROJECTS]) + (f"等 {len(named)} 个项目" if len(named) > MOST_PROJECTS else "")


Group = tuple[Project | None, tuple[Problem, ...]]


def by_project(submission: Submission) -> tuple[Group, ...]:
    """The problems of each project, the whole submission first; projects without any are left out."""
    found = instances_of(submission)
    holders: Sequence[Project | None] = (None, *submission.projects)
    grouped = ((holder, by_rule(one for one in found if one.project is holder)) for holder in holders)
    return tuple((holder, problems) for holder, problems in grouped if problems)


def row_numbers(numbers: Iterable[str]) -> str:
    """Rows as people say them, e.g. ``第2、5、6行``; "" where no row is named."""
    named = list(dict.fromkeys(number for number in numbers if number))
    return f"第{'、'.join(named)}行" if named else ""


def worst_first(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The same groups, the one with most grave findings first; equal ones stay as they were."""
    return tuple(sorted(groups, key=lambda group: [-count for count in _grave(group[1])]))


def _grave(problems: Sequence[Problem]) -> list[int]:
    """How many findings of each severity, the gravest first."""
    found = [(problem.severity, len(problem.instances)) for problem in problems]
    return [sum(count for severity, count in found if severity == key) for key in SEVERITY_ORDER]
