"""What a self-evaluation says was reached of the overall goal: the text below or beside 实际完成情况, above the table."""

from __future__ import annotations

import re

from auditor.reading.forms.headings import heading, plain
from auditor.reading.forms.spread import spread_text
from auditor.reading.grid import Grid

_ACHIEVED = re.compile(
    r"(?:项目|年度|全年|本年|总体|绩效|目标|任务|实际|预期|截[至止]\d{1,2}月[底末]?|自评)*(?:完成|实现|达成)(?:的)?情况(?:总?(?:概述|说明))?"
)
_GOAL_BESIDE = re.compile(r"(?:年初|年度|预期|总体|设定|项目|绩效|年初设定)*目标")


def achieved_text(grid: Grid, first: int, end: int) -> str:
    """The text in the rows ``[first, end)``; "" where there is none."""
    for row in range(first, end):
        printed = list(grid.printed(row))
        for place, (column, text) in enumerate(printed):
            if not _ACHIEVED.fullmatch(plain(text)):
                continue
            at = (
                _below(grid, row, column, end) if _heads_columns(printed, place) else _beside(row, printed[place + 1 :])
            )
            if at and (beside := grid.text(*at)) and heading(beside) is None and not _is_label(beside):
                return spread_text(grid, *at, end, column)
    return ""


def _heads_columns(printed: list[tuple[int, str]], place: int) -> bool:
    """Whether a label heads a column: the goal's label stands left of it in the row."""
    return any(_GOAL_BESIDE.fullmatch(plain(text)) for _, text in printed[:place])


def _below(grid: Grid, row: int, column: int, end: int) -> tuple[int, int] | None:
    below = row + 1
    while below < end and grid.merged.get((below, column)) == (row, column):
        below += 1
    return grid.merged.get((below, column), (below, column)) if below < end else None


def _beside(row: int, after: list[tuple[int, str]]) -> tuple[int, int] | None:
    return (row, after[0][0]) if after else None


def _is_label(text: str) -> bool:
    return bool(_ACHIEVED.fullmatch(plain(text)) or _GOAL_BESIDE.fullmatch(plain(text)))
