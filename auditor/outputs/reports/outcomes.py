"""What became of each rule over the whole batch: the four outcomes of the ledger, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.model import Coverage, Result

FAILED = "没能运行"
FOUND = "发现问题"
FINE = "没有发现问题"
UNDECIDED = "没有内容可以判断"
OUTCOMES = (FOUND, FINE, UNDECIDED, FAILED)


def outcome_of_rules(result: Result) -> dict[str, str]:
    """The outcome of every rule of the pack, by rule id in the order of the pack.

    A rule that failed on any submission counts as failed: it is never reported as a pass. A rule without a row it
    could decide, or without a line in the ledger, was not able to judge.
    """
    lines: dict[str, list[Coverage]] = {}
    for line in result.coverage:
        lines.setdefault(line.rule, []).append(line)
    return {rule.id: _outcome(lines.get(rule.id, [])) for rule in result.rules.rules}


def count_outcomes(result: Result) -> dict[str, int]:
    """How many rules of the pack had each outcome, every outcome named."""
    counted = Counter(outcome_of_rules(result).values())
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _outcome(lines: Sequence[Coverage]) -> str:
    if any(line.failed for line in lines):
        return FAILED
    if any(line.found for line in lines):
        return FOUND
    return FINE if any(line.fine for line in lines) else UNDECIDED
