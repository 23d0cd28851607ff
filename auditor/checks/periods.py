"""Prices and payments that come again every month or quarter, held against the year and the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.model import Evidence, Quantity

_TIMES_A_YEAR = {"月": 12, "季": 4, "季度": 4, "半年": 2}
_MONTHS = {"月": 1, "季": 3, "季度": 3, "半年": 6}
_PER = re.compile(r"^(?:[十百千万亿]*元)/(月|季度|季|半年)$")
_PERIOD_NAME = re.compile(r"期|周期|时长|月数|年限|服务时间|租用")
_REGULAR = re.compile(r"(?:按|逐)(月|季度|季)(?!份)")
_MONTH = Decimal(30)


def price_over_year(batch: Batch, settings: Settings) -> CheckResult:
    """A price per month or quarter that comes to more than the budget in the period the table states, or else in a year."""
    views = [view for view in batch.projects if view.rows]
    undecided = [Undecided(view.subject, "项目没有预算数") for view in views if view.budget_yuan is None]
    hits = [hit for view in views if view.budget_yuan is not None for hit in _over_budget(view, view.budget_yuan)]
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _over_budget(view: ProjectView, budget: Decimal) -> Iterator[Hit]:
    stated = _months_stated(view)
    for row in view.rows:
        for price, per in _prices(row):
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


def _prices(row: RowView) -> Iterator[tuple[Quantity, str]]:
    for quantity in row.artefacts("target").quantities:
        match = _PER.match(quantity.unit or "")
        if match and quantity.dimension == "money_rate" and quantity.comparator not in ("≥", ">"):
            yield quantity, match[1]


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
    rows = list(batch.rows)
    hits = [hit for row in rows if (hit := _too_few(row)) is not None]
    return CheckResult(tuple(row.subject for row in rows), tuple(hits))


def _too_few(row: RowView) -> Hit | None:
    match = _REGULAR.search(row.text("level3"))
    quantities = row.artefacts("target").quantities
    if match is None or len(quantities) != 1:
        return None
    (quantity,) = quantities
    least = _TIMES_A_YEAR[match[1]]
    counted = quantity.dimension == "count" and quantity.unit in ("次", "批", "批次", "期")
    if not counted or quantity.comparator in ("≤", "<") or not 0 < Decimal(quantity.value) < least:
        return None
    values = {"regular": match[0], "times": str(least), "accused": quantity.text}
    return Hit(row.subject, "target", quantity.span, values)
