"""The figures of a whole season: departments by defect family, grades, money, the commonest faults, who copies whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from auditor.model import SEVERITY_ORDER, Finding, ProjectPair, ProjectRef, Severity, Submission
from auditor.opinions import opinions_of
from auditor.opinions.worst import Prominent, WorstOf
from auditor.outputs.reports.walk import LocatedFinding, counted_budget, found_in
from auditor.wording import CATEGORY

WEAK_GRADES = ("中", "差")
GRADES = (("优", "#2b6a3f"), ("良", "#245b8a"), ("中", "#c98a1b"), ("差", "#a61b1b"))
BAR = 300
LEAST_NODES, MOST_NODES = 4, 40
"""Projects on the map of copies: of fewer the table below tells all."""
GRAPH = 800
LABEL = 13
"""Characters of a project's name on the map."""


class RuleTally(NamedTuple):
    """One rule over all projects: how often it was broken, in how many projects with how much money (万元)."""

    rule: str
    title: str
    severity: Severity
    findings: int
    projects: int
    budget: float
    example: str


@dataclass(frozen=True)
class Kind:
    """One kind of fault as opinions tell it: how many opinions it leads, and on how many rows or projects."""

    rule: str
    title: str
    severity: Severity
    opinions: int
    places: int


class Money(NamedTuple):
    """Budgets in 万元: all, and of the projects whose targets were graded 中 or 差."""

    total: float
    weak: float
    weak_projects: int

    @property
    def share(self) -> float:
        """Part of the money, 0..1."""
        return self.weak / self.total if self.total else 0.0


class Shade(NamedTuple):
    """One cell of the heat map: findings, and how dark it is (0 to 0.6) by findings per row."""

    number: int
    shade: float


class HeatLine(NamedTuple):
    """One department of the heat map."""

    name: str
    projects: int
    indicators: int
    cells: tuple[Shade, ...]
    total: int


class Bar(NamedTuple):
    """One grade: its projects, their money in 万元, and the width of its bar."""

    name: str
    number: int
    budget: float
    width: float
    colour: str


class Node(NamedTuple):
    """A project on the circle of copies; its label stands along the radius, turned by so many degrees."""

    x: float
    y: float
    r: float
    tx: float
    ty: float
    turn: float
    anchor: str
    label: str
    title: str


class Arc(NamedTuple):
    """A line between two projects that copy each other."""

    path: str
    width: float
    title: str


class Graph(NamedTuple):
    """The map of copies, in pixels."""

    size: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


UNREAD = "部门未读出"


def department_of(submission: Submission) -> str:
    """The department as it is shown; a file's name is none."""
    return submission.department or UNREAD


def owner(submission: Submission) -> str:
    """The department, or the file's name where none is known."""
    return submission.department or Path(submission.source.replace("\\", "/")).stem


