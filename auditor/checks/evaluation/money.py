"""The money part of a self-evaluation or monitoring form: arithmetic, bounds, and explanations that are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.checks.evaluation.examined import NO_FIGURES, of_projects, plain, project_hit, row_hit, rows_of, views_of
from auditor.checks.evaluation.figures import Figure, figure
from auditor.checks.evaluation.method import method_of
from auditor.checks.evaluation.outcome import Outcome, outcome
from auditor.checks.evaluation.reasons import money_explained
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.checks.resting import rests_on
from auditor.model import Execution, Kind

_BOTH: tuple[Kind, ...] = ("self_evaluation", "monitoring")
_PAID_RATE = re.compile(
    r"(?:资金|款项?|经费|预算|补助|补贴)[\u4e00-\u9fff]{0,6}?(?:支付|拨付|执行|使用|支出|发放)(?:完成)?(?:率|进度|比例)$"
)
_OF_BUDGET = re.compile("预算|执行")
_MOST_PARTS = 10
_ROUNDED = Decimal("0.006")
"""万元 that two amounts may differ by rounding to two decimals."""


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _rate(stated: Execution) -> Decimal | None:
    """The execution rate that the amounts give, else the stated one."""
    if stated.budget_wan and stated.executed_wan is not None:
        return _exact(stated.executed_wan) / _exact(stated.budget_wan) * 100
    return None if stated.rate_percent is None else _exact(stated.rate_percent)


@rests_on("project.budget_wan", "project.execution")
def execution_rate(batch: Batch, settings: Settings) -> CheckResult:
    """A stated rate that is not 执行数 over 预算数, or points for a budget of zero. Settings: ``max_points_off``, percentage points."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        budget, executed, rate = stated.budget_wan, stated.executed_wan, stated.rate_percent
        if budget == 0 and not executed and (stated.score or rate):
            got = f"得了 {stated.score:g} 分" if stated.score else f"写成 {rate:g}%"
            return project_hit(
                view, f"{rate or 0:g}%", rate=f"{rate or 0:g}%", right=f"算不出来（预算数是 0），却{got}"
            )
        if not budget or executed is None or rate is None:
            return NO_FIGURES
        right = _exact(executed) / _exact(budget) * 100
        if abs(right - _exact(rate)) <= _exact(settings["max_points_off"]):
            return None
        return project_hit(view, f"{rate:g}%", rate=f"{rate:g}%", right=f"应为 {right:.2f}%")

    return of_projects(views_of(batch, *_BOTH), find)


@rests_on("project.budget_wan", "project.execution")
def execution_score(batch: Batch, settings: Settings) -> CheckResult:
    """Points for execution that are not rate × points. Settings: ``max_points_off``: points by which forms round."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        rate = _rate(stated)
        if rate is None or not stated.weight or stated.score is None or stated.budget_wan == 0:
            return "没有执行率、分值或得分"
        weight, score = _exact(stated.weight), _exact(stated.score)
        rates = {rate, rate if stated.rate_percent is None else _exact(stated.rate_percent)}
        shares = [min(one, Decimal(100)) / 100 for one in rates]
        full = method_of(view).full_from
        right = [weight if share >= full else weight * share for share in shares]
        if any(abs(score - one) <= _exact(settings["max_points_off"]) for one in right):
            return None
        return project_hit(
            view,
            f"{score:f}",
            1.0 if _beyond_any_method(view, score, weight, max(rates)) else 0.8,
            rate=f"{plain(rate)}%",
            weight=f"{weight.normalize():f}",
            score=f"{score.normalize():f}",
            right=plain(right[0]),
        )

    return of_projects(views_of(batch, "self_evaluation"), find)


def _beyond_any_method(view: ProjectView, score: Decimal, weight: Decimal, rate: Decimal) -> bool:
    """Whether no usual way of giving points for execution explains a score: bands give all from 80 %, and none below 60 %."""
    stated = method_of(view).stated
    return (
        stated or score > weight or (rate < 80 and score == weight) or (rate >= 90 and score <= weight * Decimal("0.8"))
    )


@rests_on("project.budget_wan", "project.execution")
def executed_above_budget(batch: Batch, settings: Settings) -> CheckResult:
    """More spent than the whole budget of the year, without a word that says from what."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        budget, executed, rate = stated.budget_wan, stated.executed_wan, stated.rate_percent
        over = (
            budget is not None and budget > 0 and executed is not None and _exact(executed) - _exact(budget) > _ROUNDED
        )
        if budget is None and rate is None:
            return NO_FIGURES
        if money_explained(view):
            return None
        if over and budget is not None and executed is not None:
            return project_hit(view, f"{executed:g}", told=f"执行数 {executed:g} 万元大于全年预算数 {budget:g} 万元")
        if rate is not None and rate > 100 and (executed is None or not budget):
            return project_hit(view, f"{rate:g}%", told=f"执行率是 {rate:g}%，超过了 100%")
        return None

    return of_projects(views_of(batch, *_BOTH), find)


