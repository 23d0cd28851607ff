"""Lines of a table laid out by blanks, cut into the cells of its columns.

Every page of such a text has its own scale and its own left margin, so columns are looked for page by page: below a header
near its words, elsewhere where the lines themselves begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.reading.headers import heading
from auditor.reading.stream import join_lines
from auditor.taxonomy import LEVEL1_LABELS, LEVEL2_LABELS

Cells = tuple[str, ...]

_WORD = re.compile(r"\S+")
_CUT = 4
_LEVELS = {"level1": tuple(LEVEL1_LABELS), "level2": tuple(LEVEL2_LABELS)}


def cells_below(header: str, texts: Sequence[str]) -> list[Cells]:
    """The cells of the lines below a header, one column for each of its words."""
    starts = [word.start() for word in _WORD.finditer(header)]
    edges = [0]
    for before, after in pairwise(starts):
        free = range(max(before, edges[-1]) + 1, max(after + 1, edges[-1] + 2))
        edges.append(min(free, key=lambda place: (*_cut_and_begun(texts, place), after - place)))
    return [_cells(text, edges) for text in texts]


def cells_without_header(names: Sequence[str], texts: Sequence[str]) -> list[Cells]:
    """The cells of the lines of a page where the table goes on without its header.

    The first column is not there at all where none of its labels begins on the page.

    Args:
        names: the headings of the columns.
        texts: the lines.
    """
    readings = []
    for missing in (0, 1):
        edges = _own_edges(texts, len(names) - missing)
        readings.append([("",) * missing + _cells(text, edges) for text in texts])
    fields = [named.field if (named := heading(name)) else "" for name in names]
    return max(readings, key=lambda cells: _labels_in_place(cells, fields))


def _own_edges(texts: Sequence[str], columns: int) -> list[int]:
    """Where so many columns begin, chosen together: where few cells are cut and many begin."""
    width = max(map(len, texts))
    costs = [_CUT * cut + begun for cut, begun in (_cut_and_begun(texts, place) for place in range(width + columns))]
    best: list[tuple[float, list[int]]] = [(0.0, [0])] * len(costs)
    for _ in range(columns - 1):
        reached: list[tuple[float, list[int]]] = [(float("inf"), [])] * len(costs)
        shortest: tuple[float, list[int]] = (float("inf"), [])
        for place in range(1, len(costs)):
            if best[place - 1][1] and best[place - 1][1][-1] <= place - 1:
                shortest = min(shortest, best[place - 1])
            reached[place] = (shortest[0] + costs[place], [*shortest[1], place])
        best = reached
    return min(best)[1]


def _labels_in_place(cells: Sequence[Cells], fields: Sequence[str]) -> int:
    """How many cells of the level columns hold a label or the beginning of one, less those that hold something else."""
    found = 0
    for place, field in enumerate(fields):
        for label in (row[place] for row in cells if field in _LEVELS and row[place]):
            found += 1 if any(label in known for known in _LEVELS[field]) else -1
    return found


def _cut_and_begun(texts: Sequence[str], place: int) -> tuple[int, int]:
    """How many cells an edge would cut, and how many begin there (negative)."""
    printed = [(_is_printed(text, place - 1), _is_printed(text, place)) for text in texts]
    return sum(before and here for before, here in printed), -sum(here and not before for before, here in printed)


def _is_printed(text: str, place: int) -> bool:
    return 0 <= place < len(text) and not text[place].isspace()


def _cells(text: str, edges: Sequence[int]) -> Cells:
    """The line cut at the edges, each moved to the nearest blank where it would cut a cell."""
    cuts = [0, *(_moved(text, edge, before) for before, edge in pairwise(edges)), len(text)]
    pieces = (text[first:last].strip() for first, last in pairwise(cuts))
    return tuple(join_lines((piece,)) if piece else "" for piece in pieces)


def _moved(text: str, edge: int, before: int) -> int:
    if not (_is_printed(text, edge - 1) and _is_printed(text, edge)):
        return min(edge, len(text))
    blanks = [place for place in range(before + 1, len(text)) if text[place].isspace()]
    return min(blanks, key=lambda place: abs(place - edge), default=edge)
