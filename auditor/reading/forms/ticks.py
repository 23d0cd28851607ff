"""Columns in which a mark says what another form writes in words: how likely a target is, and the kind of reason.

National monitoring forms print 确定能 ｜ 有可能 ｜ 完全不可能 and 经费保障 ｜ 制度保障 ｜ … ｜ 原因说明 below one heading each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from auditor.reading.forms.headings import plain
from auditor.reading.grid import Grid

POSSIBILITIES = ("确定能", "有可能", "完全不可能")
REASONS = frozenset({"经费保障", "制度保障", "人员保障", "硬件条件保障", "硬件保障", "条件保障", "其他"})
_HEADING = "完成目标可能性"
_IN_WORDS = "原因说明"
_MARK = re.compile(r"[√✓✔☑■●○〇✅vVyY1]|是|有")


def is_ticked_heading(text: str) -> bool:
    """Whether a text heads a column that takes a mark."""
    bare = plain(text)
    return bare in REASONS or bare in POSSIBILITIES


def with_marks_in_words(grid: Grid) -> Grid:
    """The grid with the marks of such columns in words: in the first column of the possibilities, and under 原因说明."""
    for row in range(len(grid.rows)):
        named = {plain(text): column for column, text in grid.printed(row)}
        if all(word in named for word in POSSIBILITIES):
            return _told(grid, row, named)
    return grid


def _told(grid: Grid, header: int, named: Mapping[str, int]) -> Grid:
    ticked = {named[word]: word for word in POSSIBILITIES}
    first = min(ticked)
    reasons = {column: word for word, column in named.items() if word in REASONS and _IN_WORDS in named}
    rows = [list(row) for row in grid.rows]
    for column in ticked:
        rows[header][column] = _HEADING if column == first else ""
    for cells in rows[header + 1 :]:
        _in_words(cells, ticked, first)
        if reasons and not cells[named[_IN_WORDS]].strip():
            _in_words(cells, reasons, named[_IN_WORDS])
    return replace(grid, rows=tuple(map(tuple, rows)))


def _in_words(cells: list[str], ticked: Mapping[int, str], into: int) -> None:
    """Put the words of marked columns into one column, where these columns hold nothing but marks."""
    held = {column: cells[column].strip() for column in ticked if cells[column].strip()}
    if held and all(_MARK.fullmatch(text) for text in held.values()):
        for column in held:
            cells[column] = ""
        cells[into] = "、".join(ticked[column] for column in sorted(held))
