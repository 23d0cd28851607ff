"""What a table teaches about its columns: how wide they are, which texts come back, which stay empty.

The cells of a first reading vote; a second reading of each row listens to the votes of all other rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log, log2

from auditor.reading.pieces import Span

_WIDEST = 200


@dataclass(frozen=True)
class Votes:
    """Where breaks were seen in one column: ``counts[w]`` texts are broken as a column of width w would break them."""

    counts: tuple[float, ...] = (0.0,) * _WIDEST
    total: float = 0.0

    def surprise(self, span: Span) -> float:
        """Cost of finding this text in the column."""
        if span.high is None:
            wide = sum(self.counts[min(span.low, _WIDEST - 1) :])
            share = min(1.0, wide / max(1.0, sum(self.counts)))
            return 0.0 if self.total == 0 else -log((share * self.total + 0.5) / (self.total + 0.5))
        if span.low >= span.high:
            return min(9.0, 2.0 + 1.5 * (span.low - span.high))
        support = max(self.counts[min(span.low, _WIDEST - 1) : min(span.high, _WIDEST)], default=0.0)
        return -log((support + 0.5) / (self.total + 1.0))


def count_votes(spans: Iterable[Span]) -> Votes:
    """Votes of the texts that were broken over lines."""
    counts = [0.0] * _WIDEST
    total = 0.0
    for span in spans:
        if span.high is not None and span.low < span.high:
            total += 1.0
            for width in range(span.low, min(span.high, _WIDEST)):
                counts[width] += 1.0
    return Votes(tuple(counts), total)


@dataclass(frozen=True)
class Lessons:
    """What is known of the columns when one row is read. ``seen``: texts of other rows; ``empty``: cost of an empty cell."""

    votes: Mapping[str, Votes] = field(default_factory=dict)
    seen: Mapping[str, Counter[str]] = field(default_factory=dict)
    empty: Mapping[str, float] = field(default_factory=dict)
    parted: float = 2.5

    def width_cost(self, column: str, span: Span) -> float:
        """Cost of the text's breaks in this column."""
        votes = self.votes.get(column)
        return (votes or _NO_VOTES).surprise(span)

    def habit(self, column: str, text: str) -> float:
        """Bonus for a text that other rows have in this column."""
        times = self.seen[column][text] if column in self.seen else 0
        return min(3.0, 1.5 * log2(1 + times))


_NO_VOTES = Votes()
