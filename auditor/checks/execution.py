"""The money part and the total of a self-evaluation form: arithmetic, and explanations that are missing."""

from __future__ import annotations

from decimal import Decimal

from auditor.checks.protocol import Batch, Examination, Hit, ProjectView, Settings, Undecided
from auditor.language.normalise import normalise
from auditor.model import Evidence, Execution

NO_FIGURES = "表里没有预算数、执行数或执行率"


def _evaluated(batch: Batch) -> list[ProjectView]:
    return [view for view in batch.projects if view.submission.kind == "self_evaluation"]


def _evidence(view: ProjectView, stated: Execution) -> tuple[Evidence, ...]:
    told = (
        ("预算数", stated.budget_wan, "万元"),
        ("执行数", stated.executed_wan, "万元"),
        ("执行率", stated.rate_percent, "%"),
    )
    text = "，".join(f"{name}{value:g}{unit}" for name, value, unit in told if value is not None)
    return (Evidence(text=text, project=view.project.code),)


def execution_rate(batch: Batch, settings: Settings) -> Examination:
    """A stated execution rate that is not 执行数 over 预算数. Settings: ``max_points_off`` in percentage points."""
    views, hits, undecided = _evaluated(batch), list[Hit](), list[Undecided]()
    for view in views:
        stated = view.project.execution or Execution()
        budget, executed, rate = stated.budget_wan, stated.executed_wan, stated.rate_percent
        if not budget or executed is None or rate is None:
            undecided.append(Undecided(view.subject, NO_FIGURES))
            continue
        right = Decimal(str(executed)) / Decimal(str(budget)) * 100
        if abs(right - Decimal(str(rate))) > Decimal(str(settings["max_points_off"])):
            values = {"rate": f"{rate:g}%", "right": f"{right:.2f}%", "accused": f"{rate:g}%"}
            hits.append(Hit(view.subject, values=values, evidence=_evidence(view, stated)))
    return Examination(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def total_score(batch: Batch, settings: Settings) -> Examination:
    """A stated total that is not the sum of the rows' scores and the points for execution."""
    views, hits, undecided = _evaluated(batch), list[Hit](), list[Undecided]()
    for view in views:
        stated = view.project.execution or Execution()
        scores = [row.indicator.score for row in view.rows]
        known = [Decimal(str(score)) for score in scores if score is not None]
        if stated.total_score is None or len(known) != len(scores):
            undecided.append(Undecided(view.subject, "没有总分，或者有的行没有得分"))
            continue
        total, rows = Decimal(str(stated.total_score)), sum(known, Decimal(0))
        with_execution = rows + Decimal(str(stated.score or 0))
        if all(abs(total - one) > Decimal("0.011") for one in (rows, with_execution)):
            values = {"total": f"{stated.total_score:g}", "sum": f"{with_execution.normalize():f}"}
            hits.append(Hit(view.subject, values={**values, "accused": values["total"]}))
    return Examination(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def low_execution(batch: Batch, settings: Settings) -> Examination:
    """A low execution rate that no row explains. Settings: ``min_percent`` from which no explanation is needed."""
    views, hits, undecided = _evaluated(batch), list[Hit](), list[Undecided]()
    for view in views:
        stated = view.project.execution or Execution()
        if stated.rate_percent is None:
            undecided.append(Undecided(view.subject, NO_FIGURES))
        elif stated.rate_percent < settings["min_percent"] and not _explained(view):
            rate = f"{stated.rate_percent:g}%"
            hits.append(Hit(view.subject, values={"rate": rate, "accused": rate}, evidence=_evidence(view, stated)))
    return Examination(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _explained(view: ProjectView) -> bool:
    return any(len(normalise(row.text("deviation_reason"))) > 2 for row in view.rows)
