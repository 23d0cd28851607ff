"""Cells of a head that hold nothing that can be known: a formula without a result, an error value."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.reading.forms.headings import funding_source, heading
from auditor.reading.grid import Grid

_OF_MONEY = ("project.budget_wan", "project.funding", "project.execution")
_FIELDS = {
    "code": ("project.code",),
    "name": ("project.name",),
    "department": (),
    "goal": ("project.goal",),
    "purpose": ("project.purpose", *_OF_MONEY),
    "plan": ("project.spending_plan",),
    "budget": _OF_MONEY,
    "executed": ("project.execution",),
    "rate": ("project.execution",),
}
_ALL = tuple(dict.fromkeys(name for names in _FIELDS.values() for name in names))


def unread_head(grid: Grid, first: int, end: int) -> dict[str, str]:
    """The fields of a project, as the guard names them, that the head does not say for sure, and why."""
    found: dict[str, str] = {}
    for row, column in _unread(grid, first, end):
        told = grid.not_known(row, column) or ""
        for name in _concerned(grid, row, column, first):
            found.setdefault(name, told)
    return found


def _unread(grid: Grid, first: int, end: int) -> list[tuple[int, int]]:
    """The places in these rows of which it is not known what they hold."""
    if not grid.unread:
        return []
    places = ((row, column) for row in range(first, end) for column in range(len(grid.rows[row])))
    return [place for place in places if place in grid.unread]


def _concerned(grid: Grid, row: int, column: int, first: int) -> tuple[str, ...]:
    """The fields that a cell may be the value of: of the labels to its left and above it, else every field."""
    named = {name for label in _labels(grid, row, column, first) for name in _meant(label)}
    return tuple(name for name in _ALL if name in named) or _ALL


def _labels(grid: Grid, row: int, column: int, first: int) -> Iterator[str]:
    """The nearest labels to the left of a cell and above it."""
    left = (grid.text(row, place) for place in range(column - 1, -1, -1))
    above = (grid.text(place, column) for place in range(row - 1, first - 1, -1))
    for texts in (left, above):
        label = next((text for text in texts if _meant(text)), None)
        if label is not None:
            yield label


def _meant(label: str) -> tuple[str, ...]:
    named = heading(label) if label else None
    if named is not None:
        return _FIELDS.get(named.field, ())
    return _OF_MONEY if label and funding_source(label) is not None else ()


def without_errors(grid: Grid, first: int, end: int) -> Grid:
    """The grid with error values in these rows emptied: #DIV/0! is no number."""
    cells = [(row, column) for row, column in _unread(grid, first, end) if grid.rows[row][column]]
    return grid.emptied(cells) if cells else grid
