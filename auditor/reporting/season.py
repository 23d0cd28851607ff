"""The figures of a whole season: departments by defect family, grades, money, the commonest faults, who copies whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from pathlib import Path

from auditor.model import Finding, Project, ProjectPair, ProjectRef, Result, Severity, Submission
from auditor.reporting.marking import SEVERITY_ORDER
from auditor.wording import CATEGORY

WEAK_GRADES = ("中", "差")
GRADES = (("优", "#2b6a3f"), ("良", "#245b8a"), ("中", "#c98a1b"), ("差", "#a61b1b"))
BAR = 300
MOST_NODES = 40
GRAPH = 720


@dataclass(frozen=True)
class Fault:
    """One rule over all projects: how often it was broken, in how many projects with how much money (万元)."""

    rule: str
    title: str
    severity: Severity
    findings: int
    projects: int
    budget: float
    example: str


@dataclass(frozen=True)
class Money:
    """Budgets in 万元: all, and of the projects whose targets were graded 中 or 差."""

    total: float
    weak: float
    weak_projects: int

    @property
    def share(self) -> float:
        """Part of the money, 0..1."""
        return self.weak / self.total if self.total else 0.0


@dataclass(frozen=True)
class Shade:
    """One cell of the heat map: findings, and how dark it is (0 to 0.6) by findings per row."""

    number: int
    shade: float


@dataclass(frozen=True)
class HeatLine:
    """One department of the heat map."""

    name: str
    projects: int
    indicators: int
    cells: tuple[Shade, ...]
    total: int


@dataclass(frozen=True)
class Bar:
    """One grade: its projects, their money in 万元, and the width of its bar."""

    name: str
    number: int
    budget: float
    width: float
    colour: str


@dataclass(frozen=True)
class Node:
    """A project on the circle of copies."""

    x: float
    y: float
    r: float
    tx: float
    ty: float
    anchor: str
    label: str
    title: str


@dataclass(frozen=True)
class Arc:
    """A line between two projects that copy each other."""

    path: str
    width: float
    title: str


@dataclass(frozen=True)
class Graph:
    """The map of copies, in pixels."""

    size: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


def owner(submission: Submission) -> str:
    """The department, or the file's name where none is known."""
    return submission.department or Path(submission.source.replace("\\", "/")).stem


def worst_faults(result: Result, most: int) -> tuple[Fault, ...]:
    """The gravest faults first: by severity, then by how many projects, then by how often."""
    found: dict[str, list[tuple[Project | None, Finding]]] = defaultdict(list)
    for project, finding in _standing(result):
        found[finding.rule].append((project, finding))
    faults = [_fault(told) for told in found.values()]
    faults.sort(key=lambda one: (SEVERITY_ORDER.index(one.severity), -one.projects, -one.findings, one.rule))
    return tuple(faults[:most])


def _standing(result: Result) -> Iterator[tuple[Project | None, Finding]]:
    for submission in result.submissions:
        yield from ((None, finding) for finding in submission.findings if finding.waived is None)
        for project in submission.projects:
            yield from ((project, finding) for finding in project.findings if finding.waived is None)


def _fault(told: Sequence[tuple[Project | None, Finding]]) -> Fault:
    first = min(told, key=lambda one: -one[1].confidence)[1]
    projects = {id(project): project for project, _ in told if project is not None}
    return Fault(
        rule=first.rule,
        title=first.title,
        severity=first.severity,
        findings=len(told),
        projects=len(projects),
        budget=sum(project.budget_wan or 0 for project in projects.values()),
        example=first.message,
    )


def money_of(result: Result) -> Money:
    """The money of the batch, and the part that stands behind weak targets."""
    projects = [project for submission in result.submissions for project in submission.projects]
    weak = [project for project in projects if project.score is not None and project.score.grade in WEAK_GRADES]
    return Money(_budget(projects), _budget(weak), len(weak))


def _budget(projects: Iterable[Project]) -> float:
    return round(sum(project.budget_wan or 0 for project in projects), 6)


