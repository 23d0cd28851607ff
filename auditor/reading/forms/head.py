"""The fields of a project above its indicator table: a label, and its value to the right of it or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from auditor.model import Execution, Funding, SpendingStep
from auditor.reading.forms.execution import MoneyTable, beside_each_other, find_money_table, read_execution
from auditor.reading.forms.headings import HEAD_FIELDS, funding_source, heading, money_unit
from auditor.reading.forms.money import amount_wan, budget_wan, funding_parts, spending_steps
from auditor.reading.forms.unread_head import without_errors
from auditor.reading.grid import Grid

_ANNUAL = re.compile(r"(?:年度|当年|本年|全年|\d{4}年)")
_PART_OF = re.compile(r"\s*(?:其中|[（(]?\d[)）]\s*其中)")
_STATED = frozenset({"department", "name", "code"})


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
    unit: str = "万元"
    """The unit of amounts that have none of their own."""


@dataclass(frozen=True)
class _Area:
    """The rows above a table, ``[first, end)``."""

    grid: Grid
    first: int
    end: int

    @cached_property
    def labels(self) -> list[tuple[int, int, str]]:
        """Row, column and text of every printed cell."""
        return [(row, column, text) for row in range(self.first, self.end) for column, text in self.grid.printed(row)]


def read_head(grid: Grid, first: int, end: int) -> Head:
    """The head in the rows ``[first, end)``; a label written twice keeps its first value that is one.

    Amounts are those that the cells hold, where a sheet shows them rounded; an error value is none.
    """
    area = _area(grid, first, end)
    head = _labelled(area)
    unit = _unit(area)
    table = find_money_table(area.grid, first, end)
    execution = read_execution(area.grid, table, unit, end) if table else beside_each_other(area.grid, first, end, unit)
    purpose = head.fields.get("purpose", "")
    budget = _budget(head.fields, execution, purpose, unit)
    parts = _whole(_funding(area, table, unit), budget)
    return replace(
        head,
        budget_wan=budget,
        total_budget_wan=_total_budget(area, unit),
        longterm_goal=_longterm_goal(area),
        nested=_is_nested(area, parts, budget),
        unit=unit,
        funding=funding_parts(purpose) or parts,
        execution=execution,
    )


def read_labelled(grid: Grid, first: int, end: int) -> Head:
    """As ``read_head``, without money: no more than what stands beside labels."""
    return _labelled(_area(grid, first, end))


def _area(grid: Grid, first: int, end: int) -> _Area:
    return _Area(without_errors(grid.with_exact(first, end), first, end), first, end)


def _labelled(area: _Area) -> Head:
    grid = area.grid
    fields: dict[str, str] = {}
    start: int | None = None
    labelled: set[str] = set()
    plan: tuple[SpendingStep, ...] = ()
    for row, column, text in area.labels:
        named = heading(text)
        if not named or named.field not in HEAD_FIELDS or (named.field == "budget" and _heads_tasks(grid, row)):
            continue
        start = row if start is None else start
        labelled.add(named.field)
        if named.field == "plan":
            plan = plan or _plan(area, row, column)
        elif not fields.get(named.field) or (named.field == "budget" and column in _annual_total(grid, row)):
            value = _value(area, row, column)
            if named.field != "budget" or amount_wan(value) is not None:
                fields[named.field] = value
    for name, value in _stated(area):
        fields[name] = fields.get(name) or value
    return Head(
        fields={name: text for name, text in fields.items() if text},
        plan=plan,
        row=start,
        unfilled=frozenset(name for name in labelled if not fields.get(name)),
    )


def _budget(fields: dict[str, str], execution: Execution | None, purpose: str, unit: str) -> float | None:
    """The budget of the money table, else of its own field, else of the text on the purpose."""
    if execution is not None and execution.budget_wan is not None:
        return execution.budget_wan
    stated = amount_wan(fields.get("budget", ""), unit)
    return stated if stated is not None else budget_wan(purpose)


def _stated(area: _Area) -> Iterator[tuple[str, str]]:
    """Fields that are written with their value in one cell (填报单位：某局)."""
    for _, _, text in area.labels:
        label, colon, value = text.replace(":", "：").partition("：")
        named = heading(label) if colon and value.strip() else None
        if named and named.field in _STATED:
            yield named.field, value.strip()


def _heads_tasks(grid: Grid, row: int) -> bool:
    """Whether a row heads the list of a department's tasks: an amount below it is that of one task."""
    return any((named := heading(text)) and named.field == "task" for _, text in grid.printed(row))


def _value(area: _Area, row: int, column: int) -> str:
    """The text to the right up to the next label, else the text right below a label that heads a column."""
    for place, text in area.grid.printed(row):
        if place > column:
            if is_label(text):
                break
            return text
    below = row + 1
    while below < area.end and area.grid.merged.get((below, column)) == (row, column):
        below += 1
    text = area.grid.text(below, column) if below < area.end else ""
    return "" if is_label(text) else text


def is_label(text: str) -> bool:
    """Whether a cell is a label of a head: of a field, or of a source of money."""
    return heading(text) is not None or funding_source(text) is not None


def _unit(area: _Area) -> str:
    """The unit of money that a budget label, or the label of the money block, names; 万元 where none does."""
    for _, _, text in area.labels:
        named = heading(text)
        if named and named.field in ("budget", "executed", "longterm_budget") and named.unit:
            return named.unit
    remarks = (money_unit(text) for _, _, text in area.labels if len(text) <= 12 and "单位" in text)
    return next(filter(None, remarks), "万元")


