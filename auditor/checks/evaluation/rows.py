"""Rows of a self-evaluation: shortfalls, excesses, copies, and reasons that do not fit their figures."""

from __future__ import annotations

import re
from decimal import Decimal

from auditor.checks.evaluation.examined import compared, other_units, row_hit, rows_of, views_of
from auditor.checks.evaluation.method import method_of
from auditor.checks.evaluation.outcome import Outcome, outcome
from auditor.checks.evaluation.reasons import has_place_for_reasons, row_explained, says_left_undone
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.checks.resting import RESULTS, rests_on
from auditor.language.normalise import normalise
from auditor.model import Evidence

_BOUND_SIGN = re.compile(
    r"^\s*(?:≥|≤|≧|≦|>=|<=|＞|＜|>|<|不[少低高大多]于|不超过|至少|大于|小于)|\d\s*[%％\u4e00-\u9fff]{0,3}(?:以上|以下|以内)$"
)
_BY_DATE = re.compile(r"(?:底|末|日|月|年|季度)\s*(?:之?前|以前|前完成|前完工)$")
_NEARLY = Decimal("0.995")
"""Part of a target from which on a miss may be a matter of rounding."""

_DOUBTED = 0.8
_ONLY_DONE = re.compile(
    r"(?:全部|已经?|均已?|都已?|年度|全年|各项|预期|总体|绩效|目标|任务|指标|工作|基本|按[期时质量]*|顺利|圆满|如期|较好地?|全面)*"
    r"(?:完成|实现|达到|达成)(?:了|全部|年度|全年|各项|预期|年初|设定|既定|总体|绩效|目标|任务|指标|工作|要求|效果|情况|的)*"
)


@rests_on("actual", "comparator", "deviation_reason", "score", "target", "weight")
def full_marks_not_met(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that missed their target and yet have all their points.

    A near miss may be a matter of rounding, and a reason may have been accepted: then it is only likely.
    """

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        score, weight = row.indicator.score, row.indicator.weight
        if found.met or not found.sure or score is None or weight is None or score < weight or weight <= 0:
            return None
        if found.share is not None and found.share >= method_of(view).full_from:
            return None
        near = found.share is not None and found.share >= _NEARLY
        doubted = near or row_explained(view, row, short=True)
        return row_hit(row, confidence=_DOUBTED if doubted else 1.0, score=f"{score:g}")

    return compared(batch, find, "self_evaluation")


@rests_on(*RESULTS)
def shortfall_without_reason(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that missed their target without a word that explains it; only likely where a form has no place for one."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        if found.met or not found.sure or row_explained(view, row, short=True):
            return None
        return row_hit(row, confidence=1.0 if has_place_for_reasons(view) else _DOUBTED)

    return compared(batch, find, "self_evaluation")


@rests_on(*RESULTS, "score", "weight")
def perhaps_not_met(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that seem to have missed their target, where other words leave a doubt; neither deducted nor explained."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        score, weight = row.indicator.score, row.indicator.weight
        deducted = score is not None and weight is not None and score < weight
        if found.met or found.sure or deducted or row_explained(view, row, short=True):
            return None
        return row_hit(row)

    return compared(batch, find, "self_evaluation")


@rests_on("actual", "target")
def far_above_target(batch: Batch, settings: Settings) -> CheckResult:
    """Rows far above their target without a word of explanation. Settings: ``min_excess_percent``."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        if not found.sure or found.excess < settings["min_excess_percent"] or row_explained(view, row, short=False):
            return None
        return row_hit(row, excess=f"{found.excess:.0f}%")

    return compared(batch, find, "self_evaluation")


@rests_on(*RESULTS)
def reason_against_figure(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose actual value meets the target, while their reason says that something is not done."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        if not (found.met and says_left_undone(row)):
            return None
        confidence = 1.0 if found.exact else _DOUBTED  # what goes beyond the target may well be unfinished
        return row_hit(row, "deviation_reason", confidence, reason=row.text("deviation_reason"))

    return compared(batch, find, "self_evaluation")


@rests_on(*RESULTS)
def units_differ(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose actual value is in another unit than the target."""
    return other_units(batch, "self_evaluation")


@rests_on(*RESULTS)
def actual_is_bound(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose actual value is a bound or a date to come, as only a target can be (≥95%, 11月底前)."""
    rows, hits, undecided = rows_of(batch, "self_evaluation"), list[Hit](), list[Undecided]()
    for _, row in rows:
        actual = row.text("actual").strip()
        if not actual:
            undecided.append((row.subject, "完成值空白"))
        elif _is_bound(row, actual):
            same = normalise(actual) == normalise(row.text("target"))
            hits.append(
                row_hit(row, copied="把目标“{}”照抄了一遍".format(row.text("target")) if same else "是一个范围")
            )
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


def _is_bound(row: RowView, actual: str) -> bool:
    if _BOUND_SIGN.search(actual):
        return bool(row.artefacts("actual").quantities)
    return bool(_BY_DATE.search(actual)) and normalise(actual) == normalise(row.text("target"))


@rests_on("project.goal")
def achieved_copies_goal(batch: Batch, settings: Settings) -> CheckResult:
    """Projects whose achieved text is their goal again, or says no more than that it was achieved."""
    views, hits, undecided = views_of(batch, "self_evaluation"), list[Hit](), list[Undecided]()
    for view in views:
        achieved, goal = normalise(view.project.achieved), normalise(view.project.goal)
        if not achieved:
            undecided.append((view.subject, "表里没有总体目标的完成情况"))
        elif achieved == goal or _ONLY_DONE.fullmatch(achieved):
            how = "与预期目标一字不差" if achieved == goal else f"只写“{view.project.achieved.strip()}”"
            evidence = (Evidence(text=view.project.achieved, project=view.project.code, field="achieved"),)
            hits.append(Hit(view.subject, None, None, {"how": how, "accused": view.project.achieved}, evidence))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


@rests_on(*RESULTS)
def all_exactly_on_target(batch: Batch, settings: Settings) -> CheckResult:
    """Projects whose comparable numbers all equal their targets, but for one at most. Settings: ``min_rows`` that equal.

    100 % and zero are limits, not a coincidence, and do not count.
    """
    views, hits, undecided = views_of(batch, "self_evaluation"), list[Hit](), list[Undecided]()
    for view in views:
        found = [one for row in view.rows if (one := _telling(row)) is not None]
        exact = sum(one.exact for one in found)
        if len(found) < settings["min_rows"]:
            undecided.append((view.subject, "能按数比较的行太少"))
        elif exact >= settings["min_rows"] and len(found) - exact <= 1:
            values = {"count": str(exact), "all": str(len(found)), "accused": str(exact)}
            hits.append(Hit(view.subject, values=values))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _telling(row: RowView) -> Outcome | None:
    """The outcome of a row whose target is a number that could as well have been passed or missed."""
    targets = row.artefacts("target").quantities
    if len(targets) != 1 or Decimal(targets[0].value) == 0:
        return None
    if targets[0].dimension == "ratio" and Decimal(targets[0].value) == 100:
        return None
    found = outcome(row)
    return found if isinstance(found, Outcome) and found.share is not None else None
