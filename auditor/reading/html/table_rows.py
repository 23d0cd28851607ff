"""The rows of a web page's table as they are shown, and how far its cells reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.I)
_LEFT_OUT = re.compile(r"display\s*:\s*none", re.I)
_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_OTHER_PARTS = frozenset({"table", "tr", "caption", "colgroup", *_GROUPS, *_CELLS, "select", "object"})
"""What holds no parts of the table around it, or holds them as its own."""
_WIDEST = 1000
_MOST_SPANNED = 65534
"""Rows that a cell may span."""


class ShownRow(NamedTuple):
    """A row that is shown: its number among all of its table, from 0, and how many are left of its group with it.

    Cells reach no further down than their group of rows (``thead``, ``tbody``, ``tfoot``).
    """

    number: int
    element: Element
    left: int


def table_rows(table: Element) -> list[ShownRow]:
    """The rows of a table that are shown, from top to bottom.

    Where cells are meant to reach over groups of rows, as LibreOffice writes them, so that only then all rows are equally
    wide, all rows are one group.
    """
    rows = _grouped_rows(table)
    if any(row.left == 1 for row in rows[:-1]):
        whole = [row._replace(left=len(rows) - place) for place, row in enumerate(rows)]
        if not _are_even(rows) and _are_even(whole):
            return whole
    return rows


def _are_even(rows: Sequence[ShownRow]) -> bool:
    """Whether all rows end in the same column."""
    ends = set()
    covered: list[int] = []
    for _, row, left in rows:
        covered = [max(more - 1, 0) for more in covered]
        column = 0
        for cell in row_cells(row):
            while column < len(covered) and covered[column]:
                column += 1
            width = min(span(cell, "colspan") or 1, _WIDEST)
            covered += [0] * (column + width - len(covered))
            covered[column : column + width] = [min(span(cell, "rowspan") or left, left)] * width
        ends.add(max((place for place, more in enumerate(covered) if more), default=-1))
    return len(ends) <= 1


def _grouped_rows(table: Element) -> list[ShownRow]:
    groups: list[list[tuple[int, Element]]] = []
    of: Element | None = None
    for number, (group, row) in enumerate(_rows(table)):
        if is_hidden(row):
            continue
        if group is not of or not groups:
            groups.append([])
            of = group
        groups[-1].append((number, row))
    return [ShownRow(number, row, len(group) - place) for group in groups for place, (number, row) in enumerate(group)]


def row_cells(row: Element) -> Iterator[Element]:
    """The cells of a row but for those that are left out, so that the next ones stand in their place."""
    for cell in _parts(row, _CELLS):
        style = cell.get("style")
        if style is None or _LEFT_OUT.search(style) is None:
            yield cell


def _rows(table: Element) -> Iterator[tuple[Element, Element]]:
    """Each row after its group; rows that stand in the table itself are one."""
    for part in _parts(table, ("tr", *_GROUPS)):
        if part.tag == "tr":
            yield table, part
        elif not is_hidden(part):
            yield from ((part, row) for row in _parts(part, ("tr",)))


def _parts(element: Element, names: Collection[str]) -> Iterator[Element]:
    """The parts of a table in one of its elements, those too that a program put into another one, such as a form: browsers
    take them for parts of the table.
    """
    for child in element:
        if child.tag in names:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _OTHER_PARTS and not is_hidden(child):
            yield from _parts(child, names)


def span(cell: Element, name: str) -> int:
    """A span of rows or columns; 0 stands for all rows of the group that are left, or one column."""
    text = str(cell.get(name, "1")).strip()
    return min(int(text), _MOST_SPANNED) if text.isdigit() and text.isascii() else 1


def is_hidden(element: Element) -> bool:
    """Whether an element is not shown."""
    if element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None):
        return True
    return bool(_HIDDEN.search(element.get("style", "")))