class Season:
    """The figures, gathered submission by submission; nothing of a submission itself is kept."""

    def __init__(self) -> None:
        self._faults: dict[str, _Tally] = {}
        self._departments: dict[str, _Department] = {}
        self._grades: dict[str, list[float]] = {name: [] for name, _ in GRADES}
        self._taken = 0
        self._total = 0.0
        self._worst = WorstOf()
        self._kinds: dict[str, Kind] = {}
        self.doubtful_opinions = 0
        """疑点 among the opinions."""

    def add(self, submission: Submission) -> None:
        """Count a submission in."""
        self._taken += 1
        department = self._departments.setdefault(department_of(submission), _Department())
        department.audited |= submission.status == "audited"
        for found in found_in(submission):
            if found.finding.waived is None:
                department.numbers[found.finding.category] += 1
                self._faults.setdefault(found.finding.rule, _Tally(found.finding)).add(found, self._taken)
        self._worst.add(submission)
        for opinion in opinions_of(submission):
            self.doubtful_opinions += not opinion.certain
            rows = sum(len(place.rows) for place in opinion.places)
            self._count(Kind(opinion.rule, opinion.title, opinion.severity, 1, rows))
        for project in submission.projects:
            department.projects += 1
            department.rows += len(project.indicators)
            budget = counted_budget(submission, project)
            self._total += budget
            if project.score is not None:
                self._grades[project.score.grade].append(budget)

    def told(self) -> dict[str, Any]:
        """The figures as JSON has them."""
        return {
            "taken": self._taken,
            "total": self._total,
            "doubtful": self.doubtful_opinions,
            "grades": self._grades,
            "departments": {name: vars(one) for name, one in self._departments.items()},
            "faults": [tally.told() for tally in self._faults.values()],
            "kinds": [vars(kind) for kind in self._kinds.values()],
            "worst": self._worst.told(),
        }

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Season:
        """The figures that ``told`` gave."""
        season = cls()
        season._taken, season._total, season.doubtful_opinions = told["taken"], told["total"], told["doubtful"]
        season._grades = told["grades"]
        for name, counted in told["departments"].items():
            season._departments[name] = _Department.from_told(counted)
        for fault in told["faults"]:
            tally = _Tally.from_told(fault)
            season._faults[tally.surest.rule] = tally
        season._kinds = {kind["rule"]: Kind(**kind) for kind in told["kinds"]}
        season._worst = WorstOf.from_told(told["worst"])
        return season

    def merge(self, other: Season) -> None:
        """Count in what another one has counted of other submissions."""
        self._taken += other._taken
        for rule, tally in other._faults.items():
            self._faults.setdefault(rule, _Tally(tally.surest)).merge(tally)
        for name, department in other._departments.items():
            self._departments.setdefault(name, _Department()).merge(department)
        for grade, budgets in other._grades.items():
            self._grades[grade] += budgets
        self._total += other._total
        self._worst.merge(other._worst)
        for kind in other._kinds.values():
            self._count(kind)
        self.doubtful_opinions += other.doubtful_opinions

    def worst_faults(self, most: int) -> tuple[RuleTally, ...]:
        """The gravest faults first: by severity, then by how many projects, then by how often."""
        faults = sorted(
            (tally.fault() for tally in self._faults.values()),
            key=lambda one: (SEVERITY_ORDER.index(one.severity), -one.projects, -one.findings, one.rule),
        )
        return tuple(faults[:most])

    def _count(self, more: Kind) -> None:
        known = self._kinds.get(more.rule, replace(more, opinions=0, places=0))
        gravest = min(known.severity, more.severity, key=SEVERITY_ORDER.index)
        opinions, places = known.opinions + more.opinions, known.places + more.places
        self._kinds[more.rule] = Kind(known.rule, known.title, gravest, opinions, places)

    def prominent(self) -> tuple[Prominent, ...]:
        """The three worst."""
        return self._worst.three()

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of faults that opinions lead with, the gravest and commonest first."""
        return tuple(
            sorted(self._kinds.values(), key=lambda one: (SEVERITY_ORDER.index(one.severity), -one.places, one.rule))
        )

    def money(self) -> Money:
        """The money of the batch, and the part that stands behind weak targets."""
        weak = [budget for name in WEAK_GRADES for budget in self._grades[name]]
        return Money(round(self._total, 6), round(sum(weak), 6), len(weak))

    def heat_map(self) -> tuple[HeatLine, ...]:
        """Departments by defect family, those with most findings per row first."""
        lines = [one.line(name) for name, one in self._departments.items() if one.audited]
        return tuple(sorted(lines, key=lambda line: (-line.total / max(line.indicators, 1), line.name)))

    def grade_bars(self) -> tuple[Bar, ...]:
        """How many projects, with how much money, in each grade."""
        most = max(map(len, self._grades.values())) or 1
        return tuple(
            Bar(name, len(budgets), round(sum(budgets), 6), round(BAR * len(budgets) / most, 1), colour)
            for (name, colour), budgets in zip(GRADES, self._grades.values(), strict=True)
        )


def season_of(submissions: Iterable[Submission]) -> Season:
    """The figures of some submissions."""
    season = Season()
    for submission in submissions:
        season.add(submission)
    return season


class _Tally:
    """One rule over all projects. A project's findings come together, so that a change of project is a new one."""

    def __init__(self, first: Finding) -> None:
        self.surest = first
        self._findings = 0
        self._projects = 0
        self._budget = 0.0
        self._last = (0, 0)

    def add(self, found: LocatedFinding, submission: int) -> None:
        """Count a finding of the submission of this number in."""
        self._findings += 1
        if found.finding.confidence > self.surest.confidence:
            self.surest = found.finding
        here = (submission, id(found.project))
        if found.project is not None and here != self._last:
            self._projects += 1
            self._budget += counted_budget(found.submission, found.project)
            self._last = here

    def merge(self, other: _Tally) -> None:
        """Count in what another one has counted of other submissions."""
        self._findings += other._findings
        self._projects += other._projects
        self._budget += other._budget
        if other.surest.confidence > self.surest.confidence:
            self.surest = other.surest

    def told(self) -> list[Any]:
        """As JSON has it."""
        return [self.surest, self._findings, self._projects, self._budget]

    @classmethod
    def from_told(cls, told: Sequence[Any]) -> _Tally:
        """What ``told`` gave."""
        finding, *counted = told
        tally = cls(Finding.model_validate(finding))
        tally._findings, tally._projects, tally._budget = counted
        return tally

    def fault(self) -> RuleTally:
        """What was counted."""
        first = self.surest
        return RuleTally(
            first.rule,
            first.title,
            first.severity,
            self._findings,
            self._projects,
            round(self._budget, 6),
            first.message,
        )


