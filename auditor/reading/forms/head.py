"""The fields of a project above its indicator table: a label, and its value to the right of it or below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.model import Execution, Funding, SpendingStep
from auditor.reading.forms.execution import MoneyTable, find_money_table, read_execution
from auditor.reading.forms.headings import HEAD_FIELDS, funding_source, heading, money_unit
from auditor.reading.forms.money import amount_wan, budget_wan, funding_parts, spending_steps
from auditor.reading.grid import Grid

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


@dataclass(frozen=True)
class _Area:
    """The rows above a table, ``[first, end)``."""

    grid: Grid
    first: int
    end: int

    def labels(self) -> list[tuple[int, int, str]]:
        """Row, column and text of every printed cell."""
        return [(row, column, text) for row in range(self.first, self.end) for column, text in self.grid.printed(row)]


def read_head(grid: Grid, first: int, end: int) -> Head:
    """The head in the rows ``[first, end)``; a label written twice keeps its first value that is one.

    Amounts are those that the cells hold, where a sheet shows them rounded.
    """
    grid = grid.with_exact(first, end)
    area = _Area(grid, first, end)
    fields: dict[str, str] = {}
    start: int | None = None
    plan: tuple[SpendingStep, ...] = ()
    for row, column, text in area.labels():
        named = heading(text)
        if not named or named.field not in HEAD_FIELDS or (named.field == "budget" and _heads_tasks(grid, row)):
            continue
        start = row if start is None else start
        if named.field == "plan":
            plan = plan or _plan(area, row, column)
        elif not fields.get(named.field):
            value = _value(area, row, column)
            if named.field != "budget" or amount_wan(value) is not None:
                fields[named.field] = value
    for name, value in _stated(area):
        fields[name] = fields.get(name) or value
    unit = _unit(area)
    table = find_money_table(grid, first, end)
    execution = read_execution(grid, table, unit) if table else None
    purpose = fields.get("purpose", "")
    return Head(
        fields={name: text for name, text in fields.items() if text},
        budget_wan=_budget(fields, execution, purpose, unit),
        funding=funding_parts(purpose) or _funding(area, table, unit),
        plan=plan,
        execution=execution,
        row=start,
    )


def _budget(fields: dict[str, str], execution: Execution | None, purpose: str, unit: str) -> float | None:
    """The budget of the money table, else of its own field, else of the text on the purpose."""
    if execution is not None and execution.budget_wan is not None:
        return execution.budget_wan
    stated = amount_wan(fields.get("budget", ""), unit)
    return stated if stated is not None else budget_wan(purpose)


def _stated(area: _Area) -> Iterator[tuple[str, str]]:
    """Fields that are written with their value in one cell (填报单位：某局)."""
    for _, _, text in area.labels():
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
            if _is_label(text):
                break
            return text
    below = row + 1
    while below < area.end and area.grid.merged.get((below, column)) == (row, column):
        below += 1
    text = area.grid.text(below, column) if below < area.end else ""
    return "" if _is_label(text) else text


def _is_label(text: str) -> bool:
    return heading(text) is not None or funding_source(text) is not None


def _unit(area: _Area) -> str:
    """The unit of money that a budget label, or the label of the money block, names; 万元 where none does."""
    for _, _, text in area.labels():
        named = heading(text)
        if named and named.field in ("budget", "executed", "longterm_budget") and named.unit:
            return named.unit
    remarks = (money_unit(text) for _, _, text in area.labels() if len(text) <= 12 and "单位" in text)
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
    for row, column, text in area.labels():
        source = funding_source(text)
        if source is None or column not in annual:
            continue
        amount = amount_wan(_amount_beside(area, table, row, column), unit)
        if amount is not None:
            parts.append(Funding(source=source, amount_wan=amount))
    return tuple(parts)


def _amount_beside(area: _Area, table: MoneyTable | None, row: int, column: int) -> str:
    """The amount of a source: in the money table's budget column, to the right, or below where labels head columns."""
    if table is not None and "budget" in table.columns:
        return area.grid.text(row, table.columns["budget"])
    right = [text for place, text in area.grid.printed(row) if place > column]
    if right and not _is_label(right[0]):
        return right[0]
    heads_money = any((named := heading(text)) and named.field == "budget" for _, text in area.grid.printed(row))
    return area.grid.text(row + 1, column) if heads_money and row + 1 < area.end else ""


def _annual_columns(area: _Area) -> range:
    """The columns that speak of this year, where mid-term and annual money stand side by side; else all."""
    for row in range(area.first, area.end):
        named = {one.field: column for column, text in area.grid.printed(row) if (one := heading(text))}
        if "longterm_budget" in named and "budget" in named:
            longterm, annual = named["longterm_budget"], named["budget"]
            return range(annual, 10_000) if annual > longterm else range(longterm)
    return range(10_000)
