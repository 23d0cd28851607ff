"""A submission as the opinions page shows it: each table as filled in, each opinion once, below the row that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.model import Finding, Indicator, Project, Severity, Submission
from auditor.outputs.reports.told import Told as OpinionsTold
from auditor.outputs.reports.told import ToldOpinion, ToldPlace
from auditor.web.store.decisions import UNDECIDED, DecisionState
from auditor.web.store.edits import NO_EDIT, RowEdit, RowPlace


@dataclass(frozen=True)
class OpinionFilter:
    """Which opinions are shown: of a level, of a rule, of projects with at least so much money (万元), (un)decided ones."""

    level: str = ""
    rule: str = ""
    money: float | None = None
    state: str = ""

    def wants(self, card: OpinionCard) -> bool:
        """Whether an opinion is shown."""
        opinion = card.told.opinion
        money = max((place.budget_wan or 0 for place in opinion.places), default=0)
        return self.speaks_of(opinion.rule, opinion.severity, certain=opinion.certain, money=money) and (
            self.state in ("", "decided" if card.decision.choice else "open", card.decision.choice)
        )

    def speaks_of(self, rule: str, severity: Severity, *, certain: bool, money: float) -> bool:
        """Whether an opinion is of the chosen level, kind and money (of its largest project, in 万元)."""
        return (
            self.level in ("", severity, "fact" if certain else "doubt")
            and self.rule in ("", rule)
            and (self.money is None or money >= self.money)
        )

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return self != NO_FILTER


NO_FILTER = OpinionFilter()


@dataclass(frozen=True)
class OpinionCard:
    """An opinion with what stands decided about it."""

    told: ToldOpinion
    decision: DecisionState

    @property
    def number(self) -> int:
        """Its number in the document."""
        return self.told.number


@dataclass(frozen=True)
class FilledRow:
    """A row of a table: its number from 1, the findings that mark its words, opinions told here, and those told elsewhere."""

    number: int
    row: Indicator
    found: Sequence[Finding]
    cards: Sequence[OpinionCard]
    elsewhere: Sequence[OpinionCard]
    edit: RowEdit = NO_EDIT

    @property
    def edited(self) -> bool:
        """Whether it was corrected on the page."""
        return self.edit.fits(self.row)


@dataclass(frozen=True)
class FilledProject:
    """A project: its place from 1, opinions on it as such or on several of its rows, its rows, opinions told elsewhere."""

    number: int
    project: Project
    found: Sequence[Finding]
    cards: Sequence[OpinionCard]
    rows: Sequence[FilledRow]
    elsewhere: Sequence[tuple[OpinionCard, ToldPlace]]
    waived: Sequence[Finding]

    @property
    def shown(self) -> bool:
        """Whether there is anything to be told of it."""
        return bool(self.cards or any(row.cards for row in self.rows))


@dataclass(frozen=True)
class FilledSubmission:
    """A submission ready to be shown; ``all`` are its opinions, shown or not."""

    submission: Submission
    all: Sequence[OpinionCard]
    of_document: Sequence[OpinionCard]
    projects: Sequence[FilledProject]


def fill(
    submission: Submission,
    told: OpinionsTold,
    decisions: Mapping[str, DecisionState],
    edits: Mapping[RowPlace, RowEdit],
    number: int,
    chosen: OpinionFilter = NO_FILTER,
) -> FilledSubmission:
    """A submission (by its place from 1) with its opinions, decisions and corrections; what is not chosen is left out."""
    cards = {one.number: OpinionCard(one, decision_on(one, decisions)) for one in told.all}
    shown = {number: card for number, card in cards.items() if chosen.wants(card)}
    projects = [
        _project(place, project, told, shown, {key.row: one for key, one in edits.items() if key.project == place})
        for place, project in enumerate(submission.projects, 1)
    ]
    return FilledSubmission(
        submission=submission,
        all=tuple(cards.values()),
        of_document=[shown[one.number] for one in told.of_document if one.number in shown],
        projects=[one for one in projects if one.shown or not chosen.active],
    )


def decision_on(told: ToldOpinion, decisions: Mapping[str, DecisionState]) -> DecisionState:
    """What stands decided about an opinion: what does about the finding that leads it."""
    return decisions.get(told.opinion.findings[0], UNDECIDED)


def _project(
    number: int,
    project: Project,
    told: OpinionsTold,
    shown: Mapping[int, OpinionCard],
    edits: Mapping[int, RowEdit],
) -> FilledProject:
    own = [shown[one.number] for one in told.of_project(number) if one.number in shown]
    findings: dict[str, list[Finding]] = {}
    for finding in project.findings:
        if finding.waived is None:
            findings.setdefault(finding.indicator or "", []).append(finding)
    speaking = told.by_row(number)
    rows = [
        _row(
            place,
            row,
            findings.get(row.id, ()),
            [shown[one.number] for one, _ in speaking.get(place, ()) if one.number in shown],
            edits.get(place, NO_EDIT),
        )
        for place, row in enumerate(project.indicators, 1)
    ]
    return FilledProject(
        number=number,
        project=project,
        found=findings.get("", ()),
        cards=[card for card in own if card.told.opinion.scope != "row"],
        rows=rows,
        elsewhere=[(shown[one.number], place) for one, place in told.elsewhere(number) if one.number in shown],
        waived=[finding for finding in project.findings if finding.waived is not None],
    )


def _row(
    number: int, row: Indicator, found: Sequence[Finding], cards: Sequence[OpinionCard], edit: RowEdit
) -> FilledRow:
    here = [card for card in cards if card.told.opinion.scope == "row"]
    return FilledRow(number, row, found, here, [card for card in cards if card not in here], edit)
