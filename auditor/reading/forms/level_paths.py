"""Levels written in one cell each row (产出指标-数量指标-培训人次), set apart in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.reading.forms.headings import heading, is_signature
from auditor.reading.forms.rebuilt import Line, source_unread, with_lines
from auditor.reading.forms.source_table import is_sum
from auditor.reading.grid import Grid
from auditor.taxonomy import level1_of, level2_of

_APART = re.compile(r"\s*(?:[-—–－]{1,2}|[/／\\>＞→|·])\s*")
_SHORTEST, _LONGEST = 8, 80
_HEADINGS = ("一级指标", "二级指标", "三级指标")
_LEVELS = ("level1", "level2", "level3")
_FEWEST = 2


def path_parts(text: str) -> tuple[str, ...]:
    """First level, second level and, where it is written too, the name of an indicator; () where a text is no such path."""
    if not _SHORTEST <= len(text) <= _LONGEST or "指标" not in text:
        return ()
    first = _APART.search(text)
    if first is None or level1_of(text[: first.start()]) is None:
        return ()
    second = _APART.search(text, first.end())
    level2, name = (text[first.end() : second.start()], text[second.end() :]) if second else (text[first.end() :], "")
    if level2_of(level2) is None:
        return ()
    return (text[: first.start()], level2, name) if name else (text[: first.start()], level2)


def with_levels_apart(grid: Grid) -> Grid:
    """The grid with such columns parted, but where other columns for the levels stand beside them."""
    while (parted := _first_parted(grid)) is not None:
        grid = parted
    return grid


def _first_parted(grid: Grid) -> Grid | None:
    found = next(
        ((row, column) for row in range(1, len(grid.rows)) if (column := _path_column(grid, row)) is not None), None
    )
    if found is None:
        return None
    first, column = found
    header = first - 1
    fields = {named.field for place, text in grid.printed(header) if place != column and (named := heading(text))}
    count = len(path_parts(grid.text(first, column)))
    rows = _rows_of_paths(grid, first, column, count)
    if len(rows) < _FEWEST or "target" not in fields or fields & set(_LEVELS[:count]):
        return None
    lines = [_line(grid, header, column, _HEADINGS[:count])]
    lines += [_line(grid, row, column, parts) for row, parts in rows.items()]
    return with_lines(grid, header, max(rows) + 1, lines)


def _path_column(grid: Grid, row: int) -> int | None:
    return next(
        (column for column, text in enumerate(grid.rows[row]) if len(text) >= _SHORTEST and path_parts(text)), None
    )


def _rows_of_paths(grid: Grid, first: int, column: int, count: int) -> dict[int, tuple[str, ...]]:
    """The levels of each row from the first path on, as far as the column is filled; none where one of them is no path."""
    found: dict[int, tuple[str, ...]] = {}
    for row in range(first, len(grid.rows)):
        text = grid.text(row, column)
        if not text or _ends_table(text) or grid.merged.get((row, column + 1)) == (row, column):
            break
        parts = _of_depth(text, count)
        if not parts:
            return {}
        found[row] = parts
    return found


def _ends_table(text: str) -> bool:
    return heading(text) is not None or is_signature(text) or is_sum(text)


def _of_depth(text: str, count: int) -> tuple[str, ...]:
    """The levels of a cell in a column of paths with so many parts; a first level that is a second too (满意度指标) may be both."""
    parts = path_parts(text)
    if len(parts) == count:
        return parts
    both, _, name = (text, "", "") if count < len(_LEVELS) else _APART.sub("\n", text, count=1).partition("\n")
    if level1_of(both) is None or level2_of(both) is None or (count == len(_LEVELS)) != bool(name):
        return ()
    return (both, both, name) if name else (both, both)


def _line(grid: Grid, row: int, column: int, parts: Sequence[str]) -> Line:
    """The row with the parts in place of the cell of the path."""
    cells = [grid.text(row, place) if _own_column(grid, row, place) else "" for place in range(len(grid.rows[row]))]
    unread = {
        place + (len(parts) - 1 if place > column else 0): told
        for place in range(len(cells))
        if (told := source_unread(grid, row, place))
    }
    return Line((*cells[:column], *parts, *cells[column + 1 :]), row, column, unread)


def _own_column(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is its own or goes on from one above it, and not from one beside it."""
    return grid.merged.get((row, column), (row, column))[1] == column
