"""Lines of a table cut into columns → its rows: which lines belong to one row, told by how full each cell's lines are.

A cell goes on below only where its next word would not have fitted on the line above. Of all ways to group the lines the
one with the fewest oddities is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise

from auditor.reading.char_stream import join_lines
from auditor.reading.plaintext.segments import Cut, text_width, unit_width
from auditor.taxonomy import level1_of, level2_of

Cells = tuple[str, ...]
Joint = Callable[[str, str, int], float]

_MOST_LINES = 16
_ROW = 1.0
_LACKING = 6.0
_APART = 8.0
_ROOM = 2.0
_MOST_ROOM = 6.0
_LATE = 1.5
_BETWEEN_WORDS = 0.6
_INSIDE_WORD = -1.5
_TWO_LABELS = 9.0


def whole_rows(lines: Sequence[Cells], needed: Sequence[int], cut: Cut) -> Iterator[tuple[int, Cells]]:
    """The rows from top to bottom, each with the number of its first line.

    Args:
        lines: the cells of each line, "" where a column has none.
        needed: the columns that every row fills.
        cut: segments a text into words.
    """
    widths = [max(map(text_width, column)) for column in zip(*lines, strict=True)]
    joint = lru_cache(maxsize=None)(partial(_joint, cut))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        starts = range(max(0, end - _MOST_LINES), end)
        best.append(min((best[start][0] + _cost(lines[start:end], widths, needed, joint), start) for start in starts))
    ends = [len(lines)]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    for first, end in pairwise(reversed(ends)):
        yield first, tuple(join_lines(tuple(filter(None, column))) for column in zip(*lines[first:end], strict=True))


def _cost(lines: Sequence[Cells], widths: Sequence[int], needed: Sequence[int], joint: Joint) -> float:
    columns = list(zip(*lines, strict=True))
    lacking = sum(not any(columns[place]) for place in needed)
    cells = sum(_cell_cost(texts, width, joint) for texts, width in zip(columns, widths, strict=True))
    return _ROW + _LACKING * lacking + cells


def _cell_cost(texts: Sequence[str], width: int, joint: Joint) -> float:
    """How odd it is that the lines of one cell are these: apart from each other, with room left, late, two labels."""
    filled = [place for place, text in enumerate(texts) if text]
    if not filled:
        return 0.0
    cost = _LATE * (filled[0] > 0)
    for before, after in pairwise(filled):
        cost += _APART * (after - before > 1) + joint(texts[before], texts[after], width)
    labels = sum(_is_label(texts[place]) for place in filled)
    return cost + _TWO_LABELS * (labels > 1)


def _joint(cut: Cut, text: str, following: str, width: int) -> float:
    """The price of a line end in a cell: high where the next word would have fitted, low inside of a word."""
    room = width - text_width(text) - unit_width(following)
    fits = min(_MOST_ROOM, _ROOM + room) if room > 0 else 0.0
    edges = set(accumulate(map(len, cut(text + following))))
    return fits + (_BETWEEN_WORDS if len(text) in edges else _INSIDE_WORD)


def _is_label(text: str) -> bool:
    return level2_of(text) is not None or level1_of(text) is not None
