"""What is doubtful in what was read: nothing certain is said of it until a person has looked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import Indicator
from auditor.reading.forms.adjusted import is_of_change
from auditor.reading.forms.head import Head
from auditor.reading.forms.headings import funding_source, heading, is_ignored, is_signature, money_unit, plain
from auditor.reading.forms.money import amount_wan
from auditor.reading.forms.source_table import is_sum
from auditor.reading.forms.tables import GridTable, rows_seen
from auditor.reading.grid import Grid

MOST_WAN = 10_000_000.0
"""A budget of more (1000 亿元) is a reading gone wrong: no project of one unit is that large."""

_ROW_FIELDS = ("level1", "level2", "level3", "target")
_MONEY_COLUMNS = frozenset({"budget", "executed", "rate", "weight", "score"})
_LONGEST_LABEL = 14
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z（）()、/：:\s]{2,}")
_CAPTION = re.compile(
    r"(?:年度|全年|项目|部门|整体|财政|预算)*(?:资金|经费|预算|收支)(?:投入|执行|使用|支出|安排|收支|总体)*(?:情况|构成)?"
)
"""What the whole of a money table is called."""
_OF_GOALS = re.compile(r"[^，。；\d]{0,10}(?:目标|情况)")
_NESTED = "资金来源写了几层，分不清哪些相加是总额"
_GOAL_LENGTH = 15
_FEWEST_POINTS = 90
_FEWEST_ROWS = 4


def row_doubts(table: GridTable) -> tuple[str, ...]:
    """What is not certain of the columns that every row of a table was read from."""
    return tuple(dict.fromkeys(table.unsure[name] for name in _ROW_FIELDS if name in table.unsure))


def cut_off(table: GridTable, rows: Sequence[Indicator]) -> str | None:
    """Why a table may have lost its last rows: it ends with its sheet, no 满意度 is in it, and its points are too few."""
    grid = table.grid
    if "weight" not in table.columns or any(any(grid.rows[row]) for row in range(table.end, len(grid.rows))):
        return None
    total = sum(row.weight or 0 for row in rows)
    satisfied = any("满意" in row.level1 + row.level2 for row in rows)
    if satisfied or not 0 < total < _FEWEST_POINTS:
        return None
    return f"表没有结尾的行，分值加起来只有{total:g}分，后面可能还有没有读到的行"


def told_twice(rows: Sequence[Indicator]) -> dict[str, str]:
    """Doubts on rows most of which are written twice with other values: a mid-term and an annual block not told apart."""
    targets: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        targets.setdefault((row.level2, row.level3), set()).add(row.target)
    differing = sum(len(values) > 1 for values in targets.values())
    if len(rows) < _FEWEST_ROWS or 2 * differing <= len(targets):
        return {}
    told = "多数指标写了两遍、指标值不同，分不清哪些是本年度的"
    return dict.fromkeys(("level2", "level3", "target", "indicators"), told)


def unread_rows(grid: Grid, tables: tuple[GridTable, ...]) -> str | None:
    """One sentence on rows that look like indicators and were not read, None where there are none."""
    lost = rows_seen(grid, tables)
    if not lost:
        return None
    place = grid.location(lost[0])
    named = ((place.sheet, "工作表“{}”"), (place.page, "第{}页"), (place.table, "表{}"), (place.row, "第{}行"))
    where = "".join(told.format(value) for value, told in named if value is not None)
    return f"有{len(lost)}行像是指标，但没有读进来（第一处：{where or '表中'}），请核对表头"


def head_doubts(grid: Grid, first: int, end: int, head: Head) -> dict[str, str]:
    """Fields of the project that are not certain, with the reason: missing beside an unknown label, or hard to believe."""
    found = {**dict(_unbelievable(head)), **dict(_money_doubts(grid, first, end, head))}
    absent = [name for name in ("name", "goal") if not head.fields.get(name)]
    absent += ["budget_wan"] if head.budget_wan is None else []
    if not absent:
        return found
    if head.row is None:
        return found | {f"project.{name}": "表格上方没有读到项目的信息" for name in absent}
    for label, value in _unknown_labels(grid, first, end):
        name = _kind(value)
        if name in absent:
            found.setdefault(f"project.{name}", f"“{label}”没有认出是什么")
    return found


def _unbelievable(head: Head) -> Iterator[tuple[str, str]]:
    if head.itemised:
        yield "project.budget_wan", "只读到逐项的金额，没有读到总额"
    if head.nested:
        yield "project.funding", _NESTED
        if head.budget_wan is None:
            yield "project.budget_wan", _NESTED
    if head.other_budget:
        told = f"资金表的“{head.other_budget}”没有认出是什么，执行率可能是按它算的"
        yield from (("project.execution", told), ("project.budget_wan", told))
    if head.of_other_year and head.budget_wan is not None:
        yield "project.budget_wan", head.of_other_year
    if head.budget_wan is not None and head.budget_wan > MOST_WAN:
        yield "project.budget_wan", f"读出的预算{head.budget_wan:g}万元大得不合情理"
    goal = head.fields.get("goal", "")
    if goal and (heading(goal) is not None or is_ignored(goal) or _OF_GOALS.fullmatch(plain(goal))):
        yield "project.goal", f"读出的绩效目标“{goal}”像是栏目名称"
    name = head.fields.get("name", "")
    if name and heading(name) is not None:
        yield "project.name", f"读出的项目名称“{name}”像是栏目名称"


def _money_doubts(grid: Grid, first: int, end: int, head: Head) -> Iterator[tuple[str, str]]:
    """Sources and execution, where a label beside an amount or over a money table is not known."""
    told = head.execution
    incomplete = told is None or None in (told.budget_wan, told.executed_wan, told.rate_percent)
    for row in range(first, end):
        printed = [text for _, text in grid.printed(row)]
        fields = {one.field for text in printed if (one := heading(text)) is not None}
        unknown = [text for text in printed if _is_unknown_label(text) and not _CAPTION.fullmatch(plain(text))]
        if incomplete and unknown and len(fields & _MONEY_COLUMNS) > 1:
            yield "project.execution", f"资金表的“{unknown[0]}”没有认出是什么"
        for label, value in pairwise(printed):
            if _is_unknown_label(label) and _kind(value) == "budget_wan":
                yield "project.funding", f"“{label}”没有认出是什么"


def _unknown_labels(grid: Grid, first: int, end: int) -> Iterator[tuple[str, str]]:
    """First cells of rows that look like labels but are none that is known, each with the text beside it."""
    for row in range(first, end):
        printed = [text for _, text in grid.printed(row)]
        for label, value in zip(printed[::2], printed[1::2], strict=False):
            if _is_unknown_label(label) and heading(value) is None:
                yield label, value


def _is_unknown_label(text: str) -> bool:
    if (
        len(text) > _LONGEST_LABEL
        or not _LABEL.fullmatch(text)
        or is_signature(text)
        or is_sum(text)
        or is_of_change(text)
    ):
        return False
    return heading(text) is None and funding_source(text) is None and not is_ignored(text)


def _kind(value: str) -> str:
    """The field of a project that a value can be: a sum of money, a goal, a name."""
    bare = re.sub(r"[\d,，.\s]", "", value)
    if amount_wan(value) is not None and (not bare or money_unit(bare) or bare in ("元", "万元", "亿元")):
        return "budget_wan"
    return "goal" if len(value) > _GOAL_LENGTH else "name"
