"""Never accuse on a misreading: what rests on a field that was not understood with confidence is left undecided.

What a reading is not certain of stands in ``Project.unsure``, and what single cells do not tell in ``Indicator.unsure``.
Every outcome of a rule passes here once, before it becomes a finding or a line of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Subject, Undecided
from auditor.judging.row_rules import RuleOutcomes
from auditor.model import Indicator, Project
from auditor.rules.runnable import BoundCheck, Declared, RunnableRule

INDICATORS = "indicators"
"""In ``Project.unsure``: not all rows of its table were read."""

_PROJECT = "project."
_TABLE = frozenset({"level1", "level2", "level3", "target", INDICATORS})
_RESULTS = frozenset({"level3", "target", "comparator", "unit", "actual", "deviation_reason"})
_MONEY = frozenset({"project.execution", "project.budget_wan"})
_OF_CHECKS: Mapping[str, frozenset[str]] = {
    "funding_against_budget": frozenset({"project.budget_wan", "project.funding"}),
    "code_pattern": frozenset({"project.code"}),
    "code_repeated": frozenset({"project.code", "project.name"}),
    "plan_shape": frozenset({"project.spending_plan"}),
    "plan_everywhere": frozenset({"project.spending_plan"}),
    "plan_below_line": frozenset({"project.spending_plan"}),
    "weights_sum": frozenset({"weight", INDICATORS}),
    "first_level_weights": frozenset({"weight", "level1", INDICATORS}),
    "weight_dominates": frozenset({"weight", INDICATORS}),
    "weights_equal": frozenset({"weight", INDICATORS}),
    "score_above_weight": frozenset({"score", "weight"}),
    "full_marks_not_met": frozenset({"score", "weight", "target", "actual", "comparator"}),
    "far_above_target": frozenset({"target", "actual"}),
    "shortfall_without_reason": _RESULTS,
    "perhaps_not_met": _RESULTS | {"score", "weight"},
    "reason_against_figure": _RESULTS,
    "units_differ": _RESULTS,
    "actual_is_bound": _RESULTS,
    "all_exactly_on_target": _RESULTS,
    "achieved_copies_goal": frozenset({"project.goal"}),
    "deducted_though_met": _RESULTS | {"score", "weight"},
    "score_above_share": _RESULTS | {"score", "weight"},
    "blank_scores": frozenset({"score", "weight", "actual", "target"}),
    "section_points": frozenset({"score", "weight", "level1", "level2", INDICATORS}),
    "paid_against_execution": frozenset({"actual", "level3", "project.execution", "project.budget_wan"}),
    "progress_behind": _RESULTS,
    "progress_slow": _RESULTS,
    "progress_ahead": _RESULTS,
    "deadline_passed": _RESULTS,
    "above_limit": _RESULTS,
    "forecast_against_possibility": _RESULTS | {"forecast", "possibility"},
    "shortfall_expected": _RESULTS | {"forecast", "possibility"},
    "execution_score": _MONEY,
    "executed_above_budget": _MONEY,
    "spent_parts": _MONEY | {"project.funding"},
    "spending_behind": _MONEY,
    "spending_slow": _MONEY,
    "spending_ahead": _MONEY,
    "forecast_above_budget": _MONEY,
    "spreadsheet_errors": frozenset(),
    "grade_against_total": frozenset({"project.execution"}),
    "total_score": frozenset({"score", "project.execution", INDICATORS}),
    "execution_rate": frozenset({"project.execution", "project.budget_wan"}),
    "low_execution": frozenset({"project.execution", "project.budget_wan"}),
    "satisfaction_spread": _TABLE,
    "scores_as_targets": _TABLE | {"weight"},
}
"""The fields that Python checks rest on; one that is not named here rests on all that was read."""


class ReadingGuard:
    """Knows on which fields each rule rests.

    Args:
        rules: all rules that run.
    """

    def __init__(self, rules: Iterable[RunnableRule]) -> None:
        self._rests_on = {item.rule.id: rests_on(item) for item in rules}

    def reason(self, rule: str, project: Project) -> str | None:
        """Why a rule cannot be decided on a project, None where all that it rests on was understood, in every row."""
        holders: tuple[Project | Indicator, ...] = (project, *project.indicators)
        told = (self._told_of(rule, holder) for holder in holders if holder.unsure)
        return next((reason for reason in told if reason is not None), None)

    def reason_of_row(self, rule: str, project: Project, row: Indicator) -> str | None:
        """Why a rule cannot be decided on a row, None where all that it rests on was understood in it."""
        return (self._told_of(rule, project) if project.unsure else None) or (
            self._told_of(rule, row) if row.unsure else None
        )

    def _told_of(self, rule: str, holder: Project | Indicator) -> str | None:
        fields = self._rests_on[rule]
        return next((told for name, told in holder.unsure.items() if fields is None or name in fields), None)

    def check_result(self, rule: str, check_result: CheckResult, batch: Batch) -> CheckResult:
        """The outcome of a check, its hits on what was not understood turned into undecided."""
        if not check_result.hits:
            return check_result
        hits: list[Hit] = []
        held: dict[Subject, str] = {}
        for hit in check_result.hits:
            told = self._told(rule, hit.subject, batch)
            if told is None:
                hits.append(hit)
            else:
                held[hit.subject] = told
        if not held:
            return check_result
        undecided = (*check_result.undecided, *(Undecided(subject, told) for subject, told in held.items()))
        return replace(check_result, hits=tuple(hits), undecided=undecided)

    def said(self, row: RowView, said: RuleOutcomes) -> RuleOutcomes:
        """What rules say of a row, without what rests on a field of it that was not understood."""
        if not said.breaches or not (row.project.unsure or row.indicator.unsure):
            return said
        told = [
            (rule, breach, self.reason_of_row(rule.id, row.project, row.indicator)) for rule, breach in said.breaches
        ]
        return RuleOutcomes(
            tuple((rule, breach) for rule, breach, reason in told if reason is None),
            (*said.undecided, *((rule.id, reason) for rule, _, reason in told if reason is not None)),
            said.failed,
        )

    def _told(self, rule: str, subject: Subject, batch: Batch) -> str | None:
        if subject.project is not None:
            project = batch.view_of(Subject(subject.submission, subject.project)).project
            if subject.indicator is not None:
                return self.reason_of_row(rule, project, project.indicators[subject.indicator])
            return self.reason(rule, project)
        views = batch.projects_of(subject.submission)
        return next((told for view in views if (told := self.reason(rule, view.project))), None)


def rests_on(item: RunnableRule) -> frozenset[str] | None:
    """The fields whose misreading would make a rule wrong; None where it rests on everything."""
    if isinstance(item.examine, BoundCheck):
        return _OF_CHECKS.get(item.rule.check or "")
    if not isinstance(item.examine, Declared) or item.examine.reads is None or item.late:
        return None
    place = item.examine.place
    named = item.examine.reads
    return named | {"level1", "level2"} if place.level1 or place.level2 else named
