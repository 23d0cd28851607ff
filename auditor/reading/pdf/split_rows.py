"""One row or two: what stands above and below a page break, and the evidence that it is one row cut in two.

A text that breaks off has filled its last line: what follows had no room there. And a row that goes on lacks texts that
every whole row has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.reading.forms.headings import heading, stand_in
from auditor.reading.grid import cell_text
from auditor.reading.pdf.tables import PageCell, PageTable
from auditor.taxonomy import level1_of, level2_of

Pairs = tuple[tuple[PageCell, PageCell], ...]

SAME_EDGE = 6.0
"""How far two columns may stand apart on two pages and be the same, in points."""

_ROUNDING = 1.0
_USUAL_PADDING = 12.0
_TWO_PARTS = 2
_ENOUGH_NEEDED = 2
"""So many texts that every row has, a name and its value, make a row of its own."""
_SIGN = r"[≥≤≧≦><=＞＜＝]"
_VALUE = r"\d[\d,，]*(?:\.\d+)?\s*[%％‰℃\u4e00-\u9fff][^\d≥≤≧≦><=＞＜＝]{0,7}"
_VALUE_ABOVE = re.compile(rf"{_SIGN}?\s*{_VALUE}(?<![年月日至到和及—-])")
_VALUE_BELOW = re.compile(rf"{_SIGN}\s*{_VALUE}")
_TELLING = ("level3", "target")
_ENOUGH_ROWS = 3
"""From how many rows, the header among them, it is known what every row has."""


def same_edges(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two rows are divided at the same places."""
    return len(edges) == len(others) and all(
        abs(edge - other) <= SAME_EDGE for edge, other in zip(edges, others, strict=True)
    )


@dataclass(frozen=True)
class PageBreak:
    """A row above a page break and the first new one below it, cell by cell, and what may tell whether they are one row.

    ``padding`` is how much of a cell's width its text leaves free, in points; ``cut_off`` are the lines printed beyond the
    edge of the paper, above or below the break, as text of cells that go on over it.
    """

    above: PageTable
    below: PageTable
    pairs: Pairs
    padding: float
    known: frozenset[str]
    cut_off: frozenset[str] = frozenset()

    def runs_on(self, cell: PageCell, more: PageCell) -> bool:
        """Whether what begins below the break had no room on the last line above it."""
        room = self.above.width_of(cell) - self.padding - cell.shape.last
        return bool(cell.text and more.text) and room < more.shape.opening + _ROUNDING

    def makes_known(self, cell: PageCell, more: PageCell) -> bool:
        """Whether two halves make a text that other cells have."""
        return bool(cell.text and more.text) and cell_text(f"{cell.text}\n{more.text}") in self.known

    @property
    def own_pairs(self) -> Pairs:
        """The pairs but for labels of several rows that are printed on both pages."""
        return tuple(pair for pair in self.pairs if not _is_label_again(*pair))

    def split_labels(self) -> Pairs:
        """Cells whose label is cut by the break although their row is not: they span several rows."""
        return tuple((cell, more) for cell, more in self.pairs if self._is_split_label(cell, more))

    def _is_split_label(self, cell: PageCell, more: PageCell) -> bool:
        if cell.text and more.text and ({cell.text, more.text} & self.cut_off):
            return True
        return make_level(cell.text, more.text) or (self.runs_on(cell, more) and self.makes_known(cell, more))


def make_level(text: str, more: str) -> bool:
    """Whether two texts are the halves of the name of a level, of which the second means none by itself (产出, 指标)."""
    return bool(text and more) and not _is_level(more) and _is_level(cell_text(f"{text}\n{more}"))


def _is_level(text: str) -> bool:
    return level1_of(text) is not None or level2_of(text) is not None


