"""A grid to projects: the fields above each indicator table, and whether it is a form or a flat list.

A form has its project's fields above the table (河北 form, 88号 forms, 自评表), several of them stacked in one sheet or one
in each sheet. A flat list names the project in columns of the table itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from auditor.model import DepartmentForm, Execution, Indicator, Periods, Project
from auditor.reading.forms.achieved import achieved_text
from auditor.reading.forms.annual import amounts_in, is_of_year, of_other_year
from auditor.reading.forms.below import remarks_below, stated_grade
from auditor.reading.forms.crossed_out import crossed_out_years
from auditor.reading.forms.department import department_form, form_title, is_of_whole_department
from auditor.reading.forms.doubtful import cut_off, head_doubts, row_doubts, told_twice, unread_rows
from auditor.reading.forms.execution import month_reported, number
from auditor.reading.forms.head import Head, read_head, read_labelled
from auditor.reading.forms.head_area import is_label
from auditor.reading.forms.headings import heading, money_unit
from auditor.reading.forms.level_titles import HIGHER_LEVELS
from auditor.reading.forms.lost_digits import code_doubts, unit_doubts
from auditor.reading.forms.missing_rows import (
    beyond_header,
    fewer_than_counted,
    missing_rows,
    out_of_place,
    short_of_total,
)
from auditor.reading.forms.period import start_and_end
from auditor.reading.forms.records import IndicatorRecord, indicator, read_records, without_template_lines
from auditor.reading.forms.stated_unit import unit_alone
from auditor.reading.forms.tables import CLOSING, GridTable, form_year
from auditor.reading.forms.unread_head import unread_head
from auditor.reading.grid import Grid

_LINES_ABOVE = 4
_STATES_UNIT = re.compile(r".{0,30}单位\s*[:：]\s*.{0,5}元[^\d]{0,4}|[（(].{0,5}元[）)]")
_OF_TASKS = frozenset({"project.name", "project.budget_wan", "project.funding"})
"""What the names and amounts of a department's tasks would be taken for."""

_KINDLESS = "下面这张表没有一级、二级指标的栏目，不知道这一行属于哪一类"
_OF_A_BLOCK = frozenset({"goal", "budget"})
"""What may stand above the annual block of a form whose mid-term block came before it."""


@dataclass
class _Projects:
    """The projects of a grid as far as they are read; ``above`` reads the last row of the table before, where one goes on,
    ``unit_above`` is the unit of money that stands alone above (金额单位：元)."""

    found: list[Project] = field(default_factory=list)
    above: Callable[[], Mapping[str, str] | None] = lambda: None
    columns: Mapping[str, int] | None = None
    after_longterm: bool = False
    unit_above: str | None = None


def read_grid(grid: Grid, tables: tuple[GridTable, ...]) -> tuple[Project, ...]:
    """The projects of a sheet with its indicator tables; ids of their rows are not yet set."""
    projects = _Projects()
    first = 0
    for place, table in enumerate(tables):
        head = read_head(grid, first, table.top, projects.unit_above)
        annual = place + 1 < len(tables) and _annual_follows(grid, table, tables[place + 1])
        later = place > 0 and _longterm_follows(tables[place - 1], table, head)
        if table.flat:
            _add_list(projects, table, head)
        else:
            limit = tables[place + 1].top if place + 1 < len(tables) else len(grid.rows)
            _add_form(projects, table, head, first, limit, left_out=annual or later)
        projects.after_longterm = annual
        projects.columns = table.columns
        projects.unit_above = unit_alone(grid, first, table.end) or projects.unit_above
        first = table.end
    found = [_told_once(project) for project in projects.found if project.indicators]
    if found and (cut := cut_off(tables[-1], found[-1].indicators)):
        found[-1] = _with_lost(found[-1], cut)
    if len(found) == 1 and (short := short_of_total(tables[-1], found[0])):
        found[0] = _with_lost(found[0], short)
    rows = [row for project in found for row in project.indicators]
    lost = (
        unread_rows(grid, tables)
        or missing_rows(tables, rows)
        or fewer_than_counted(grid, tables, len(rows))
        or out_of_place(rows)
        or beyond_header(tables)
    )
    return tuple(_with_lost(project, lost) for project in found) if lost else tuple(found)


def _told_once(project: Project) -> Project:
    """The project with the doubt that its rows are written twice, where they are."""
    unsure = told_twice(project.indicators)
    return project.model_copy(update={"unsure": {**project.unsure, **unsure}}) if unsure else project


def _with_lost(project: Project, lost: str) -> Project:
    """The project with the word that rows of its sheet were not read."""
    return project.model_copy(update={"unsure": {**project.unsure, "indicators": lost}})


