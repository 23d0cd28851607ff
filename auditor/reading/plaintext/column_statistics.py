"""What a table teaches about its columns: how wide they are, which texts come back, which stay empty.

The cells of a first reading vote; a second reading of each row listens to the votes of all other rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from math import log, log2
from operator import sub

from auditor.reading.plaintext.segments import Span

_WIDEST = 160
_LOG = 1.3
_ENOUGH = 3
_NARROW = 3
_UNKNOWN = 1.5
_WIDER = 1.0
"""Cost for each cell of the column (up to three) that needs more room than a text said to fill it."""


@dataclass(frozen=True)
class WidthHistogram:
    """How wide a column may be: ``counts[w]`` of the ``total`` texts seen in it agree with a width of w half-width units."""

    counts: tuple[int, ...] = (0,) * _WIDEST
    total: int = 0

    @cached_property
    def most_from(self) -> tuple[int, ...]:
        """For each width, how many texts agree with it or a greater one, at most."""
        return tuple(accumulate(reversed(self.counts), max))[::-1]

    def surprise(self, span: Span) -> float:
        """Cost of finding this text, broken as it is, in the column."""
        low = min(span.low, _WIDEST - 1)
        if span.high is None:
            agreeing = self.most_from[low]
        elif span.low < span.high:
            agreeing = max(self.counts[low : span.high], default=0)
        else:
            return min(9.0, 2.0 + 1.5 * (span.low - span.high))
        return -_LOG * log((agreeing + 0.5) / (self.total + 0.5))

    def without(self, part: WidthHistogram) -> WidthHistogram:
        """The votes of the others, where these are some of them."""
        return WidthHistogram(tuple(map(sub, self.counts, part.counts)), self.total - part.total)

    def likely_widths(self) -> frozenset[int]:
        """The widths that most texts agree with, () where a column's width is not known to within three units."""
        most = self.most_from[0]
        widths = [width for width, count in enumerate(self.counts) if count == most]
        return frozenset(widths) if most >= _ENOUGH and len(widths) <= _NARROW else frozenset()


def width_histogram(spans: Iterable[Span]) -> WidthHistogram:
    """Votes of texts: one broken over lines bounds the width on both sides, one on a single line only from below."""
    change = [0] * (_WIDEST + 1)
    total = 0
    for span in spans:
        if span.high is None or span.low < span.high:
            total += 1
            change[min(span.low, _WIDEST - 1)] += 1
            if span.high is not None:
                change[min(span.high, _WIDEST)] -= 1
    return WidthHistogram(tuple(accumulate(change[:-1])), total)


@dataclass(frozen=True)
class ColumnStatistics:
    """What is known of the columns when one row is read.

    ``seen``: texts of all rows; ``own``: those of this row among them, by column; ``empty``: cost of an empty cell.
    """

    votes: Mapping[str, WidthHistogram] = field(default_factory=dict)
    seen: Mapping[str, Counter[str]] = field(default_factory=dict)
    empty: Mapping[str, float] = field(default_factory=dict)
    parted: float = 0.0
    own: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def widths_of(self, column: str) -> WidthHistogram:
        """How wide a column may be."""
        return self.votes.get(column, _NO_WIDTHS)

    def unfilled(self, column: str, span: Span) -> float:
        """Cost of a one-line text touching the next cell: it must fill its column to do so."""
        votes = self.widths_of(column)
        most = votes.most_from[0]
        if most < _ENOUGH:
            return _UNKNOWN
        filled = max(votes.counts[span.low : span.low + 3], default=0)
        return -2 * _LOG * log((filled + 0.5) / (most + 0.5)) + _WIDER * min(_ENOUGH, most - filled)

    def repeat_bonus(self, column: str, text: str) -> float:
        """Bonus for a text that other rows have in this column."""
        times = self.seen[column][text] - self.own.get((column, text), 0) if column in self.seen else 0
        return min(3.0, 1.5 * log2(1 + times)) if times > 0 else 0.0


_NO_WIDTHS = WidthHistogram()
