"""Never accuse on a misreading: what rests on a field that was not understood with confidence is left undecided.

What a reading is not certain of stands in ``Project.unsure``, and what single cells do not tell in ``Indicator.unsure``.
Nor is a row accused of what its form prescribes (``RowExemptions``).
Every outcome of a rule passes here once, before it becomes a finding or a line of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Subject
from auditor.checks.resting import fields_of_check
from auditor.checks.row_types import RowExemptions
from auditor.judging.row_rules import RuleOutcomes
from auditor.model import Indicator, Project
from auditor.rules.runnable import BoundCheck, Declared, RunnableRule


class ReadingGuard:
    """Knows on which fields each rule rests.

    Args:
        rules: all rules that run.
        exemptions: which rules do not apply to which rows.
    """

    def __init__(self, rules: Iterable[RunnableRule], exemptions: RowExemptions) -> None:
        rules = tuple(rules)
        self._rests_on = {item.rule.id: rests_on(item) for item in rules}
        self._categories = {item.rule.id: item.rule.category for item in rules}
        self._exemptions = exemptions

    def reason(self, rule: str, project: Project) -> str | None:
        """Why a rule cannot be decided on a project, None where it applies and all that it rests on was understood."""
        holders: tuple[Project | Indicator, ...] = (project, *project.indicators)
        told = (self._told_of(rule, holder) for holder in holders if holder.unsure)
        unsure = next((reason for reason in told if reason is not None), None)
        return unsure or self._exemptions.reason_of_project(rule, project)

    def reason_of_row(self, rule: str, project: Project, row: Indicator) -> str | None:
        """Why a rule cannot be decided on a row, None where it applies and all that it rests on was understood in it."""
        return (
            (self._told_of(rule, project) if project.unsure else None)
            or (self._told_of(rule, row) if row.unsure else None)
            or self._exemptions.reason(rule, self._categories[rule], project, row)
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
        undecided = (*check_result.undecided, *((subject, told) for subject, told in held.items()))
        return replace(check_result, hits=tuple(hits), undecided=undecided)

    def said(self, rows: Iterable[RowView], said: Iterable[RuleOutcomes]) -> list[RuleOutcomes]:
        """What rules say of rows, without what does not apply to a row or rests on a field that was not understood."""
        return [self._said(row, one) if one.breaches else one for row, one in zip(rows, said, strict=True)]

    def _said(self, row: RowView, said: RuleOutcomes) -> RuleOutcomes:
        told = [
            (rule, breach, self.reason_of_row(rule.id, row.project, row.indicator)) for rule, breach in said.breaches
        ]
        kept = [(rule, breach) for rule, breach, reason in told if reason is None]
        if len(kept) == len(told):
            return said
        return RuleOutcomes(
            tuple(kept),
            (*said.undecided, *((rule.id, reason) for rule, _, reason in told if reason is not None)),
            said.failed,
        )

    def _told(self, rule: str, subject: Subject, batch: Batch) -> str | None:
        if subject.project is not None:
            project = batch.view_of(subject).project
            if subject.indicator is not None:
                return self.reason_of_row(rule, project, project.indicators[subject.indicator])
            return self.reason(rule, project)
        views = batch.projects_of(subject.submission)
        return next((told for view in views if (told := self.reason(rule, view.project))), None)


def rests_on(item: RunnableRule) -> frozenset[str] | None:
    """The fields whose misreading would make a rule wrong; None where it rests on everything."""
    if isinstance(item.examine, BoundCheck):
        return fields_of_check(item.examine.check)
    if not isinstance(item.examine, Declared) or item.examine.reads is None or item.late:
        return None
    place = item.examine.place
    named = item.examine.reads
    return named | {"level1", "level2"} if place.level1 or place.level2 else named
