"""Forms of a budget that was changed within the year: of what stands before and after the change (调整前｜调整后) the latter counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.reading.forms.headings import heading, plain
from auditor.reading.grid import Grid

_AFTER = re.compile(
    r"(?:项目|预算|目标|绩效目标)?(?:调整|变更|修订)后(?:的)?(?:情况|内容|金额|数|目标|预算|绩效目标|指标|绩效指标|绩效目标表)?"
)
_BEFORE = re.compile(
    r"(?:项目|预算|目标|绩效目标)?(?:调整|变更|修订)前(?:的)?(?:情况|内容|金额|数|目标|预算|绩效目标|指标|绩效指标|绩效目标表)?"
)
_SAYS_BEFORE = re.compile(r"(?:项目|预算|目标|绩效目标)?(?:调整|变更|修订)前|原")
_ORDINAL = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])\s*")
_ROWS_ABOVE = 8


def is_of_change(text: str) -> bool:
    """Whether a cell is but the word for what stood before the change of a budget, or after it."""
    return _is(_AFTER, text) or _is(_BEFORE, text)


def is_before_change(path: Sequence[str]) -> bool:
    """Whether the texts above a column say that it holds what stood before the change of a budget."""
    return any(_SAYS_BEFORE.match(plain(text)) for text in path)


def block_of_change(text: str) -> str:
    """Whether a cell heads what stood before a change of the budget, or after it: replaced, current, or "" for neither."""
    bare = _ORDINAL.sub("", text)
    return "replaced" if _is(_BEFORE, bare) else "current" if _is(_AFTER, bare) else ""


def change_above(grid: Grid, row: int) -> str:
    """As ``block_of_change``, of the nearest line by itself above a row, within the head of one project."""
    for above in range(row - 1, max(row - _ROWS_ABOVE, 0) - 1, -1):
        printed = grid.texts(above)
        if len(printed) == 1 and (said := block_of_change(printed[0])):
            return said
        if any((named := heading(text)) and named.field in ("name", "code") for text in printed):
            return ""
    return ""


def adjusted_place(grid: Grid, first: int, end: int, row: int, column: int) -> tuple[int, int] | None:
    """The cell that a label has after the change, in the rows ``[first, end)``; None where no change is told beside it.

    The words stand beside the label in its row, below each other to its right, or head columns above it.
    """
    beside = list(grid.printed(row, column + 1))
    if beside and is_of_change(beside[0][1]):
        return _after_word(grid, row, column) or _in_rows_below(grid, row, beside[0][0], end)
    for above in range(row - 1, max(first, row - _ROWS_ABOVE) - 1, -1):
        heads = [(place, text) for place, text in grid.printed(above, column + 1) if is_of_change(text)]
        if len(heads) > 1:
            own = next((place for place, text in heads if _is(_AFTER, text)), None)
            filled = own is not None and grid.text(row, own) and heading(grid.text(row, own)) is None
            return (row, own) if own is not None and filled else None
    return None


def _in_rows_below(grid: Grid, row: int, column: int, end: int) -> tuple[int, int] | None:
    """The cell beside the word for after the change, which stands below that for before it."""
    for below in range(row + 1, end):
        text = grid.rows[below][column]
        if _is(_AFTER, text):
            return _after_word(grid, below, column - 1)
        if text and not is_of_change(text):
            return None
    return None


def _after_word(grid: Grid, row: int, column: int) -> tuple[int, int] | None:
    """The cell right of the word for after the change, right of a column of a row."""
    printed = list(grid.printed(row, column + 1))
    for (_, text), (place, value) in pairwise(printed):
        if _is(_AFTER, text) and heading(value) is None:
            return row, place
    return None


def _is(word: re.Pattern[str], text: str) -> bool:
    return 0 < len(text) <= 20 and word.fullmatch(plain(text)) is not None
