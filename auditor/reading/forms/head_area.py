"""The rows above an indicator table, as a reader sees them, and what in them is a label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from auditor.reading.forms.headings import funding_source, heading
from auditor.reading.forms.unread_head import without_errors
from auditor.reading.grid import Grid


@dataclass(frozen=True)
class Area:
    """The rows above a table, ``[first, end)``."""

    grid: Grid
    first: int
    end: int

    @cached_property
    def labels(self) -> list[tuple[int, int, str]]:
        """Row, column and text of every printed cell."""
        return [(row, column, text) for row in range(self.first, self.end) for column, text in self.grid.printed(row)]


def area_above(grid: Grid, first: int, end: int) -> Area:
    """The rows ``[first, end)``: amounts as cells hold them, error values and what is hidden beside what is seen left out."""
    return Area(_as_seen(without_errors(grid.with_exact(first, end), first, end), first, end), first, end)


def _as_seen(grid: Grid, first: int, end: int) -> Grid:
    """The grid with values of these rows emptied that stand in a hidden column before one that can be seen."""
    if not grid.hidden_columns:
        return grid
    cells = []
    for row in range(first, end):
        for (column, text), (after, value) in pairwise(grid.printed(row)):
            if (
                _is_hidden(grid, row, column)
                and not _is_hidden(grid, row, after)
                and not is_label(text)
                and not is_label(value)
            ):
                cells.append((row, column))
    return grid.emptied(cells) if cells else grid


def _is_hidden(grid: Grid, row: int, column: int) -> bool:
    """Whether every column that a cell reaches over is hidden."""
    end = column + 1
    while grid.merged.get((row, end)) == (row, column):
        end += 1
    return grid.hidden_columns.issuperset(range(column, end))


def is_label(text: str) -> bool:
    """Whether a cell is a label of a head: of a field, or of a source of money."""
    return heading(text) is not None or funding_source(text) is not None
