"""Whether two facts speak of the same thing, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.consistency.facts import Fact
from auditor.language.units import interchangeable


def sureness(one: Fact, other: Fact) -> float:
    """How sure it is that both speak of the same thing, 0..1: 0 unless dimension and unit fit.

    The share of telling words of the poorer clause that the other has too; one shared character pair at the end of both
    names (the head) counts as a word.
    """
    if one.dimension != other.dimension or not interchangeable(one.unit, other.unit):
        return 0.0
    if not one.words or not other.words or not _same_rate(one, other):
        return 0.0
    shared = sum(any(_alike(word, known) for known in other.words) for word in one.words)
    back = sum(any(_alike(word, known) for known in one.words) for word in other.words)
    return min(1.0, max(shared / len(one.words), back / len(other.words))) if min(shared, back) else 0.0


def best_match(fact: Fact, others: Sequence[Fact], least: float) -> tuple[Fact, float] | None:
    """The fact that most surely speaks of the same thing, None where none does with at least ``least``.

    Two candidates of equal sureness and different value decide nothing.
    """
    ranked = sorted(((sureness(fact, other), -number) for number, other in enumerate(others)), reverse=True)
    if not ranked or ranked[0][0] < least:
        return None
    best = others[-ranked[0][1]]
    rivals = [others[-number] for sure, number in ranked if sure == ranked[0][0]]
    return (best, ranked[0][0]) if all(rival.value == best.value for rival in rivals) else None


RATE = re.compile(r"([\u4e00-\u9fff]{2})率(?![\u4e00-\u9fff])|(满意|认可|知晓)度")
"""A rate by name, with what it rates: 合格 in 项目（工程）验收合格率."""


def _same_rate(one: Fact, other: Fact) -> bool:
    """A percentage speaks of a rate only where it names what is rated: 主体工程70% is no 验收合格率."""
    rated = [first or second for first, second in RATE.findall(other.said)] if one.dimension == "ratio" else []
    return not rated or any(name in one.said for name in rated)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))
