"""How checks of evaluation forms walk over rows and projects, and what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from auditor.checks.evaluation.figures import OtherUnit
from auditor.checks.evaluation.outcome import Outcome, outcome
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Undecided
from auditor.model import Evidence, Execution, Kind

NOT_COMPARABLE = "目标值与完成值不能按数比较"
NO_FIGURES = "表里没有预算数、执行数或执行率"


def views_of(batch: Batch, *kinds: Kind) -> list[ProjectView]:
    """The projects of forms of these kinds."""
    return [view for view in batch.projects if view.submission.kind in kinds]


def rows_of(batch: Batch, *kinds: Kind) -> list[tuple[ProjectView, RowView]]:
    """The rows of forms of these kinds, each with its project."""
    return [(view, row) for view in views_of(batch, *kinds) for row in view.rows]


def compared(
    batch: Batch, find: Callable[[ProjectView, RowView, Outcome], Hit | None], *kinds: Kind, name: str = "actual"
) -> CheckResult:
    """Look at every comparable row; the others are undecided."""
    rows, hits, undecided = rows_of(batch, *kinds), list[Hit](), list[Undecided]()
    for view, row in rows:
        found = outcome(row, name)
        if not isinstance(found, Outcome):
            undecided.append((row.subject, NOT_COMPARABLE))
        elif (hit := find(view, row, found)) is not None:
            hits.append(hit)
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def of_projects(
    views: Sequence[ProjectView], find: Callable[[ProjectView, Execution], Hit | str | None]
) -> CheckResult:
    """Look at every project: a hit, the reason why it cannot be judged, or None where all is well."""
    hits, undecided = list[Hit](), list[Undecided]()
    for view in views:
        found = find(view, view.project.execution or Execution())
        if isinstance(found, str):
            undecided.append((view.subject, found))
        elif found is not None:
            hits.append(found)
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def other_units(batch: Batch, *kinds: Kind) -> CheckResult:
    """Rows whose actual value is in another unit than the target."""
    rows, hits, undecided = rows_of(batch, *kinds), list[Hit](), list[Undecided]()
    for _, row in rows:
        found = outcome(row)
        if found is None:
            undecided.append((row.subject, NOT_COMPARABLE))
        elif isinstance(found, OtherUnit):
            hits.append(row_hit(row, confidence=1.0 if found.sure else 0.7))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def row_hit(row: RowView, name: str = "actual", confidence: float = 1.0, **values: str) -> Hit:
    """A hit on a whole cell, with the target as evidence."""
    text = row.text(name)
    evidence = Evidence(text=row.text("target"), indicator=row.indicator.id, project=row.project.code, field="target")
    return Hit(row.subject, name, (0, len(text)), {**values, "accused": text}, (evidence,), confidence)


def project_hit(view: ProjectView, accused: str, confidence: float = 1.0, **values: str) -> Hit:
    """A hit on a project, with the figures of its money as evidence."""
    evidence = money_evidence(view, view.project.execution or Execution())
    return Hit(view.subject, values={**values, "accused": accused}, evidence=evidence, confidence=confidence)


def money_evidence(view: ProjectView, stated: Execution) -> tuple[Evidence, ...]:
    """The figures of the money table as the form states them; none where it states none."""
    told = (
        ("预算数", stated.budget_wan, "万元"),
        ("执行数", stated.executed_wan, "万元"),
        ("执行率", stated.rate_percent, "%"),
        ("分值", stated.weight, "分"),
        ("得分", stated.score, "分"),
    )
    text = "，".join(f"{name}{value:g}{unit}" for name, value, unit in told if value is not None)
    return (Evidence(text=text, project=view.project.code),) if text else ()


def plain(value: Decimal) -> str:
    """A figure with at most two decimals, and none that are zero: 9.8, 100, 58.33."""
    return f"{value.quantize(Decimal('0.01')).normalize():f}"
