"""The fields of a project above its indicator table: a label, and its value to the right of it or below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.model import Funding, SpendingStep
from auditor.reading.grid import Grid
from auditor.reading.headers import HEAD_FIELDS, funding_source, heading, money_unit
from auditor.reading.money import amount_wan, budget_wan, funding_parts, spending_steps


@dataclass(frozen=True)
class Head:
    """What stands above a table; ``row`` is where the first field stands (from 0), None where there is none."""

    fields: dict[str, str] = field(default_factory=dict)
    budget_wan: float | None = None
    funding: tuple[Funding, ...] = ()
    plan: tuple[SpendingStep, ...] = ()
    row: int | None = None


def read_head(grid: Grid, first: int, end: int) -> Head:
    """The head in the rows ``[first, end)``; a label written twice keeps its first value that is not empty."""
    fields: dict[str, str] = {}
    units: dict[str, str] = {}
    start = None
    plan: tuple[SpendingStep, ...] = ()
    for row in range(first, end):
        for column, text in grid.printed(row):
            named = heading(text)
            if not named or named.field not in HEAD_FIELDS:
                continue
            start = row if start is None else start
            if named.field == "plan":
                plan = plan or _plan(grid, row, column, end)
            elif not fields.get(named.field):
                fields[named.field] = _value(grid, row, column, end)
                units[named.field] = named.unit or _unit_near(grid, row, column) or "万元"
    budget = amount_wan(fields.get("budget", ""), units.get("budget", "万元"))
    purpose = fields.get("purpose", "")
    return Head(
        fields={name: text for name, text in fields.items() if text},
        budget_wan=budget if budget is not None else budget_wan(purpose),
        funding=funding_parts(purpose) or _funding(grid, first, end, units.get("budget", "万元")),
        plan=plan,
        row=start,
    )


def _value(grid: Grid, row: int, column: int, end: int) -> str:
    """The text to the right up to the next label, else the text right below a label that heads a column."""
    for place, text in grid.printed(row):
        if place > column:
            if _is_label(text):
                break
            return text
    below = row + 1
    while below < end and grid.merged.get((below, column)) == (row, column):
        below += 1
    text = grid.text(below, column) if below < end else ""
    return "" if _is_label(text) else text


def _is_label(text: str) -> bool:
    return heading(text) is not None or funding_source(text) is not None


def _unit_near(grid: Grid, row: int, column: int) -> str | None:
    """A unit of money named by the cell to the left, as in 项目资金（万元） before 年度资金总额."""
    left = (grid.text(row, place) for place in range(column - 1, -1, -1))
    return next((unit for text in left if (unit := money_unit(text))), None)


def _plan(grid: Grid, row: int, column: int, end: int) -> tuple[SpendingStep, ...]:
    rows = [row, *(one for one in range(row + 1, min(row + 2, end)))]
    texts = [text for one in rows for place, text in grid.printed(one) if place > column]
    steps = spending_steps(" ".join(texts))
    if steps and max(step.percent for step in steps) <= 1:
        steps = tuple(step.model_copy(update={"percent": round(step.percent * 100, 6)}) for step in steps)
    return steps


def _funding(grid: Grid, first: int, end: int, unit: str) -> tuple[Funding, ...]:
    """Sources of money in cells of their own, each with the amount to the right of it."""
    parts = []
    for row in range(first, end):
        for column, text in grid.printed(row):
            source = funding_source(text)
            amount = amount_wan(_value(grid, row, column, end), unit) if source else None
            if source and amount is not None:
                parts.append(Funding(source=source, amount_wan=amount))
    return tuple(parts)
