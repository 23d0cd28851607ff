"""The Python checks that rule files may name, each with the placeholders it fills in messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.checks import (
    approved,
    arithmetic,
    carried_over,
    copied_statements,
    copies,
    cover,
    department,
    elsewhere,
    facts,
    heads,
    in_row,
    leftovers,
    lifetime,
    lowered,
    names,
    narrative,
    periods,
    row_types,
    schedule,
    structure,
    targets,
    told,
    weights,
)
from auditor.checks.before import ArchiveCheck, given_archive
from auditor.checks.evaluation import money, progress, rows, scores, spending
from auditor.checks.protocol import PythonCheck


class CatalogueEntry(NamedTuple):
    """One check: the function, and the names of the values its hits carry. ``needs_archive``: undecided without one;
    ``of_repetition``: it looks at ``Batch.repetition``, which the others find empty.
    """

    run: PythonCheck
    values: frozenset[str]
    needs_archive: bool = False
    of_repetition: bool = False


def _entry(run: PythonCheck, *values: str) -> CatalogueEntry:
    return CatalogueEntry(run, frozenset(values))


def _of_repetition(run: PythonCheck, *values: str) -> CatalogueEntry:
    return CatalogueEntry(run, frozenset(values), of_repetition=True)


def _with_archive(run: ArchiveCheck, *values: str) -> CatalogueEntry:
    return CatalogueEntry(given_archive(run), frozenset(values), needs_archive=True)


CHECKS: Mapping[str, CatalogueEntry] = {
    "copied_projects": _of_repetition(
        copies.copied_projects, "own_details", "other_name", "other_details", "share", "rows"
    ),
    "one_policy_in_places": _of_repetition(copies.one_policy_in_places, "others", "count"),
    "copied_statements": _of_repetition(
        copied_statements.copied_statements,
        "own_name",
        "own_budget",
        "what",
        "whose",
        "other_name",
        "other_budget",
        "how",
        "difference",
    ),
    "one_statement_in_places": _of_repetition(
        copied_statements.one_statement_in_places, "own_name", "what", "others", "count"
    ),
    "copied_descriptions": _of_repetition(copies.copied_descriptions, "others", "count"),
    "repeated_in_table": _entry(copies.repeated_in_table, "count", "where"),
    "repeated_indicator": _entry(copies.repeated_indicator, "other_row", "other_level3"),
    "repeated_narrative": _entry(copies.repeated_narrative, "ordinal", "other_ordinal", "text"),
    "leftover_text": _entry(leftovers.leftover_text, "other_details", "other_name"),
    "price_over_year": _entry(periods.price_over_year, "one", "total", "period"),
    "fewer_than_regular": _entry(periods.fewer_than_regular, "regular", "times"),
    "period_reversed": _entry(lifetime.period_reversed, "starts", "ends"),
    "goal_left_blank": _entry(lifetime.goal_left_blank),
    "name_left_blank": _entry(lifetime.name_left_blank),
    "budget_of_other_years": _entry(told.budget_of_other_years, "told", "year"),
    "told_without_rows": _entry(told.told_without_rows),
    "unit_alone": _entry(targets.unit_alone),
    "no_such_date": _entry(targets.no_such_date),
    "amounts_in_row": _entry(in_row.amounts_in_row, "amounts"),
    "amount_against_budget": _entry(facts.amount_against_budget, "amount"),
    "counts_in_row": _entry(in_row.counts_in_row, "described", "targeted"),
    "total_cost_row": _entry(facts.total_cost_row, "amount"),
    "text_arithmetic": _entry(arithmetic.text_arithmetic, "written", "right", "stated"),
    "dates_in_row": _entry(in_row.dates_in_row, "described", "targeted"),
    "funding_against_budget": _entry(facts.funding_against_budget, "total"),
    "deadline_against_plan": _entry(schedule.deadline_against_plan, "deadline", "remaining", "step"),
    "narrative_numbers": _entry(narrative.narrative_numbers, "ordinal", "promise", "clause"),
    "narrative_without_table": _entry(narrative.narrative_without_table, "ordinal", "item"),
    "table_without_narrative": _entry(narrative.table_without_narrative, "items"),
    "narrative_name": _entry(narrative.narrative_name, "ordinal", "item"),
    "narrative_goal": _entry(narrative.narrative_goal, "ordinal", "other_goal"),
    "code_pattern": _entry(structure.code_pattern, "usual", "example", "expected"),
    "code_repeated": _entry(structure.code_repeated, "other_name"),
    "plan_shape": _entry(schedule.plan_shape, "plan", "fault"),
    "plan_everywhere": _entry(schedule.plan_everywhere, "plan", "projects"),
    "satisfaction_spread": _entry(structure.satisfaction_spread, "lowest", "highest", "spread"),
    "score_above_weight": _entry(scores.score_above_weight, "score", "weight"),
    "full_marks_not_met": _entry(rows.full_marks_not_met, "score"),
    "far_above_target": _entry(rows.far_above_target, "excess"),
    "shortfall_without_reason": _entry(rows.shortfall_without_reason),
    "all_exactly_on_target": _entry(rows.all_exactly_on_target, "count", "all"),
    "weights_sum": _entry(weights.weights_sum, "told"),
    "scores_as_targets": _entry(weights.scores_as_targets, "total", "count"),
    "weight_dominates": _entry(weights.weight_dominates, "share"),
    "unit_against_head": _entry(heads.unit_against_head, "head", "units", "unit"),
    "two_measures_in_name": _entry(names.two_measures_in_name),
    "execution_rate": _entry(money.execution_rate, "rate", "right"),
    "total_score": _entry(scores.total_score, "total", "sum"),
    "low_execution": _entry(money.low_execution, "rate", "results"),
    "perhaps_not_met": _entry(rows.perhaps_not_met),
    "reason_against_figure": _entry(rows.reason_against_figure, "reason"),
    "units_differ": _entry(rows.units_differ),
    "actual_is_bound": _entry(rows.actual_is_bound, "copied"),
    "achieved_copies_goal": _entry(rows.achieved_copies_goal, "how"),
    "deducted_though_met": _entry(scores.deducted_though_met, "score", "weight"),
    "score_above_share": _entry(scores.score_above_share, "score", "weight", "share", "most"),
    "blank_scores": _entry(scores.blank_scores, "names"),
    "grade_against_total": _entry(scores.grade_against_total, "total", "grade", "right"),
    "section_points": _entry(scores.section_points, "section", "points", "rows"),
    "execution_score": _entry(money.execution_score, "rate", "weight", "score", "right"),
    "executed_above_budget": _entry(money.executed_above_budget, "told"),
    "spent_parts": _entry(money.spent_parts, "parts", "sum", "executed"),
    "paid_against_execution": _entry(money.paid_against_execution, "rate"),
    "spreadsheet_errors": _entry(money.spreadsheet_errors, "told"),
    "progress_behind": _entry(progress.behind, "month", "share", "due"),
    "progress_slow": _entry(progress.slow, "month", "share", "due"),
    "progress_ahead": _entry(progress.ahead, "month", "share"),
    "deadline_passed": _entry(progress.deadline_passed, "month"),
    "above_limit": _entry(progress.above_limit),
    "forecast_against_possibility": _entry(progress.forecast_against_possibility, "forecast", "said", "how"),
    "shortfall_expected": _entry(progress.shortfall_expected, "told"),
    "spending_behind": _entry(spending.spending_behind, "rate", "month", "due"),
    "spending_slow": _entry(spending.spending_slow, "rate", "month", "due"),
    "spending_ahead": _entry(spending.spending_ahead, "rate", "month", "due"),
    "spending_below_line": _entry(spending.spending_below_line, "rate", "month", "line"),
    "progress_apart": _entry(spending.progress_apart, "rate", "reached"),
    "forecast_above_budget": _entry(spending.forecast_above_budget, "forecast", "budget"),
    "tasks_without_rows": _entry(department.tasks_without_rows, "tasks", "count"),
    "tasks_sum": _entry(department.tasks_sum, "count", "sum", "stated"),
    "projects_above_department": _entry(department.projects_above_department, "projects", "total", "stated"),
    "against_cover": _entry(cover.against_cover, "told"),
    "unexplained_other": _entry(row_types.unexplained_other),
    "untested_fact": _entry(row_types.untested_fact),
    "goal_numbers": _entry(narrative.goal_numbers, "promise", "clause"),
    "department_total": _entry(facts.department_total, "stated", "total", "projects"),
    "first_level_weights": _entry(weights.first_level_weights, "weights", "usual", "most"),
    "weights_equal": _entry(weights.weights_equal, "count", "weight"),
    "plan_below_line": _entry(schedule.plan_below_line, "step", "planned", "line"),
    "one_basis": _entry(structure.one_basis, "basis_all", "count"),
    "old_year_left": _with_archive(carried_over.old_year_left, "old_year", "last_year", "count"),
    "unchanged_from_last_year": _with_archive(carried_over.unchanged_from_last_year, "last_year", "count"),
    "lower_than_last_year": _with_archive(lowered.lower_than_last_year, "before"),
    "target_changed": _with_archive(approved.target_changed, "declared", "how", "fit"),
    "targets_between_files": _entry(approved.targets_between_files, "other", "file"),
    "rows_changed": _with_archive(approved.rows_changed, "dropped", "added", "changes"),
    "same_goal_elsewhere": _with_archive(
        elsewhere.same_goal_elsewhere, "other_department", "other_name", "other_budget", "similarity"
    ),
    "unit_cost_unlike_peers": _with_archive(elsewhere.unit_cost_unlike_peers, "cost", "usual", "times", "count"),
}
