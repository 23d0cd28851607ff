"""Forms for a whole department (整体支出): their title, their list of the year's tasks, and the money for projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import DepartmentForm, DepartmentTask
from auditor.reading.forms.headings import heading, plain
from auditor.reading.forms.money import amount_wan
from auditor.reading.grid import Grid

_TITLE = re.compile(
    r".{0,40}(?:绩效|整体支出|项目支出|自评|监控).{0,16}(?:表|表式|情况表)(?:[（(][^（）()]{1,16}[）)])?"
)
_YEAR_LINE = re.compile(r"\s*[（(]?\s*20\d\d\s*年?度?(?:\s*1?\s*[-—~至]\s*1?\d\s*月)?\s*[）)]?\s*")
_WHOLE = re.compile(r"整体(?:支出|绩效|预算|目标)|部门整体|单位整体")
_TASK_NAME = re.compile(r"(?:年度)?(?:主要|重点|工作)*任务(?:名称)?|工作事项|任务名称")
_TASK_CONTENT = re.compile(r"(?:任务|工作|实施)?(?:主要)?(?:内容|工作内容|任务内容)")
_TASK_MONEY = re.compile(r"(?:预算|资金|涉及)?(?:金额|总额|资金|预算|合计|小计|安排)+(?:数)?")
_SUM = re.compile(r"(?:金额|资金|预算)?(?:合计|总计|小计|共计)")
_PROJECTS = re.compile(r"(?:其中|\d[.、])?[:：]?(?:\d[.、])?项目(?:支出|预算|经费|资金)(?:预算)?(?:合计|总额|小计)?")
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?(?:\s*[万亿]?元)?")


def form_title(grid: Grid, first: int, top: int) -> str:
    """The title printed in the rows ``[first, top)`` with the line of its year, "" where there is none."""
    for row in range(first, top):
        printed = [text for _, text in grid.printed(row)]
        if len(printed) == 1 and _TITLE.fullmatch(printed[0].replace(" ", "")) and heading(printed[0]) is None:
            below = [text for _, text in grid.printed(row + 1)] if row + 1 < top else []
            year = below[0] if len(below) == 1 and _YEAR_LINE.fullmatch(below[0]) else ""
            return f"{printed[0].strip()}{year.strip()}"
    return ""


def is_of_whole_department(title: str) -> bool:
    """Whether a title says that its form speaks of a whole department."""
    return bool(_WHOLE.search(title))


def department_form(grid: Grid, first: int, top: int, department: str, unit: str) -> DepartmentForm:
    """What the rows ``[first, top)`` above the table say of a whole department; amounts without a unit are in ``unit``."""
    tasks, total = _tasks(grid, first, top, unit)
    return DepartmentForm(
        department=department,
        tasks=tasks,
        tasks_total_wan=total,
        projects_wan=_projects_money(grid, first, top, unit),
    )


@dataclass(frozen=True)
class _TaskList:
    """Where a list of tasks is: its first row, and the columns of name, content and amount."""

    top: int
    name: int
    content: int | None
    money: int | None


def _tasks(grid: Grid, first: int, top: int, unit: str) -> tuple[tuple[DepartmentTask, ...], float | None]:
    """The tasks of the list, and its printed sum."""
    found = _task_list(grid, first, top)
    if found is None:
        return (), None
    tasks: list[DepartmentTask] = []
    for row in range(found.top, top):
        cells = list(grid.printed(row))
        amount = _amount(grid, row, found.money, unit)
        if any(_SUM.fullmatch(plain(text)) for _, text in cells):
            return tuple(tasks), amount
        name = grid.text(row, found.name).strip()
        if not name or any(_ends_list(text) for column, text in cells if column <= found.name):
            break
        content = grid.text(row, found.content).strip() if found.content is not None else ""
        tasks.append(DepartmentTask(name=name, content=content, amount_wan=amount))
    return tuple(tasks), None


def _ends_list(text: str) -> bool:
    named = heading(text)
    return named is not None and named.field in ("goal", "level1", "level2", "level3", "longterm_goal")


def _task_list(grid: Grid, first: int, top: int) -> _TaskList | None:
    """The list headed by a name of the task beside its content or its amount."""
    for row in range(first, top):
        named = {column: plain(text) for column, text in grid.printed(row)}
        names = [column for column, text in named.items() if _TASK_NAME.fullmatch(text)]
        content = next((column for column, text in named.items() if _TASK_CONTENT.fullmatch(text)), None)
        money = next((column for column, text in named.items() if _TASK_MONEY.fullmatch(text)), None)
        if names and (content is not None or money is not None):
            return _TaskList(_first_task(grid, row, top, names[-1]), names[-1], content, money)
    return None


def _first_task(grid: Grid, row: int, top: int, name: int) -> int:
    """The row below the headings, which may be two rows high (总额 ｜ 财政拨款 ｜ 其他资金)."""
    below = row + 1
    has_own_name = below < top and grid.text(below, name).strip() and (below, name) not in grid.merged
    return below if has_own_name else below + 1


def _amount(grid: Grid, row: int, column: int | None, unit: str) -> float | None:
    text = grid.text(row, column).strip() if column is not None else ""
    return amount_wan(text, unit) if _NUMBER.fullmatch(text) else None


def _projects_money(grid: Grid, first: int, top: int, unit: str) -> float | None:
    """The amount of 项目支出: the last budget of its row before what was spent, or beside its label."""
    amounts = list(_beside_projects(grid, first, top, unit))
    return amounts[0] if len(amounts) == 1 else None


def _beside_projects(grid: Grid, first: int, top: int, unit: str) -> Iterator[float]:
    columns = _budget_columns(grid, first, top)
    for row in range(first, top):
        for column, text in grid.printed(row):
            if not _PROJECTS.fullmatch(plain(text)):
                continue
            beside = [place for place, _ in grid.printed(row) if place > column]
            wanted = [place for place in beside if place in columns] or beside[:1]
            amount = _amount(grid, row, wanted[-1], unit) if wanted else None
            if amount is not None:
                yield amount


def _budget_columns(grid: Grid, first: int, top: int) -> set[int]:
    """The columns that a row with 执行数 heads as budgets, or that another heads so."""
    found: set[int] = set()
    for row in range(first, top):
        named = {column: one.field for column, text in grid.printed(row) if (one := heading(text)) is not None}
        if len(named) > 1:
            found |= {column for column, name in named.items() if name == "budget"}
    return found
