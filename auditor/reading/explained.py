"""How much of a form a reading explains, by which one of several is chosen."""

from __future__ import annotations

import re

from auditor.model import INDICATOR_FIELDS, Indicator
from auditor.reading.extraction import Extraction
from auditor.reading.forms.in_cell import states_several
from auditor.taxonomy import level2_of

_MOST_WHOLE = 0.8
_CATEGORY = re.compile("(?:数量|质量|时效|成本|效益|满意度)指标")


def is_whole(row: Indicator) -> bool:
    """Whether a row has a known second level, a name and a target."""
    return bool(level2_of(row.level2) and row.level3 and row.target)


def mostly_whole(content: Extraction) -> bool:
    """Whether most rows are whole."""
    rows = [row for project in content.projects for row in project.indicators]
    return sum(map(is_whole, rows)) >= _MOST_WHOLE * len(rows)


def fills_columns(content: Extraction) -> bool:
    """Whether nearly all rows are whole and a quarter of their second levels are known: the columns are right."""
    rows = [row for project in content.projects for row in project.indicators]
    whole = sum(bool(row.level2 and row.level3 and row.target) for row in rows)
    known = sum(level2_of(row.level2) is not None for row in rows)
    return whole >= _MOST_WHOLE * len(rows) and 4 * known >= len(rows)


def filled_cells(content: Extraction) -> int:
    """How much of the table a reading explains: its filled cells in rows whose second level is one of the known."""
    return sum(
        sum(bool(getattr(row, name)) for name in INDICATOR_FIELDS)
        for project in content.projects
        for row in project.indicators
        if level2_of(row.level2) is not None
    )


def runs_together(content: Extraction) -> bool:
    """Whether a row names several categories, or one cell holds the names and values of many rows: a table has rules between
    some of its rows or columns, but not between all.
    """
    rows = [row for project in content.projects for row in project.indicators]
    return any(len(_CATEGORY.findall(row.level2)) > 1 or _is_one_cell(row) for row in rows)


def _is_one_cell(row: Indicator) -> bool:
    return row.level3 == row.target and states_several(row.target)