class _Department:
    """What was counted of one department."""

    def __init__(self) -> None:
        self.audited = False
        self.projects = 0
        self.rows = 0
        self.numbers: Counter[str] = Counter()

    def merge(self, other: _Department) -> None:
        """Count in what another one has counted."""
        self.audited |= other.audited
        self.projects += other.projects
        self.rows += other.rows
        self.numbers += other.numbers

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> _Department:
        """From its values as JSON has them."""
        department = cls()
        vars(department).update(told, numbers=Counter(told["numbers"]))
        return department

    def line(self, name: str) -> HeatLine:
        """Its line of the heat map."""
        cells = tuple(
            Shade(self.numbers[key], round(min(0.6, self.numbers[key] / max(self.rows, 1)), 3)) for key in CATEGORY
        )
        return HeatLine(name, self.projects, self.rows, cells, sum(self.numbers.values()))


def copies_graph(pairs: Sequence[ProjectPair]) -> Graph | None:
    """The projects of the strongest pairs on a circle, joined by lines; None where they are too few for a map."""
    refs: dict[tuple[str, str, str], ProjectRef] = {}
    shown = []
    for pair in pairs:
        both = {_key(pair.a): pair.a, _key(pair.b): pair.b}
        if len(refs | both) <= MOST_NODES:
            refs |= both
            shown.append(pair)
    if len(refs) < LEAST_NODES:
        return None
    most = max((ref.budget_wan or 0 for ref in refs.values()), default=0) or 1
    places = {key: _node(number, len(refs), ref, most) for number, (key, ref) in enumerate(refs.items())}
    arcs = tuple(_arc(places[_key(pair.a)], places[_key(pair.b)], pair) for pair in shown)
    return Graph(GRAPH, tuple(places.values()), arcs)


def _key(ref: ProjectRef) -> tuple[str, str, str]:
    return ref.submission, ref.code, ref.name


def _node(number: int, total: int, ref: ProjectRef, most: float) -> Node:
    angle = 2 * pi * number / total - pi / 2
    middle, radius = GRAPH / 2, GRAPH / 2 - 210
    x, y = middle + radius * cos(angle), middle + radius * sin(angle)
    tx, ty = middle + (radius + 16) * cos(angle), middle + (radius + 16) * sin(angle)
    money = "预算未填" if ref.budget_wan is None else f"{ref.budget_wan:g}万元"
    name = ref.name or ref.code
    short = name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
    left = cos(angle) < 0
    return Node(
        x=round(x, 1),
        y=round(y, 1),
        r=round(3 + 6 * sqrt((ref.budget_wan or 0) / most), 1),
        tx=round(tx, 1),
        ty=round(ty, 1),
        turn=round(angle * 180 / pi + (180 if left else 0), 1),
        anchor="end" if left else "start",
        label=f"{short} {money}",
        title=f"{ref.code} {name} {money}",
    )


def _arc(one: Node, other: Node, pair: ProjectPair) -> Arc:
    middle = GRAPH / 2
    path = f"M{one.x} {one.y}Q{middle:g} {middle:g} {other.x} {other.y}"
    return Arc(path, round(1 + 5 * pair.share, 1), f"{one.title} ⇄ {other.title}，共有 {pair.share:.0%}")
