"""The fields of a project above its indicator table: a label, and its value to the right of it or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial

from auditor.model import Execution, Funding, SpendingStep
from auditor.reading.forms.adjusted import adjusted_place, is_of_change
from auditor.reading.forms.annual import (
    Amounts,
    YearAmounts,
    amounts_in,
    annual_part,
    beside_years,
    budget_in,
    is_later,
    is_of_all,
    is_of_year,
    of_other_year,
    sum_of_year,
)
from auditor.reading.forms.books import annual_book, totals_beside
from auditor.reading.forms.captions import labelled_cells
from auditor.reading.forms.execution import (
    MoneyTable,
    beside_each_other,
    find_money_table,
    other_budget,
    read_execution,
)
from auditor.reading.forms.funding import funding_of, is_nested
from auditor.reading.forms.head_area import Area, area_above, is_label
from auditor.reading.forms.headings import HEAD_FIELDS, heading, is_ignored, money_unit, plain
from auditor.reading.forms.money import amount_wan, funding_parts, spending_steps
from auditor.reading.forms.source_table import (
    SourceTable,
    amounts_below,
    find_source_table,
    is_sum,
    row_of_sum,
    sum_beside_sources,
)
from auditor.reading.forms.spread import numbered_goals, spread_text
from auditor.reading.forms.stated_unit import stated_unit
from auditor.reading.forms.tables import form_year
from auditor.reading.grid import Grid

_STATED = frozenset({"department", "name", "code", "budget", "goal"})
_OF_YEAR = re.compile(r"年度|当年|本年|全年|20\d\d年")
_OVERALL = ("总体目标", "总体绩效目标", "项目总体目标", "项目绩效目标", "绩效目标")
_NAMES_CODE = re.compile("编码|代码|编号")
_CODE_BEFORE = re.compile(r"(?P<code>[A-Za-z\d]{5,})\s*[-—_－:：\s]\s*(?P<name>\S.*)")
_BARE_NUMBER, _BARE_UNIT = re.compile(r"\d[\d,，]*(?:\.\d+)?"), re.compile("亿元|万元|千元|元")
_OF_MONEY = re.compile(r"\d\s*(?:亿|[百千]?万|[百千]?元)")


@dataclass(frozen=True)
class Head:
    """What stands above a table; ``row`` is where the first field stands (from 0), None where there is none."""

    fields: dict[str, str] = field(default_factory=dict)
    budget_wan: float | None = None
    funding: tuple[Funding, ...] = ()
    plan: tuple[SpendingStep, ...] = ()
    execution: Execution | None = None
    row: int | None = None
    unfilled: frozenset[str] = frozenset()
    """Fields that have a label and no value."""
    total_budget_wan: float | None = None
    longterm_goal: str = ""
    nested: bool = False
    """Sources stand on several levels, and it is not known which of them make up the budget."""
    itemised: bool = False
    """Amounts are listed item by item, without their sum, and no budget is stated elsewhere."""
    unit: str = "万元"
    """The unit of amounts that have none of their own."""
    unit_from_above: bool = False
    """That unit stands above another form of the sheet."""
    of_other_year: str = ""
    """Why the budget may be that of another year."""
    other_budget: str = ""
    """The heading of an amount that may be the budget in force."""


def read_head(grid: Grid, first: int, end: int, unit_above: str | None = None) -> Head:
    """The head in the rows ``[first, end)``; a label written twice keeps its first value that is one.

    Amounts are those that the cells hold, where a sheet shows them rounded; an error value is none.
    """
    area = area_above(grid, first, end)
    grid = area.grid
    labelled = _labelled(area)
    fields = labelled.fields
    own_unit = stated_unit(area)
    unit = own_unit or unit_above or "万元"
    sources = find_source_table(grid, first, end)
    table = find_money_table(grid, first, end)
    execution = read_execution(grid, table, unit, end) if table else beside_each_other(grid, first, end, unit)
    purpose = fields.get("purpose", "")
    money = _stated_money(area, labelled, sources, table, unit)
    budget = _budget(money.annual, execution, purpose, form_year(grid, end))
    parts = funding_of(area, table or sources, unit, budget)
    return Head(
        fields={name: text for name, text in fields.items() if text},
        budget_wan=budget,
        total_budget_wan=money.total,
        longterm_goal=_longterm_goal(area),
        nested=is_nested(area, parts, budget),
        other_budget=other_budget(grid, table, execution, unit) if table and execution else "",
        of_other_year="" if table or sources else labelled.of_other_year,
        itemised=labelled.itemised and budget is None,
        unit=unit,
        unit_from_above=own_unit is None and unit_above is not None,
        funding=funding_parts(purpose) or parts,
        plan=labelled.plan,
        execution=execution,
        row=labelled.first,
        unfilled=frozenset(name for name in labelled.names if not fields.get(name)),
    )


def read_labelled(grid: Grid, first: int, end: int) -> Head:
    """As ``read_head``, without money: no more than what stands beside labels."""
    labelled = _labelled(area_above(grid, first, end))
    fields = {name: text for name, text in labelled.fields.items() if text}
    unfilled = frozenset(labelled.names - fields.keys())
    return Head(fields=fields, plan=labelled.plan, row=labelled.first, unfilled=unfilled)


@dataclass
class _Labelled:
    """What labels above a table say: values by field, the fields that have a label, its first row, the spending plan.

    ``labels`` has by field the label that its value was taken from.
    """

    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    first: int | None = None
    plan: tuple[SpendingStep, ...] = ()
    itemised: bool = False
    total: str = ""
    """The sum of the amounts of several years."""
    of_year: bool = False
    """The label of the budget says that it is this year's."""
    of_other_year: str = ""
    """Why the budget may be that of another year, by its label."""

    def take(self, name: str, label: str, value: str, years: YearAmounts | None) -> None:
        """Take what a label says of a field; an empty text replaces none that was found before, and only an amount replaces one."""
        before = self.fields.get(name, "")
        replaces = name == "budget" and bool(before)
        if (not value and name in self.fields) or (replaces and not amount_wan(value)):
            return
        self.fields[name] = value
        if years:
            self.total = years.total
        elif replaces and is_of_all(self.labels[name]):
            self.total = before
        self.labels[name] = label
        if name == "name" and _NAMES_CODE.search(label) and (parts := _CODE_BEFORE.fullmatch(value)):
            self.fields |= {"code": self.fields.get("code") or parts["code"], "name": parts["name"]}