def heat_map(result: Result) -> tuple[HeatLine, ...]:
    """Departments by defect family, those with most findings per row first."""
    groups: dict[str, list[Submission]] = defaultdict(list)
    for submission in result.submissions:
        if submission.status == "audited":
            groups[owner(submission)].append(submission)
    lines = [_heat_line(name, submissions) for name, submissions in groups.items()]
    return tuple(sorted(lines, key=lambda line: (-line.total / max(line.indicators, 1), line.name)))


def _heat_line(name: str, submissions: Sequence[Submission]) -> HeatLine:
    projects = [project for submission in submissions for project in submission.projects]
    rows = sum(len(project.indicators) for project in projects)
    findings = [one for submission in submissions for one in submission.findings]
    findings += [one for project in projects for one in project.findings]
    numbers = Counter(one.category for one in findings if one.waived is None)
    cells = tuple(Shade(numbers[key], round(min(0.6, numbers[key] / max(rows, 1)), 3)) for key in CATEGORY)
    return HeatLine(name, len(projects), rows, cells, sum(numbers.values()))


def grade_bars(result: Result) -> tuple[Bar, ...]:
    """How many projects, with how much money, in each grade."""
    projects = [project for submission in result.submissions for project in submission.projects]
    groups = {
        name: [one for one in projects if one.score is not None and one.score.grade == name] for name, _ in GRADES
    }
    most = max(map(len, groups.values()), default=0) or 1
    return tuple(
        Bar(name, len(groups[name]), _budget(groups[name]), round(BAR * len(groups[name]) / most, 1), colour)
        for name, colour in GRADES
    )


def copies_graph(pairs: Sequence[ProjectPair]) -> Graph | None:
    """The projects of the strongest pairs on a circle, joined by lines; None where there are no pairs."""
    refs: dict[tuple[str, str, str], ProjectRef] = {}
    shown = []
    for pair in pairs:
        both = {_key(pair.a): pair.a, _key(pair.b): pair.b}
        if len(refs | both) <= MOST_NODES:
            refs |= both
            shown.append(pair)
    if not shown:
        return None
    most = max((ref.budget_wan or 0 for ref in refs.values()), default=0) or 1
    places = {key: _node(number, len(refs), ref, most) for number, (key, ref) in enumerate(refs.items())}
    arcs = tuple(_arc(places[_key(pair.a)], places[_key(pair.b)], pair) for pair in shown)
    return Graph(GRAPH, tuple(places.values()), arcs)


def _key(ref: ProjectRef) -> tuple[str, str, str]:
    return ref.submission, ref.code, ref.name


def _node(number: int, total: int, ref: ProjectRef, most: float) -> Node:
    angle = 2 * pi * number / total - pi / 2
    middle, radius = GRAPH / 2, GRAPH / 2 - 150
    x, y = middle + radius * cos(angle), middle + radius * sin(angle)
    tx, ty = middle + (radius + 16) * cos(angle), middle + (radius + 16) * sin(angle) + 4
    label = (ref.name or ref.code)[:10]
    money = "预算未填" if ref.budget_wan is None else f"{ref.budget_wan:g}万元"
    return Node(
        x=round(x, 1),
        y=round(y, 1),
        r=round(3 + 8 * sqrt((ref.budget_wan or 0) / most), 1),
        tx=round(tx, 1),
        ty=round(ty, 1),
        anchor="start" if cos(angle) > 0.1 else "end" if cos(angle) < -0.1 else "middle",
        label=label,
        title=f"{ref.code} {ref.name} {money}",
    )


def _arc(one: Node, other: Node, pair: ProjectPair) -> Arc:
    middle = GRAPH / 2
    path = f"M{one.x} {one.y}Q{middle:g} {middle:g} {other.x} {other.y}"
    return Arc(path, round(1 + 5 * pair.share, 1), f"{one.title} ⇄ {other.title}，共有 {pair.share:.0%}")
