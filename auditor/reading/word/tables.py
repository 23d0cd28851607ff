"""A Word table as cells on a grid: joined cells, rows that begin late, columns that miss each other by a hair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from auditor.reading.word.text import W, kept_children, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HAIR = 150
"""Twentieths of a point; narrower than any character that forms are printed in."""
_WIDEST = 1000


@dataclass(frozen=True)
class WordCell:
    """A cell that is seen as one: the element with its content, its first row and column, and what it covers, all from 0."""

    content: Element
    row: int
    column: int
    end_column: int
    covered: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class WordTable:
    """The cells from top to bottom; ``rows`` are the numbers, from 0, of the rows that remain of those in the file, ``ends``
    how many columns each has as it is written.
    """

    cells: tuple[WordCell, ...]
    rows: tuple[int, ...]
    width: int
    ends: tuple[int, ...] = ()

    @property
    def is_frame(self) -> bool:
        """Whether it has one column, so that it only frames what stands in it."""
        return self.width <= 1


def table_cells(table: Element) -> WordTable:
    """The cells of a ``w:tbl``, its tracked changes accepted and its hidden rows left out."""
    kept: list[int] = []
    ends: list[int] = []
    cells: list[WordCell] = []
    above: dict[int, int] = {}  # column → place in ``cells`` of the cell that may go on downwards there
    for number, row in enumerate(_children(table, f"{W}tr")):
        if _is_gone(row):
            continue
        place = len(kept)
        kept.append(number)
        below: dict[int, int] = {}
        found = tuple(_row_cells(row, place))
        ends.append(_end_of(row, found))
        for cell, goes_on in found:
            start = above.get(cell.column) if goes_on else None
            if start is None:
                start = len(cells)
                cells.append(cell)
            else:
                cells[start] = replace(cells[start], covered=(*cells[start].covered, *_places(cell)))
            below[cell.column] = start
        above = below
    snapped = _snapped(cells, _boundaries(table))
    return WordTable(tuple(snapped), tuple(kept), max((cell.end_column for cell in snapped), default=0), tuple(ends))


def _end_of(row: Element, cells: Sequence[tuple[WordCell, bool]]) -> int:
    """How many columns a row has as it is written; 0 where a tracked change took a cell out, which is no damage."""
    if any(True for _ in row.iter(f"{W}cellDel")):
        return 0
    return max((cell.end_column for cell, _ in cells), default=0) + _number(row, "trPr", "gridAfter", 0)


def _row_cells(row: Element, number: int) -> Iterator[tuple[WordCell, bool]]:
    """The cells of a row with all places they cover in it, and whether each goes on from the row above."""
    column = max(_number(row, "trPr", "gridBefore", 0), 0)
    found: list[tuple[WordCell, bool]] = []
    for element in _children(row, f"{W}tc"):
        if column >= _WIDEST:
            break
        end = min(column + max(_number(element, "tcPr", "gridSpan", 1), 1), _WIDEST)
        if element.find(f"{W}tcPr/{W}cellDel") is None:
            if _merge(element, "hMerge") == "continue" and found:
                found[-1] = (replace(found[-1][0], end_column=end), found[-1][1])
            else:
                found.append((WordCell(element, number, column, end), _merge(element, "vMerge") == "continue"))
            column = end
    for cell, goes_on in found:
        yield replace(cell, covered=_places(cell)[1:]), goes_on


def _places(cell: WordCell) -> tuple[tuple[int, int], ...]:
    return tuple((cell.row, column) for column in range(cell.column, cell.end_column))


def _snapped(cells: Sequence[WordCell], edges: Sequence[int]) -> Sequence[WordCell]:
    """The cells with column edges that lie within a hair of each other taken as one; unchanged if a cell would vanish."""
    numbers: dict[int, int] = {}
    number = 0
    for place, edge in enumerate(edges):
        number += bool(place and edge - edges[place - 1] >= _HAIR)
        numbers[place] = number
    if number + 1 == len(edges) or any(not _spans(cell, numbers) for cell in cells):
        return cells
    return [_moved(cell, numbers) for cell in cells]


def _spans(cell: WordCell, numbers: Mapping[int, int]) -> bool:
    return cell.end_column in numbers and numbers[cell.end_column] > numbers[cell.column]


def _moved(cell: WordCell, numbers: Mapping[int, int]) -> WordCell:
    last = numbers[cell.end_column] - 1
    column = numbers[cell.column]
    covered = {(row, min(max(numbers[one], column), last)): None for row, one in cell.covered} | {
        (row, one): None for row in {cell.row} for one in range(column, last + 1)
    }
    places = tuple(sorted(place for place in covered if place != (cell.row, column)))
    return replace(cell, column=column, end_column=last + 1, covered=places)


def _boundaries(table: Element) -> tuple[int, ...]:
    """Where columns begin and end, in twentieths of a point; () where the file does not say."""
    widths = [whole_number(one.get(f"{W}w", ""), 0) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return tuple(accumulate(widths, initial=0)) if widths and any(widths) else ()


def _is_gone(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None or row.find(f"{W}trPr/{W}hidden") is not None


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls and accepted insertions."""
    for child in kept_children(element):
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{W}tr", f"{W}tc", f"{W}tbl", f"{W}p"):
            yield from _children(child, tag)


def _merge(cell: Element, name: str) -> str:
    """``restart``, ``continue``, or "" where the cell is not joined."""
    mark = cell.find(f"{W}tcPr/{W}{name}")
    return "" if mark is None else str(mark.get(f"{W}val", "continue"))


def _number(element: Element, properties: str, name: str, default: int) -> int:
    mark = element.find(f"{W}{properties}/{W}{name}")
    return whole_number(mark.get(f"{W}val", ""), default) if mark is not None else default
