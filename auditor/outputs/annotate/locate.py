"""The cell of a grid that a remark belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.outputs.annotate.comments import Comment
from auditor.reading.forms.tables import GridTable, find_tables
from auditor.reading.grid import Grid

Place = tuple[int, int]
"""Row and column, both from 0."""


def cell_of(remark: Comment, grid: Grid, row: int) -> Place:
    """The cell that says what the remark accuses, else the cell where the row or project begins.

    Args:
        remark: with a location in this grid.
        grid: the sheet or table.
        row: where the row or project begins in it, from 0.
    """
    return grid_anchor(grid, _cell_in_row(remark, grid, row) if remark.on_row else _cell_below(remark, grid, row))


def grid_anchor(grid: Grid, place: Place) -> Place:
    """The first cell of the merged range that a cell is in, or the cell itself."""
    return grid.merged.get(place, place)


def column_number(cell: str) -> int:
    """The column of a cell name, from 0: AB12 → 27."""
    number = 0
    for letter in cell.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def blank_free(text: str) -> str:
    """The text without white space: what cells, runs and lines of a page have in common."""
    return "".join(text.split())


def _cell_in_row(remark: Comment, grid: Grid, row: int) -> Place:
    """By the header of the table where it has the column, else by the text."""
    named = _named_column(remark, grid, row)
    if named is not None and (not remark.text or _says(grid.text(row, named), remark)):
        return row, named
    for column in range(len(grid.rows[row])):
        if _says(grid.text(row, column), remark):
            return row, column
    if named is not None:
        return row, named
    cell = remark.location.cell if remark.location else None
    return row, min(column_number(cell) if cell else 0, len(grid.rows[row]) - 1)


def _named_column(remark: Comment, grid: Grid, row: int) -> int | None:
    table = next((one for one in find_tables(grid) if one.body <= row < one.end), None)
    return table.columns.get(remark.field) if table else None


def _says(text: str, remark: Comment) -> bool:
    """Whether a cell is the field, or holds the part of it that is accused (a target may be spread over cells)."""
    there, whole, words = blank_free(text), blank_free(remark.text), blank_free(remark.words)
    return bool(there) and (there == whole or (bool(words) and words in there))


def _cell_below(remark: Comment, grid: Grid, first: int) -> Place:
    """A field of a project: in the head that begins in ``first``, or in a column of a list of projects."""
    end = _end_of_head(grid, first)
    for text in dict.fromkeys((remark.text, *remark.cells)):
        exact = (place for place in _cells(grid, first, end) if blank_free(grid.text(*place)) == blank_free(text))
        inside = (place for place in _cells(grid, first, end) if blank_free(text) in blank_free(grid.text(*place)))
        found = next(exact, None) or next(inside, None) if blank_free(text) else None
        if found:
            return found
    return next(_cells(grid, first, end), (first, 0))


def _end_of_head(grid: Grid, first: int) -> int:
    """Up to the header of the table below; of a list of projects, the one row."""
    tables: tuple[GridTable, ...] = find_tables(grid)
    if any(table.body <= first < table.end for table in tables):
        return first + 1
    return next((table.top for table in tables if table.top > first), len(grid.rows))


def _cells(grid: Grid, first: int, end: int) -> Iterator[Place]:
    for row in range(first, end):
        for column in range(len(grid.rows[row])):
            if grid.text(row, column):
                yield row, column