def _plan(area: _Area, row: int, column: int) -> tuple[SpendingStep, ...]:
    rows = [row, *(one for one in range(row + 1, min(row + 2, area.end)))]
    texts = [text for one in rows for place, text in area.grid.printed(one) if place > column]
    steps = spending_steps(" ".join(texts))
    if steps and max(step.percent for step in steps) <= 1:
        steps = tuple(step.model_copy(update={"percent": round(step.percent * 100, 6)}) for step in steps)
    return steps


def _funding(area: _Area, table: MoneyTable | None, unit: str) -> tuple[Funding, ...]:
    """Sources of money of this year in cells of their own, each with its amount."""
    annual = _annual_columns(area)
    parts = []
    for row, column, text in area.labels:
        source = funding_source(text)
        if source is None or column not in annual:
            continue
        amount = amount_wan(_amount_beside(area, table, row, column), unit)
        if amount is not None:
            parts.append(Funding(source=source, amount_wan=amount))
    return tuple(parts)


def _whole(parts: tuple[Funding, ...], budget: float | None) -> tuple[Funding, ...]:
    """The parts that make up the budget: without those nested in another, and none where one alone is told of several."""
    if budget is None or _total(parts) == round(budget, 6):
        return parts
    if len(parts) == 1 and parts[0].amount_wan < budget:
        return ()
    return next((outer for outer in _without_nested(parts) if _total(outer) == round(budget, 6)), parts)


def _is_nested(area: _Area, parts: tuple[Funding, ...], budget: float | None) -> bool:
    """Whether parts that do not make up the budget may be parts of each other: 其中 stands before one that is not the first."""
    if budget is None or len(parts) < 2 or _total(parts) == round(budget, 6):
        return False
    columns = _annual_columns(area)
    labels = [text for _, column, text in area.labels if column in columns and funding_source(text)]
    return any(_PART_OF.match(text) for text in labels[1:])


def _total_budget(area: _Area, unit: str) -> float | None:
    """The money over all years, where the form has it beside that of the year."""
    for row, column, text in area.labels:
        named = heading(text)
        if named is None or named.field not in ("budget", "longterm_budget"):
            continue
        if named.field == "longterm_budget" or _annual_total(area.grid, row).start > column:
            amount = amount_wan(_value(area, row, column), unit)
            if amount is not None:
                return amount
    return None


def _longterm_goal(area: _Area) -> str:
    """The goal over all years, where the form has one beside that of the year."""
    places = [(row, column) for row, column, text in area.labels if _names(text, "longterm_goal")]
    return next((value for row, column in places if (value := _value(area, row, column))), "")


def _names(text: str, field_name: str) -> bool:
    named = heading(text)
    return named is not None and named.field == field_name


def _without_nested(parts: tuple[Funding, ...]) -> Iterator[tuple[Funding, ...]]:
    """The parts less each run that may be nested in the part before it: together it is no more than that one."""
    for outer in range(len(parts)):
        for end in range(outer + 2, len(parts) + 1):
            if _total(parts[outer + 1 : end]) <= round(parts[outer].amount_wan, 6):
                yield parts[: outer + 1] + parts[end:]


def _total(parts: tuple[Funding, ...]) -> float:
    return round(sum(part.amount_wan for part in parts), 6)


def _amount_beside(area: _Area, table: MoneyTable | None, row: int, column: int) -> str:
    """The amount of a source: in the money table's budget column, to the right, or below where labels head columns."""
    if table is not None and "budget" in table.columns:
        return area.grid.text(row, table.columns["budget"])
    right = [text for place, text in area.grid.printed(row) if place > column]
    if right and not is_label(right[0]):
        return right[0]
    heads_money = any((named := heading(text)) and named.field == "budget" for _, text in area.grid.printed(row))
    return area.grid.text(row + 1, column) if heads_money and row + 1 < area.end else ""


def _annual_columns(area: _Area) -> range:
    """The columns that speak of this year's budget, where total, annual or spent money stand side by side; else all."""
    for row in range(area.first, area.end):
        totals = _totals_side_by_side(area.grid, row)
        if totals is not None:
            return totals
        named = {one.field: column for column, text in area.grid.printed(row) if (one := heading(text))}
        if "longterm_budget" in named and "budget" in named:
            longterm, annual = named["longterm_budget"], named["budget"]
            return range(annual, 10_000) if annual > longterm else range(longterm)
    return range(10_000)


def _totals_side_by_side(grid: Grid, row: int) -> range | None:
    """The columns of the annual total that stands right of the project's, or of the budget left of what was spent."""
    filled = list(grid.printed(row))
    labels = [(column, text, named.field) for column, text in filled if (named := heading(text))]
    budgets = [(column, text) for column, text, name in labels if name == "budget"]
    spent = [column for column, _, name in labels if name == "executed"]
    if (
        not spent
        and len(budgets) > 1
        and _ANNUAL.match(budgets[-1][1])
        and not any(_ANNUAL.match(text) for _, text in budgets[:-1])
    ):
        return range(budgets[-1][0], 10_000)
    if len(budgets) == 1 and len(spent) == 1 and budgets[0][0] < spent[0]:
        between = [text for column, text in filled if budgets[0][0] < column < spent[0]]
        if between and not any(map(is_label, between)):
            return range(spent[0])
    return None


def _annual_total(grid: Grid, row: int) -> range:
    """The columns of the annual total where the project's total stands left of it in the row; else none."""
    columns = _totals_side_by_side(grid, row)
    return columns if columns is not None and columns.start > 0 else range(0)