def is_rest(whole: Sequence[PageTable], page_break: PageBreak) -> bool:
    """Whether the row below only continues the cells of the row above."""
    if any(more.text and not cell.text for cell, more in page_break.pairs) or _counts_on(page_break.pairs):
        return _begins_blank(whole, page_break)
    if page_break.above.open_bottom and page_break.below.open_top and not whole[0].open_top:
        return True
    if any(_are_two(*pair) for pair in page_break.pairs):
        return False
    again = len(page_break.own_pairs) < len(page_break.pairs)
    filled = [place for place, pair in enumerate(page_break.pairs) if pair[1].text and not _is_label_again(*pair)]
    if not filled:
        return True
    running = [page_break.runs_on(*page_break.pairs[place]) for place in filled]
    if sum(cell.row == cell.last_row and more.row == more.last_row for cell, more in page_break.split_labels()) > 1:
        return True
    if _misses_much(whole, page_break, filled):
        few = 2 * len(filled) <= len(page_break.pairs) and not again
        return (few and not _begins_a_name(whole, page_break, filled)) or all(running)
    return (
        len(filled) > 1 and all(running) and _cut_alike(tuple(page_break.pairs[place] for place in filled), page_break)
    )


def _begins_a_name(whole: Sequence[PageTable], page_break: PageBreak, filled: Sequence[int]) -> bool:
    """Whether the only text below that every row has is a line that had room behind the line above it: a row not filled in."""
    needed = [page_break.pairs[place] for place in _always_filled(whole, page_break) if place in filled]
    return len(needed) == 1 and all(
        cell.shape.lines == more.shape.lines == 1 and not page_break.runs_on(cell, more) and more.text[0].isalnum()
        for cell, more in needed
    )


def _are_two(cell: PageCell, more: PageCell) -> bool:
    """Whether what stands above and below says something of two rows: values, each with its unit (≥90% and ≥88%), or levels."""
    if _VALUE_ABOVE.fullmatch(cell.text) and _VALUE_BELOW.fullmatch(more.text):
        return True
    whole = _is_level(cell.text) and _is_level(more.text) and cell.text != more.text
    return whole and not _is_level(cell_text(f"{cell.text}\n{more.text}"))


def _is_label_again(cell: PageCell, more: PageCell) -> bool:
    """Whether a label of several rows is printed on both pages."""
    return bool(cell.text) and cell.text == more.text and (cell.row < cell.last_row or more.row < more.last_row)


def _begins_blank(whole: Sequence[PageTable], page_break: PageBreak) -> bool:
    """Whether the row above lacks but what every row has, and whatever else goes on below had no room above: its texts stand
    in the middle of their cells, and those of a single line below the break.
    """
    blank = {place for place, (cell, more) in enumerate(page_break.pairs) if more.text and not cell.text}
    both = [pair for pair in page_break.own_pairs if pair[0].text and pair[1].text]
    return (
        bool(both)
        and blank <= set(_filled_elsewhere(whole, page_break))
        and all(page_break.runs_on(*pair) for pair in both)
        and not _counts_on(page_break.pairs)
    )


def may_be_parted(whole: Sequence[PageTable], page_break: PageBreak) -> bool:
    """Whether the row above or the row below lacks the name or the value that every other row has, though they were not found
    to be one.
    """
    needed = (page_break.pairs[place] for place in _filled_elsewhere(whole, page_break))
    lacking = [cell for cell, more in needed if bool(cell.text) != bool(more.text)]
    edges = {whole[-1].across[cell.column] - whole[-1].across[0] for cell in lacking}
    heads = (
        table.across[cell.column] - table.across[0]
        for table in whole
        for cell in table.cells
        if (named := heading(cell.text)) and named.field in _TELLING
    )
    return any(abs(head - edge) <= SAME_EDGE for head in heads for edge in edges)


def _counts_on(pairs: Pairs) -> bool:
    """Whether the row below has the next number in the first column."""
    above, below = (cell.text.strip() for cell in pairs[0])
    return above.isdecimal() and below.isdecimal() and int(below) == int(above) + 1


def labels_below(whole: Sequence[PageTable], page_break: PageBreak) -> Pairs:
    """Blank cells above the break whose label is printed below it, where the column has labels of several rows.

    A blank cell at the top of its page, below nothing but a header printed again, goes on from the page before instead,
    unless the cell it goes on from is blank as well or its label is printed beyond the edge of the paper.
    """
    tall = (cell for table in whole for cell in table.cells if cell.text and cell.row < cell.last_row)
    spanning = {cell.column for cell in tall if heading(cell.text) is None and stand_in(cell.text) is None}
    spanning |= {more.column for _, more in page_break.pairs if more.row < more.last_row}
    return tuple(
        (cell, more)
        for cell, more in page_break.pairs
        if more.text
        and not cell.text
        and (more.text in page_break.cut_off or (cell.column in spanning and not _goes_on_from_before(whole, cell)))
    )


