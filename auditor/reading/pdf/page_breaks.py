"""Tables over page breaks: whether a table goes on, its header printed again, and its rows that a break cut in two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.reading.forms.headings import heading
from auditor.reading.grid import cell_text
from auditor.reading.pdf.lines import CellText
from auditor.reading.pdf.split_rows import (
    SAME_EDGE,
    PageBreak,
    Pairs,
    is_rest,
    labels_below,
    make_level,
    may_be_parted,
    padding_of,
    same_edges,
)
from auditor.reading.pdf.tables import PageCell, PageTable
from auditor.taxonomy import level1_of, level2_of

_NEAR_PARTS = 3
_FEW_HEADINGS = 2
_MOST_HEADER_ROWS = 4
_COLUMNS = frozenset({"level1", "level2", "level3", "target"})
"""What the header of a table of indicators names, two of them at least."""


def same_width(table: PageTable, other: PageTable) -> bool:
    """Whether two tables are equally wide."""
    return abs((table.across[-1] - table.across[0]) - (other.across[-1] - other.across[0])) <= SAME_EDGE


def same_columns(table: PageTable, other: PageTable) -> bool:
    """Whether the last row of a table is divided as the first row of another."""
    return same_edges(table.edges(table.height - 1), other.edges(other.first))


def repeats_header(table: PageTable, other: PageTable) -> bool:
    """Whether another table begins with a row of headings that the table has in its midst, or with all rows of its head."""
    first = other.texts(other.first)
    if len(first) > _FEW_HEADINGS and any(table.texts(row) == first for row in range(table.first, table.height)):
        return True
    return _repeats_head(table, other)


def _repeats_head(table: PageTable, other: PageTable) -> bool:
    """Whether both begin with the same rows, down to one that heads columns: Word prints them again on each page."""
    for row in range(min(table.height, other.height)):
        texts = table.texts(row)
        if texts != other.texts(row):
            return False
        if _names_levels(texts):
            return True
    return False


def is_cut_off(pieces: Sequence[str], table: PageTable, other: PageTable) -> bool:
    """Whether a line between two parts of a table is but text of cells that the break cuts, printed beyond the paper's edge.

    Programs that print sheets set the text of a merged cell as if there were no break, on both pages.
    """
    last = table.rows[table.height - 1]
    spanning = {cell.column for cell in last if cell.row < cell.last_row or not cell.text}
    edges = [table.across[column] - table.across[0] for column in spanning]
    cut = [cell.text for cell in last if cell.column in spanning]
    for row in range(other.first, min(other.first + _MOST_HEADER_ROWS, other.height)):
        for cell in other.rows[row]:
            left = other.across[cell.column] - other.across[0]
            if any(abs(left - edge) <= SAME_EDGE for edge in edges):
                cut.append(cell.text)
    told = "".join(cut)
    words = [word for piece in pieces for word in piece.split()]
    return all(word in told for word in words) or all(map(_is_label, words))


def _is_label(word: str) -> bool:
    return level1_of(word) is not None or level2_of(word) is not None or heading(word) is not None


def align_columns(table: PageTable, other: PageTable) -> PageTable:
    """Another table with the sides of a table that has its columns, where its own sides are not drawn."""
    if not (other.open_top or other.open_bottom):
        return other
    if same_edges(table.across[1:-1], other.across[:-1]):
        other = _with_first_column(other, table.across[0])
    if not same_edges(table.across[1:-1], other.across[1:-1]):
        return other
    return replace(other, across=(table.across[0], *other.across[1:-1], table.across[-1]))


def _with_first_column(table: PageTable, left: float) -> PageTable:
    """The table with an empty cell before all rows, as merged cells are that began on the page before."""
    cells = (cell._replace(column=cell.column + 1, last_column=cell.last_column + 1) for cell in table.cells)
    blank = PageCell(0, 0, table.height - 1, 0, "", CellText())
    return replace(table, across=(left, *table.across), cells=(blank, *cells))


def inner_texts(table: PageTable) -> Iterator[str]:
    """Texts of the cells that no page break can have cut: neither in the first row nor in the last."""
    return (cell.text for cell in table.cells if cell.row > 0 and cell.last_row < table.height - 1 and cell.text)


def merge_split_rows(
    tables: Sequence[PageTable], cut_off: Sequence[frozenset[str]], known: frozenset[str]
) -> tuple[PageTable, ...]:
    """The parts of one table, in which rows that a page break split are whole again, on the page where they begin.

    Args:
        tables: the parts in order.
        cut_off: for each part but the first, the lines above it that are text of cells which the break cuts.
        known: texts of cells elsewhere in the document, away from page breaks.
    """
    padding = padding_of(tables)
    whole, told = [tables[0]], [frozenset[str]()]
    for part, lines in zip(tables[1:], cut_off, strict=True):
        near = _near(whole)
        table = _with_header_merged(near, _without_header(whole[0], part))
        page_break = _page_break(near, table, _Break(padding, known, lines))
        if page_break is not None:
            whole[-1], table = _joined(near, table, _with_spilled(page_break))
        if any(cell.text for cell in table.cells):
            whole.append(table)
            told.append(lines)
    return _labelled(whole, [_Break(padding, known, lines) for lines in told])


def _joined(whole: Sequence[PageTable], table: PageTable, page_break: PageBreak) -> tuple[PageTable, PageTable]:
    """The parts above and below a break with what is printed below it and belongs above moved there."""
    above = page_break.above
    if is_rest(whole, page_break):
        return _with_rest(above, page_break.own_pairs), _without(table, page_break.pairs)
    if may_be_parted(whole, page_break):
        above, table = (
            _doubted(part, {pair[side] for pair in page_break.pairs}) for side, part in enumerate((above, table))
        )
    rest = page_break.split_labels()
    return _with_rest(above, rest), _without(table, rest)


@dataclass(frozen=True)
class _Break:
    """What is known where two parts meet; see ``PageBreak``."""

    padding: float
    known: frozenset[str]
    cut_off: frozenset[str]


def _with_spilled(page_break: PageBreak) -> PageBreak:
    """The break with the names of levels above it made whole by the line that runs out of their cell, over the table's edge."""
    longer = {cell: more for cell, more in page_break.pairs if cell.text and cell.text not in page_break.cut_off}
    spilled = {
        cell: cell._replace(text=cell_text(f"{cell.text}\n{line}"))
        for cell, more in longer.items()
        for line in sorted(page_break.cut_off)
        if make_level(cell.text, f"{line}{more.text}")
    }
    if not spilled:
        return page_break
    cells = tuple(spilled.get(cell, cell) for cell in page_break.above.cells)
    pairs = tuple((spilled.get(cell, cell), more) for cell, more in page_break.pairs)
    return replace(page_break, above=replace(page_break.above, cells=cells), pairs=pairs)


