"""What a reader has to know first: by money, share of rows and kind of fault, gathered one submission at a time.

Three kinds are told: tables that copy each other, the project with most money behind rows that cannot be assessed, and the
fault that recurs over most money and rows. Where there is none of a kind, the next of the others takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from auditor.model import Opinion, Project, Severity, Submission
from auditor.opinions.compose import opinions_of
from auditor.opinions.telling import named

MOST = 3
LEAST_ROWS = 0.5
"""Part of a project's rows that must not be assessable for the project to be named for it."""

GRAVITY: Mapping[Severity, float] = {"error": 1.0, "warning": 0.5, "info": 0.1}
DOUBTED = 0.5
"""What a 疑点 weighs against a fact."""

NO_MONEY_WAN = 1.0
"""What a project counts whose budget was not read, in 万元: it must neither vanish nor lead."""

Kind = Literal["copies", "project", "common"]


@dataclass(frozen=True)
class Prominent:
    """One of the worst: what it is, in a sentence, and how much it weighs (万元 weighted by share and gravity)."""

    kind: Kind
    title: str
    sentence: str
    severity: Severity
    certain: bool
    weight: float


class WorstOf:
    """The worst of some submissions; of each kind only the heaviest few are kept."""

    def __init__(self) -> None:
        self._kept: list[Prominent] = []

    def add(self, submission: Submission) -> None:
        """Take in one submission; one that is the same material as an earlier one adds nothing."""
        if submission.same_as is None:
            self._keep(_candidates(submission))

    def told(self) -> list[dict[str, Any]]:
        """Those kept, as JSON has them."""
        return [vars(one) for one in self._kept]

    @classmethod
    def from_told(cls, told: Iterable[Mapping[str, Any]]) -> WorstOf:
        """Those that ``told`` gave."""
        worst = cls()
        worst._kept = [Prominent(**one) for one in told]
        return worst

    def merge(self, other: WorstOf) -> None:
        """Take in what another one has kept."""
        self._keep(other._kept)

    def _keep(self, more: Iterable[Prominent]) -> None:
        found = sorted((*self._kept, *more), key=_heaviest)
        kinds: tuple[Kind, ...] = ("copies", "project", "common")
        self._kept = [one for kind in kinds for one in [each for each in found if each.kind == kind][:MOST]]

    def three(self) -> tuple[Prominent, ...]:
        """The heaviest of each kind, then the next heaviest, heaviest first."""
        ranked = sorted(self._kept, key=_heaviest)
        first = {one.kind: one for one in reversed(ranked)}
        chosen = sorted(first.values(), key=_heaviest)
        rest = [one for one in ranked if one not in chosen]
        return tuple(sorted((*chosen, *rest[: MOST - len(chosen)]), key=_heaviest))


def _heaviest(one: Prominent) -> tuple[float, str, str]:
    return -one.weight, one.title, one.sentence


def _candidates(submission: Submission) -> Iterator[Prominent]:
    for opinion in opinions_of(submission):
        if opinion.scope == "group":
            yield _copies(opinion, submission)
        elif opinion.scope == "document" and opinion.places[0].project is not None:
            yield _common(opinion, submission)
    for project in submission.projects:
        yield from _not_assessable(project)


def _copies(opinion: Opinion, submission: Submission) -> Prominent:
    projects = _projects(opinion, submission)
    budget = sum(project.budget_wan or 0 for project in projects)
    names = "、".join(map(named, projects))
    money = f"，合计 {budget:g} 万元" if budget else ""
    return _prominent("copies", opinion, f"{names}的指标表互相雷同{money}。", _money(projects))


def _common(opinion: Opinion, submission: Submission) -> Prominent:
    projects = _projects(opinion, submission)
    rows = sum(row.row is not None for place in opinion.places for row in place.rows)
    all_rows = sum(len(project.indicators) for project in submission.projects) or 1
    budget = sum(project.budget_wan or 0 for project in projects)
    extent = (
        f"{len(projects)} 个项目" + (f"的 {rows} 行" if rows else "") + (f"，预算 {budget:g} 万元" if budget else "")
    )
    share = min(1.0, rows / all_rows) if rows else 1 / len(opinion.places)
    return _prominent("common", opinion, f"通病，涉及 {extent}。", _money(projects) * share)


def _not_assessable(project: Project) -> Iterator[Prominent]:
    rows = [row for row in project.indicators if row.measurability is not None]
    bad = [row for row in rows if row.measurability is not None and row.measurability.label != "measurable"]
    sure = [row for row in bad if row.measurability is not None and row.measurability.probability == 1]
    if not rows or len(bad) < LEAST_ROWS * len(rows):
        return
    doubtful = f"（其中 {len(bad) - len(sure)} 行须核实）" if len(sure) < len(bad) else ""
    budget = f"（{project.budget_wan:g} 万元）" if project.budget_wan is not None else ""
    sentence = f"{len(rows)} 行指标中有 {len(bad)} 行看不出年底怎样考核{doubtful}。"
    share = (len(sure) + DOUBTED * (len(bad) - len(sure))) / len(rows)
    title = f"{named(project)}{budget}多数指标无法考核"
    yield Prominent("project", title, sentence, "error", bool(sure), _money([project]) * share)


def _prominent(kind: Kind, opinion: Opinion, sentence: str, money: float) -> Prominent:
    weight = money * GRAVITY[opinion.severity] * (1 if opinion.certain else DOUBTED)
    return Prominent(kind, opinion.title, sentence, opinion.severity, opinion.certain, weight)


def _projects(opinion: Opinion, submission: Submission) -> list[Project]:
    numbers = [place.project for place in opinion.places if place.project is not None]
    return [submission.projects[number - 1] for number in numbers]


def _money(projects: Iterable[Project]) -> float:
    return sum(NO_MONEY_WAN if project.budget_wan is None else project.budget_wan for project in projects)
