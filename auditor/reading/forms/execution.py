"""The money table of a self-evaluation or monitoring form: budget, executed, rate, points, and the form's total score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.model import Execution, Spending
from auditor.reading.forms.annual import row_of_year
from auditor.reading.forms.headings import funding_source, heading, is_ignored, plain
from auditor.reading.forms.money import amount_wan
from auditor.reading.forms.tables import form_year
from auditor.reading.grid import Grid

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_FIGURE = re.compile(r"\d[\d,，]*(?:\.\d+)?\s*(?:亿元|万元|元)?")
_ERROR = re.compile(r"#(?:DIV/0!|VALUE!|REF!|N/A|NAME\?|NUM!|NULL!)")
_POINTS = re.compile(r"[（(]\s*(\d{1,2})\s*分")
_REASON = re.compile(r"原因|偏差说明")
_FORECAST = re.compile(
    r"(?:全年|年度|年底|至年底)?(?:预计|预测)(?:全年|年度|年底)?(?:预算)?(?:执行|支出|完成)(?:数|金额|额|情况)?"
)
_YEAR_PARTS = {
    "上半年": 6,
    "前三季度": 9,
    "三季度": 9,
    "一季度": 3,
    "二季度": 6,
    "第一季度": 3,
    "第二季度": 6,
    "第三季度": 9,
}
_UNTIL = re.compile(
    r"(?:1\s*[-—–~～至到]\s*|截[至止]到?(?:20\d\d年)?\s*)(?P<month>1[0-2]|[1-9])\s*月|(?P<part>上半年|前三季度|第?[一二三]季度)"
)
_LONGEST_HEADING = 24


@dataclass(frozen=True)
class MoneyTable:
    """Where the money table is: the row of its headings, that of the whole project, and the column of each figure by field."""

    top: int
    row: int
    columns: dict[str, int]


def find_money_table(grid: Grid, first: int, end: int) -> MoneyTable | None:
    """The money table in the rows ``[first, end)``: below a row that heads a column with 执行数; of rows of several years
    that of the form's.
    """
    for top in range(first, end):
        columns = _headed(grid, top)
        if "executed" not in columns:
            continue
        rows = [row for row in range(top + 1, end) if _NUMBER.match(grid.text(row, columns["executed"]))]
        own = row_of_year(grid, rows, columns["executed"], form_year(grid, end))
        rows = rows if own is None else own
        whole = [row for row in rows if _names_whole(grid, row)]
        rows = (
            rows
            if rows or own is not None
            else [row for row in range(top + 1, end) if _names_whole(grid, row) and _has_figure(grid, row, columns)]
        )
        if rows:
            return MoneyTable(top, (whole or rows)[0], columns)
    return None


def read_execution(grid: Grid, table: MoneyTable, unit: str, end: int) -> Execution:
    """The figures of the whole project and what was spent by source; amounts without a unit are read in ``unit``."""
    cells = {name: grid.text(table.row, column) for name, column in table.columns.items()}
    texts = {name: "" if _ERROR.search(text) else text for name, text in cells.items()}
    weight = number(texts.get("weight", ""))
    return Execution(
        budget_wan=amount_wan(texts.get("budget", ""), unit),
        executed_wan=amount_wan(texts.get("executed", ""), unit),
        rate_percent=_percent(texts.get("rate", "")),
        weight=_printed_points(grid, table) if weight is None else weight,
        score=number(texts.get("score", "")),
        reason=_reason(grid, table),
        parts=tuple(_parts(grid, table, unit, end)),
        forecast_wan=_forecast(grid, table, unit),
        errors=tuple(_errors(grid, table)),
    )


def other_budget(grid: Grid, table: MoneyTable, told: Execution, unit: str) -> str:
    """The heading of an amount that is none that is known and that the rate, or what was spent, fits better than the budget (到位数,
    or a budget called in its own way); "" where no such column stands in the table.
    """
    budget, executed = told.budget_wan, told.executed_wan
    if not budget or executed is None:
        return ""
    for column, text in grid.printed(table.top):
        cell = grid.text(table.row, column).strip()
        if column in table.columns.values() or _is_known(text) or not _FIGURE.fullmatch(cell):
            continue
        amount = amount_wan(cell, unit)
        if amount and amount != budget and _fits_better(amount, budget, executed, told.rate_percent):
            return text
    return ""


def _is_known(text: str) -> bool:
    bare = plain(text)
    return heading(text) is not None or is_ignored(text) or _FORECAST.fullmatch(bare) is not None or not bare


def _fits_better(amount: float, budget: float, executed: float, rate: float | None) -> bool:
    """Whether an amount explains better than the budget how much of it was spent."""
    if rate is None:
        return budget < executed <= amount
    return abs(100 * executed / amount - rate) < abs(100 * executed / budget - rate)


def beside_each_other(grid: Grid, first: int, end: int, unit: str) -> Execution | None:
    """The figures of a block whose labels stand before their amounts in one row (预算数：52.5｜执行数：50), None without one.

    Rows below it with sources in the columns of 执行数 are what was spent of each.
    """
    for row in range(first, end):
        printed = list(grid.printed(row))
        found: dict[str, tuple[int, str]] = {}
        for (column, label), (_, value) in pairwise(printed):
            named = heading(label)
            if named is not None and named.field in ("budget", "executed", "rate") and _NUMBER.match(value):
                found[named.field] = (column, value)
        if {"budget", "executed"} <= found.keys():
            return Execution(
                budget_wan=amount_wan(found["budget"][1], unit),
                executed_wan=amount_wan(found["executed"][1], unit),
                rate_percent=_percent(found["rate"][1]) if "rate" in found else None,
                parts=tuple(_spent_below(grid, row + 1, end, found["executed"][0], unit)),
            )
    return None


def _spent_below(grid: Grid, first: int, end: int, column: int, unit: str) -> Iterator[Spending]:
    for row in range(first, end):
        source = funding_source(grid.text(row, column))
        if source is None:
            return
        beside = next((text for place, text in grid.printed(row) if place > column), "")
        amount = amount_wan(beside, unit) if _NUMBER.match(beside) else None
        if amount is not None:
            yield Spending(source=source, executed_wan=amount)


def _errors(grid: Grid, table: MoneyTable) -> Iterator[str]:
    """The errors of the spreadsheet that the row of the whole project shows."""
    shown = [text for _, text in grid.printed(table.row)]
    shown += [grid.not_known(table.row, column) or "" for column in table.columns.values()]
    yield from (found[0] for text in shown if (found := _ERROR.search(text)))


def _printed_points(grid: Grid, table: MoneyTable) -> float | None:
    """The points that a heading of the money table has in brackets (预算执行情况（10分）, 得分（20分*执行率）)."""
    texts = (grid.text(table.top, 0), *(text for _, text in grid.printed(table.top)))
    return next((float(found[1]) for text in texts if (found := _POINTS.search(text))), None)


def _reason(grid: Grid, table: MoneyTable) -> str | None:
    column = next((place for place, text in grid.printed(table.top) if _REASON.search(plain(text))), None)
    return (grid.text(table.row, column).strip() or None) if column is not None else None


def _forecast(grid: Grid, table: MoneyTable, unit: str) -> float | None:
    """What is expected to have been spent by the end of the year."""
    column = next((place for place, text in grid.printed(table.top) if _FORECAST.fullmatch(plain(text))), None)
    return amount_wan(grid.text(table.row, column), unit) if column is not None else None


def _parts(grid: Grid, table: MoneyTable, unit: str, end: int) -> Iterator[Spending]:
    """What was spent of each source, in the rows that name one below the whole project's."""
    for row in range(table.row + 1, end):
        source = next((named for _, text in grid.printed(row) if (named := funding_source(text))), None)
        if source is None:
            return
        text = grid.text(row, table.columns["executed"])
        amount = amount_wan(text, unit) if _NUMBER.match(text) else None
        if amount is not None:
            yield Spending(source=source, executed_wan=amount)


def number(text: str) -> float | None:
    """The first number of a text, None where there is none."""
    match = None if _ERROR.search(text) else _NUMBER.search(text)
    return float(match[0].replace(",", "")) if match else None


def month_reported(grid: Grid, first: int, end: int) -> int | None:
    """The month (1..12) to whose end the headings in the rows ``[first, end)`` report: 1-7月执行数, 截至9月底, 上半年."""
    for row in range(first, end):
        for _, text in grid.printed(row):
            found = _UNTIL.search(plain(text)) if len(text) <= _LONGEST_HEADING else None
            if found:
                return int(found["month"]) if found["month"] else _YEAR_PARTS[found["part"]]
    return None


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


def _has_figure(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    return any(_NUMBER.match(grid.text(row, columns[name])) for name in ("budget", "rate") if name in columns)


def _percent(text: str) -> float | None:
    """A rate in percent; a fraction such as 0.9 is a percentage that lost its format."""
    value = number(text)
    if value is None or "%" in text or "％" in text:
        return value
    return round(value * 100, 6) if 0 < value <= 1 else value