def _annual_follows(grid: Grid, table: GridTable, following: GridTable) -> bool:
    """Whether a table holds nothing but a mid-term block, and the annual one of the same project comes next."""
    if not table.only_longterm or following.only_longterm:
        return False
    return read_labelled(grid, table.end, following.top).fields.keys() <= _OF_A_BLOCK


def _longterm_follows(annual: GridTable, table: GridTable, head: Head) -> bool:
    """Whether a table holds nothing but a mid-term block, and the annual one of the same project came before it."""
    return table.only_longterm and not annual.only_longterm and head.fields.keys() <= _OF_A_BLOCK


def _names_again(head: Head, project: Project) -> bool:
    """Whether a head says nothing but the name or code of the project under way, whose table goes on below it."""
    named = {name: text for name, text in head.fields.items() if name != "department"}
    own = {"name": project.name, "code": project.code}
    return bool(named) and all(own.get(name) == text for name, text in named.items())


def _add_form(projects: _Projects, table: GridTable, head: Head, first: int, limit: int, *, left_out: bool) -> None:
    """The project of a form, or more rows of the project under way."""
    names_none = not head.fields or (projects.after_longterm and head.fields.keys() <= _OF_A_BLOCK)
    again = bool(projects.found) and _names_again(head, projects.found[-1])
    goes_on = bool((names_none or again) and projects.found and first)
    rows = () if left_out else tuple(_records_below(table, projects.above()) if goes_on else _records(table))
    if goes_on and left_out:
        return
    if goes_on:
        projects.found[-1] = _longer(projects.found[-1], table, rows, head.fields.get("goal", ""))
    else:
        projects.found.append(_form_project(head, table, first, limit, rows))
    last = rows[-1].texts if rows else None
    projects.above = lambda: last


def _records_below(table: GridTable, above: Mapping[str, str] | None) -> Iterator[IndicatorRecord]:
    """The rows of a table of the project under way, levels left out being those of the last row above where it has columns or
    titles for them; of what kind its rows are is not known where nothing in it tells that.
    """
    levels = {name for name in HIGHER_LEVELS if name in table.columns or table.titles}
    known = {name: text for name, text in (above or {}).items() if name in levels or name not in HIGHER_LEVELS}
    kindless = not levels and any((above or {}).get(name) for name in HIGHER_LEVELS)
    for row in _records(table, known):
        told = kindless and not any(row.texts.get(name) for name in HIGHER_LEVELS)
        yield replace(row, unsure={**dict.fromkeys(HIGHER_LEVELS, _KINDLESS), **row.unsure}) if told else row


def _records(table: GridTable, above: Mapping[str, str] | None = None) -> Iterator[IndicatorRecord]:
    """The rows of a table without those of a mid-term block, where it has an annual one, sums, and unused lines."""
    skipped = table.sums | (frozenset() if table.only_longterm else table.longterm)
    above = {**(above or {}), **table.titled}
    rows = read_records(table.grid, table.columns, table.body, table.end, above, skipped, table.titles)
    return crossed_out_years(table, without_template_lines(rows))


def _add_list(projects: _Projects, table: GridTable, head: Head) -> None:
    """The projects of a list; one that is cut in two goes on below its headings printed again."""
    goes_on = not head.fields and projects.columns == table.columns
    above = projects.above() if goes_on else None
    for project in _flat_projects(table, above):
        place = next((number for number, one in enumerate(projects.found) if goes_on and _same(one, project)), None)
        if place is None:
            projects.found.append(project)
        else:
            rows = (*projects.found[place].indicators, *project.indicators)
            projects.found[place] = projects.found[place].model_copy(update={"indicators": rows})
    projects.above = partial(_last_texts, table, above)


def _same(one: Project, other: Project) -> bool:
    return (one.code, one.name) == (other.code, other.name)


def _last_texts(table: GridTable, above: Mapping[str, str] | None) -> Mapping[str, str] | None:
    last = None
    for record in _records(table, above):
        last = record.texts
    return last


def department_of(sheets: Iterable[tuple[Grid, tuple[GridTable, ...]]]) -> str | None:
    """The first department that a sheet names."""
    for grid, tables in sheets:
        first = 0
        for table in tables:
            if "department" in table.columns:
                return _listed_department(table)
            found = read_labelled(grid, first, table.top).fields.get("department")
            if found:
                return found
            first = table.end
    return None


def _listed_department(table: GridTable) -> str | None:
    """The first department in the column of a list, that of a line of sums passed over."""
    texts = (table.grid.text(row, table.columns["department"]) for row in range(table.body, table.end))
    return next((text for text in texts if text and text.rstrip("：:").replace(" ", "") not in CLOSING), None)


def _is_whole(head: Head, title: str) -> bool:
    """Whether a form is one for a whole department (整体支出): it names no project."""
    nameless = "code" not in head.fields and "name" not in head.unfilled and "name" not in head.fields
    return nameless and ("department" in head.fields or is_of_whole_department(title))


