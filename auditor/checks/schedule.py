"""Spending plans: their own shape, against completion dates, and the same one everywhere."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Subject, Undecided
from auditor.checks.resting import rests_on
from auditor.model import Evidence, SpendingStep, Submission

_MONTH = re.compile(r"(\d{1,2})\s*月")


def deadline_against_plan(batch: Batch, settings: Settings) -> CheckResult:
    """A completion date well before much of the money is to be spent. Later payment can be lawful: a 疑点.

    Settings: ``min_remaining``: percent of the budget still to be spent after the date.
    """
    rows = [row for row in batch.rows if row.cells.category == "timeliness"]
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for row in rows:
        compared = _compared(row)
        if compared is None:
            undecided.append((row.subject, "没有资金支出计划或明确日期"))
        elif compared[1] >= settings["min_remaining"]:
            hits.append(_plan_hit(row, *compared))
    return CheckResult(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def _compared(row: RowView) -> tuple[date, float, str] | None:
    """The deadline, percent planned to be spent after it, and the step of the plan that covers it."""
    if not row.project.spending_plan:
        return None
    deadlines = [mention.date for mention in row.dates("target") if mention.kind in ("deadline", "day", "month")]
    deadline = next((when for when in deadlines if when is not None), None)
    steps = list(_plan(row.project.spending_plan, row.submission.year or (deadline.year if deadline else None)))
    if deadline is None or not steps or steps[-1][0].year != deadline.year:
        return None
    step = next((step for step in steps if step[0] >= deadline), steps[-1])
    return deadline, 100 - step[1], step[2]


def _plan(steps: tuple[SpendingStep, ...], year: int | None) -> Iterator[tuple[date, float, str]]:
    for step in steps:
        month = _MONTH.search(step.by)
        if month is not None and year is not None and 1 <= int(month[1]) <= 12:
            number = int(month[1])
            yield date(year, number, monthrange(year, number)[1]), step.percent, step.by


def _plan_hit(row: RowView, deadline: date, remaining: float, by: str) -> Hit:
    text = row.text("target")
    values = {
        "deadline": text,
        "remaining": f"{remaining:g}%",
        "step": by,
        "accused": text,
    }
    plan = " ".join(f"{step.by}{step.percent:g}%" for step in row.project.spending_plan)
    evidence = (Evidence(text=plan, project=row.project.code, field="spending_plan"),)
    return Hit(row.subject, "target", (0, len(text)), values, evidence)


def _plan_text(view: ProjectView) -> str:
    return " ".join(f"{step.by}{step.percent:g}%" for step in view.project.spending_plan)


@rests_on("project.spending_plan")
def plan_shape(batch: Batch, settings: Settings) -> CheckResult:
    """A cumulative spending plan that falls, leaves 0..100 or does not end at 100 percent."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        percents = [step.percent for step in view.project.spending_plan]
        fault = _plan_fault(percents)
        if not percents:
            undecided.append((view.subject, "没有资金支出计划"))
        elif fault is not None:
            plan = _plan_text(view)
            evidence = (Evidence(text=plan, project=view.project.code, field="spending_plan"),)
            hits.append(Hit(view.subject, None, None, {"plan": plan, "fault": fault, "accused": plan}, evidence))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _plan_fault(percents: list[float]) -> str | None:
    if not percents:
        return None
    if any(later < earlier for earlier, later in pairwise(percents)):
        return "累计比例前高后低"
    if any(not 0 <= percent <= 100 for percent in percents):
        return "比例不在0%至100%之间"
    return "年末累计比例不是100%" if percents[-1] != 100 else None


LINES = {4: "april", 6: "june", 8: "august", 10: "october"}
"""Months of which a monitoring line is known, and the setting that holds it."""


@rests_on("project.spending_plan")
def plan_below_line(batch: Batch, settings: Settings) -> CheckResult:
    """A spending plan below the line at which monitoring warns.

    Settings: ``april``, ``june``, ``august``, ``october``: least percent spent by the end of the month.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        steps = view.project.spending_plan
        low = next((found for step in steps if (found := _below_line(step, settings)) is not None), None)
        if not steps:
            undecided.append((view.subject, "没有资金支出计划"))
        elif low is not None:
            plan = _plan_text(view)
            evidence = (Evidence(text=plan, project=view.project.code, field="spending_plan"),)
            hits.append(Hit(view.subject, None, None, {**low, "accused": plan}, evidence))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _below_line(step: SpendingStep, settings: Settings) -> dict[str, str] | None:
    month = _MONTH.search(step.by)
    name = LINES.get(int(month[1])) if month else None
    if name is None or step.percent >= settings[name]:
        return None
    return {"step": step.by, "planned": f"{step.percent:g}%", "line": f"{settings[name]:g}%"}


@rests_on("project.spending_plan")
def plan_everywhere(batch: Batch, settings: Settings) -> CheckResult:
    """The same spending plan for every project of a submission, whatever its nature.

    Settings: ``min_projects``: in smaller submissions it may be chance.
    """
    subjects, hits = [], []
    for number, submission in enumerate(batch.submissions):
        plans = [_plan_text(view) for view in batch.projects_of(number) if view.project.spending_plan]
        if not plans:
            continue
        subjects.append(Subject(number))
        if len(plans) >= settings["min_projects"] and len(set(plans)) == 1:
            hits.append(_everywhere_hit(Subject(number), submission, plans))
    return CheckResult(tuple(subjects), tuple(hits))


def _everywhere_hit(subject: Subject, submission: Submission, plans: list[str]) -> Hit:
    evidence = (Evidence(text=plans[0], submission=submission.source, field="spending_plan"),)
    values = {"plan": plans[0], "projects": str(len(plans)), "accused": plans[0]}
    return Hit(subject, values=values, evidence=evidence)
