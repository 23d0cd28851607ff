"""A sheet as rows of cells: what every workbook and delimited file is turned into before its form is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model import Location
from auditor.reading.char_stream import join_lines
from auditor.reading.radicals import unified


@dataclass(frozen=True)
class Origin:
    """Where a row of a grid comes from: page, table and line of a text from 1, row of that table from 0; each may be unknown."""

    page: int | None
    table: int | None = None
    row: int | None = None
    line: int | None = None

    def location(self, column: int) -> Location:
        """Where the row's cell in a column is."""
        if self.row is None:
            return Location(page=self.page, table=self.table, line=self.line)
        cell = f"{column_letters(column)}{self.row + 1}"
        return Location(page=self.page, table=self.table, row=self.row + 1, cell=cell)


@dataclass(frozen=True)
class Grid:
    """One sheet, or the tables of a document that belong together, one below the other.

    ``rows[r][c]`` is the text of a cell, "" where it is empty; all rows are equally long. ``merged`` maps a cell inside
    a merged range, other than its first, to that first cell; ``hidden`` are rows that a sheet does not show;
    ``origins`` has an entry for each row of a document with pages; ``unread`` says, in Chinese, what is not known of a cell
    (a formula without a result). Counts start at 0 here and at 1 in locations.
    """

    sheet: str | None
    rows: tuple[tuple[str, ...], ...]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    hidden: frozenset[int] = frozenset()
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """Text of a cell; a cell inside a merged range has the text of the range."""
        row, column = self.merged.get((row, column), (row, column))
        return self.rows[row][column]

    def printed(self, row: int) -> Iterator[tuple[int, str]]:
        """Columns and texts of a row's own cells that are not empty, from left to right."""
        for column, text in enumerate(self.rows[row]):
            if text and (row, column) not in self.merged:
                yield column, text

    def location(self, row: int, column: int = 0) -> Location:
        """Where a cell is."""
        if self.origins:
            return self.origins[row].location(column).model_copy(update={"sheet": self.sheet})
        return Location(sheet=self.sheet, row=row + 1, cell=f"{column_letters(column)}{row + 1}")


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
        pieces = tuple(piece for piece in re.split(r"[\r\n]+", text) if piece.strip())
        text = "".join(piece.strip() for piece in pieces) if not text.isascii() else join_lines(pieces)
    return text.replace("_x000D_", "")
