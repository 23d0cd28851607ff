"""Which sectors of the indicator bank a project is like, by the rare character pairs that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.advice.spots import Spot
from auditor.model import Project
from auditor.runtime.caching import bounded_cache, text_bytes

LEAST = 0.125
"""Least cosine between a project and a sector for the sector to count as the project's own."""

NEAR_BEST = 0.9
"""A sector this near to the best one counts too: 乡镇 and 农业 share much."""

_PAIRS = text_bytes(500, 50)
"""Bytes that the pairs of a text take."""


class Sectors:
    """The sectors of a bank.

    Args:
        names: the names of all indicators of each sector.
        max_bytes: what the texts remembered may take in memory.

    ``numbers_in`` gives the telling pairs of a text by number, and remembers them.
    """

    def __init__(self, names: Mapping[str, list[str]], max_bytes: int) -> None:
        counts = {sector: Counter(pair for name in found for pair in pairs_of(name)) for sector, found in names.items()}
        spread = Counter(pair for pairs in counts.values() for pair in pairs if pair not in SAYS_LITTLE)
        self._rarity = {pair: log(1 + len(counts) / found) - log(2) for pair, found in spread.items()}
        weights = {
            sector: {pair: sqrt(count) * self._rarity[pair] for pair, count in pairs.items() if pair in self._rarity}
            for sector, pairs in counts.items()
        }
        self._lengths = {sector: _length(found) for sector, found in weights.items()}
        self._names = tuple(weights)
        self._weights = weights
        self.numbers_in: Callable[[str], frozenset[int]] = bounded_cache(self._numbers_in, max_bytes, _PAIRS)
        self._latest: tuple[Project | None, frozenset[str]] = None, frozenset()

    def of_project(self, row: Spot) -> frozenset[str]:
        """The sectors that the project around a row is like; none where it is like none."""
        project, sectors = self._latest
        if project is not row.project:  # rows of one project follow each other
            sectors = self.like(_texts_around(row))
            self._latest = row.project, sectors
        return sectors

    def like(self, texts: Iterable[str]) -> frozenset[str]:
        """The sectors that texts together are like; none where they are like none."""
        numbers = sorted(frozenset[int]().union(*[self.numbers_in(text) for text in texts]))
        if not numbers:
            return frozenset()
        length = sqrt(sum([self._squares[number] for number in numbers])) or 1.0
        likeness = (self._shares.take(numbers, axis=0).sum(axis=0) / length).tolist()  # pair after pair, in order
        least = max(LEAST, max(likeness) * NEAR_BEST)
        return frozenset(name for name, found in zip(self._names, likeness, strict=True) if found >= least)

    def _numbers_in(self, text: str) -> frozenset[int]:
        """The pairs of a text that any sector has, by number."""
        numbers = self.numbers
        return frozenset([numbers[pair] for pair in pairs_of(text) if pair in numbers])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The telling pairs of all names, numbered in their order."""
        return {pair: number for number, pair in enumerate(sorted(self._rarity))}

    @cached_property
    def _squares(self) -> list[float]:
        return [self._rarity[pair] * self._rarity[pair] for pair in self.numbers]

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        """What a pair adds to the cosine with each sector: one row a pair, one column a sector."""
        shares = np.zeros((len(self.numbers), len(self._names)))
        for column, (sector, found) in enumerate(self._weights.items()):
            for pair, weight in found.items():
                shares[self.numbers[pair], column] = weight * self._rarity[pair] / self._lengths[sector]
        return shares


def _texts_around(row: Spot) -> Iterator[str]:
    project = row.project
    yield from (row.submission.department or "", project.name, project.purpose, project.goal)
    for one in project.indicators:
        yield from (one.level3, one.description)


def _length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
