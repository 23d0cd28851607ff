"""Rules as they run: each with the function that examines a batch for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from auditor.checks.agreement.agreement import Agreement
from auditor.checks.protocol import Batch, Breach, CheckResult, Hit, PythonCheck, Undecided
from auditor.language.artefacts import CELLS
from auditor.rules.grammar import Rule
from auditor.rules.places import InPlace, Place
from auditor.rules.verbs.base import Mark, Match, Target, Test

_CELLS = frozenset(CELLS)


@dataclass(frozen=True)
class RunnableRule:
    """A rule with the function that examines a batch for it. ``late`` rules want the verdicts of the certain ones."""

    rule: Rule
    examine: Examine
    late: bool

    def with_rule(self, rule: Rule) -> RunnableRule:
        """The same with a rule whose severity, settings or citations were changed."""
        return replace(self, rule=rule, examine=replace(self.examine, rule=rule))


@dataclass(frozen=True)
class Declared:
    """A rule whose ``when`` was compiled."""

    rule: Rule
    place: Place
    test: Test
    undecided: tuple[tuple[Test, str], ...]
    reads: frozenset[str] | None

    @property
    def of_row_alone(self) -> bool:
        """Whether the cells of a row alone decide, with a classifier's word at most: the same wording then has the same
        outcome wherever it stands. ``forecast`` and ``possibility`` are no cells that rows are told apart by.
        """
        return self.place.each == "row" and self.reads is not None and self.reads <= _CELLS

    def __call__(self, batch: Batch) -> CheckResult:
        """Look at every row or project of the place."""
        hits: list[Hit] = []
        undecided: list[Undecided] = []
        place = self.in_place
        targets: Sequence[Target] = (
            place.projects(batch.projects) if place.each == "project" else place.rows(batch.rows)
        )
        for target in targets:
            outcome = self.outcome(target, batch)
            if isinstance(outcome, str):
                undecided.append((target.subject, outcome))
            elif outcome is not None:
                hits.append(outcome.on(target.subject))
        return CheckResult(tuple(target.subject for target in targets), tuple(hits), tuple(undecided))

    @cached_property
    def in_place(self) -> InPlace:
        """Which rows or projects the rule looks at."""
        return InPlace(self.place)

    def outcome(self, target: Target, batch: Batch) -> Breach | str | None:
        """What the rule says of a row or project of its place: a breach, why it cannot be judged, or None where all is well."""
        for test, reason in self.undecided:
            if test(target, batch) is not None:
                return reason
        match = self.test(target, batch)
        return None if match is None else self._breach(target, match)

    def _breach(self, target: Target, match: Match) -> Breach:
        given = self.rule.given
        mark = _accused(match.marks, given.field) or _accused(match.marks, given.otherwise)
        name = mark.field if mark else given.field
        text = target.text(name) if name else ""
        span = mark.span if mark else ((0, len(text)) if text else None)
        values = {**match.values, "accused": text[span[0] : span[1]] if span else ""}
        return Breach(name, span, values, confidence=match.confidence, label=self.rule.label)


@dataclass(frozen=True)
class BoundCheck:
    """A Python check with the settings of its rule file."""

    check: PythonCheck
    rule: Rule

    def __call__(self, batch: Batch) -> CheckResult:
        """Run the check with its settings."""
        return self.check(batch, self.rule.settings)


@dataclass(frozen=True)
class Agreed:
    """The comparison of facts that a rule file declares."""

    comparison: Agreement
    rule: Rule

    def __call__(self, batch: Batch) -> CheckResult:
        """Compare in every project."""
        return self.comparison(batch)


Examine = Declared | BoundCheck | Agreed


def _accused(marks: Sequence[Mark], name: str | None) -> Mark | None:
    for mark in marks:
        if mark.field == name:
            return mark
    return None
