"""Tables over page breaks: whether a table goes on, its header printed again, and its rows that a break cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.reading.grid import cell_text
from auditor.reading.pdf.lines import CellText
from auditor.reading.pdf.split_rows import SAME_EDGE, Pairs, Seam, alike, is_rest, labels_below, padding_of
from auditor.reading.pdf.tables import Cell, PageTable

_NEAR_PARTS = 3


def same_width(table: PageTable, other: PageTable) -> bool:
    """Whether two tables are equally wide."""
    return abs((table.across[-1] - table.across[0]) - (other.across[-1] - other.across[0])) <= SAME_EDGE


def same_columns(table: PageTable, other: PageTable) -> bool:
    """Whether the last row of a table is divided as the first row of another."""
    return alike(table.edges(table.height - 1), other.edges(other.first))


def flush(table: PageTable, other: PageTable) -> PageTable:
    """Another table with the sides of a table that has its columns, where its own sides are not drawn."""
    if not (other.open_top or other.open_bottom):
        return other
    if alike(table.across[1:-1], other.across[:-1]):
        other = _with_first_column(other, table.across[0])
    if not alike(table.across[1:-1], other.across[1:-1]):
        return other
    return replace(other, across=(table.across[0], *other.across[1:-1], table.across[-1]))


def _with_first_column(table: PageTable, left: float) -> PageTable:
    """The table with an empty cell before all rows, as merged cells are that began on the page before."""
    cells = (cell._replace(column=cell.column + 1, last_column=cell.last_column + 1) for cell in table.cells)
    blank = Cell(0, 0, table.height - 1, 0, "", CellText())
    return replace(table, across=(left, *table.across), cells=(blank, *cells))


def inner_texts(table: PageTable) -> Iterator[str]:
    """Texts of the cells that no page break can have cut: neither in the first row nor in the last."""
    return (cell.text for cell in table.cells if cell.row > 0 and cell.last_row < table.height - 1 and cell.text)


def mended(tables: Sequence[PageTable], known: frozenset[str]) -> tuple[PageTable, ...]:
    """The parts of one table, in which rows that a page break split are whole again, on the page where they begin.

    Args:
        tables: the parts in order.
        known: texts of cells elsewhere in the document, away from page breaks.
    """
    whole = [tables[0]]
    padding = padding_of(tables)
    for part in tables[1:]:
        near = whole if len(whole) <= _NEAR_PARTS else [whole[0], *whole[-_NEAR_PARTS:]]
        before, table = whole[-1], _without_header(whole[0], part)
        row = _first_own_row(near, table)
        if alike(before.edges(before.height - 1), table.edges(row)):
            pairs = tuple(zip(before.rows[-1], table.rows[row], strict=True))
            seam = Seam(before, table, pairs, padding, known)
            rest = pairs if is_rest(near, seam) else seam.split_labels()
            whole[-1], table = _with_rest(before, rest), _without(table, rest)
            if not rest:
                whole[-1] = _with_rest(before, labels_below(near, seam))
        if any(cell.text for cell in table.cells):
            whole.append(table)
    return tuple(whole)


def _without_header(first: PageTable, table: PageTable) -> PageTable:
    """The part of a table on a further page without the rows at its top that repeat the table's first ones."""
    again = 0
    while again < min(table.height, first.height) - 1 and table.texts(again) == first.texts(again):
        again += 1
    return replace(table, first=again, cells=tuple(cell for cell in table.cells if cell.row >= again))


def _first_own_row(whole: Sequence[PageTable], table: PageTable) -> int:
    """The first row of a page, or the second where the first is a header from the middle of the table, printed again."""
    texts = table.texts(table.first)
    seen = any(part.texts(row) == texts for part in whole for row in range(part.first, part.height))
    headed = seen and all(texts) and not any(char.isdigit() for text in texts for char in text)
    return table.first + (headed and table.first + 1 < table.height)


def _with_rest(table: PageTable, pairs: Pairs) -> PageTable:
    longer = {
        cell: cell._replace(text=cell_text(f"{cell.text}\n{more.text}"), shape=more.shape)
        for cell, more in pairs
        if more.text
    }
    return replace(table, cells=tuple(longer.get(cell, cell) for cell in table.cells))


def _without(table: PageTable, pairs: Pairs) -> PageTable:
    """The table with the texts that belong above gone."""
    moved = {more for _, more in pairs}
    return replace(table, cells=tuple(cell._replace(text="") if cell in moved else cell for cell in table.cells))
