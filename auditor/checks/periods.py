"""Prices and payments that come again every month or quarter, held against the year and the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings
from auditor.language.artefacts import Cells
from auditor.model import Evidence, Quantity, Span

_TIMES_A_YEAR = {"月": 12, "季": 4, "季度": 4, "半年": 2}
_MONTHS = {"月": 1, "季": 3, "季度": 3, "半年": 6}
_PER = re.compile(r"^(?:[十百千万亿]*元)/(月|季度|季|半年)$")
_PERIOD_NAME = re.compile(r"期|周期|时长|月数|年限|服务时间|租用")
_REGULAR = re.compile(r"(?:按|逐)(月|季度|季)(?!份)")
_MONTH = Decimal(30)


def price_over_year(batch: Batch, settings: Settings) -> CheckResult:
    """A price per month or quarter that comes to more than the budget in the period the table states, or else in a year."""
    views = [view for view in batch.projects if view.rows]
    undecided = [(view.subject, "项目没有预算数") for view in views if view.project.budget_wan is None]
    hits = [hit for view in views for hit in _over_budget(view)]
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _over_budget(view: ProjectView) -> Iterator[Hit]:
    priced = [(row, one) for row in view.rows for one in row.cells.cached(_prices)]
    budget = view.budget_yuan if priced else None
    if budget is None:
        return
    stated = _months_stated(view)
    for row, (price, per) in priced:
        times = _TIMES_A_YEAR[per] if stated is None else max(stated[1] // _MONTHS[per], 1)
        total = Decimal(price.value) * times
        if total > budget:
            values = {
                "one": f"{price.text}×{times}",
                "total": f"{(total / 10000).normalize():f}万元",
                "accused": price.text,
                "period": f"按全年 {times} 次计" if stated is None else f"按“{stated[0].text('target')}”计",
            }
            evidence = () if stated is None else (_quoted(stated[0]),)
            yield Hit(row.subject, "target", price.span, values, evidence)


def _prices(cells: Cells) -> tuple[tuple[Quantity, str], ...]:
    """The prices per month, quarter or half-year that a target states, none of them a least one."""
    found = ((one, _PER.match(one.unit or "")) for one in cells.artefacts["target"].quantities)
    return tuple(
        [
            (one, match[1])
            for one, match in found
            if match and one.dimension == "money_rate" and one.comparator not in ("≥", ">")
        ]
    )


def _months_stated(view: ProjectView) -> tuple[RowView, int] | None:
    """The row that states for how many months something runs, with their number."""
    for row in view.rows:
        if _PERIOD_NAME.search(row.text("level3")):
            for quantity in row.artefacts("target").quantities:
                if quantity.dimension == "duration" and Decimal(quantity.value) >= _MONTH:
                    months = Decimal(quantity.value) / _MONTH
                    return row, min(int(months), 12)
    return None


def _quoted(row: RowView) -> Evidence:
    return Evidence(text=row.text("target"), indicator=row.indicator.id, project=row.project.code, field="target")


def fewer_than_regular(batch: Batch, settings: Settings) -> CheckResult:
    """Something done every month or quarter whose target counts fewer times than the year has."""
    found = ((row, row.cells.cached(_too_few)) for row in batch.rows)
    hits = [Hit(row.subject, "target", *breach) for row, breach in found if breach is not None]
    return CheckResult(batch.row_subjects, tuple(hits))


def _too_few(cells: Cells) -> tuple[Span, dict[str, str]] | None:
    """Where a row counts fewer times than its name says, and the values of the hit."""
    match = _REGULAR.search(cells.texts["level3"])
    quantities = cells.artefacts["target"].quantities if match else ()
    if match is None or len(quantities) != 1:
        return None
    (quantity,) = quantities
    least = _TIMES_A_YEAR[match[1]]
    counted = quantity.dimension == "count" and quantity.unit in ("次", "批", "批次", "期")
    if not counted or quantity.comparator in ("≤", "<") or not 0 < Decimal(quantity.value) < least:
        return None
    values = {"regular": match[0], "times": str(least), "accused": quantity.text}
    return quantity.span, values
