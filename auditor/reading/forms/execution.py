"""The money table of a self-evaluation or monitoring form: budget, executed, rate, points, and the form's total score."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.model import Execution
from auditor.reading.forms.headings import heading
from auditor.reading.forms.money import amount_wan
from auditor.reading.grid import Grid

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class MoneyTable:
    """Where the money table is: the row of the whole project, and the column of each figure by field name."""

    row: int
    columns: dict[str, int]


def find_money_table(grid: Grid, first: int, end: int) -> MoneyTable | None:
    """The money table in the rows ``[first, end)``: below a row that heads a column with 执行数."""
    for top in range(first, end):
        columns = _headed(grid, top)
        if "executed" not in columns:
            continue
        rows = [row for row in range(top + 1, end) if _NUMBER.match(grid.text(row, columns["executed"]))]
        whole = [row for row in rows if _names_whole(grid, row)]
        if rows:
            return MoneyTable((whole or rows)[0], columns)
    return None


def read_execution(grid: Grid, table: MoneyTable, unit: str) -> Execution:
    """The figures of the whole project; amounts without a unit are read in ``unit``."""
    texts = {name: grid.text(table.row, column) for name, column in table.columns.items()}
    return Execution(
        budget_wan=amount_wan(texts.get("budget", ""), unit),
        executed_wan=amount_wan(texts.get("executed", ""), unit),
        rate_percent=_percent(texts.get("rate", "")),
        weight=number(texts.get("weight", "")),
        score=number(texts.get("score", "")),
    )


def number(text: str) -> float | None:
    """The first number of a text, None where there is none."""
    match = _NUMBER.search(text)
    return float(match[0].replace(",", "")) if match else None


def _headed(grid: Grid, row: int) -> dict[str, int]:
    """Columns by field; of several budgets the last before 执行数, which is the one that was in force."""
    columns: dict[str, int] = {}
    for column, text in grid.printed(row):
        named = heading(text)
        if named and (named.field != "budget" or "executed" not in columns):
            columns[named.field] = column
    return columns


def _names_whole(grid: Grid, row: int) -> bool:
    return any((named := heading(text)) is not None and named.field == "budget" for _, text in grid.printed(row))


def _percent(text: str) -> float | None:
    """A rate in percent; a fraction such as 0.9 is a percentage that lost its format."""
    value = number(text)
    if value is None or "%" in text or "％" in text:
        return value
    return round(value * 100, 6) if 0 < value <= 1 else value
