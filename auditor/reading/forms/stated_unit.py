"""The unit of money that a form states for its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.reading.forms.head_area import Area
from auditor.reading.forms.headings import heading, money_unit
from auditor.reading.grid import Grid

_UNIT_REMARK = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(?P<unit>亿元|万元|千元|元)(?!\s*[/／每])")
_UNIT_ALONE = re.compile(
    r"\s*[（(]?\s*(?:金额|货币|计量|计价)?\s*单位\s*[:：]\s*(?:人民币)?\s*(?P<unit>亿元|万元|千元|元)\s*[）)]?\s*"
)
_UNIT_LABEL = re.compile(r"\s*(?:金额|货币|计量|计价)?\s*单位\s*[:：]?\s*")
_APART = re.compile(r"(?<=[亿万千])\s+(?=元)")
"""Blanks inside a unit (万 元)."""
_LONGEST_REMARK = 60


def stated_unit(area: Area) -> str | None:
    """The unit of money that a budget label, or the label of the money block, names; None where none does."""
    for _, _, text in area.labels:
        named = heading(text)
        if named and named.field in ("budget", "executed", "longterm_budget") and named.unit:
            return named.unit
    short = (_APART.sub("", text) for _, _, text in area.labels if len(text) <= _LONGEST_REMARK)
    remarks = (_UNIT_REMARK.search(text) for text in short)
    stated = next((found["unit"] for found in remarks if found), None)
    return stated or next(_unit_beside(area), None)


def unit_alone(grid: Grid, first: int, end: int) -> str | None:
    """The unit of money that the last cell by itself in the rows ``[first, end)`` states (金额单位：元); None where none does."""
    texts = (text for row in range(end - 1, first - 1, -1) for _, text in grid.printed(row))
    stated = (_UNIT_ALONE.fullmatch(_APART.sub("", text)) for text in texts if "单位" in text)
    return next((found["unit"] for found in stated if found), None)


def _unit_beside(area: Area) -> Iterator[str]:
    """Units of money that stand in a cell beside their label (金额单位：｜元)."""
    for row in range(area.first, area.end):
        texts = [text for _, text in area.grid.printed(row)]
        for label, value in pairwise(texts):
            if _UNIT_LABEL.fullmatch(label) and (unit := money_unit(value)) and len(value) <= len("人民币万元"):
                yield unit
