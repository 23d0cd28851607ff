"""Findings gathered for paper: those of one rule together, over the rows of a project or over the projects of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model import Category, Finding, Indicator, Project, Severity, Submission
from auditor.reporting.marking import SEVERITY_ORDER
from auditor.reporting.places import place_of
from auditor.wording import FIELDS

QUALIFIED: dict[Category, str] = {
    "measurability": "属于绩效指标未细化量化、不可衡量",
    "duplication": "属于绩效目标照抄照搬，未结合项目实际编制",
    "consistency": "属于绩效目标前后不一致或者与预算不匹配",
    "completeness": "属于绩效目标编报不完整",
    "relevance": "属于绩效指标设置与指标类别或者支出内容不相关",
    "feasibility": "属于绩效目标未经测算、不切实际",
    "format": "属于绩效目标填报不规范",
}
"""定性, by the family of the fault."""

WHOLE = "整份材料"


@dataclass(frozen=True)
class Instance:
    """One finding with the project and row it concerns (None for a whole submission or project)."""

    finding: Finding
    project: Project | None
    row: Indicator | None

    @property
    def where(self) -> str:
        """The place as people say it, e.g. 第3行“培训人数”的指标值."""
        field = FIELDS.get((self.finding.field or "").removeprefix("project."), "")
        if self.row is None:
            return field
        number = self.row.id.rpartition("/")[2]
        return f"第{number}行“{self.row.level3 or self.row.level2}”" + (f"的{field}" if field else "")

    @property
    def quote(self) -> str:
        """The words as written: of the accused field, else the evidence."""
        name = self.finding.field or ""
        holder = self.row if self.row is not None and not name.startswith("project.") else self.project
        text = getattr(holder, name.removeprefix("project."), None) if holder is not None and name else None
        if isinstance(text, str) and text:
            return text
        return self.finding.evidence[0].text if self.finding.evidence else ""

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
        return self.first.confidence == 1

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.first.severity

    @property
    def advice(self) -> str:
        """What to write instead; where it names things of one project, that project's as an example."""
        texts = dict.fromkeys(without_examples(one.finding.suggestion) for one in self.instances)
        first = next(iter(texts), "")
        return first if len(texts) == 1 else f"逐项修改，如：{first}"

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects concerned, each once, in order."""
        return tuple({id(one.project): one.project for one in self.instances if one.project is not None}.values())

    @property
    def budget_wan(self) -> float:
        """Money of the projects concerned, in 万元."""
        return round(sum(project.budget_wan or 0 for project in self.projects), 6)


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
        groups.setdefault((one.finding.rule, one.finding.confidence == 1), []).append(one)
    problems = [Problem(tuple(found)) for found in groups.values()]
    return tuple(sorted(problems, key=_gravity))


def _gravity(problem: Problem) -> tuple[int, bool, int, str]:
    return (
        SEVERITY_ORDER.index(problem.severity),
        not problem.certain,
        -len(problem.projects),
        problem.first.rule,
    )


def by_project(submission: Submission) -> tuple[tuple[Project | None, tuple[Problem, ...]], ...]:
    """The problems of each project, the whole submission first; projects without any are left out."""
    found = instances_of(submission)
    holders: Sequence[Project | None] = (None, *submission.projects)
    grouped = ((holder, by_rule(one for one in found if one.project is holder)) for holder in holders)
    return tuple((holder, problems) for holder, problems in grouped if problems)


def without_examples(suggestion: str | None) -> str:
    """The advice without the examples from the indicator bank, which belong to single rows."""
    return (suggestion or "").partition("可参考：")[0]
