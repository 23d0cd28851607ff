"""A part of a table whose left columns lie in merged cells that began on the page before: no rule is drawn around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.reading.pdf.lines import CellText, PrintedLine
from auditor.reading.pdf.split_rows import SAME_EDGE
from auditor.reading.pdf.tables import PageCell, PageContent, PageTable


def completed(page: PageContent, before: PageTable) -> PageContent:
    """The page, its first table with the left columns of a table on the page before, where only those are missing."""
    if not page.tables or page.number != before.page + 1:
        return page
    table, missing = page.tables[0], _missing(before, page.tables[0])
    if not missing:
        return page
    beside = [line for line in page.lines if _lies_beside(line, table)]
    left = before.across[:missing]
    cells = [_cell(column, (*left, table.across[0]), table, beside) for column in range(missing)]
    moved = [
        cell._replace(column=cell.column + missing, last_column=cell.last_column + missing) for cell in table.cells
    ]
    whole = replace(table, across=(*left, *table.across), cells=(*cells, *moved))
    lines = tuple(line for line in page.lines if line not in beside)
    return replace(page, tables=(whole, *page.tables[1:]), lines=lines)


def _missing(before: PageTable, table: PageTable) -> int:
    """How many of a table's left columns the other one lacks; 0 where its columns are not the rest of them."""
    missing = sum(edge < table.across[0] - SAME_EDGE for edge in before.across)
    rest = before.across[missing:]
    known = all(any(abs(edge - other) <= SAME_EDGE for other in rest) for edge in table.across)
    ends = abs(before.across[-1] - table.across[-1]) <= SAME_EDGE
    last = [cell for cell in before.rows[-1] if cell.column < missing]
    goes_on = all(cell.last_column < missing and (cell.row < cell.last_row or not cell.text) for cell in last)
    return missing if rest and known and ends and goes_on else 0


def _lies_beside(line: PrintedLine, table: PageTable) -> bool:
    inside = line.bottom > table.top and line.top < table.bottom
    return inside and bool(line.lefts) and max(line.lefts) < table.across[0]


def _cell(column: int, edges: Sequence[float], table: PageTable, lines: Sequence[PrintedLine]) -> PageCell:
    """A cell over all rows of the table, with what is printed in its column."""
    pieces = [
        piece
        for line in lines
        for left, piece in zip(line.lefts, line.pieces, strict=True)
        if edges[column] - SAME_EDGE <= left < edges[column + 1]
    ]
    text = "".join(pieces)
    return PageCell(0, column, table.height - 1, column, text, CellText(text, len(pieces)))