def _labelled(whole: Sequence[PageTable], breaks: Sequence[_Break]) -> tuple[PageTable, ...]:
    """The parts with labels of cells that go on over breaks in their first part, from the last break to the first."""
    parts = list(whole)
    for place in range(len(parts) - 2, -1, -1):
        near = _near(parts[: place + 1])
        page_break = _page_break(near, parts[place + 1], breaks[place + 1])
        if page_break is not None:
            parts[place] = _with_rest(parts[place], labels_below(near, page_break))
    return tuple(parts)


def _near(whole: Sequence[PageTable]) -> Sequence[PageTable]:
    return whole if len(whole) <= _NEAR_PARTS else [whole[0], *whole[-_NEAR_PARTS:]]


def _page_break(whole: Sequence[PageTable], table: PageTable, told: _Break) -> PageBreak | None:
    """What stands above and below a break, None where the rows there are divided otherwise."""
    before, row = whole[-1], _first_own_row(whole, table)
    if not same_edges(before.edges(before.height - 1), table.edges(row)):
        return None
    pairs = tuple(zip(before.rows[-1], table.rows[row], strict=True))
    return PageBreak(before, table, pairs, told.padding, told.known, told.cut_off)


def _without_header(first: PageTable, table: PageTable) -> PageTable:
    """The part of a table on a further page without the rows at its top that repeat the table's first ones.

    Where rows of indicators are among them, it is no header but the form once more.
    """
    again = 0
    while again < min(table.height, first.height) - 1 and table.texts(again) == first.texts(again):
        again += 1
    header = next((row for row in range(again) if _names_levels(first.texts(row))), again)
    if any(level2_of(text) for row in range(header + 1, again) for text in first.texts(row)):
        return table
    return _beginning_at(table, again)


