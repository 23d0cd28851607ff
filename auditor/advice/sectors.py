"""Which sectors of the indicator bank a project is like, by the rare character pairs that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log, sqrt

from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.checks.protocol import Row
from auditor.model import Project

LEAST = 0.125
"""Least cosine between a project and a sector for the sector to count as the project's own."""

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
        weights = {
            sector: {pair: sqrt(count) * self._rarity[pair] for pair, count in pairs.items() if pair in self._rarity}
            for sector, pairs in counts.items()
        }
        self._lengths = {sector: _length(found) for sector, found in weights.items()}
        self._having: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for sector, found in weights.items():
            for pair, weight in found.items():
                self._having[pair].append((sector, weight * self._rarity[pair] / self._lengths[sector]))
        self._latest: tuple[Project | None, frozenset[str]] = None, frozenset()

    def of_project(self, row: Row) -> frozenset[str]:
        """The sectors that the project around a row is like; none where it is like none."""
        project, sectors = self._latest
        if project is not row.project:  # rows of one project follow each other
            sectors = self._like(_texts_around(row))
            self._latest = row.project, sectors
        return sectors

    def _like(self, texts: Iterable[str]) -> frozenset[str]:
        pairs = sorted(pair for pair in frozenset[str]().union(*map(pairs_of, texts)) if pair in self._rarity)
        if not pairs:
            return frozenset()
        likeness: dict[str, float] = defaultdict(float)
        for pair in pairs:
            for sector, weight in self._having[pair]:
                likeness[sector] += weight
        length = _length({pair: self._rarity[pair] for pair in pairs}) or 1.0
        best = max(likeness.values()) / length
        return frozenset(name for name, found in likeness.items() if found / length >= max(LEAST, best * NEAR_BEST))


def _texts_around(row: Row) -> Iterator[str]:
    project = row.project
    yield from (row.submission.department or "", project.name, project.purpose, project.goal)
    for one in project.indicators:
        yield from (one.level3, one.description)


def _length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
