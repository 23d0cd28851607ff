"""Tables over page breaks: whether a table goes on, and whether its first row is the rest of the last row before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.reading.grid import cell_text
from auditor.reading.pdf_tables import Cell, PageTable

Pairs = tuple[tuple[Cell, Cell], ...]

_ROUNDING = 1.0
_USUAL_PADDING = 12.0
SAME_EDGE = 6.0
"""How far two columns may stand apart on two pages and be the same, in points."""


def same_width(table: PageTable, other: PageTable) -> bool:
    """Whether two tables are equally wide."""
    return abs(_width(table) - _width(other)) <= SAME_EDGE


def same_columns(table: PageTable, other: PageTable) -> bool:
    """Whether the last row of a table is divided as the first row of another."""
    return _alike(_edges(table, table.height - 1), _edges(other, other.first))


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
    padding = _padding(tables)
    for table in tables[1:]:
        table = _without_header(whole, table)
        before = whole[-1]
        if same_columns(before, table):
            pairs = tuple(zip(_covering(before, before.height - 1), _covering(table, table.first), strict=True))
            seam = Seam(before, table, pairs, padding, known)
            rest = pairs if _is_rest(whole, seam) else seam.split_labels()
            whole[-1], table = _with_rest(before, rest), _without(table, rest)
        whole.append(table)
    return tuple(whole)


def _width(table: PageTable) -> float:
    return table.across[-1] - table.across[0]


def _edges(table: PageTable, row: int) -> tuple[float, ...]:
    """Where the cells of a row begin, from the table's left side."""
    left = table.across[0]
    return tuple(table.across[cell.column] - left for cell in _covering(table, row))


def _covering(table: PageTable, row: int) -> tuple[Cell, ...]:
    cells = (cell for cell in table.cells if cell.row <= row <= cell.last_row)
    return tuple(sorted(cells, key=lambda cell: cell.column))


def _alike(edges: Sequence[float], others: Sequence[float]) -> bool:
    return len(edges) == len(others) and all(
        abs(edge - other) <= SAME_EDGE for edge, other in zip(edges, others, strict=True)
    )


def _row(table: PageTable, row: int) -> tuple[Cell, ...]:
    return tuple(cell for cell in _covering(table, row) if cell.row == row)


def _texts(table: PageTable, row: int) -> tuple[str, ...]:
    return tuple(cell.text for cell in _row(table, row))


def _without_header(whole: Sequence[PageTable], table: PageTable) -> PageTable:
    """The part of a table on a further page without the header rows that are printed there again."""
    rows = [_texts(part, row) for part in whole for row in range(part.first, part.height)]
    again = 0
    while again < min(table.height, whole[0].height) - 1 and _texts(table, again) == rows[again]:
        again += 1
    if (
        not again
        and table.height > 1
        and _texts(table, 0) in [row for row in rows if _heads(row) and rows.count(row) == 1]
    ):
        again = 1
    return replace(table, first=again, cells=tuple(cell for cell in table.cells if cell.row >= again))


def _heads(texts: Sequence[str]) -> bool:
    """Whether a row may head columns: every cell has words and no figures."""
    return all(texts) and not any(char.isdigit() for text in texts for char in text)


@dataclass(frozen=True)
class Seam:
    """A row above a page break and the first new one below it, cell by cell, and what may tell whether they are one row.

    ``padding`` is how much of a cell's width its text leaves free, in points.
    """

    above: PageTable
    below: PageTable
    pairs: Pairs
    padding: float
    known: frozenset[str]

    def runs_on(self, cell: Cell, more: Cell) -> bool:
        """Whether what begins below the break had no room on the last line above it."""
        room = _cell_width(self.above, cell) - self.padding - cell.shape.last
        return bool(cell.text and more.text) and room < more.shape.opening + _ROUNDING

    def makes_known(self, cell: Cell, more: Cell) -> bool:
        """Whether two halves make a text that other cells have, and the second alone is none."""
        whole = cell_text(f"{cell.text}\n{more.text}")
        return bool(cell.text and more.text) and whole in self.known and more.text not in self.known

    def split_labels(self) -> Pairs:
        """Cells whose label is cut by the break although their row is not: they span several rows."""
        return tuple(
            (cell, more) for cell, more in self.pairs if self.runs_on(cell, more) and self.makes_known(cell, more)
        )


def _is_rest(whole: Sequence[PageTable], seam: Seam) -> bool:
    """Whether the row below only continues the cells of the row above."""
    if any(more.text and not cell.text for cell, more in seam.pairs):
        return False
    if seam.above.open_bottom and seam.below.open_top and not whole[0].open_top:
        return True
    filled = [place for place, (_, more) in enumerate(seam.pairs) if more.text]
    if not filled:
        return True
    running = [seam.runs_on(*seam.pairs[place]) for place in filled]
    if _misses_much(whole, seam, filled):
        return 2 * len(filled) <= len(seam.pairs) or all(running)
    return len(filled) > 1 and all(running) and _cut_alike(tuple(seam.pairs[place] for place in filled), seam)


def _misses_much(whole: Sequence[PageTable], seam: Seam, filled: Sequence[int]) -> bool:
    """Whether the row below lacks a text that every row has, other than levels that are handed down from above."""
    needed = _always_filled(whole, [cell for cell, _ in seam.pairs])
    return 2 * filled[0] > len(seam.pairs) or any(place > filled[0] and place not in filled for place in needed)


def _cut_alike(pairs: Pairs, seam: Seam) -> bool:
    """Whether all cells stop after the same number of lines, and what comes first below is no label of its own."""
    if any(seam.makes_known(cell, more) for cell, more in pairs):
        return True
    lines = {cell.shape.lines for cell, _ in pairs}
    return len(lines) == 1 and pairs[0][1].text not in seam.known


def _padding(tables: Sequence[PageTable]) -> float:
    """What the fuller ones among wrapped texts leave free of their cell's width."""
    free = sorted(
        _cell_width(table, cell) - cell.shape.widest for table in tables for cell in table.cells if cell.shape.lines > 1
    )
    return max(0.0, min(free[len(free) // 4], _USUAL_PADDING)) if free else _USUAL_PADDING


def _cell_width(table: PageTable, cell: Cell) -> float:
    return table.across[cell.last_column + 1] - table.across[cell.column]


def _always_filled(whole: Sequence[PageTable], last: Sequence[Cell]) -> tuple[int, ...]:
    """Cells of a row that have a text of their own in every row divided like the last one."""
    edges = _edges(whole[-1], whole[-1].height - 1)
    divided = (
        (table, row) for table in whole for row in range(table.first, table.height) if _alike(_edges(table, row), edges)
    )
    rows = [_covering(table, row) for table, row in divided if any(_texts(table, row))]
    return tuple(
        place
        for place in range(len(last))
        if all(row[place].text and row[place].row == row[place].last_row for row in rows)
    )


def _with_rest(table: PageTable, pairs: Pairs) -> PageTable:
    longer = {cell: replace(cell, text=cell_text(f"{cell.text}\n{more.text}")) for cell, more in pairs if more.text}
    return replace(table, cells=tuple(longer.get(cell, cell) for cell in table.cells))


def _without(table: PageTable, pairs: Pairs) -> PageTable:
    """The table with the texts that belong above gone."""
    moved = {more for _, more in pairs}
    return replace(table, cells=tuple(replace(cell, text="") if cell in moved else cell for cell in table.cells))
