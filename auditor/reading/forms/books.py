"""Which columns of a head speak of the year's money, where total, annual or spent money stand side by side."""

from __future__ import annotations

import re

from auditor.reading.forms.headings import funding_source, heading
from auditor.reading.grid import Grid

_ANNUAL = re.compile(r"[（(]?(?:项目)?(?:年度|当年|本年|全年|\d{4}年)")
_ALL = range(10_000)


def annual_columns(grid: Grid, first: int, end: int) -> range:
    """The columns that speak of this year's budget in the rows ``[first, end)``; all of them where no other stands beside."""
    for row in range(first, end):
        own = annual_book(grid, row) or _before_spent(grid, row)
        if own:
            return own
    return _ALL


def annual_book(grid: Grid, row: int) -> range:
    """The columns of the annual total where that of the project stands beside it in the row, else none."""
    labels = _totals(grid, row)
    if any(field == "executed" for _, _, field in labels):
        return range(0)
    budgets = [(column, text) for column, text, field in labels if field == "budget"]
    longterm = [column for column, _, field in labels if field == "longterm_budget"]
    annual = [column for column, text in budgets if _ANNUAL.match(text)]
    others = [column for column, text in budgets if not _ANNUAL.match(text)] + longterm
    if longterm and budgets and not annual:
        annual, others = [column for column, _ in budgets], longterm
    if len(annual) != 1 or not others:
        return range(0)
    return range(annual[0], min((column for column in others if column > annual[0]), default=_ALL.stop))


def totals_beside(grid: Grid, row: int) -> frozenset[int]:
    """The columns of the labels that name the project's total, that of the year standing beside them; none where none does."""
    annual = annual_book(grid, row)
    return frozenset(column for column, _, _ in _totals(grid, row) if column not in annual) if annual else frozenset()


def _totals(grid: Grid, row: int) -> list[tuple[int, str, str]]:
    """Column, text and field of the labels of money in a row, without what only calls the block (项目资金（万元）)."""
    printed = list(grid.printed(row))
    named = [(column, text, one.field if (one := heading(text)) else "") for column, text in printed]
    money = ("budget", "longterm_budget", "executed")
    following = [field for _, _, field in [*named, (0, "", "")][1:]]
    return [one for one, after in zip(named, following, strict=True) if one[2] in money and after not in money]


def _before_spent(grid: Grid, row: int) -> range:
    """The columns of the budget left of what was spent, where each label has its amount beside it in the row; else none."""
    filled = list(grid.printed(row))
    fields = [(column, named.field) for column, text in filled if (named := heading(text))]
    budgets = [column for column, field in fields if field == "budget"]
    spent = [column for column, field in fields if field == "executed"]
    if len(budgets) != 1 or len(spent) != 1 or budgets[0] > spent[0]:
        return range(0)
    between = [text for column, text in filled if budgets[0] < column < spent[0]]
    amounts = bool(between) and not any(heading(text) or funding_source(text) for text in between)
    return range(spent[0]) if amounts else range(0)