def _labelled(area: Area) -> _Labelled:
    """What the labels of an area say; one that stands in a cell with its value counts where no other does."""
    found = _Labelled()
    annual, heads_tasks = cache(partial(annual_book, area.grid)), cache(partial(_heads_tasks, area.grid))
    year = form_year(area.grid, area.end)
    for row, column, text in area.labels:
        named = heading(text)
        if (
            not named
            or named.field not in HEAD_FIELDS
            or named.period == "past"
            or (named.field == "budget" and heads_tasks(row))
        ):
            continue
        name = named.field
        years = beside_years(area.grid, row, column, area.end, year) if name == "budget" else None
        if name == "budget" and (not years.annual if years else _heads_items(area, row, column)):
            found.itemised = True
            continue
        found.first = row if found.first is None else found.first
        found.names.add(name)
        if name == "plan":
            found.plan = found.plan or _plan(area, row, column)
        elif (
            not found.fields.get(name)
            or _is_nearer(annual(row), column, name, text, found.labels.get(name, ""))
            or (name == "budget" and is_later(text, found.labels.get(name, ""), year))
        ):
            value = years.annual if years else _value_of(area, row, column, name)
            found.take(name, text, value, years)
    for row, name, value in _stated(area):
        found.first = row if found.first is None else found.first
        found.fields[name] = found.fields.get(name) or value
    if not found.fields.get("goal") and (goals := numbered_goals(area.grid, area.first, area.end)):
        found.fields["goal"] = goals
    found.of_year = is_of_year(found.labels.get("budget", ""))
    found.of_other_year = of_other_year(found.labels.get("budget", ""), year)
    return found


def _value_of(area: Area, row: int, column: int, name: str) -> str:
    """What a label says of a field; "" where what stands beside or below that of a budget is no amount."""
    if name == "goal":
        return _goal(area, row, column)
    if name != "budget":
        return _value(area, row, column)
    changed = adjusted_place(area.grid, area.first, area.end, row, column)
    place = changed or _place_of_value(area, row, column)
    value = area.grid.text(*place) if place else ""
    if place and place[0] != row and not changed and not _is_money(value):
        return ""
    value = value if changed else value + _unit_after(area, row, column)
    return value if amount_wan(value) is not None else ""


def _is_money(text: str) -> bool:
    """Whether a text is a number by itself or one of money, and none that counts something else (30公里)."""
    return _BARE_NUMBER.fullmatch(text.strip()) is not None or _OF_MONEY.search(text) is not None


def _unit_after(area: Area, row: int, column: int) -> str:
    """The unit of money in a cell by itself behind a number beside a label (1200000｜元), "" where none stands there."""
    cells = [text for _, text in area.grid.printed(row, column + 1)][:2]
    if len(cells) < 2 or money_unit(area.grid.text(row, column)) or not _BARE_NUMBER.fullmatch(cells[0].strip()):
        return ""
    return cells[1].strip() if _BARE_UNIT.fullmatch(cells[1].strip()) else ""


def _heads_items(area: Area, row: int, column: int) -> bool:
    """Whether a label heads a list of amounts, an item a row, that has no sum: none of them is the budget."""
    rows = amounts_below(area.grid, row, column, area.end)
    if len(rows) < 2 or row_of_sum(area.grid, rows) is not None:
        return False
    return not all(is_label(text) for _, text in area.grid.printed(row))


def _is_nearer(annual: range, column: int, name: str, label: str, before: str) -> bool:
    """Whether a label is more of this year than the one its field was read from: the annual total, the goal of the year."""
    if name == "budget":
        return column in annual
    return name == "goal" and bool(_OF_YEAR.match(plain(label))) and plain(before) in _OVERALL


