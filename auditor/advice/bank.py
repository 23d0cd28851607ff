"""The indicator bank: well-formed indicators by sector and category, and which of them come near a row.

An indicator is offered only where it shares words with the row or its project; numbers are always left blank.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.advice.sectors import Sectors
from auditor.advice.spots import Spot
from auditor.caching import CACHE_BYTES, bounded_cache, text_bytes
from auditor.errors import ConfigurationError

COLUMNS = ("level2", "name", "comparator", "unit", "direction", "basis", "method")
OFFERED = 2
LEAST_LIKENESS = 0.5
"""Least weighted share of an indicator's character pairs that must stand in the row or its project."""

LEAST_IN_SECTOR = 0.4
"""The same for an indicator of the project's own sector. A sector alone is no likeness: what is offered shares the object."""

FROM_PROJECT = 0.6
"""What a pair found only in the texts of the project counts against one found in the row."""

_ANSWER = text_bytes(700, 4)
"""Bytes that an answer takes."""

CATEGORIES = ("quantity", "quality", "economic", "social", "ecological", "sustainable")
"""Where an example of the bank helps; deadlines, costs and respondents depend on the project alone."""


_OF_ROW = 2
"""How many of the texts that an answer rests on are of the row: its name and its description."""


@dataclass(frozen=True)
class BankIndicator:
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


class IndicatorBank:
    """All indicators of a folder, found by category and character pairs. Answers are remembered, for questions recur.

    Args:
        indicators: of all sectors.
        max_bytes: what the answers remembered, and what they rest on, may take in memory.
    """

    def __init__(self, indicators: Iterable[BankIndicator], max_bytes: int = CACHE_BYTES // 8) -> None:
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
        pairs = [sorted(pairs_of(indicator.name)) for indicator in self._indicators]
        counts = Counter(pair for found in pairs for pair in found)
        self._weight = {pair: log((len(pairs) + 1) / count) for pair, count in counts.items()}
        self._totals = np.array([sum(self._weight[pair] for pair in found) for found in pairs])
        having: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, found in enumerate(pairs):
            for pair in found:
                having[self._indicators[number].level2][pair].append(number)
        self._having = {
            level2: {pair: np.array(numbers) for pair, numbers in found.items()} for level2, found in having.items()
        }
        self._answers = bounded_cache(self._nearest, max_bytes // 2, _answer_bytes)

    def indicators(self) -> tuple[BankIndicator, ...]:
        """Every indicator once, though several sectors use it."""
        return self._indicators

    def nearest(self, row: Spot) -> tuple[BankIndicator, ...]:
        """Up to two indicators of the row's category that share rare words with the row or its project, nearest first."""
        if row.category not in CATEGORIES:
            return ()
        about, project, sectors = row.indicator, row.project, self.sectors.of_project(row)
        texts = about.level3, about.description, project.name, project.purpose, project.goal
        return self._answers(row.category, sectors, texts)

    def _nearest(self, category: str, sectors: frozenset[str], texts: tuple[str, ...]) -> tuple[BankIndicator, ...]:
        likeness = self._likeness(category, texts)
        ranked = sorted(likeness, key=lambda number: (-likeness[number], self._indicators[number].name))
        home = frozenset(number for number in ranked if self._sectors_of[number] & sectors)
        near = [one for one in ranked if likeness[one] >= (LEAST_IN_SECTOR if one in home else LEAST_LIKENESS)]
        return tuple(self._indicators[number] for number in near[:OFFERED])

    def _likeness(self, category: str, texts: tuple[str, ...]) -> dict[int, float]:
        """The weighted share of an indicator's pairs that stand in the row (in full) or its project (less), where it tells."""
        having = self._having.get(category, {})
        own = _about(*texts[:_OF_ROW]) & having.keys()
        around = (_about(*texts[_OF_ROW:]) & having.keys()) - own
        told = [(pair, self._weight[pair]) for pair in sorted(own)]
        told += [(pair, FROM_PROJECT * self._weight[pair]) for pair in sorted(around)]
        if not told:
            return {}
        numbers = [having[pair] for pair, _ in told]
        gains = np.repeat([gain for _, gain in told], list(map(len, numbers)))
        likeness = np.bincount(np.concatenate(numbers), gains, len(self._totals)) / self._totals
        telling = np.flatnonzero(likeness >= LEAST_IN_SECTOR)
        return dict(zip(telling.tolist(), likeness[telling].tolist(), strict=True))


def _answer_bytes(category: str, sectors: frozenset[str], texts: tuple[str, ...]) -> int:
    return _ANSWER(texts)


def _about(*texts: str) -> frozenset[str]:
    return frozenset[str]().union(*map(pairs_of, texts)) - SAYS_LITTLE


def load_bank(folder: Path, max_bytes: int = CACHE_BYTES // 8) -> IndicatorBank:
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
