"""What stands on the cover of a material: short lines before its first form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.model import Project
from auditor.reading.forms.tables import GridTable
from auditor.reading.grid import Grid

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_MOST_LINES = 12
_LONGEST_LINE = 40


def cover_lines(lines: Iterable[str]) -> str:
    """The first short lines of a text that are no sentences."""
    stripped = (line.strip() for line in lines)
    short = [line for line in stripped if line and len(line) <= _LONGEST_LINE and not line.endswith(("。", "；", "，"))]
    return "\n".join(short[:_MOST_LINES])


def title_year(projects: Iterable[Project]) -> int | None:
    """The one year that the titles of forms name, None where they name none or several."""
    years = {int(year) for project in projects for year in _YEAR.findall(project.title)}
    return years.pop() if len(years) == 1 else None


def cover_of(sheets: Sequence[tuple[Grid, tuple[GridTable, ...]]]) -> str:
    """The cover sheet of a workbook: the one before the first with a table, where it holds no more than a cover does."""
    for grid, tables in sheets:
        if tables:
            return ""
        printed = [text for row in range(len(grid.rows)) for _, text in grid.printed(row)]
        if 0 < len(printed) <= _MOST_LINES:
            return cover_lines("：".join(text for _, text in grid.printed(row)) for row in range(len(grid.rows)))
    return ""