def _stated_money(
    area: Area, labelled: _Labelled, sources: SourceTable | None, table: MoneyTable | None, unit: str
) -> Amounts:
    """The money of this year and over all years that the head states outside of a table of what was spent."""
    grid, year = area.grid, form_year(area.grid, area.end)
    written = amounts_in(labelled.fields.get("budget", ""), unit, year, of_year=labelled.of_year)
    annual = sources.amount_wan(grid, unit) if sources and not table else written.annual
    totals = (_total_budget(area, sources, unit), written.total, amount_wan(labelled.total, unit))
    total = next((one for one in totals if one is not None), None)
    if labelled.of_year or sources or table:
        return Amounts(annual, total)
    if annual is None and (years := sum_of_year(grid, area.first, area.end, year)):
        return Amounts(amount_wan(years.annual, unit), total)
    if annual is None and "budget" not in labelled.fields:
        annual = sum_beside_sources(grid, area.first, area.end, unit)
    part = annual_part(grid, area.first, area.end, unit, year)
    if part.annual is None or part.annual > (total or annual or part.annual):
        return Amounts(annual, total)
    return Amounts(part.annual, total or annual or part.total)


def _budget(stated: float | None, execution: Execution | None, purpose: str, year: int | None) -> float | None:
    """The budget of the money table, else the one stated by itself, else that of the text on the purpose."""
    if execution is not None and execution.budget_wan is not None:
        return execution.budget_wan
    return stated if stated is not None else budget_in(purpose, year)


def _stated(area: Area) -> Iterator[tuple[int, str, str]]:
    """Row, field and value of fields that are written with their values in one cell (填报单位：某局  金额单位：元)."""
    for row, _, text in area.labels:
        cells = labelled_cells(text)
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            named = heading(label)
            if named and value and named.field in _STATED:
                yield row, named.field, value


def _heads_tasks(grid: Grid, row: int) -> bool:
    """Whether a row heads the list of a department's tasks: an amount below it is that of one task."""
    return any((named := heading(text)) and named.field == "task" for _, text in grid.printed(row))


def _value(area: Area, row: int, column: int) -> str:
    """The text of a label, "" where it has none."""
    place = _place_of_value(area, row, column)
    return area.grid.text(*place) if place is not None else ""


def _place_of_value(area: Area, row: int, column: int) -> tuple[int, int] | None:
    """The cell to the right of a label, before the next one, else the cell right below a label that heads a column.

    Below the heading of a list of amounts that is their sum, where the list has one.
    """
    for place, text in area.grid.printed(row, column + 1):
        if is_label(text):
            break
        if not is_of_change(text):
            return _place_of_value(area, row, place) if is_sum(text) else (row, place)
    below = row + 1
    while below < area.end and area.grid.merged.get((below, column)) == (row, column):
        below += 1
    below = row_of_sum(area.grid, amounts_below(area.grid, below - 1, column, area.end)) or below
    text = area.grid.text(below, column) if below < area.end else ""
    return None if not text or is_label(text) else (below, column)


def _goal(area: Area, row: int, column: int) -> str:
    """The goal of a label, in one where it is spread over several cells; "" where the heading of its numbers stands there."""
    changed = adjusted_place(area.grid, area.first, area.end, row, column)
    place = changed or _place_of_value(area, row, column)
    if place is None or is_ignored(area.grid.text(*place)):
        return ""
    return spread_text(area.grid, *area.grid.merged.get(place, place), area.end, column)


def _plan(area: Area, row: int, column: int) -> tuple[SpendingStep, ...]:
    rows = [row, *(one for one in range(row + 1, min(row + 2, area.end)))]
    texts = [text for one in rows for place, text in area.grid.printed(one) if place > column]
    steps = spending_steps(" ".join(texts))
    if steps and max(step.percent for step in steps) <= 1:
        steps = tuple(step.model_copy(update={"percent": round(step.percent * 100, 6)}) for step in steps)
    return steps


def _total_budget(area: Area, sources: SourceTable | None, unit: str) -> float | None:
    """The money over all years, where the form has it beside that of the year."""
    if sources is not None:
        return sources.total_wan(area.grid, unit)
    totals = cache(partial(totals_beside, area.grid))
    for row, column, text in area.labels:
        named = heading(text)
        whole = named is not None and named.field == "budget" and column in totals(row)
        if named is not None and (named.field == "longterm_budget" or whole):
            amount = amount_wan(_value(area, row, column), unit)
            if amount is not None:
                return amount
    return None


def _longterm_goal(area: Area) -> str:
    """The goal over all years, where the form has one beside that of the year."""
    places = [(row, column) for row, column, text in area.labels if _names(text, "longterm_goal")]
    return next((value for row, column in places if (value := _goal(area, row, column))), "")


def _names(text: str, field_name: str) -> bool:
    named = heading(text)
    return named is not None and named.field == field_name
