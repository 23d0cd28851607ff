"""Text that keeps the layout of its page by blanks (``pdftotext -layout``) to a grid: columns by where cells begin.

A cell broken over lines lies on lines that other cells share; ``layout_rows`` puts its pieces together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.reading.grid import Grid, Origin
from auditor.reading.headers import HEAD_FIELDS, heading, is_signature
from auditor.reading.layout_columns import cells_below, cells_without_header
from auditor.reading.layout_rows import whole_rows
from auditor.reading.pieces import Cut
from auditor.reading.stream import Line, join_lines, printed_lines

_PIECE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_FEWEST_COLUMNS = 4
_TITLE = re.compile(r".{2,40}表(?:[（(].*[）)])?|[（(]\s*20\d\d\s*年度?\s*[）)]|[一二三四五六七八九十]{1,3}、.*")

Piece = tuple[int, str]
"""Where a piece of a line begins, and its text."""


@dataclass(frozen=True)
class _Printed:
    """A line as printed; ``opens_page``: it is the first on its page; ``repeats``: it only heads the columns again."""

    line: Line
    opens_page: bool
    repeats: bool = False


def layout_grid(text: str, cut: Cut) -> Grid | None:
    """The tables of a text and the lines around them as one grid, None where no header is laid out in columns.

    The origin of a row is the line on which it begins. ``cut`` segments a text into words.
    """
    printed = _without_repeated_heads(tuple(_printed(text)))
    lines = [one.line for one in printed]
    headers = [place for place, one in enumerate(printed) if not one.repeats and _is_header(one.line.text)]
    if not headers:
        return None
    rows = list(_head_rows(lines[: headers[0]]))
    for first, end in pairwise([*headers, len(lines)]):
        closing = next((place for place in range(first + 1, end) if _ends_table(lines[place].text)), end)
        rows += _table_rows(printed[first:closing], cut)
        rows += _head_rows(lines[closing:end])
    width = max(len(cells) for _, cells in rows)
    padded = tuple((*cells, *[""] * (width - len(cells))) for _, cells in rows)
    return Grid(None, padded, {}, tuple(Origin(None, line=number) for number, _ in rows))


def _printed(text: str) -> Iterator[_Printed]:
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    opening = {number for number, line in enumerate(raw, start=1) if "\f" in line}
    waiting = False
    for line in printed_lines(text):
        waiting = waiting or any(number <= line.number for number in opening)
        opening = {number for number in opening if number > line.number}
        yield _Printed(line, waiting)
        waiting = False


def _without_repeated_heads(printed: Sequence[_Printed]) -> tuple[_Printed, ...]:
    """The lines without those at the top of a page that only print a form's head again, but for the header of columns."""
    kept: list[_Printed] = []
    head: set[str] = set()
    repeating = False
    for one in printed:
        words = "".join(one.line.text.split())
        repeating = (one.opens_page or repeating) and words in head
        if repeating:
            kept += [replace(one, repeats=True)] if _is_header(one.line.text) else []
            continue
        if _heads_form(one.line.text):
            head = set()
        head.add(words)
        kept.append(one)
    return tuple(kept)


def _heads_form(text: str) -> bool:
    words = text.split()
    named = heading(words[0]) if words else None
    return named is not None and named.field in ("code", "name")


def _is_header(text: str) -> bool:
    """Whether a line heads at least four columns, most of them set apart by more than one blank."""
    words = list(_WORD.finditer(text))
    fields = [named.field for word in words if (named := heading(word[0]))]
    wide = sum(after.start() - before.end() > 1 for before, after in pairwise(words))
    known = len(fields) >= _FEWEST_COLUMNS and len(fields) == len(words)
    return known and "level3" in fields and "target" in fields and 2 * wide >= len(words) - 1


def _ends_table(text: str) -> bool:
    words = text.split()
    named = heading(words[0])
    whole = "".join(words)
    begins = named is not None and named.field in HEAD_FIELDS
    return (
        begins
        or is_signature(whole)
        or (len(list(_PIECE.finditer(text.strip()))) == 1 and bool(_TITLE.fullmatch(whole)))
    )


def _table_rows(printed: Sequence[_Printed], cut: Cut) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The header, then each row of the table that it heads, with the number of its first line."""
    header = printed[0].line
    names = tuple(header.text.split())
    yield header.number, names
    lines: list[Line] = []
    cells: list[tuple[str, ...]] = []
    for heads, part in _by_page(printed):
        texts = [line.text for line in part]
        lines += part
        cells += cells_below(heads.text, texts) if heads else cells_without_header(names, texts)
    fields = [named.field if (named := heading(name)) else "" for name in names]
    needed = [place for place, field in enumerate(fields) if field in ("level3", "target")]
    for first, row in whole_rows(cells, needed, cut) if cells else ():
        yield lines[first].number, row


def _by_page(printed: Sequence[_Printed]) -> Iterator[tuple[Line | None, list[Line]]]:
    """The lines of a table on each page, with the header above them there."""
    heads: Line | None = None
    part: list[Line] = []
    for one in printed:
        is_header = one is printed[0] or one.repeats
        if part and (is_header or one.opens_page):
            yield heads, part
            heads, part = None, []
        if is_header:
            heads = one.line
        else:
            part.append(one.line)
    if part:
        yield heads, part


def _head_rows(lines: Sequence[Line]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Labels and values of the lines outside of tables; a label or value that goes on below is put together."""
    rows: list[tuple[int, list[Piece]]] = []
    for line in lines:
        pieces = list(_labelled(line.text))
        above = rows[-1][1] if rows else []
        if above and _goes_on(above, pieces):
            for start, text in pieces:
                place = max((number for number, (left, _) in enumerate(above) if left <= start), default=0)
                above[place] = (above[place][0], above[place][1] + text)
        else:
            rows.append((line.number, pieces))
    for number, pieces in rows:
        yield number, tuple(join_lines((text,)) for _, text in pieces)


def _labelled(text: str) -> Iterator[Piece]:
    """The pieces of a line: parted by two blanks, and by one beside a label."""
    for piece in _PIECE.finditer(text):
        start = piece.start()
        parts: list[str] = []
        for word in _WORD.finditer(piece[0]):
            if parts and (heading(word[0]) or heading(" ".join(parts))):
                yield start, " ".join(parts)
                start, parts = piece.start() + word.start(), []
            parts.append(word[0])
        yield start, " ".join(parts)


def _goes_on(above: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    first, label = pieces[0][1], above[0][1]
    if heading(first):
        return False
    if heading(label) is None and heading(label + first):
        return True
    return len(above) > 1 and len(pieces) == 1 and pieces[0][0] >= above[1][0] - 1
