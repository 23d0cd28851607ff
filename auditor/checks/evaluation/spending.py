"""Monitoring forms: money spent against the month reported, and against the budget at the end of the year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from auditor.checks.evaluation.examined import NO_FIGURES, of_projects, plain, project_hit, views_of
from auditor.checks.evaluation.progress import year_share
from auditor.checks.evaluation.reasons import money_explained
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings
from auditor.checks.resting import RESULTS, rests_on
from auditor.model import Execution


@rests_on("project.budget_wan", "project.execution")
def spending_behind(batch: Batch, settings: Settings) -> CheckResult:
    """Money spent far behind the share of the year without a reason. Settings: ``max_percent`` of it (exclusive)."""
    return _banded(batch, lambda part: part < settings["max_percent"])


@rests_on("project.budget_wan", "project.execution")
def spending_slow(batch: Batch, settings: Settings) -> CheckResult:
    """Money spent somewhat behind the share of the year. Settings: ``min_percent`` (inclusive) and ``max_percent`` of it."""
    return _banded(batch, lambda part: settings["min_percent"] <= part < settings["max_percent"])


@rests_on("project.budget_wan", "project.execution")
def spending_ahead(batch: Batch, settings: Settings) -> CheckResult:
    """Money spent far ahead of the share of the year. Settings: ``min_percent`` of it (exclusive)."""
    return _banded(batch, lambda part: part > settings["min_percent"])


@rests_on("project.budget_wan", "project.execution")
def spending_below_line(batch: Batch, settings: Settings) -> CheckResult:
    """Money spent below the warning line of the place at the end of the month reported, without a reason.

    Settings: percent of the budget that is to be spent by the end of ``april``, ``june``, ``august`` and ``october``.
    """
    lines = {4: settings["april"], 6: settings["june"], 8: settings["august"], 10: settings["october"]}

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        rate, line = _rate(stated), lines.get(stated.until_month or 0)
        if rate is None or line is None:
            return "没有执行率，或者监控的月份没有预警线"
        if rate >= line or money_explained(view):
            return None
        said = f"{plain(rate)}%"
        return project_hit(view, said, rate=said, month=str(stated.until_month), line=f"{line}%")

    return of_projects(views_of(batch, "monitoring"), find)


@rests_on(*RESULTS, "project.budget_wan", "project.execution")
def progress_apart(batch: Batch, settings: Settings) -> CheckResult:
    """Targets that came much further, or much less far, than the money. Settings: ``max_points_apart``, ``min_rows`` compared."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        rate = _rate(stated)
        shares = [share for row in view.rows if (share := year_share(row)) is not None]
        if rate is None or len(shares) < settings["min_rows"]:
            return "没有执行率，或者能按数比较的行太少"
        reached = sum((min(share, Decimal(1)) for share in shares), Decimal(0)) / len(shares) * 100
        if abs(reached - rate) <= settings["max_points_apart"] or money_explained(view):
            return None
        said = f"{plain(rate)}%"
        return project_hit(view, said, rate=said, reached=f"{reached:.0f}%")

    return of_projects(views_of(batch, "monitoring"), find)


def _banded(batch: Batch, inside: Callable[[Decimal], bool]) -> CheckResult:
    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        rate, month = _rate(stated), stated.until_month
        if rate is None or month is None:
            return "没有执行率，或者没有写监控到几月"
        if not inside(rate * 12 / month) or money_explained(view):
            return None
        said = f"{plain(rate)}%"
        return project_hit(view, said, rate=said, month=str(month), due=f"{Decimal(month) / 12:.0%}")

    return of_projects(views_of(batch, "monitoring"), find)


def _rate(stated: Execution) -> Decimal | None:
    """The execution rate that the amounts give, else the stated one; None where there is no budget."""
    if stated.budget_wan and stated.executed_wan is not None:
        return Decimal(str(stated.executed_wan)) / Decimal(str(stated.budget_wan)) * 100
    return None if stated.rate_percent is None or stated.budget_wan == 0 else Decimal(str(stated.rate_percent))


@rests_on("project.budget_wan", "project.execution")
def forecast_above_budget(batch: Batch, settings: Settings) -> CheckResult:
    """Money expected to be spent that is more than the budget."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        if stated.forecast_wan is None or not stated.budget_wan:
            return NO_FIGURES
        if Decimal(str(stated.forecast_wan)) <= Decimal(str(stated.budget_wan)):
            return None
        forecast, budget = f"{stated.forecast_wan:g}", f"{stated.budget_wan:g}"
        return project_hit(view, forecast, forecast=forecast, budget=budget)

    return of_projects(views_of(batch, "monitoring"), find)
