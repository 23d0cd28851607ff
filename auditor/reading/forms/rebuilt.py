"""A sheet with some of its rows written anew in the layout that tables are looked for in; every row keeps its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.reading.grid import Grid, Origin
from auditor.reading.rounded import RoundedCells


@dataclass(frozen=True)
class Line:
    """A row written anew: its cells, the cell it comes from, and what is not known of its cells by column."""

    cells: tuple[str, ...]
    row: int
    column: int | None = None
    unread: dict[int, str] = field(default_factory=dict)


def with_lines(grid: Grid, first: int, end: int, lines: Sequence[Line]) -> Grid:
    """The grid with ``lines`` in place of the rows ``[first, end)``."""
    width = max(len(grid.rows[0]), *(len(line.cells) for line in lines))
    moved = len(lines) - (end - first)
    rows = [*grid.rows[:first], *(line.cells for line in lines), *grid.rows[end:]]
    origins = [
        *(_origin(grid, row) for row in range(first)),
        *(_origin_of(grid, line) for line in lines),
        *(_origin(grid, row) for row in range(end, len(grid.rows))),
    ]
    places = {row: row if row < first else row + moved for row in range(len(grid.rows)) if not first <= row < end}
    unread = {(places[row], column): told for (row, column), told in grid.unread.items() if row in places}
    unread |= {(first + at, column): told for at, line in enumerate(lines) for column, told in line.unread.items()}
    hidden = {places[row] for row in grid.hidden if row in places}
    hidden |= {first + at for at, line in enumerate(lines) if line.row in grid.hidden}
    return Grid(
        grid.sheet,
        tuple((*cells, *("",) * (width - len(cells))) for cells in rows),
        {
            (places[cell[0]], cell[1]): (places[at[0]], at[1])
            for cell, at in grid.merged.items()
            if cell[0] in places and at[0] in places and (at[0] < first) == (cell[0] < first)
        },
        tuple(origins),
        frozenset(hidden),
        unread,
        _rounded(grid, places),
        lost=grid.lost,
        uneven=grid.uneven,
        lines={(places[row], column): lines for (row, column), lines in grid.lines.items() if row in places},
    )


def source_unread(grid: Grid, row: int, column: int) -> str | None:
    """Why it is not known what a cell holds; None for any other cell."""
    return grid.unread.get(grid.merged.get((row, column), (row, column)))


def _origin_of(grid: Grid, line: Line) -> Origin:
    """The origin of a line: of one whose row was written anew before, the cell that that came from."""
    origin = _origin(grid, line.row)
    return origin if origin.column is not None else replace(origin, column=line.column)


def _rounded(grid: Grid, places: Mapping[int, int]) -> RoundedCells:
    """The rounded numbers of rows that are kept, where they now are."""
    kept = RoundedCells()
    if grid.rounded:
        for row, place in places.items():
            for column, value in grid.rounded.in_row(row):
                kept.add(place, column, value)
    return kept


def _origin(grid: Grid, row: int) -> Origin:
    return grid.origins[row] if grid.origins else Origin(None, None, row)
