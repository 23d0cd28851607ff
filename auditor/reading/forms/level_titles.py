"""Levels that stand as titles between the rows of a table (一、产出指标, （一）数量指标) because no column names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.reading.grid import Grid
from auditor.taxonomy import level1_of, level2_of

HIGHER_LEVELS = ("level1", "level2")
_NUMBER = re.compile(
    r"\s*(?:(?P<brackets>[（(].{1,3}[）)])|(?P<chinese>[一二三四五六七八九十]{1,3})|(?P<digits>\d|[①-⑩]))"
)


def is_level_title(text: str) -> bool:
    """Whether a line or cell by itself names a level, numbered or not (（一）数量指标)."""
    return level1_of(text) is not None or level2_of(text) is not None


def level_titles(grid: Grid, columns: Mapping[str, int], top: int, limit: int) -> Mapping[int, Mapping[str, str]]:
    """The rows right above ``top`` and from there to ``limit`` that are titles of levels, each with the levels below it.

    A title stands in its row by itself, beside the points of its block, or beside the level that has a column. Levels
    that have a column are read from it.

    Args:
        columns: field → column; a table with a column for both levels, or none for the names of indicators, has no titles.
        top: the first heading row of the table.
    """
    missing = [name for name in HIGHER_LEVELS if name not in columns]
    if not missing or "level3" not in columns:
        return {}
    first = top
    above = {"level3": max(columns.values())}
    while first > 0 and _title(grid, above, first - 1):
        first -= 1
    levels: dict[str, str] = {}
    found: dict[int, Mapping[str, str]] = {}
    for row in range(first, limit):
        if text := _title(grid, columns if row >= top else above, row):
            levels = dict(_levels(text, levels))
            found[row] = {name: levels[name] for name in missing if name in levels}
    return found


def _title(grid: Grid, columns: Mapping[str, int], row: int) -> str:
    """The title of a level that a row holds, "" where it holds none or something more.

    Beside a column of levels a short word (满意度) may be the name of an indicator whose value is missing.
    """
    beside = {columns[name] for name in (*HIGHER_LEVELS, "weight") if name in columns}
    own = [(place, text) for place, text in grid.printed(row) if place not in beside]
    if len(own) != 1 or own[0][0] > columns["level3"]:
        return ""
    text = own[0][1]
    may_be_name = any(name in columns for name in HIGHER_LEVELS) and not (text.endswith("指标") or _number(text))
    return text if is_level_title(text) and not may_be_name else ""


def _levels(text: str, above: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The levels below a title, as far as they are known; those above it go on where it is a second one.

    A word that may be either (满意度指标, 成本指标) is both; but 成本指标 is the second below 产出指标 that is numbered in another way.
    """
    before = above.get("level1", "")
    kept = level1_of(text) is None or (level1_of(text) == "cost" and _stands_below(text, before))
    if not kept or before:
        yield "level1", before if kept else text
    yield "level2", text if level2_of(text) else ""


def _stands_below(text: str, level1: str) -> bool:
    """Whether a title is one below a first level, "" where that stands above another heading of the table."""
    number = _number(text)
    if not level1:
        return number in ("brackets", "digits")
    return level1_of(level1) == "output" and (not number or number != _number(level1))


def _number(text: str) -> str:
    """How a title is numbered: brackets, chinese, digits, or "" where it is not."""
    found = _NUMBER.match(text)
    return (found.lastgroup or "") if found else ""
