"""Findings gathered for paper: those of one rule together, over the rows of a project or over the projects of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model import SEVERITY_ORDER, Finding, Indicator, Project, Severity, Submission
from auditor.outputs.reports.places import field_name, place_of
from auditor.outputs.reports.told import ToldOpinion, told_of

WHOLE = "整份材料"
MOST_PROJECTS = 3
"""Projects that advice names one by one."""


@dataclass(frozen=True)
class Instance:
    """One finding with the project and row it concerns (None for a whole submission or project)."""

    finding: Finding
    project: Project | None
    row: Indicator | None
    notes: tuple[Finding, ...] = ()
    """What else there is to say of the row."""

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
    def whole_row(self) -> str:
        """The row as written, cell by cell; "" where no row is concerned."""
        if self.row is None:
            return ""
        cells = (self.row.level2, self.row.level3, self.row.description, self.row.target, self.row.basis)
        return "｜".join(cell or "（空）" for cell in cells)

    @property
    def place(self) -> str:
        """Page, sheet and cell, table or line in the file."""
        return place_of(self.finding.location)


@dataclass(frozen=True)
class Problem:
    """What is told together: the findings of one rule in some part of a submission, or those of one opinion.

    ``opinion`` is the opinion's number and ``lead`` its leading finding, None where there is none.
    """

    instances: tuple[Instance, ...]
    lead: Finding | None = None
    opinion: int | None = None

    @property
    def first(self) -> Finding:
        """The finding that words the problem: the leading one, else the surest."""
        return self.lead or max((one.finding for one in self.instances), key=lambda finding: finding.confidence)

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


def by_opinion(submission: Submission) -> tuple[Problem, ...]:
    """The opinions of a submission, in their order, each with every place it tells of."""
    return tuple(_of_opinion(one) for one in told_of(submission).all)


def _of_opinion(one: ToldOpinion) -> Problem:
    instances = [
        Instance(row.finding, place.project, row.row, tuple(note for note, _ in row.notes))
        for place in one.places
        for row in place.rows
    ]
    return Problem(tuple(instances), one.lead, one.number)


def row_numbers(numbers: Iterable[str]) -> str:
    """Rows as people say them, e.g. ``第2、5、6行``; "" where no row is named."""
    named = list(dict.fromkeys(number for number in numbers if number))
    return f"第{'、'.join(named)}行" if named else ""
