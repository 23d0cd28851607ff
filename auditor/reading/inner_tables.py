"""Tables inside the cells of a document's table: what the cell says by them, and which are tables of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from auditor.reading.forms.tables import holds_table
from auditor.reading.grid import Grid

_NOT_READ = "里另有一张表，没有当作这一格的内容读入"
_TAKEN = Grid(None, ())
"""A table that is not read for itself; it still counts among those of its document."""


class CellContent(NamedTuple):
    """The lines of a cell, and the tables beside them."""

    text: str
    tables: tuple[Grid, ...]


def inside_cell(content: Sequence[str | Grid]) -> CellContent:
    """The text of a cell out of its lines and tables.

    What stands beside its tables is all its text. In a cell with nothing beside them tables of one row only set words
    apart and are that text.
    """
    text = "\n".join(item for item in content if isinstance(item, str))
    tables = tuple(item for item in content if isinstance(item, Grid))
    if text.strip() or not tables or any(len(table.rows) > 1 for table in tables):
        return CellContent(text, tables)
    inner = "\n".join(" ".join(text for _, text in table.printed(0)) for table in tables if table.rows)
    return CellContent(inner, (_TAKEN,) * len(tables))


def with_inner_tables(outer: Grid, cells: Mapping[tuple[int, int], CellContent]) -> Iterator[Grid]:
    """A table, then the tables inside its cells.

    In a table of indicators, those inside without headings of indicators are no rows of it and are left out; there, and in
    any cell that has nothing beside them, it is told that they are not read.
    """
    if not any(inside.tables for inside in cells.values()):
        yield outer
        return
    lists_indicators = holds_table(outer)
    unread: dict[tuple[int, int], str] = {}
    inner: list[Grid] = []
    for place, inside in cells.items():
        for table in inside.tables:
            is_known = not table.rows or holds_table(table)
            if not is_known and (lists_indicators or not inside.text.strip()) and any(outer.rows[place[0]]):
                unread[place] = _NOT_READ
            inner.append(_TAKEN if lists_indicators and not is_known else table)
    yield replace(outer, unread={**unread, **outer.unread})
    yield from inner