def _names_levels(texts: Sequence[str]) -> bool:
    named = {one.field for text in texts if (one := heading(text))}
    return len(named & _COLUMNS) > 1


def _with_header_merged(whole: Sequence[PageTable], table: PageTable) -> PageTable:
    """The part with the cells of a header printed again as they were printed first.

    The header is printed over the labels of cells that go on over the break: both texts stand in its cells.
    """
    first, edges = table.rows[table.first], table.edges(table.first)
    for part in whole:
        for row in range(part.first, part.height):
            if not same_edges(part.edges(row), edges):
                continue
            again = tuple(
                (cell, more) for cell, more in zip(part.rows[row], first, strict=True) if more.row == more.last_row
            )
            if _is_overprinted(again):
                texts = {more: more._replace(text=cell.text) for cell, more in again}
                return replace(table, cells=tuple(texts.get(cell, cell) for cell in table.cells))
    return table


def _is_overprinted(pairs: Pairs) -> bool:
    """Whether the second of each pair holds the text of the first, in most of them nothing else."""
    same = sum(heading(cell.text) is not None for cell, more in pairs if cell.text == more.text)
    return _FEW_HEADINGS <= same < len(pairs) and all(
        cell.text and cell.row == cell.last_row and _holds(more.text, cell.text) for cell, more in pairs
    )


def _holds(text: str, part: str) -> bool:
    """Whether all characters of a part stand in a text in their order."""
    rest = iter(text)
    return all(char in rest for char in part)


def _beginning_at(table: PageTable, row: int) -> PageTable:
    """The table without its rows above one; cells that go on below begin there."""
    kept = (cell._replace(row=max(cell.row, row)) for cell in table.cells if cell.last_row >= row)
    return replace(table, first=row, cells=tuple(kept))


def _first_own_row(whole: Sequence[PageTable], table: PageTable) -> int:
    """The first row of a page that is no header from the middle of the table, printed again."""
    seen = {part.own_texts(row) for part in whole for row in range(part.first, part.height)}
    row = table.first
    while row + 1 < table.height and _is_heading(table.own_texts(row)) and table.own_texts(row) in seen:
        row += 1
    return row


def _is_heading(texts: Sequence[str]) -> bool:
    return bool(texts) and all(texts) and not any(char.isdigit() for text in texts for char in text)


def _with_rest(table: PageTable, pairs: Pairs) -> PageTable:
    longer = {
        cell: cell._replace(text=cell_text(f"{cell.text}\n{more.text}"), shape=cell.shape.with_rest(more.shape))
        for cell, more in pairs
        if more.text
    }
    return replace(table, cells=tuple(longer.get(cell, cell) for cell in table.cells))


def _doubted(table: PageTable, cells: Collection[PageCell]) -> PageTable:
    """The table with a doubt on those of some cells that stand in a single row."""
    marked = {cell for cell in cells if cell.row == cell.last_row}
    return replace(
        table,
        cells=tuple(
            cell._replace(shape=cell.shape._replace(parted=True)) if cell in marked else cell for cell in table.cells
        ),
    )


def _without(table: PageTable, pairs: Pairs) -> PageTable:
    """The table with the texts that belong above gone."""
    moved = {more for _, more in pairs}
    return replace(table, cells=tuple(cell._replace(text="") if cell in moved else cell for cell in table.cells))
