"""The coverage ledger: what became of every rule on every submission."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from auditor.checks.protocol import Batch, CheckResult, Subject
from auditor.judging.row_rules import NOTHING_SAID, RowRuleCache, RuleOutcomes
from auditor.model import Coverage, Kind, Submission
from auditor.taxonomy import Level2

_NONE: Mapping[str, int] = MappingProxyType({})
"""No reasons for leaving a rule undecided."""


def entries(rule: str, check_result: CheckResult, submissions: tuple[Submission, ...]) -> tuple[Coverage, ...]:
    """Ledger lines of one rule that ran: examined = found + fine + undecided, for each audited submission."""
    looked_at = _by_submission(check_result.examined, submissions)
    open_ones = dict(check_result.undecided)
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    for subject, reason in open_ones.items():
        reasons[subject.submission][reason] += 1
    hits = _by_submission({hit.subject for hit in check_result.hits} - open_ones.keys(), submissions)
    return tuple(
        _entry(rule, submission.source, looked_at[number], hits[number], reasons.get(number, _NONE))
        for number, submission in enumerate(submissions)
        if submission.status == "audited"
    )


def _by_submission(subjects: Collection[Subject], submissions: tuple[Submission, ...]) -> Mapping[int, int]:
    """How many of some subjects each submission has; mostly there is one submission."""
    return {0: len(subjects)} if len(submissions) == 1 else Counter(subject.submission for subject in subjects)


def failed_entries(rule: str, reason: str, submissions: tuple[Submission, ...]) -> tuple[Coverage, ...]:
    """Ledger lines of a rule that broke down: our fault, never a finding and never a pass."""
    return tuple(
        _failed(rule, reason, submission.source) for submission in submissions if submission.status == "audited"
    )


def row_entries(rules: RowRuleCache, said: Iterable[Sequence[RuleOutcomes]], batch: Batch) -> list[Coverage]:
    """Ledger lines of the rules that look at rows, from what they said of each row at each moment."""
    counts = [_Counts() for _ in batch.submissions]
    for row in batch.rows:
        counts[row.subject.submission].places[row.submission.kind, row.cells.category] += 1
    for of_moment in said:
        for row, one in zip(batch.rows, of_moment, strict=True):
            if one is not NOTHING_SAID:
                counts[row.subject.submission].add(one)
    return [
        line
        for submission, counted in zip(batch.submissions, counts, strict=True)
        if submission.status == "audited"
        for line in counted.lines(rules, submission.source)
    ]


class _Counts:
    """What became of rules on the rows of one submission; ``places`` counts the rows by kind and second level."""

    def __init__(self) -> None:
        self.places: Counter[tuple[Kind, Level2 | None]] = Counter()
        self._found: Counter[str] = Counter()
        self._reasons: dict[str, Counter[str]] = defaultdict(Counter)
        self._failed: dict[str, str] = {}

    def add(self, said: RuleOutcomes) -> None:
        """Count what was said of one row."""
        for rule, _ in said.breaches:
            self._found[rule.id] += 1
        for name, reason in said.undecided:
            self._reasons[name][reason] += 1
        self._failed.update(said.failed)

    def lines(self, rules: RowRuleCache, source: str) -> list[Coverage]:
        """One line a rule."""
        examined = dict.fromkeys([one.rule.id for one in rules.declared.values()], 0)
        for place, count in self.places.items():
            inside = rules.inside(*place)
            for bit, declared in rules.declared.items():
                if inside & bit:
                    examined[declared.rule.id] += count
        return [
            _failed(name, self._failed[name], source)
            if name in self._failed
            else _entry(name, source, examined[name], self._found[name], self._reasons.get(name, _NONE))
            for name in examined
        ]


def _entry(rule: str, source: str, examined: int, found: int, reasons: Mapping[str, int]) -> Coverage:
    undecided = dict(sorted(reasons.items()))
    fine = examined - found - sum(undecided.values())
    return Coverage(submission=source, rule=rule, examined=examined, found=found, fine=fine, undecided=undecided)


def _failed(rule: str, reason: str, source: str) -> Coverage:
    return Coverage(submission=source, rule=rule, examined=0, found=0, fine=0, failed=reason)
