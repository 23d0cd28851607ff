"""Monitoring forms: rows by the month reported and by what is expected at the end of the year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from auditor.checks.evaluation.direction import better
from auditor.checks.evaluation.examined import NOT_COMPARABLE, compared, row_hit, rows_of
from auditor.checks.evaluation.figures import Figure, figure
from auditor.checks.evaluation.outcome import Outcome, deadline_of, outcome
from auditor.checks.evaluation.reasons import row_explained
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.checks.resting import RESULTS, rests_on
from auditor.language.normalise import normalise
from auditor.model import Quantity

NO_MONTH = "表里没有写监控到几月"
_GROWING = ("count", "length", "area", "volume", "weight", "energy")
_GROWING_DAYS = re.compile(r"(?:开放|开馆|运行|服务|值守|监测|培训|演出|作业|巡查)(?:总)?(?:天数|时长|学时|课时)$")
"""Durations that add up over the year, unlike a time limit."""
_NOT_GROWING = re.compile(r"人均|户均|每[年月日周天次]|平均|保有|现有|在[编岗校]|管护|维护|年限|层数")
_SURE = re.compile(r"确定能?|能够?|可以|一定能|能完成|能实现")
_IMPOSSIBLE = re.compile(r"(?:完全)?(?:不可能|不能|无法|完不成)(?:完成)?")
_FIRST_STEPS = re.compile(
    r"(?:目前|现|项目|设备|采购|工程|正?在|已经?|完成|发布|公开)*(?:开标|招标|挂网|公告|签订?(?:了)?合同|合同签订|签约|立项|启动|开工|进场|下单|委托|设计|报批|询价|可研|前期工作)(?:中|阶段|完成|完毕|工作|了)*"
)
_MAYBE = re.compile(r"有可能|可能|不确定|存在风险")


@rests_on(*RESULTS)
def behind(batch: Batch, settings: Settings) -> CheckResult:
    """Rows far behind the share of the year without a reason. Settings: ``max_percent`` of it (exclusive)."""
    return _banded(batch, lambda part: part < settings["max_percent"])


@rests_on(*RESULTS)
def slow(batch: Batch, settings: Settings) -> CheckResult:
    """Rows somewhat behind the share of the year. Settings: ``min_percent`` (inclusive) and ``max_percent`` of it."""
    return _banded(batch, lambda part: settings["min_percent"] <= part < settings["max_percent"])


@rests_on(*RESULTS)
def ahead(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that have passed the year's target early. Settings: ``min_percent`` of the target that is reached."""
    rows, hits, undecided = rows_of(batch, "monitoring"), list[Hit](), list[Undecided]()
    for view, row in rows:
        month, share = _month(view), year_share(row)
        if month is None or share is None:
            undecided.append((row.subject, NO_MONTH if month is None else NOT_COMPARABLE))
        elif share * 100 > settings["min_percent"] and month < 12 and not row_explained(view, row, short=False):
            hits.append(row_hit(row, month=str(month), share=f"{share:.0%}"))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def _banded(batch: Batch, inside: Callable[[Decimal], bool]) -> CheckResult:
    rows, hits, undecided = rows_of(batch, "monitoring"), list[Hit](), list[Undecided]()
    for view, row in rows:
        month, share = _month(view), year_share(row)
        if month is None or share is None:
            undecided.append((row.subject, NO_MONTH if month is None else NOT_COMPARABLE))
        elif inside(share * 1200 / month) and not row_explained(view, row, short=True):
            confidence = 0.8 if _expected_to_be_met(row) else 1.0
            due = f"{Decimal(month) / 12:.0%}"
            hits.append(row_hit(row, confidence=confidence, month=str(month), share=f"{share:.0%}", due=due))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def _expected_to_be_met(row: RowView) -> bool:
    """Whether the form expects the target to be met all the same: much of a work may be planned for the end of the year."""
    found = outcome(row, "forecast")
    return isinstance(found, Outcome) and found.met


def _month(view: ProjectView) -> int | None:
    return view.project.execution.until_month if view.project.execution else None


