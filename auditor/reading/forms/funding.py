"""The sources of money that a form lists, each with its amount, and which of them make up the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model import Funding
from auditor.reading.forms.annual import row_of_year, rows_of_years
from auditor.reading.forms.books import annual_columns
from auditor.reading.forms.execution import MoneyTable
from auditor.reading.forms.head_area import Area, is_label
from auditor.reading.forms.headings import funding_source, heading
from auditor.reading.forms.money import amount_wan
from auditor.reading.forms.nested_sources import outer_sources
from auditor.reading.forms.source_table import SourceTable
from auditor.reading.forms.tables import form_year

_PART_OF = re.compile(r"\s*(?:其中|[（(]?\d[)）]\s*其中)")


def funding_of(
    area: Area, table: MoneyTable | SourceTable | None, unit: str, budget: float | None
) -> tuple[Funding, ...]:
    """Sources of money of this year with their amounts: those that make up the budget, where it is known which."""
    return _whole(_parts(area, table, unit), budget)


def _parts(area: Area, table: MoneyTable | SourceTable | None, unit: str) -> tuple[Funding, ...]:
    """Sources of money of this year in cells of their own, each with its amount."""
    annual = annual_columns(area.grid, area.first, area.end)
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


def is_nested(area: Area, parts: tuple[Funding, ...], budget: float | None) -> bool:
    """Whether parts that do not make up the budget may be parts of each other: 其中 stands before one that is not the first, or
    their names and amounts do not tell.
    """
    if budget is None:
        return outer_sources([(part.source, part.amount_wan) for part in parts]) is None
    if len(parts) < 2 or _total(parts) == round(budget, 6):
        return False
    columns = annual_columns(area.grid, area.first, area.end)
    labels = [text for _, column, text in area.labels if column in columns and funding_source(text)]
    return any(_PART_OF.match(text) for text in labels[1:])


def _without_nested(parts: tuple[Funding, ...]) -> Iterator[tuple[Funding, ...]]:
    """The parts less each run that may be nested in the part before it: together it is no more than that one."""
    for outer in range(len(parts)):
        for end in range(outer + 2, len(parts) + 1):
            if _total(parts[outer + 1 : end]) <= round(parts[outer].amount_wan, 6):
                yield parts[: outer + 1] + parts[end:]


def _total(parts: tuple[Funding, ...]) -> float:
    return round(sum(part.amount_wan for part in parts), 6)


def _amount_beside(area: Area, table: MoneyTable | SourceTable | None, row: int, column: int) -> str:
    """The amount of a source: in the money table's budget column, to the right, or below where labels head columns."""
    if table is not None and "budget" in table.columns:
        return area.grid.text(row, table.columns["budget"])
    right = [text for place, text in area.grid.printed(row) if place > column]
    if right and not is_label(right[0]):
        return right[0]
    years = rows_of_years(area.grid, row, column, area.end)
    if years:
        own = row_of_year(area.grid, years, column, form_year(area.grid, area.end))
        return area.grid.text(own[0], column) if own else ""
    heads_money = any((named := heading(text)) and named.field == "budget" for _, text in area.grid.printed(row))
    return area.grid.text(row + 1, column) if heads_money and row + 1 < area.end else ""
