"""A page as what stands on it from top to bottom: ruled tables with the text of their cells, and lines of text between."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from auditor.reading.pdf.borderless import extend_borders, single_rows
from auditor.reading.pdf.glyphs import Glyph, middle_of
from auditor.reading.pdf.lattice import Field, Lattice, find_lattices
from auditor.reading.pdf.lines import CellText, PrintedLine, cell_of, text_lines
from auditor.reading.pdf.page import Page

_SHORTENED = re.compile(r"(?<!…)…$|(?<!\.)\.{3}$")
"""How programs end a text that they show the beginning of; two of these signs are a writer's own."""
_LARGE = 2.5
_OUT = 0.1
_SAME_SIZE = 0.05
_CROSSED = 0.2
"""How near to a rule the middle of a line is that the rule runs through, in heights of its characters."""
_HEADER_ROWS = 3
_RUNNING_ON = 1.0
"""How far apart, in points, texts are that run on from one cell into the next: less than the room that cells leave around theirs."""


class PageCell(NamedTuple):
    """A cell of a table; rows and columns ``[row, last_row]`` and ``[column, last_column]`` count from 0."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    shape: CellText


@dataclass(frozen=True)
class PageTable:
    """A ruled table of one page; ``number`` counts the page's tables from 1. Places are in points.

    Rows count from 0; those before ``first`` only repeat a header and have no cells.
    """

    page: int
    number: int
    across: tuple[float, ...]
    top: float
    bottom: float
    height: int
    cells: tuple[PageCell, ...]
    open_top: bool
    open_bottom: bool
    first: int = 0

    @cached_property
    def rows(self) -> tuple[tuple[PageCell, ...], ...]:
        """For each row the cells that cover it, from left to right."""
        rows: list[list[PageCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.last_row + 1):
                rows[row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)

    def edges(self, row: int) -> tuple[float, ...]:
        """Where the cells of a row begin, from the table's left side."""
        return tuple([self.across[cell.column] - self.across[0] for cell in self.rows[row]])

    def texts(self, row: int) -> tuple[str, ...]:
        """Texts of the cells that begin in a row."""
        return tuple([cell.text for cell in self.rows[row] if cell.row == row])

    def own_texts(self, row: int) -> tuple[str, ...]:
        """Texts of a row's cells but for those that span further rows, of which a page break may leave any part."""
        return tuple([cell.text for cell in self.rows[row] if cell.row == cell.last_row == row])

    @cached_property
    def overprinted(self) -> frozenset[PageCell]:
        """Cells with characters printed over others, and those beside them, whose text it may be."""
        found = [cell for cell in self.cells if cell.shape.overprinted]
        return frozenset(cell for cell in self.cells if any(self._shares_text(one, cell) for one in found))

    @property
    def cut(self) -> tuple[PageCell, ...]:
        """Cells of whose text a part is not shown."""
        return tuple(cell for cell in self.cells if cell.shape.cut)

    @property
    def parted(self) -> tuple[PageCell, ...]:
        """Cells of rows that may be one row with what stands beyond a page break."""
        return tuple(cell for cell in self.cells if cell.shape.parted)

    def _shares_text(self, overprinted: PageCell, cell: PageCell) -> bool:
        """Whether text of a cell may belong to another: the same, one above or below it, or one beside it whose text goes on
        into it.
        """
        down = min(cell.last_row, overprinted.last_row) - max(cell.row, overprinted.row)
        across = min(cell.last_column, overprinted.last_column) - max(cell.column, overprinted.column)
        if across >= 0 or down < 0:
            return across >= 0 and down >= -1
        before, after = sorted((cell, overprinted), key=lambda one: one.column)
        return bool(cell.text) and across == -1 and after.shape.left - before.shape.right < _RUNNING_ON

    def width_of(self, cell: PageCell) -> float:
        """How wide a cell is, in points."""
        return self.across[cell.last_column + 1] - self.across[cell.column]


@dataclass(frozen=True)
class PageContent:
    """The tables of a page, and the lines outside of them."""

    number: int
    tables: tuple[PageTable, ...]
    lines: tuple[PrintedLine, ...]

    @property
    def items(self) -> tuple[PageTable | PrintedLine, ...]:
        """Tables and lines from top to bottom."""
        return tuple(sorted((*self.lines, *self.tables), key=lambda item: item.top))


def read_tables(page: Page) -> PageContent:
    """The ruled tables of a page with their text, and its other lines."""
    return content_of(page, lattices_of(page))


def lattices_of(page: Page) -> list[Lattice]:
    """Where the tables of a page stand, from top to bottom, filled or not."""
    if not page.glyphs:
        return []
    ruled, left_over = find_lattices(page.rules)
    found = [extend_borders(one, page.glyphs) for one in (*ruled, *single_rows(left_over, page.glyphs))]
    return sorted(found, key=lambda one: (one.down[0], one.across[0]))


def content_of(page: Page, lattices: Sequence[Lattice]) -> PageContent:
    """The text of a page put into the cells of its tables."""
    first = page.number == 1
    hidden = {one: point for one, point in page.hidden.items() if first or not _may_go_on(one, point, lattices)}
    cut = _hidden_fields(hidden, lattices)
    across = _marks_across(page.glyphs, lattices)
    glyphs = [glyph for glyph in page.glyphs if glyph not in across] if across else page.glyphs
    inside, outside = _shared_out(glyphs, lattices, hidden)
    tables = [
        _table(page.number, lattice, fields, own_cut)
        for lattice, fields, own_cut in zip(lattices, inside, cut, strict=True)
    ]
    filled = [table for table in tables if any(cell.text for cell in table.cells)]
    numbered = tuple(replace(table, number=number) for number, table in enumerate(filled, start=1))
    lines = text_lines(glyph for glyph in outside if not glyph.turn)
    return PageContent(page.number, numbered, tuple(line.printed for line in lines))