def year_share(row: RowView) -> Decimal | None:
    """The part of a year's target that was reached, for what grows over the year: counts of things done, no rates."""
    targets = row.artefacts("target").quantities
    if len(targets) != 1 or not _grows(row, targets[0]) or row.category not in ("quantity", "social", "economic"):
        return None
    if Decimal(targets[0].value) <= 0 or better(row, targets[0]) != "up" or _NOT_GROWING.search(row.text("level3")):
        return None
    found = figure(targets[0], row.artefacts("actual"))
    return found.value / Decimal(targets[0].value) if isinstance(found, Figure) and found.sure else None


def _grows(row: RowView, target: Quantity) -> bool:
    """Whether a quantity adds up over the year."""
    if target.dimension == "duration":
        return target.comparator in ("≥", ">") and bool(_GROWING_DAYS.search(row.text("level3").strip()))
    return target.dimension in _GROWING


@rests_on(*RESULTS)
def deadline_passed(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose deadline lies in the months reported, and which are not said to be done, nor explained."""
    rows, hits, undecided = rows_of(batch, "monitoring"), list[Hit](), list[Undecided]()
    for view, row in rows:
        month, deadline = _month(view), deadline_of(row)
        if month is None or deadline is None or row.submission.year is None:
            undecided.append((row.subject, "没有明确的期限，或者没有写监控到几月"))
        elif deadline <= _end(row.submission.year, month) and _open(row) and not row_explained(view, row, short=True):
            hits.append(row_hit(row, month=str(month)))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _open(row: RowView) -> bool:
    """Whether a row is said to be not done, or to have come no further than its first steps."""
    found = outcome(row)
    return (isinstance(found, Outcome) and not found.met) or bool(_FIRST_STEPS.fullmatch(normalise(row.text("actual"))))


@rests_on(*RESULTS)
def above_limit(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that have already passed an upper limit."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        targets = row.artefacts("target").quantities
        limited = len(targets) == 1 and (targets[0].comparator in ("≤", "<") or Decimal(targets[0].value) == 0)
        if found.met or not found.sure or not limited or row_explained(view, row, short=True):
            return None
        return row_hit(row)

    return compared(batch, find, "monitoring")


@rests_on(*RESULTS, "forecast", "possibility")
def forecast_against_possibility(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose forecast misses the target though it is called certain, or meets it though it is called impossible."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        said = normalise(row.text("possibility"))
        certain = bool(_SURE.fullmatch(said)) and not found.met and found.sure
        impossible = bool(_IMPOSSIBLE.fullmatch(said)) and found.met and found.sure
        if not certain and not impossible:
            return None
        return row_hit(row, "possibility", forecast=row.text("forecast"), said=row.text("possibility"),
                       how="达不到目标" if certain else "达得到目标")  # fmt: skip

    return compared(batch, find, "monitoring", name="forecast")


@rests_on(*RESULTS, "forecast", "possibility")
def shortfall_expected(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that are not expected to reach their target, without a reason."""
    rows, hits, undecided = rows_of(batch, "monitoring"), list[Hit](), list[Undecided]()
    for view, row in rows:
        told = _expected_shortfall(row)
        if not row.text("forecast").strip() and not row.text("possibility").strip():
            undecided.append((row.subject, "没有全年预计完成情况"))
        elif told and not row_explained(view, row, short=True):
            name = "forecast" if row.text("forecast").strip() else "possibility"
            hits.append(row_hit(row, name, told=told))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def _expected_shortfall(row: RowView) -> str:
    """In words, how a row is expected to fall short; "" where it is not."""
    said = row.text("possibility")
    found = outcome(row, "forecast")
    if isinstance(found, Outcome) and not found.met and found.sure:
        return "" if _SURE.fullmatch(normalise(said)) else f"预计全年只能完成“{row.text('forecast')}”"
    reached = isinstance(found, Outcome) and found.met
    doubted = bool(_MAYBE.fullmatch(normalise(said))) or (bool(_IMPOSSIBLE.fullmatch(normalise(said))) and not reached)
    return f"完成目标可能性是“{said}”" if doubted else ""