def _department_name(head: Head) -> str:
    """The name of a form for a whole department, "" where it does not say of which."""
    department = head.fields.get("department", "")
    mixed = ":" in department or "：" in department  # another label has run into it
    return f"{department}整体支出" if department and not mixed else ""


def _execution(head: Head, table: GridTable, first: int, limit: int) -> Execution | None:
    """The money of a form with what it says of it below the table; None where it says nothing."""
    grid = table.grid
    told = {
        "total_score": _total_score(table),
        "grade": stated_grade(grid, first, table.top) or stated_grade(grid, table.end, limit),
        "until_month": month_reported(grid, first, table.body),
    }
    if head.execution is None and not any(told.values()):
        return None
    return (head.execution or Execution()).model_copy(update=told)


def _total_score(table: GridTable) -> float | None:
    """The total that the row below the table states under 得分."""
    if table.end >= len(table.grid.rows) or "score" not in table.columns:
        return None
    printed = list(table.grid.printed(table.end))
    closes = bool(printed) and printed[0][1].rstrip("：:").replace(" ", "") in CLOSING
    return number(table.grid.text(table.end, table.columns["score"])) if closes else None


def _period(head: Head) -> tuple[str, str]:
    """When the project starts and ends, as written."""
    starts, ends = start_and_end(head.fields.get("period", ""))
    return head.fields.get("starts", starts), head.fields.get("ends", ends)


def _unfilled(grid: Grid, first: int, top: int, head: Head) -> tuple[str, ...]:
    """The fields whose label was found and whose own cell, and what could stand for it, are known to be blank."""
    asked = {"goal": _asks_for_goal, "name": _asks_for_name}
    return tuple(
        name
        for name, asks in asked.items()
        if not head.fields.get(name) and any(asks(grid, row, top) for row in range(first, top + 1))
    )


def _asks_for_goal(grid: Grid, row: int, top: int) -> bool:
    """Whether a label of the goal stands alone in a row, above a row that does not hold its value."""
    printed = list(grid.printed(row))
    if len(printed) != 1 or any(place[0] == row for place in grid.unread):
        return False
    column, text = printed[0]
    named = heading(text)
    beside = grid.merged.get((row, column + 1), (row, column + 1)) != (row, column)
    return named is not None and named.field == "goal" and beside and _blank_below(grid, row, column, top)


def _asks_for_name(grid: Grid, row: int, top: int) -> bool:
    """Whether a label of the project's name has a blank cell beside it, up to the next label or the end of the row."""
    printed = list(grid.printed(row))
    if row >= top or any(place[0] == row for place in grid.unread):
        return False
    for place, (column, text) in enumerate(printed):
        named = heading(text)
        if named is not None and named.field == "name":
            end = printed[place + 1][0] if place + 1 < len(printed) else len(grid.rows[row])
            followed = place + 1 == len(printed) or is_label(printed[place + 1][1])
            own = [one for one in range(column + 1, end) if grid.merged.get((row, one)) != (row, column)]
            return followed and bool(own) and _blank_below(grid, row, column, top)
    return False


def _blank_below(grid: Grid, row: int, column: int, top: int) -> bool:
    """Whether the cell below a label is no value of it: blank, a label, or one of the table."""
    below = grid.text(row + 1, column) if row < top else ""
    return not below or is_label(below)


def _form_project(head: Head, table: GridTable, first: int, limit: int, rows: tuple[IndicatorRecord, ...]) -> Project:
    grid = table.grid
    starts, ends = _period(head)
    title = form_title(grid, first, table.top)
    whole = _is_whole(head, title)
    return Project(
        code=head.fields.get("code", ""),
        name=head.fields.get("name", "") or (_department_name(head) if whole else ""),
        title=title,
        periods=_periods(table),
        department_form=_department_form(grid, first, table.top, head) if whole else None,
        purpose=head.fields.get("purpose", ""),
        goal=head.fields.get("goal", ""),
        achieved=achieved_text(grid, first, table.top),
        budget_wan=head.budget_wan,
        total_budget_wan=head.total_budget_wan,
        longterm_goal=head.longterm_goal,
        funding=head.funding,
        spending_plan=head.plan,
        execution=_execution(head, table, first, limit),
        remarks=remarks_below(grid, table.end, limit),
        indicators=_indicators(table, rows),
        location=grid.location(head.row if head.row is not None else first),
        unsure={**table.unsure, **_head_unsure(grid, first, table.top, head, whole=whole)},
        starts=starts,
        ends=ends,
        unfilled=_unfilled(grid, first, table.top, head),
    )


def _periods(table: GridTable) -> Periods:
    """For which time a table has indicators."""
    if table.replaced:
        return "annual"
    if table.only_longterm:
        return "longterm"
    return "both" if table.longterm or table.side_by_side else "annual"