@rests_on("project.budget_wan", "project.execution", "project.funding")
def spent_parts(batch: Batch, settings: Settings) -> CheckResult:
    """Money spent by source that together is not the money spent.

    Sources may be nested in each other, and need not all be named: too much is told only where no choice of them adds up,
    too little only where the same sources make up the whole budget.
    """

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        parts = [_exact(part.executed_wan) for part in stated.parts]
        if not 2 <= len(parts) <= _MOST_PARTS or stated.executed_wan is None:
            return "没有按来源写执行数"
        executed, total = _exact(stated.executed_wan), sum(parts, Decimal(0))
        if any(abs(one - executed) <= _ROUNDED * len(parts) for one in _sums(parts)):
            return None
        if total < executed and not _all_sources(view, len(parts)):
            return "可能还有没有列出的来源"
        named = "，".join(f"{part.source}{part.executed_wan:g}" for part in stated.parts)
        return project_hit(view, named, parts=named, sum=f"{total.normalize():f}", executed=f"{stated.executed_wan:g}")

    return of_projects(views_of(batch, *_BOTH), find)


def _sums(parts: Sequence[Decimal]) -> set[Decimal]:
    """The sums of any of the parts."""
    found = {Decimal(0)}
    for part in parts:
        found |= {one + part for one in found}
    return found


def _all_sources(view: ProjectView, count: int) -> bool:
    """Whether as many sources as these make up the whole budget."""
    funding, budget = view.project.funding, view.project.budget_wan
    total = sum((_exact(part.amount_wan) for part in funding), Decimal(0))
    return budget is not None and len(funding) == count and abs(total - _exact(budget)) <= _ROUNDED


@rests_on("project.budget_wan", "project.execution")
def low_execution(batch: Batch, settings: Settings) -> CheckResult:
    """A low execution rate that nothing in the form explains. Settings: ``min_percent`` from which no explanation is needed."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        if stated.rate_percent is None or stated.budget_wan == 0:
            return NO_FIGURES
        reckoned = _rate(stated)
        highest = max(_exact(stated.rate_percent), reckoned) if reckoned is not None else _exact(stated.rate_percent)
        if highest >= settings["min_percent"] or money_explained(view):
            return None
        rate = f"{stated.rate_percent:g}%"
        return project_hit(view, rate, rate=rate, results="指标却都已完成，" if _all_met(view) else "")

    return of_projects(views_of(batch, "self_evaluation"), find)


def _all_met(view: ProjectView) -> bool:
    """Whether several rows can be compared and all of them met their targets."""
    found = [one for row in view.rows if isinstance(one := outcome(row), Outcome)]
    return len(found) > 2 and all(one.met for one in found)


@rests_on("actual", "level3", "project.budget_wan", "project.execution")
def paid_against_execution(batch: Batch, settings: Settings) -> CheckResult:
    """Rows on the rate of payment that contradict the execution rate. Settings: ``max_points_off``, percentage points."""
    rows, hits, undecided = rows_of(batch, "self_evaluation"), list[Hit](), list[Undecided]()
    for view, row in rows:
        paid, rate = _paid(row), _rate(view.project.execution or Execution())
        if paid is None or rate is None:
            undecided.append((row.subject, "不是资金支付率，或者没有执行率"))
        elif paid - rate > settings["max_points_off"]:
            confidence = 1.0 if _OF_BUDGET.search(row.text("level3")) else 0.8  # what was paid in may be the base
            hits.append(row_hit(row, confidence=confidence, rate=f"{plain(rate)}%"))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def _paid(row: RowView) -> Decimal | None:
    """The percentage of a row that states how much of the money was paid."""
    targets = row.artefacts("target").quantities
    if not _PAID_RATE.search(row.text("level3").strip()) or len(targets) != 1 or targets[0].dimension != "ratio":
        return None
    found = figure(targets[0], row.artefacts("actual"))
    return found.value if isinstance(found, Figure) and found.sure else None


@rests_on()
def spreadsheet_errors(batch: Batch, settings: Settings) -> CheckResult:
    """Figures of the money table that show an error of the spreadsheet."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        if not stated.errors:
            return None
        return project_hit(view, stated.errors[0], told="、".join(dict.fromkeys(stated.errors)))

    return of_projects(views_of(batch, *_BOTH), find)
