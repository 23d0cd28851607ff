"""What tells that rows of a table are missing though nothing else shows it: numbers that do not follow each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.model import Indicator, Project
from auditor.reading.forms.execution import number
from auditor.reading.forms.headings import plain
from auditor.reading.forms.signatures import is_signature_row
from auditor.reading.forms.tables import CLOSING, GridTable
from auditor.reading.grid import Grid
from auditor.taxonomy import LEVEL1_OF, level1_of, level2_of

_MAY_STAND_UNDER = frozenset({("output", "cost"), ("cost", "output"), ("effect", "satisfaction")})
"""First levels that forms put a second level of another one under: 成本指标 under 产出, 满意度 under 效益."""
_SERIAL = frozenset({"序号", "编号", "行次", "序"})
_CHINESE = "一二三四五六七八九十"
_NUMBERED = re.compile(r"\s*(?:指标\s*)?[（(]?(?P<number>\d{1,2}|[一二三四五六七八九十])[）)]?\s*[、.．：:](?!\d)\s*\D")
_FEWEST = 3
_COUNTED = re.compile(r"共(?:设置?|有|计|填报|列)?\s*(\d{1,3})\s*[项个条](?:三级|绩效|具体)*指标(?!值)")
_LONGEST_COUNT = 60
_EXECUTION_POINTS = 20.0
"""More than the execution of the budget is ever worth."""
_ROUNDING = 0.05
_PAGES = re.compile(r"共(\d{1,3})页")


def missing_rows(tables: Iterable[GridTable], rows: Sequence[Indicator]) -> str | None:
    """One sentence on rows that the numbers in a grid say are missing, None where they say nothing of it.

    Args:
        tables: the tables of the grid; where several skip a serial number, the last is told.
        rows: all rows that were read of them.
    """
    gaps = [gap for table in tables if (gap := _gap(_serials(table))) is not None]
    if gaps:
        return f"序号从{gaps[-1][0]}跳到{gaps[-1][1]}，中间可能有没有读到的行"
    for name in ("level1", "level2", "level3"):
        gap = _gap(_numbers(getattr(row, name) for row in rows))
        if gap is not None:
            return f"编号从{gap[0]}跳到{gap[1]}，中间可能有没有读到的行"
    return None


def short_of_total(table: GridTable, project: Project) -> str | None:
    """One sentence on points that the last line of a printed table sums up and its rows do not have, None where none lack.

    The points of the budget's execution may be part of the sum. On a sheet nothing gets lost: there the sum is wrong.
    """
    grid = table.grid
    paged = bool(grid.origins) and grid.origins[table.top].page is not None
    if not paged or "weight" not in table.columns or table.end >= len(grid.rows):
        return None
    first = next((text for _, text in grid.printed(table.end)), "")
    stated = number(grid.text(table.end, table.columns["weight"]))
    read = sum(row.weight or 0 for row in project.indicators)
    spent = _EXECUTION_POINTS if project.execution is not None else 0.0
    if stated is None or not 0 < read < stated - spent - _ROUNDING or plain(first) not in CLOSING:
        return None
    return f"合计的分值是{stated:g}分，读到的各行只有{read:g}分，可能有没有读到的行"


def fewer_than_counted(grid: Grid, tables: Sequence[GridTable], rows: int) -> str | None:
    """One sentence where a cell outside of tables counts more indicators (共12项指标) than were read, else None."""
    inside = {row for table in tables for row in range(table.body, table.end)}
    outside = (row for row in range(len(grid.rows)) if row not in inside)
    texts = (text for row in outside for _, text in grid.printed(row) if len(text) <= _LONGEST_COUNT)
    counts = [int(found[1]) for text in texts if (found := _COUNTED.search(text))]
    if len(counts) != 1 or counts[0] <= rows:
        return None
    return f"表里写着共{counts[0]}项指标，只读到{rows}项，可能有没有读到的行"


def out_of_place(rows: Iterable[Indicator]) -> str | None:
    """One sentence where what stands in the place of the second level belongs to another first one (产出指标 and beside it
    效益指标 or 生态效益指标): cells of its row were lost or moved; else None.
    """
    for row in rows:
        level1, level2 = level1_of(row.level1), level2_of(row.level2)
        found = LEVEL1_OF[level2] if level2 else level1_of(row.level2)
        if level1 and found and level1 != found and (level1, found) not in _MAY_STAND_UNDER:
            return f"“{row.level2}”不属于“{row.level1}”，这一行的格子可能错了位，可能有没有读到的行"
    return None


def beyond_header(tables: Iterable[GridTable]) -> str | None:
    """One sentence where a row of a document's table goes on to the right of all its headings: the mark between it and
    another row was lost; else None. On a sheet or a page anything may stand beside a table.
    """
    for table in tables:
        grid = table.grid
        if not grid.origins or grid.origins[table.top].table is None or grid.origins[table.top].page is not None:
            continue
        width = len(grid.rows[table.top]) if grid.rows else 0
        header = range(table.top, table.body)
        end = next((one for one in range(width, 0, -1) if any(grid.text(row, one - 1) for row in header)), 0)
        for row in range(table.body, table.end):
            if any(column >= end for column, _ in grid.printed(row)) and not is_signature_row(grid.texts(row)):
                place = grid.location(row).row or row + 1
                return f"第{place}行的格子比表头多，多半错了位，可能有没有读到的行"
    return None


def missing_pages(characters: str, pages: int) -> str | None:
    """One sentence on pages that a document counts (共5页) and does not have, None where it has all of them.

    Args:
        characters: all that is written on its pages, without blanks.
        pages: how many it has.
    """
    counted = {int(number) for number in _PAGES.findall(characters)}
    if len(counted) != 1 or max(counted) <= pages:
        return None
    return f"页脚写着共{max(counted)}页，文件只有{pages}页，缺少的页没有审核"


def _serials(table: GridTable) -> list[int]:
    """The numbers of the column of numbers, each once; [] where not every row with an indicator has one."""
    column = next((one.column for one in table.read if plain(one.name) in _SERIAL), None)
    if column is None or "level3" not in table.columns:
        return []
    grid = table.grid
    texts = [grid.text(row, column) for row in range(table.body, table.end) if grid.text(row, table.columns["level3"])]
    return [int(text) for text in dict.fromkeys(texts)] if all(text.isdecimal() for text in texts) else []


def _numbers(texts: Iterable[str]) -> list[int]:
    """The numbers before labels, each label once; [] where one has none."""
    found = [_NUMBERED.match(text) for text in dict.fromkeys(texts)]
    return [_value(one["number"]) for one in found if one] if all(found) else []


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _CHINESE.index(number) + 1


def _gap(numbers: Sequence[int]) -> tuple[int, int] | None:
    """The first two of numbers that otherwise rise one by one, or begin anew, between which one is left out."""
    gaps = list(_steps_over(numbers))
    begins = not numbers or numbers[0] == 1
    return gaps[0] if len(numbers) >= _FEWEST and len(gaps) == 1 and begins else None


def _steps_over(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for before, after in itertools.pairwise(numbers):
        if after not in (before + 1, 1):
            yield before, after