def _head_unsure(grid: Grid, first: int, top: int, head: Head, *, whole: bool) -> dict[str, str]:
    """What of the head is not certain; a whole department's form has no name of a project to miss."""
    doubts = head_doubts(grid, first, top, head)
    if whole:
        doubts = {name: told for name, told in doubts.items() if name not in _OF_TASKS}
    texts = (text for row in range(first, top) for _, text in grid.printed(row))
    if not head.unit_from_above:
        doubts |= unit_doubts(head.budget_wan, head.unit, texts)
    return {**doubts, **code_doubts(head.fields.get("code", "")), **unread_head(grid, first, top)}


def _department_form(grid: Grid, first: int, top: int, head: Head) -> DepartmentForm:
    return department_form(grid, first, top, head.fields.get("department", ""), head.unit)


def _indicators(table: GridTable, rows: Iterable[IndicatorRecord]) -> tuple[Indicator, ...]:
    """The rows as indicators, each with what is not certain of the columns they were read from."""
    doubts = row_doubts(table)
    found = map(indicator, rows)
    return tuple(row.model_copy(update={"doubts": (*row.doubts, *doubts)}) if doubts else row for row in found)


def _longer(project: Project, table: GridTable, rows: tuple[IndicatorRecord, ...], goal: str) -> Project:
    """The project with the rows of a table that goes on after a repeated header, and the goal above it if there is one."""
    return project.model_copy(
        update={
            "indicators": (*project.indicators, *_indicators(table, rows)),
            "goal": goal or project.goal,
            "periods": project.periods if project.periods == _periods(table) else "both",
            "unsure": {**project.unsure, **table.unsure},
        }
    )


def _list_unit(table: GridTable) -> str:
    """The unit of a list's budgets: of their heading, else of a line above the table (金额单位：元), else 万元."""
    named = next((one.unit for one in table.headings if one.field == "budget" and one.unit), None)
    if named is not None:
        return named
    above = range(table.top - 1, max(table.top - _LINES_ABOVE, 0) - 1, -1)
    cells = (text for row in above for _, text in table.grid.printed(row))
    stated = (money_unit(text) for text in cells if _STATES_UNIT.fullmatch(text.strip()))
    return next((unit for unit in stated if unit), "万元")


def _flat_projects(table: GridTable, above: Mapping[str, str] | None = None) -> Iterator[Project]:
    """Projects in the order of their first row; rows of one project need not stand together."""
    first_of: dict[tuple[str, str], IndicatorRecord] = {}
    rows: dict[tuple[str, str], list[Indicator]] = {}
    doubts = row_doubts(table)
    for record in _records(table, above):
        key = (record.texts.get("code", ""), record.texts.get("name", ""))
        first_of.setdefault(key, record)
        row = indicator(record)
        told = row.model_copy(update={"doubts": (*row.doubts, *doubts)}) if doubts else row
        rows.setdefault(key, []).append(told)
    money = _ListMoney.of(table)
    for key, first in first_of.items():
        yield _flat_project(table, money, first, tuple(rows.pop(key)))


@dataclass(frozen=True)
class _ListMoney:
    """How the budgets of a list are read: their unit and year, whether their heading says that they are of it, the texts above
    that may tell the unit, and why they may be those of another year.
    """

    unit: str
    year: int | None
    of_year: bool
    above: tuple[str, ...]
    doubt: str

    @classmethod
    def of(cls, table: GridTable) -> _ListMoney:
        """As the headings of a list and the lines above it tell."""
        year = form_year(table.grid, table.top)
        headed = [one.name for one in table.read if one.field == "budget"]
        rows = range(max(table.top - _LINES_ABOVE, 0), table.body)
        above = tuple(text for row in rows for _, text in table.grid.printed(row))
        doubt = next((told for name in headed if (told := of_other_year(name, year))), "")
        return cls(_list_unit(table), year, any(map(is_of_year, headed)), above, doubt)


def _flat_project(
    table: GridTable, money: _ListMoney, first: IndicatorRecord, indicators: tuple[Indicator, ...]
) -> Project:
    """A project of a list by its first row."""
    texts = first.texts
    code, budget = texts.get("code", ""), texts.get("budget", "")
    amounts = amounts_in(budget, money.unit, money.year, of_year=money.of_year)
    return Project(
        code=code,
        name=texts.get("name", ""),
        purpose=texts.get("purpose", ""),
        goal=texts.get("goal", "") or texts.get("longterm_goal", ""),
        budget_wan=amounts.annual,
        total_budget_wan=amounts.total,
        indicators=indicators,
        location=first.location,
        unsure={
            **unit_doubts(amounts.annual, money.unit, (*money.above, budget)),
            **code_doubts(code),
            **({"project.budget_wan": money.doubt} if money.doubt else {}),
            **table.unsure,
        },
    )
