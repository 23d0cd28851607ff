"""Tables that a page holds twice: programs draw columns that stay in place while one scrolls as a second table over the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from auditor.reading.grid import Grid

_DRAWN = Grid(None, ())
"""A table that was taken for another one; it still counts among those of its page."""
_TOGETHER = (2, 1)
"""Tables that make up one that is seen: headings that stay in place, and what scrolls below them."""


def without_copies(items: Iterable[str | Grid]) -> Iterator[str | Grid]:
    """Lines and tables, those tables left out that only draw again what one before them holds, with no line between; each of
    them may leave out columns that the other one has."""
    run: list[Grid] = []
    for item in items:
        if isinstance(item, Grid):
            run.append(item)
        else:
            yield from _as_one(run)
            run = []
            yield item
    yield from _as_one(run)


def _as_one(run: list[Grid]) -> Iterator[Grid]:
    """The tables of a run, those drawn again taken for the last that are not: one by one, or headings and body together."""
    tables = list(run)
    kept: list[int] = []
    place = 0
    while place < len(tables):
        count = next((one for one in _TOGETHER if _is_again(tables, kept[-one:], place, one)), 0)
        for at in range(count):
            first = kept[at - count]
            tables[first] = _laid_over(tables[first], tables[place + at])
            tables[place + at] = _DRAWN
        kept += [] if count else [place]
        place += count or 1
    yield from tables


def _is_again(tables: Sequence[Grid], before: Sequence[int], place: int, count: int) -> bool:
    """Whether so many tables from a place on agree with those before, one with one."""
    again = tables[place : place + count]
    return len(before) == len(again) == count and all(
        _agree(tables[one], other) for one, other in zip(before, again, strict=True)
    )


def _agree(one: Grid, other: Grid) -> bool:
    """Whether two tables of the same size say the same, but for whole columns that one of them leaves out.

    A single cell that only one of them fills is what tells them apart: the name of a project that the next form lacks.
    """
    if not one.rows or len(one.rows) != len(other.rows) or len(one.rows[0]) != len(other.rows[0]):
        return False
    columns = zip(zip(*one.rows, strict=True), zip(*other.rows, strict=True), strict=True)
    return all(column == more or not any(column) or not any(more) for column, more in columns)


def _laid_over(one: Grid, other: Grid) -> Grid:
    pairs = zip(one.rows, other.rows, strict=True)
    rows = tuple(tuple(text or more for text, more in zip(row, rest, strict=True)) for row, rest in pairs)
    return replace(one, rows=rows, unread={**other.unread, **one.unread}, lines={**other.lines, **one.lines})
