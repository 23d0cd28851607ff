"""Named places: which rows or projects a rule looks at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from auditor.checks.protocol import ProjectView, RowView
from auditor.model import Kind
from auditor.rules.options import Strict
from auditor.taxonomy import LEVEL1_OF, Level1, Level2


class Place(Strict):
    """A named place: which rows (or projects) a rule looks at. ``unrecognised``: rows whose second level is unknown."""

    each: Literal["row", "project"] = "row"
    level1: tuple[Level1, ...] | None = None
    level2: tuple[Level2, ...] | None = None
    kind: tuple[Kind, ...] | None = None
    unrecognised: Literal[True] | None = None


class InPlace:
    """Which rows or projects belong to a place.

    Args:
        place: as declared.
    """

    def __init__(self, place: Place) -> None:
        self.each = place.each
        self._kinds = place.kind
        self.categories = _categories(place)
        """The second levels that its rows stand under, None where any will do."""

    def holds(self, kind: Kind, category: Level2 | None) -> bool:
        """Whether rows of a kind of submission that stand under a second level belong to it."""
        return (self._kinds is None or kind in self._kinds) and (self.categories is None or category in self.categories)

    def rows(self, rows: Iterable[RowView]) -> list[RowView]:
        """Those of some rows that belong to it, in order."""
        kinds, categories = self._kinds, self.categories
        if kinds is not None:
            rows = [row for row in rows if row.submission.kind in kinds]
        return list(rows) if categories is None else [row for row in rows if row.cells.category in categories]

    def projects(self, views: Iterable[ProjectView]) -> list[ProjectView]:
        """Those of some projects that belong to it, in order."""
        return [view for view in views if self._kinds is None or view.submission.kind in self._kinds]


def _categories(place: Place) -> frozenset[Level2 | None] | None:
    """The second levels that rows of a place stand under, None where any will do."""
    if place.unrecognised:
        return frozenset({None})
    if place.level2 is None and place.level1 is None:
        return None
    return frozenset(
        level2
        for level2, level1 in LEVEL1_OF.items()
        if (place.level2 is None or level2 in place.level2) and (place.level1 is None or level1 in place.level1)
    )
