"""Lines of a table laid out by blanks, cut into the cells of its columns.

Every page of such a text has its own scale and its own left margin, so columns are looked for page by page: below a header
near its words, or where the lines themselves begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.reading.char_stream import join_lines
from auditor.reading.forms.headings import heading
from auditor.taxonomy import LEVEL1_LABELS, LEVEL2_LABELS

Cells = tuple[str, ...]

_CUT = 4
_NEEDED = ("level3", "target")
_LEVELS = {"level1": tuple(LEVEL1_LABELS), "level2": tuple(LEVEL2_LABELS)}


def cells_of(names: Sequence[str], starts: Sequence[int], texts: Sequence[str]) -> list[Cells]:
    """The lines of one page of a table as cells: of several ways to cut them the one that makes most sense.

    Args:
        names: the headings of the columns.
        starts: where they stand above these lines, () where the page has no header. A column in which these lines have
            nothing leaves no trace.
        texts: the lines.
    """
    fields = tuple(named.field if (named := heading(name)) else "" for name in names)
    whole = [_cells(text, _own_edges(texts, len(names))) for text in texts]
    if starts:
        edges = _edges_below(starts, texts)
        readings = [[_cells(text, edges) for text in texts], whole]
    else:
        edges = _own_edges(texts, len(names) - 1)
        fewer = [_cells(text, edges) for text in texts]
        readings = [whole, *([(*row[:empty], "", *row[empty:]) for row in fewer] for empty in range(len(names)))]
    return max(readings, key=lambda cells: _sense(cells, fields))


def _edges_below(starts: Sequence[int], texts: Sequence[str]) -> list[int]:
    """Where the columns below headings begin: not to the right of the heading."""
    edges = [0]
    for before, after in pairwise(starts):
        free = range(max(before, edges[-1]) + 1, max(after + 1, edges[-1] + 2))
        edges.append(min(free, key=lambda place: (*_cut_and_begun(texts, place), after - place)))
    return edges


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


def _sense(cells: Sequence[Cells], fields: Sequence[str]) -> int:
    """How many labels stand in the columns of the levels, less what else stands there, and lines with name and target."""
    found = sum(all(row[fields.index(name)] for name in _NEEDED if name in fields) for row in cells)
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
