"""A sheet as rows of cells: what every workbook and delimited file is turned into before its form is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from auditor.model import Location
from auditor.reading.char_stream import join_lines
from auditor.reading.radicals import unified
from auditor.reading.rounded import RoundedCells, exact_text

_BLANKS = re.compile(r"\s")
_LINE_ENDS = re.compile(r"[\r\n]+")
_OF_A_CELL = {"sheet", "row", "cell"}
"""What pydantic notes of a place in a sheet, shared: one set a row would weigh more than the place itself."""


@dataclass(frozen=True)
class Origin:
    """Where a row of a grid comes from: page, table and line of a text from 1, row of that table from 0; each may be unknown.

    ``column`` is the one, from 0, whose cell holds all that the row says, None where each cell stands in its own.
    """

    page: int | None
    table: int | None = None
    row: int | None = None
    line: int | None = None
    column: int | None = None

    def location(self, column: int) -> Location:
        """Where the row's cell in a column is."""
        if self.row is None:
            return Location(page=self.page, table=self.table, line=self.line)
        cell = f"{column_letters(column if self.column is None else self.column)}{self.row + 1}"
        return Location(page=self.page, table=self.table, row=self.row + 1, cell=cell)


@dataclass(frozen=True)
class Grid:
    """One sheet, or the tables of a document that belong together, one below the other.

    ``rows[r][c]`` is the text of a cell, "" where it is empty; all rows are equally long. ``merged`` maps a cell inside
    a merged range, other than its first, to that first cell; ``hidden`` and ``hidden_columns`` are what a sheet does not show;
    ``origins`` has an entry for each row of a document with pages; ``unread`` says, in Chinese, what is not known of a cell
    (a formula without a result); ``rounded`` are numbers of which a cell shows less than it holds; ``lost`` says why some
    of the sheet may be missing, "" where nothing tells that; ``uneven``: a row of a web page's table ends elsewhere than
    most, which is no loss by itself; ``lines`` are those of cells in which somebody ended lines by hand, ``text`` has them
    joined. Counts start at 0 here and at 1 in locations.
    """

    sheet: str | None
    rows: tuple[tuple[str, ...], ...]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    hidden: frozenset[int] = frozenset()
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict)
    rounded: RoundedCells = field(default_factory=RoundedCells)
    lost: str = ""
    uneven: bool = False
    hidden_columns: frozenset[int] = frozenset()
    lines: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """Text of a cell; a cell inside a merged range has the text of the range."""
        row, column = self.merged.get((row, column), (row, column))
        return self.rows[row][column]

    def lines_of(self, row: int, column: int) -> tuple[str, ...]:
        """The lines of a cell that has more than one, () for any other and for one whose text was changed since."""
        place = self.merged.get((row, column), (row, column))
        lines = self.lines.get(place, ())
        return lines if _BLANKS.sub("", "".join(lines)) == _BLANKS.sub("", self.rows[place[0]][place[1]]) else ()

    def not_known(self, row: int, column: int) -> str | None:
        """Why what a cell holds is not known, with its place; None for any other cell."""
        place = self.merged.get((row, column), (row, column))
        told = self.unread.get(place)
        return f"{self.location(*place).cell or ''}单元格{told}" if told is not None else None

    def exact(self, row: int, column: int) -> str:
        """Text of a cell as it would be shown without rounding: what is reckoned with where ``text`` is what is seen."""
        row, column = self.merged.get((row, column), (row, column))
        return self._exact_row(row)[column]

    def with_exact(self, first: int, end: int) -> Grid:
        """The grid with the rows ``[first, end)`` as they would be shown without rounding."""
        if not self.rounded:
            return self
        exact = tuple(map(self._exact_row, range(first, min(end, len(self.rows)))))
        if exact == self.rows[first:end]:
            return self
        return replace(self, rows=(*self.rows[:first], *exact, *self.rows[first + len(exact) :]))

    def emptied(self, cells: Iterable[tuple[int, int]]) -> Grid:
        """The grid with some cells empty."""
        rows = list(self.rows)
        for row, column in cells:
            rows[row] = (*rows[row][:column], "", *rows[row][column + 1 :])
        return replace(self, rows=tuple(rows))

    def _exact_row(self, row: int) -> tuple[str, ...]:
        found = self.rounded.in_row(row) if self.rounded else ()
        if not found:
            return self.rows[row]
        cells = list(self.rows[row])
        for column, value in found:
            if column < len(cells):
                cells[column] = exact_text(cells[column], value) or cells[column]
        return tuple(cells)

    def printed(self, row: int, first: int = 0) -> Iterator[tuple[int, str]]:
        """Columns and texts of a row's own cells that are not empty, from left to right, from a column on."""
        for column, text in enumerate(islice(self.rows[row], first, None), first):
            if text and (row, column) not in self.merged:
                yield column, text

    def texts(self, row: int) -> list[str]:
        """The texts of a row's own cells that are not empty, from left to right."""
        return [text for _, text in self.printed(row)]

    def location(self, row: int, column: int = 0) -> Location:
        """Where a cell is."""
        if self.origins:
            return self.origins[row].location(column).model_copy(update={"sheet": self.sheet})
        cell = f"{column_letters(column)}{row + 1}"
        return Location.model_construct(_OF_A_CELL, sheet=self.sheet, row=row + 1, cell=cell)


def column_letters(column: int) -> str:
    """A spreadsheet's name of a column counted from 0, e.g. 27 → AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_text(value: object) -> str:
    """Text of a cell value as a person sees it: whole numbers without a point, dates as 2024-06-30, no line wraps."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    text = unified(str(value).strip())
    if "\n" in text or "\r" in text:
        pieces = tuple(piece for piece in _LINE_ENDS.split(text) if piece.strip())
        text = "".join(piece.strip() for piece in pieces) if not text.isascii() else join_lines(pieces)
    return text.replace("_x000D_", "")


def cell_lines(value: object) -> tuple[str, ...]:
    """The lines of a cell value that ``cell_text`` joins, () where it has but one."""
    if not isinstance(value, str) or ("\n" not in value and "\r" not in value):
        return ()
    pieces = (unified(piece.replace("_x000D_", "").strip()) for piece in _LINE_ENDS.split(value))
    lines = tuple(piece for piece in pieces if piece)
    return lines if len(lines) > 1 else ()
