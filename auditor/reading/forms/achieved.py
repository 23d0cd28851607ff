"""What a self-evaluation says was reached of the overall goal: the text below or beside 实际完成情况, above the table."""

from __future__ import annotations

import re

from auditor.reading.forms.headings import heading, plain
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
            below = _below(grid, row, column, end)
            beside = printed[place + 1][1] if place + 1 < len(printed) else ""
            found = below if _heads_columns(printed, place) else beside
            if found and heading(found) is None and not _is_label(found):
                return found
    return ""


def _heads_columns(printed: list[tuple[int, str]], place: int) -> bool:
    """Whether a label heads a column: the goal's label stands left of it in the row."""
    return any(_GOAL_BESIDE.fullmatch(plain(text)) for _, text in printed[:place])


def _below(grid: Grid, row: int, column: int, end: int) -> str:
    below = row + 1
    while below < end and grid.merged.get((below, column)) == (row, column):
        below += 1
    return grid.text(below, column) if below < end else ""


def _is_label(text: str) -> bool:
    return bool(_ACHIEVED.fullmatch(plain(text)) or _GOAL_BESIDE.fullmatch(plain(text)))
