"""How often a rule is right in this office, with the interval that so few decisions leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from auditor.verdicts.verdict import FindingRuling

Key = TypeVar("Key", bound=Hashable)

LEAST = 10
"""Decisions before a share is shown: of fewer the interval says nearly nothing."""
LEVEL = 0.95
"""Confidence of the interval."""


@dataclass(frozen=True)
class DecisionShare:
    """Decisions taken up (采纳) and found mistaken (看错了); those kept on purpose count as neither."""

    accepted: int
    mistaken: int

    @property
    def decided(self) -> int:
        """Decisions that say whether the rule was right."""
        return self.accepted + self.mistaken

    @property
    def enough(self) -> bool:
        """Whether there are ``LEAST`` decisions, so that the share may be shown."""
        return self.decided >= LEAST

    @property
    def right(self) -> float:
        """Share of decisions that found the rule right, 0..1.

        Raises:
            ZeroDivisionError: where nothing was decided.
        """
        return self.accepted / self.decided

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of that share, 0..1: Wilson's, at 95 % (E. B. Wilson, 1927)."""
        from scipy.stats import binomtest

        found = binomtest(self.accepted, self.decided).proportion_ci(LEVEL, method="wilson")
        return float(found.low), float(found.high)


@dataclass(frozen=True)
class OfficePrecision:
    """One rule and its share; ``kept`` are the findings that stand but were left on purpose."""

    rule: str
    title: str
    share: DecisionShare
    kept: int


def precision_by_rule(verdicts: Iterable[FindingRuling]) -> tuple[OfficePrecision, ...]:
    """Every rule that something was decided about, the most decided first."""
    counted = counts(verdicts, lambda one: one.rule)
    found = (_of_rule(rule, tally) for rule, tally in counted.items())
    return tuple(sorted(found, key=lambda one: (-one.share.decided, one.rule)))


def counts(
    verdicts: Iterable[FindingRuling], key: Callable[[FindingRuling], Key]
) -> dict[Key, tuple[str, Counter[str]]]:
    """By key: the title of its rule, and how often each ruling was given."""
    found: dict[Key, tuple[str, Counter[str]]] = {}
    for verdict in verdicts:
        found.setdefault(key(verdict), (verdict.title, Counter()))[1][verdict.ruling] += 1
    return found


def _of_rule(rule: str, tally: tuple[str, Counter[str]]) -> OfficePrecision:
    title, rulings = tally
    return OfficePrecision(rule, title, share_of(rulings), rulings["kept"])


def share_of(rulings: Counter[str]) -> DecisionShare:
    """The share that some rulings give."""
    return DecisionShare(rulings["accepted"], rulings["mistaken"])