def _may_go_on(glyph: Glyph, point: tuple[float, float], lattices: Sequence[Lattice]) -> bool:
    """Whether a hidden character lies in one of the first rows of a table, above what is shown of its text: a label that goes
    on over a page break is printed behind the header that is printed again, and is known by that.
    """
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    if abs(x - point[0]) > abs(y - point[1]):
        return False
    cells = (lattice.cell_at(x, y) for lattice in lattices)
    return any(cell is not None and cell[0] < _HEADER_ROWS for cell in cells)


def _hidden_fields(hidden: Mapping[Glyph, tuple[float, float]], lattices: Sequence[Lattice]) -> list[set[Field]]:
    """By lattice the cells of whose text something is hidden in a cell or beside the table; above and below it a page may end,
    and the text go on over it.
    """
    found: list[set[Field]] = [set() for _ in lattices]
    for glyph, point in hidden.items():
        for lattice, own in zip(lattices, found, strict=True):
            cell = lattice.cell_at(*point)
            if cell is not None and lattice.down[0] <= middle_of(glyph) <= lattice.down[-1]:
                own.add(cell)
    return found


def _marks_across(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> frozenset[Glyph]:
    """Characters of a mark that is printed large across a table (内部资料): one of them at least stands out of the cell that
    holds its middle; others as large may lie in a cell of many rows.
    """
    heights = sorted([glyph.bottom - glyph.top for glyph in glyphs]) if lattices else []
    if not heights or heights[-1] < (large := _LARGE * heights[len(heights) // 2]):
        return frozenset()
    high = [glyph for glyph in glyphs if glyph.bottom - glyph.top >= large]
    sizes = {glyph.bottom - glyph.top for glyph in high if any(_stands_out(glyph, lattice) for lattice in lattices)}
    return frozenset(glyph for glyph in high if any(_is_size(glyph, size) for size in sizes))


def _is_size(glyph: Glyph, size: float) -> bool:
    return abs(glyph.bottom - glyph.top - size) <= _SAME_SIZE * size


def _stands_out(glyph: Glyph, lattice: Lattice) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    cell = lattice.cell_at(x, y)
    if cell is None:
        return False
    last = max(field for field, first in lattice.first_of.items() if first == cell)
    above, below = lattice.down[cell[0]] - glyph.top, glyph.bottom - lattice.down[last[0] + 1]
    return max(above, below) > _OUT * (glyph.bottom - glyph.top)


def _shared_out(
    glyphs: Sequence[Glyph], lattices: Sequence[Lattice], hidden: Collection[Glyph]
) -> tuple[list[dict[Field, list[Glyph]]], list[Glyph]]:
    """Characters by lattice and cell, a character in two nested lattices to the smaller one, without those hidden behind
    cells; and those in none.
    """
    inside: list[dict[Field, list[Glyph]]] = [defaultdict(list) for _ in lattices]
    outside: list[Glyph] = []
    smallest_first = sorted(zip(lattices, inside, strict=True), key=lambda one: _area(one[0]))
    for glyph in glyphs:
        _, left, top, right, bottom, _ = glyph
        x, y = (left + right) / 2, (top + bottom) / 2
        for lattice, own in smallest_first:
            cell = lattice.cell_at(x, y)
            if cell is not None:
                if not hidden or glyph not in hidden:
                    own[cell].append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _area(lattice: Lattice) -> float:
    left, top, right, bottom = lattice.box
    return (right - left) * (bottom - top)


def _table(page: int, lattice: Lattice, inside: dict[Field, list[Glyph]], cut: Collection[Field]) -> PageTable:
    last: dict[Field, Field] = {}
    for field, first in lattice.first_of.items():
        last[first] = max(last.get(first, field), field)
    texts = ((first, cell_of(inside.get(first, ()))) for first in sorted(last))
    spilled = {first for first, glyphs in inside.items() if _is_crossed(lattice, (first, last[first]), glyphs)}
    shapes = (
        (
            first,
            shape._replace(
                cut=shape.cut or first in cut or _SHORTENED.search(shape.text) is not None,
                overprinted=shape.overprinted or first in spilled,
            ),
        )
        for first, shape in texts
    )
    cells = tuple(PageCell(*first, *last[first], shape.text, shape) for first, shape in shapes)
    _, top, _, bottom = lattice.box
    return PageTable(
        page=page,
        number=0,
        across=lattice.across,
        top=top,
        bottom=bottom,
        height=len(lattice.down) - 1,
        cells=cells,
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
    )


def _is_crossed(lattice: Lattice, cell: tuple[Field, Field], glyphs: Sequence[Glyph]) -> bool:
    """Whether a rule above or below a cell of one row runs through its text, as where that row is too low for what was typed.

    The edges of the table count for nothing, nor do cells of several rows: they may go on over a page break, and the text
    with them.
    """
    (first, _), (last, _) = cell
    if first != last or any(glyph.turn for glyph in glyphs):
        return False
    highest, lowest = min(glyphs, key=attrgetter("top")), max(glyphs, key=attrgetter("bottom"))
    inner = range(1, len(lattice.down) - 1)
    above = first in inner and middle_of(highest) - lattice.down[first] < _CROSSED * (highest.bottom - highest.top)
    below = last + 1 in inner and lattice.down[last + 1] - middle_of(lowest) < _CROSSED * (lowest.bottom - lowest.top)
    return above or below
