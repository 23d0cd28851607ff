"""The rows of one project in the order in which they are offered something: each gets what those before it did not."""

from __future__ import annotations

from collections import defaultdict

from auditor.advice.spots import Spot
from auditor.advice.targets import Proposal
from auditor.model import Project, Submission
from auditor.taxonomy import Level2, level2_of

MOST_ROWS = 12
"""Rows of one category in a project that get something different each."""

OFFERED = 2
"""What the only row of its category is offered at most."""


class Turns:
    """The rows of a project that are offered indicators of one category.

    ``places`` are the rows by id, ``offered`` is what the first of them were offered, as far as somebody asked.

    Args:
        spots: the rows, in the order of the table.
        names: of the indicators that the project has.
    """

    def __init__(self, spots: list[Spot], names: frozenset[str]) -> None:
        self.spots = spots[:MOST_ROWS]  # no more of them matter, however many rows there are
        self.places = {spot.indicator.id: place for place, spot in reversed(list(enumerate(self.spots)))}
        self.most = OFFERED if len(spots) == 1 else 1
        self.offered: list[tuple[Proposal, ...]] = []
        self._names = names

    def taken(self, turn: int = MOST_ROWS) -> set[str | None]:
        """The names that a row may not be offered: those of the project, and what the rows before that turn were offered."""
        return {*self._names, *(one.level3 for proposals in self.offered[:turn] for one in proposals)}


class ProjectTurns:
    """The rows of a project by the category whose indicators they are offered."""

    def __init__(self, submission: Submission, project: Project) -> None:
        self.project = project
        self._names = frozenset(one.level3 for one in project.indicators)
        self._spots: dict[str, list[Spot]] = defaultdict(list)
        for one in project.indicators:
            category = level2_of(one.level2)
            self._spots[offered_as(category)].append(Spot(submission, project, one, category))
        self._turns: dict[str, Turns] = {}

    def of(self, category: str) -> Turns:
        """The rows that are offered indicators of a category."""
        if category not in self._turns:
            self._turns[category] = Turns(self._spots[category], self._names)
        return self._turns[category]


def offered_as(category: Level2 | None) -> str:
    """The category whose indicators a row is offered; one that stands under none is taken for a quantity."""
    return "quantity" if category is None else "cost" if category == "economic_cost" else category
