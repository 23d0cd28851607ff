"""Sheets brought into the layout that tables are looked for in: one table beside another, indicators written in one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.reading.forms.category_columns import with_category_rows
from auditor.reading.forms.halves import stacked
from auditor.reading.forms.headings import heading
from auditor.reading.forms.in_cell import NOT_APART, Written, written_indicators
from auditor.reading.forms.label_layouts import upright
from auditor.reading.forms.level_paths import with_levels_apart
from auditor.reading.forms.ticks import with_marks_in_words
from auditor.reading.grid import Grid, Origin

_HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
_GOALS = "绩效目标"
_PROJECT = frozenset({"name", "code"})
_TABLE = ("level1", "level3", "target")
_FEWEST = 2
_SHORTEST = 20


def laid_out(grid: Grid) -> tuple[Grid, ...]:
    """The grid as it is, or the parts that stand side by side in it, or with a row for each indicator of a cell."""
    grid = with_marks_in_words(grid)
    grid = upright(grid) or grid
    grid = with_category_rows(grid) or grid
    grid = with_levels_apart(grid)
    parts = tuple(_beside(grid))
    if len(parts) > 1:
        return parts
    return (_unpacked(grid) or stacked(grid) or grid,)


# --- side by side -------------------------------------------------------------------------------------------------


def _beside(grid: Grid) -> Iterator[Grid]:
    """The forms of several projects that stand beside each other, each with the columns of the others left empty."""
    starts = _starts(grid)
    if len(starts) < 2:
        yield grid
        return
    width = len(grid.rows[0])
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        own = range(start, end) if start != starts[0] else range(end)
        rows = tuple(tuple(text if place in own else "" for place, text in enumerate(row)) for row in grid.rows)
        merged = {cell: first for cell, first in grid.merged.items() if cell[1] in own and first[1] in own}
        yield replace(grid, rows=rows, merged=merged)


def _starts(grid: Grid) -> list[int]:
    """Where forms begin in a row that heads the first level, the third and the value twice; each has a label of its own."""
    for row, cells in enumerate(grid.rows):
        if sum(text.startswith("一") for text in cells) < 2:
            continue
        named = [(column, one.field) for column, text in grid.printed(row) if (one := heading(text))]
        places = {name: [column for column, field in named if field == name] for name in _TABLE}
        first = places["level1"]
        if len(first) > 1 and all(len(found) == len(first) for found in places.values()):
            return first if all(_names_project(grid, row, one, first) for one in first) else []
    return []


def _names_project(grid: Grid, header: int, start: int, starts: list[int]) -> bool:
    end = min((one for one in starts if one > start), default=len(grid.rows[header]))
    return any(
        (named := heading(text)) is not None and named.field in _PROJECT
        for row in range(header)
        for column, text in grid.printed(row)
        if start <= column < end
    )


# --- indicators in one cell ---------------------------------------------------------------------------------------


def _unpacked(grid: Grid) -> Grid | None:
    """A list whose indicators stand in one cell a project, with four columns more and a row an indicator; else None."""
    header, column = _packed_column(grid)
    if header is None:
        return None
    rows: list[tuple[str, ...]] = []
    origins: list[Origin] = []
    unread: dict[tuple[int, int], str] = {}
    for number, row in enumerate(_goal_headed(grid, header, column)):
        found = written_indicators(row[column]) if number > header else Written()
        added = _HEADINGS if number == header else ("",) * len(_HEADINGS)
        if not found.rows:
            rows.append((*row, *added))
            origins.append(_origin(grid, number))
            continue
        emptied = (*row[:column], found.goal, *row[column + 1 :])
        for place, cells in enumerate(found.rows):
            if not cells[-1] and any(char.isdigit() for char in cells[-2]):
                unread[len(rows), len(row) + len(cells) - 1] = NOT_APART
            rows.append((*(emptied if place == 0 else ("",) * len(row)), *cells))
            origins.append(replace(_origin(grid, number), column=column))
    return Grid(grid.sheet, tuple(rows), _kept(grid, header), tuple(origins), unread=unread, lost=grid.lost)


def _goal_headed(grid: Grid, header: int, column: int) -> Iterator[tuple[str, ...]]:
    """The rows, the column of goals and indicators together (年度绩效目标及指标) headed as that of goals, which stay in it."""
    for number, row in enumerate(grid.rows):
        named = heading(row[column]) if number == header else None
        yield (*row[:column], _GOALS, *row[column + 1 :]) if named and named.field == "section" else row


def _packed_column(grid: Grid) -> tuple[int | None, int]:
    """The row that heads a list and the column whose cells hold the indicators of a project each."""
    for number, row in enumerate(grid.rows):
        for column, text in enumerate(row):
            if (
                len(text) > _SHORTEST
                and text.count("指标") >= _FEWEST
                and len(written_indicators(text).rows) >= _FEWEST
            ):
                header = next((above for above in range(number - 1, -1, -1) if _heads_list(grid, above)), None)
                return header, column
    return None, 0


def _heads_list(grid: Grid, row: int) -> bool:
    named = [one.field for _, text in grid.printed(row) if (one := heading(text))]
    return bool(_PROJECT & set(named)) and len(named) > 1 and not {"level1", "level2", "level3"} & set(named)


def _kept(grid: Grid, header: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Spans above the list: the rows below it have moved."""
    return {cell: first for cell, first in grid.merged.items() if cell[0] <= header}


def _origin(grid: Grid, number: int) -> Origin:
    return grid.origins[number] if grid.origins else Origin(None, None, number)
