"""Text that keeps the layout of its page by blanks (``pdftotext -layout``) to a grid: columns by where cells begin.

A cell broken over lines lies on lines that other cells share; ``layout_rows`` puts its pieces together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.reading.char_stream import NumberedLine, join_lines, printed_lines
from auditor.reading.forms.headings import HEAD_FIELDS, heading, is_signature
from auditor.reading.grid import Grid, Origin
from auditor.reading.plaintext.layout_columns import cells_of
from auditor.reading.plaintext.layout_rows import whole_rows
from auditor.reading.plaintext.segments import Cut

_PIECE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_FEWEST_COLUMNS = 4
_TITLE = re.compile(r".{2,40}表(?:[（(].*[）)])?|[（(]\s*20\d\d\s*年度?\s*[）)]|[一二三四五六七八九十]{1,3}、.*")

Piece = tuple[int, str]
"""Where a piece of a line begins, and its text."""


@dataclass(frozen=True)
class _Printed:
    """A line as printed.

    ``opens_page``: it is the first on its page; ``heads``: the headings of columns in it (and in the line below it, where
    they go on there); ``repeats``: it only heads the same columns again.
    """

    line: NumberedLine
    opens_page: bool
    heads: tuple[Piece, ...] = ()
    repeats: bool = False


def layout_grid(text: str, cut: Cut) -> Grid | None:
    """The tables of a text and the lines around them as one grid, None where no header is laid out in columns.

    The origin of a row is the line on which it begins. ``cut`` segments a text into words.
    """
    printed = _without_repeated_heads(tuple(_with_headers(tuple(_printed(text)))))
    lines = [one.line for one in printed]
    headers = [place for place, one in enumerate(printed) if one.heads and not one.repeats]
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
            kept += [replace(one, repeats=True)] if one.heads else []
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


def _with_headers(printed: Sequence[_Printed]) -> Iterator[_Printed]:
    """The lines, those that make up a header taken as one."""
    place = 0
    while place < len(printed):
        one, two = _pieces(printed[place]), _pieces(printed[place + 1]) if place + 1 < len(printed) else []
        if _is_header(one):
            yield replace(printed[place], heads=tuple(one))
        elif two and (heads := next(filter(_is_header, (_wrapped(one, two), _stacked(one, two))), None)):
            yield replace(printed[place], heads=tuple(heads))
            place += 1
        else:
            yield printed[place]
        place += 1


def _pieces(printed: _Printed) -> list[Piece]:
    return [(word.start(), word[0]) for word in _WORD.finditer(printed.line.text)]


def _wrapped(upper: Sequence[Piece], lower: Sequence[Piece]) -> list[Piece]:
    """Headings of which some go on right below."""
    joined = list(upper)
    for start, text in lower:
        place = min(range(len(joined)), key=lambda number: abs(joined[number][0] - start))
        joined[place] = (joined[place][0], joined[place][1] + text)
    return joined


def _stacked(upper: Sequence[Piece], lower: Sequence[Piece]) -> list[Piece]:
    """The levels, over which only 绩效指标 stands, and the headings beside that."""
    end = lower[-1][0] + len(lower[-1][1])
    return [*lower, *(piece for piece in upper if piece[0] > end)]


def _is_header(pieces: Sequence[Piece]) -> bool:
    """Whether pieces head at least four columns, many of them set apart by more than one blank."""
    fields = [named.field for _, text in pieces if (named := heading(text))]
    wide = sum(after - start - len(text) > 1 for (start, text), (after, _) in pairwise(pieces))
    known = len(fields) >= _FEWEST_COLUMNS and len(fields) == len(pieces)
    return known and "level3" in fields and "target" in fields and 3 * wide >= len(pieces) - 1


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
    names = tuple(name for _, name in printed[0].heads)
    yield printed[0].line.number, names
    lines: list[NumberedLine] = []
    cells: list[tuple[str, ...]] = []
    for heads, part in _by_page(printed):
        texts = [line.text for line in part]
        lines += part
        cells += cells_of(names, [start for start, _ in heads], texts)
    fields = [named.field if (named := heading(name)) else "" for name in names]
    needed = [place for place, field in enumerate(fields) if field in ("level3", "target")]
    for first, row in whole_rows(cells, needed, cut) if cells else ():
        yield lines[first].number, row


def _by_page(printed: Sequence[_Printed]) -> Iterator[tuple[tuple[Piece, ...], list[NumberedLine]]]:
    """The lines of a table on each page, with the header above them there."""
    heads: tuple[Piece, ...] = ()
    part: list[NumberedLine] = []
    for one in printed:
        if part and (one.heads or one.opens_page):
            yield heads, part
            heads, part = (), []
        if one.heads:
            heads = one.heads
        else:
            part.append(one.line)
    if part:
        yield heads, part


def _head_rows(lines: Sequence[NumberedLine]) -> Iterator[tuple[int, tuple[str, ...]]]:
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