def _goes_on_from_before(whole: Sequence[PageTable], cell: PageCell) -> bool:
    """Whether a blank cell of the last part only goes on from a label on the page before."""
    if len(whole) < _TWO_PARTS:
        return False
    before, table = whole[-2], whole[-1]
    left = table.across[cell.column] - table.across[0]
    above = [one for one in before.rows[-1] if abs(before.across[one.column] - before.across[0] - left) <= SAME_EDGE]
    if above and not above[0].text:
        return False
    earlier = [part.own_texts(row) for part in whole[:-1] for row in range(part.first, part.height)]
    return cell.row <= table.first or table.own_texts(cell.row - 1) in earlier


def _misses_much(whole: Sequence[PageTable], page_break: PageBreak, filled: Sequence[int]) -> bool:
    """Whether the row below lacks a text that every row has, other than levels that are handed down from above."""
    needed = [place for place in _always_filled(whole, page_break) if place >= filled[0]]
    if any(place not in filled for place in needed):
        return True
    above = [place for place, (cell, _) in enumerate(page_break.pairs) if cell.text and place >= filled[0]]
    as_full = len(filled) >= _ENOUGH_NEEDED and len(needed) < _ENOUGH_NEEDED and above == list(filled)
    return 2 * filled[0] > len(page_break.pairs) and len(needed) < _ENOUGH_NEEDED and not as_full


def _cut_alike(pairs: Pairs, page_break: PageBreak) -> bool:
    """Whether all cells stop after the same number of lines, and what comes first below is no label of its own."""
    if any(page_break.makes_known(cell, more) for cell, more in pairs):
        return True
    lines = {cell.shape.lines for cell, _ in pairs}
    return len(lines) == 1 and pairs[0][1].text not in page_break.known


def padding_of(tables: Sequence[PageTable]) -> float:
    """What the fuller ones among wrapped texts leave free of their cell's width."""
    free = sorted(
        table.width_of(cell) - cell.shape.widest for table in tables for cell in table.cells if cell.shape.lines > 1
    )
    return max(0.0, min(free[len(free) // 4], _USUAL_PADDING)) if free else _USUAL_PADDING


def _always_filled(whole: Sequence[PageTable], page_break: PageBreak) -> tuple[int, ...]:
    """Cells that have a text of their own in every row divided like the last one; where those are few, in rows below too."""
    edges = whole[-1].edges(whole[-1].height - 1)
    rows = [row for table in whole for row in _divided(table, table.first, edges)]
    if len(rows) < _ENOUGH_ROWS:
        rows += _divided(page_break.below, page_break.below.first + 1, edges)
    return tuple(
        place
        for place in range(len(page_break.pairs))
        if len(rows) >= _ENOUGH_ROWS and all(row[place].text and row[place].row == row[place].last_row for row in rows)
    )


def _filled_elsewhere(whole: Sequence[PageTable], page_break: PageBreak) -> tuple[int, ...]:
    """Cells that have a text of their own in every row divided like the two beside the break, but for those two."""
    above, below = whole[-1], page_break.below
    edges = above.edges(above.height - 1)
    rows = [row for table in whole for row in _divided(table, table.first, edges) if row is not above.rows[-1]]
    rows += _divided(below, page_break.pairs[0][1].row + 1, edges)
    return tuple(
        place
        for place in range(len(page_break.pairs))
        if len(rows) >= _ENOUGH_ROWS and all(row[place].text and row[place].row == row[place].last_row for row in rows)
    )


def _divided(table: PageTable, first: int, edges: Sequence[float]) -> list[Sequence[PageCell]]:
    """The rows from one on that hold a text and are divided at these places."""
    numbers = range(first, table.height)
    return [table.rows[row] for row in numbers if any(table.texts(row)) and same_edges(table.edges(row), edges)]
