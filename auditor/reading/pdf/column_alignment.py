"""Tables without rules to grids: the cells of each row put into the columns that the header above them sets up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from auditor.reading.forms.headings import heading
from auditor.reading.grid import Grid, Origin, cell_text
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.text_blocks import TextBlock, find_rows

_FEWEST_COLUMNS = 4
_OPENING = 4.0
_FEWEST_LETTERS = 4
_FIRST_LABELS = ("code", "name", "department")

Row = tuple[TextBlock, ...]
Texts = tuple[str, ...]


def aligned_grid(pages: Iterable[tuple[int, Sequence[Glyph]]]) -> Grid | None:
    """The tables of pages without rules as one grid, None where no row heads columns.

    Args:
        pages: page numbers, and upright characters in the order of the file, without page headers and footers.
    """
    rows = [row for number, glyphs in pages for row in find_rows(number, glyphs, _begins_form)]
    heads = [number for number, row in enumerate(rows) if _is_header(row)]
    if not heads:
        return None
    known = frozenset(block.text for row in rows for block in row)
    width = max(len(rows[number]) for number in heads)
    table: list[tuple[int, Texts]] = []
    for first, end in pairwise([0, *heads[1:], len(rows)]):
        header = heads[0] if first == 0 else first
        columns = _columns(rows[header:end])
        placed = [(row[0].page, _placed(row, columns, width)) for row in rows[first:end]]
        table += _whole(placed, known)
    return Grid(None, tuple(texts for _, texts in table), {}, tuple(Origin(page) for page, _ in table))


def _begins_form(text: str) -> bool:
    """Whether a line can only be a label of its own, however close it stands below a title."""
    named = heading(text) if len(text) >= _FEWEST_LETTERS else None
    return named is not None and named.field in _FIRST_LABELS


def _is_header(row: Row) -> bool:
    fields = [named.field for block in row if (named := heading(block.text))]
    return len(row) >= _FEWEST_COLUMNS and "level3" in fields and len(fields) > len(row) / 2


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Left and right side of each column: of its header, and of the cells in rows that have them all."""
    columns = [(block.left, block.right) for block in rows[0]]
    whole = (row for row in rows[1:] if len(row) == len(columns))
    for row in whole:
        sides = zip(columns, row, strict=True)
        columns = [(min(left, block.left), max(right, block.right)) for (left, right), block in sides]
    return columns


def _placed(row: Row, columns: Sequence[tuple[float, float]], width: int) -> Texts:
    """Each cell in the column in which it begins."""
    texts = [""] * width
    for block in row:
        place = max(range(len(columns)), key=lambda number: _overlap(columns[number], block))
        texts[place] = f"{texts[place]} {block.text}".strip()
    return tuple(texts)


def _overlap(column: tuple[float, float], block: TextBlock) -> float:
    """How much of a cell's first words lies in a column; negative is the distance between them."""
    end = min(block.right, block.left + _OPENING * block.height)
    return min(column[1], end) - max(column[0], block.left)


def _whole(rows: Sequence[tuple[int, Texts]], known: frozenset[str]) -> list[tuple[int, Texts]]:
    """The rows, in which one that a page break split is whole again."""
    needed = _always_filled(rows)
    whole: list[tuple[int, Texts]] = []
    for page, texts in rows:
        if whole and page != whole[-1][0] and _is_rest(whole[-1][1], texts, needed, known):
            pairs = zip(whole[-1][1], texts, strict=True)
            whole[-1] = (whole[-1][0], tuple(cell_text(f"{text}\n{more}") if more else text for text, more in pairs))
        else:
            whole.append((page, texts))
    return whole


def _always_filled(rows: Sequence[tuple[int, Texts]]) -> frozenset[int]:
    """Columns that have a text in every row, but for rows at the top of a page and those with less than half a row."""
    full = [
        texts
        for (before, _), (page, texts) in pairwise(rows)
        if page == before and 2 * sum(map(bool, texts)) > len(texts)
    ]
    return frozenset(column for column in range(len(rows[0][1])) if full and all(texts[column] for texts in full))


def _is_rest(above: Texts, below: Texts, needed: frozenset[int], known: frozenset[str]) -> bool:
    """Whether a row lacks what every row has, or its first text is the second half of one that other cells have."""
    filled = {column for column, text in enumerate(below) if text}
    first = min(filled)
    if not all(above[column] for column in filled) or heading(below[first]):
        return False
    return f"{above[first]}{below[first]}" in known or (
        filled != {0} and (any(place > first for place in needed - filled) or 2 * first > len(below))
    )
