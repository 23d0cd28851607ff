"""The indicator bank: well-formed indicators by sector and category, and which of them come near a row.

An indicator is offered only where it shares words with the row or its project; numbers are always left blank.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from math import log
from pathlib import Path
from typing import NamedTuple

from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.advice.sectors import Sectors
from auditor.advice.spots import Spot
from auditor.errors import ConfigurationError
from auditor.runtime.caching import CACHE_BYTES, bounded_cache, texts_bytes

COLUMNS = ("level2", "name", "comparator", "unit", "direction", "basis", "method")
OFFERED = 2
LEAST_LIKENESS = 0.5
"""Least weighted share of an indicator's character pairs that must stand in the row or its project."""

LEAST_IN_SECTOR = 0.4
"""The same for an indicator of the project's own sector. A sector alone is no likeness: what is offered shares the object."""

FROM_PROJECT = 0.6
"""What a pair found only in the texts of the project counts against one found in the row."""

_ANSWER = texts_bytes(700, 4)
"""Bytes that an answer takes."""

CATEGORIES = ("quantity", "quality", "economic", "social", "ecological", "sustainable")
"""Where an example of the bank helps; deadlines, costs and respondents depend on the project alone."""


class BankIndicator(NamedTuple):
    """One indicator of the bank. ``comparator`` is ≥, ≤, = or 前 (for dates); ``method`` says how it is measured."""

    level2: str
    name: str
    comparator: str
    unit: str
    basis: str
    method: str
    sector: str

    def written(self) -> str:
        """The indicator as a department would write it, with a blank for the number."""
        target = "__年__月__日前" if self.comparator == "前" else f"{self.comparator}__{self.unit}"
        return f"{self.name} {target}（{self.method}）"


class _Near(NamedTuple):
    """What is near a row: the nearest indicators that may be offered in any sector, and the numbers of those that may be
    offered in their own, nearest first.
    """

    anywhere: tuple[BankIndicator, ...]
    in_sector: tuple[int, ...]


class IndicatorBank:
    """All indicators of a folder, found by category and character pairs. Answers are remembered, for questions recur.

    Args:
        indicators: of all sectors.
        max_bytes: what the answers remembered, and what they rest on, may take in memory.
    """

    def __init__(self, indicators: Iterable[BankIndicator], max_bytes: int = CACHE_BYTES // 6) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        once: dict[tuple[str, str], BankIndicator] = {}
        sectors_of: dict[tuple[str, str], set[str]] = defaultdict(set)
        for indicator in indicators:
            names[indicator.sector].append(indicator.name)
            sectors_of[indicator.level2, indicator.name].add(indicator.sector)
            once.setdefault((indicator.level2, indicator.name), indicator)
        self._indicators = tuple(once.values())
        self._sectors_of = tuple(frozenset(sectors_of[key]) for key in once)
        self.sectors = Sectors(names, max_bytes // 2)
        self._answers = bounded_cache(self._near, max_bytes // 2, _answer_bytes)

    def indicators(self) -> tuple[BankIndicator, ...]:
        """Every indicator once, though several sectors use it."""
        return self._indicators

    def nearest(self, row: Spot) -> tuple[BankIndicator, ...]:
        """Up to two indicators of the row's category that share rare words with the row or its project, nearest first."""
        if row.category not in CATEGORIES:
            return ()
        about, project = row.indicator, row.project
        near = self._answers(
            row.category, (about.level3, about.description, project.name, project.purpose, project.goal)
        )
        if not near.in_sector or len(near.anywhere) == OFFERED:
            return near.anywhere
        sectors = self.sectors.of_project(row)
        at_home = (self._indicators[number] for number in near.in_sector if self._sectors_of[number] & sectors)
        return (*near.anywhere, *islice(at_home, OFFERED - len(near.anywhere)))

    def _near(self, category: str, texts: tuple[str, ...]) -> _Near:
        likeness = self._likeness(category, texts)
        ranked = sorted(likeness, key=lambda number: (-likeness[number], self._indicators[number].name))
        sure = sum(found >= LEAST_LIKENESS for found in likeness.values())
        return _Near(tuple(self._indicators[number] for number in ranked[: min(sure, OFFERED)]), tuple(ranked[sure:]))

    def _likeness(self, category: str, texts: tuple[str, ...]) -> dict[int, float]:
        """The weighted share of an indicator's pairs that stand in the row (in full) or its project (less), where it tells."""
        name, description, *project = map(self.sectors.numbers_in, texts)
        own = name | description
        around = frozenset[int]().union(*project) - own
        having, weights, totals = self._having.get(category, {}), self._weights, self._totals
        gains: dict[int, float] = defaultdict(float)
        for pairs, counts in ((own, 1.0), (around, FROM_PROJECT)):
            for pair in sorted([pair for pair in pairs if pair in having]):
                gain = counts * weights[pair]
                for number in having[pair]:
                    gains[number] += gain
        shares = {number: gain / totals[number] for number, gain in gains.items()}
        return {number: share for number, share in shares.items() if share >= LEAST_IN_SECTOR}

    @cached_property
    def _having(self) -> dict[str, dict[int, list[int]]]:
        """By category and telling pair, the numbers of the indicators that have it."""
        having: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, indicator in enumerate(self._indicators):
            for pair in pairs_of(indicator.name) - SAYS_LITTLE:
                having[indicator.level2][self.sectors.numbers[pair]].append(number)
        return having

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """What each pair of a name weighs: the rarer among all indicators, the more."""
        counts = Counter(pair for indicator in self._indicators for pair in pairs_of(indicator.name))
        return {pair: log((len(self._indicators) + 1) / count) for pair, count in counts.items()}

    @cached_property
    def _weights(self) -> list[float]:
        """What each telling pair weighs."""
        return [self._rarity[pair] for pair in self.sectors.numbers]

    @cached_property
    def _totals(self) -> list[float]:
        """What all pairs of each indicator's name weigh together."""
        return [sum(self._rarity[pair] for pair in sorted(pairs_of(one.name))) for one in self._indicators]


def _answer_bytes(category: str, texts: tuple[str, ...]) -> int:
    return _ANSWER(texts)


def load_bank(folder: Path, max_bytes: int = CACHE_BYTES // 6) -> IndicatorBank:
    """The bank in a folder of tab-separated files, one a sector; an indicator that several sectors use counts once.

    Raises:
        ConfigurationError: C005 with file and line of the first malformed row.
    """
    return IndicatorBank((row for path in sorted(folder.glob("*.tsv")) for row in _read(path)), max_bytes)


def _read(path: Path) -> Sequence[BankIndicator]:
    with path.open(encoding="utf-8", newline="") as handle:
        records = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, record in enumerate(records, 2):
        if tuple(record) != COLUMNS or not all(record.values()):
            raise ConfigurationError("C005", place=f"{path}:{number}", reason="指标库每行应有七列，且都有内容")
    known = [{key: value for key, value in record.items() if key != "direction"} for record in records]
    return [BankIndicator(**record, sector=path.stem) for record in known]
