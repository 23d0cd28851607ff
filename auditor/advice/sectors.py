"""Which sectors of the indicator bank a project is like, by the rare character pairs that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import log, sqrt

from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.checks.protocol import Row

LEAST = 0.125
"""Least cosine between a project and a sector for the sector to count as the project's own."""

KEPT = 64
"""Projects whose sectors are remembered: rows of one project follow each other."""

NEAR_BEST = 0.9
"""A sector this near to the best one counts too: 乡镇 and 农业 share much."""


class Sectors:
    """The sectors of a bank.

    Args:
        names: the names of all indicators of each sector.
    """

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        counts = {sector: Counter(pair for name in found for pair in pairs_of(name)) for sector, found in names.items()}
        spread = Counter(pair for pairs in counts.values() for pair in pairs if pair not in SAYS_LITTLE)
        self._rarity = {pair: log(1 + len(counts) / found) - log(2) for pair, found in spread.items()}
        self._weights = {
            sector: {pair: sqrt(count) * self._rarity[pair] for pair, count in pairs.items() if pair in self._rarity}
            for sector, pairs in counts.items()
        }
        self._lengths = {sector: _length(weights) for sector, weights in self._weights.items()}
        self._of_texts = lru_cache(maxsize=KEPT)(self._like)

    def of_project(self, row: Row) -> frozenset[str]:
        """The sectors that the project around a row is like; none where it is like none."""
        project = row.project
        texts = [row.submission.department or "", project.name, project.purpose, project.goal]
        texts += [text for one in project.indicators for text in (one.level3, one.description)]
        return self._of_texts(tuple(texts))

    def _like(self, texts: tuple[str, ...]) -> frozenset[str]:
        pairs = frozenset[str]().union(*map(pairs_of, texts))
        own = {pair: self._rarity[pair] for pair in sorted(pairs) if pair in self._rarity}
        length = _length(own)
        if not length:
            return frozenset()
        likeness = {
            sector: sum(weight * weights.get(pair, 0.0) for pair, weight in own.items())
            / length
            / self._lengths[sector]
            for sector, weights in self._weights.items()
        }
        best = max(likeness.values())
        return frozenset(name for name, found in likeness.items() if found >= max(LEAST, best * NEAR_BEST))


def _length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
