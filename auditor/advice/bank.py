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

from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.advice.sectors import Sectors
from auditor.checks.protocol import Row
from auditor.errors import ConfigurationError

COLUMNS = ("level2", "name", "comparator", "unit", "direction", "basis", "method")
OFFERED = 2
LEAST_LIKENESS = 0.5
"""Least weighted share of an indicator's character pairs that must stand in the row or its project."""

LEAST_IN_SECTOR = 0.25
"""The same for an indicator of the project's own sector."""

LEAST_ALONE = 0.12
"""The same where nothing of the own sector is nearer: one indicator is still better than a form of words with blanks."""

FROM_PROJECT = 0.6
"""What a pair found only in the texts of the project counts against one found in the row."""

CATEGORIES = ("quantity", "quality", "economic", "social", "ecological", "sustainable")
"""Where an example of the bank helps; deadlines, costs and respondents depend on the project alone."""


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
    """All indicators, found by category and character pairs."""

    def __init__(self, indicators: Iterable[BankIndicator]) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        self._sectors_of: dict[tuple[str, str], set[str]] = defaultdict(set)
        once: dict[tuple[str, str], BankIndicator] = {}
        for indicator in indicators:
            names[indicator.sector].append(indicator.name)
            self._sectors_of[indicator.level2, indicator.name].add(indicator.sector)
            once.setdefault((indicator.level2, indicator.name), indicator)
        self._indicators = tuple(once.values())
        pairs = {indicator: pairs_of(indicator.name) for indicator in self._indicators}
        counts = Counter(pair for found in pairs.values() for pair in found)
        self._weight = {pair: log((len(pairs) + 1) / count) for pair, count in counts.items()}
        self._total = {one: sum(self._weight[pair] for pair in sorted(found)) for one, found in pairs.items()}
        self._having: dict[tuple[str, str], list[BankIndicator]] = defaultdict(list)
        for indicator, found in pairs.items():
            for pair in sorted(found):
                self._having[indicator.level2, pair].append(indicator)
        self._sectors = Sectors(names)

    def indicators(self) -> tuple[BankIndicator, ...]:
        """Every indicator once, though several sectors use it."""
        return self._indicators

    def nearest(self, row: Row) -> tuple[BankIndicator, ...]:
        """Up to two indicators of the row's category that share rare words with the row or its project, nearest first."""
        if row.category not in CATEGORIES:
            return ()
        likeness = self._likeness(row.category, row)
        sectors = self._sectors.of_project(row)
        ranked = sorted(likeness, key=lambda one: (-likeness[one], one.name))
        at_home = [one for one in ranked if self._sectors_of[one.level2, one.name] & sectors]
        near = [one for one in ranked if likeness[one] >= (LEAST_IN_SECTOR if one in at_home else LEAST_LIKENESS)]
        return tuple(near[:OFFERED] or [one for one in at_home[:1] if likeness[one] >= LEAST_ALONE])

    def _likeness(self, category: str, row: Row) -> dict[BankIndicator, float]:
        """The weighted share of each indicator's pairs that stand in the row (in full) or its project (less)."""
        own = _about(row.text("level3"), row.text("description"))
        around = _about(row.project.name, row.project.purpose, row.project.goal) - own
        shared: dict[BankIndicator, float] = defaultdict(float)
        for pairs, share in ((own, 1.0), (around, FROM_PROJECT)):
            for pair in sorted(pairs):
                for indicator in self._having.get((category, pair), ()):
                    shared[indicator] += share * self._weight[pair]
        return {indicator: found / self._total[indicator] for indicator, found in shared.items()}


def _about(*texts: str) -> frozenset[str]:
    return frozenset[str]().union(*map(pairs_of, texts)) - SAYS_LITTLE


def load_bank(folder: Path) -> IndicatorBank:
    """The bank in a folder of tab-separated files, one a sector; an indicator that several sectors use counts once.

    Raises:
        ConfigurationError: C005 with file and line of the first malformed row.
    """
    return IndicatorBank(row for path in sorted(folder.glob("*.tsv")) for row in _read(path))


def _read(path: Path) -> Sequence[BankIndicator]:
    with path.open(encoding="utf-8", newline="") as handle:
        records = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, record in enumerate(records, 2):
        if tuple(record) != COLUMNS or not all(record.values()):
            raise ConfigurationError("C005", place=f"{path}:{number}", reason="指标库每行应有七列，且都有内容")
    known = [{key: value for key, value in record.items() if key != "direction"} for record in records]
    return [BankIndicator(**record, sector=path.stem) for record in known]
