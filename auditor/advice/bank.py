"""The indicator bank: well-formed indicators by sector and category, and which of them come near a row.

An indicator is offered only where it shares words with the row or its project; numbers are always left blank.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from auditor.checks.protocol import Row
from auditor.errors import ConfigurationError
from auditor.language.normalise import normalise

COLUMNS = ("level2", "name", "comparator", "unit", "direction", "basis", "method")
OFFERED = 2
LEAST_LIKENESS = 0.4
"""Least weighted share of an indicator's character pairs that must stand in the row or its project."""

CATEGORIES = ("quantity", "quality", "economic", "social", "ecological")
"""Where an example of the bank helps; deadlines, costs, lasting effects and respondents depend on the project alone."""

REMEMBERED = 1 << 14
"""Answers, and character pairs of texts, that are kept for when they are asked for again."""

SAYS_LITTLE = frozenset(
    [
        "经费",
        "费用",
        "资金",
        "工作",
        "项目",
        "服务",
        "管理",
        "保障",
        "完成",
        "时间",
        "提升",
        "提高",
        "建设",
        "主要",
        "用于",
        "数量",
        "次数",
        "人数",
        "情况",
        "发放",
        "补助",
        "万元",
        "全年",
        "年度",
    ]
)
"""Character pairs that every project uses and that show no likeness."""


@dataclass(frozen=True)
class BankIndicator:
    """One indicator of the bank. ``comparator`` is ≥, ≤, = or 前 (for dates); ``method`` says how it is measured."""

    level2: str
    name: str
    comparator: str
    unit: str
    basis: str
    method: str

    def written(self) -> str:
        """The indicator as a department would write it, with a blank for the number."""
        target = "__年__月__日前" if self.comparator == "前" else f"{self.comparator}__{self.unit}"
        return f"{self.name} {target}（{self.method}）"


class IndicatorBank:
    """All indicators, found by category and character pairs. Answers are remembered, for questions recur."""

    def __init__(self, indicators: Iterable[BankIndicator]) -> None:
        by_category: dict[str, list[BankIndicator]] = defaultdict(list)
        for indicator in indicators:
            by_category[indicator.level2].append(indicator)
        weights = _weights([one for found in by_category.values() for one in found])
        self._shelves = {category: _Shelf(found, weights) for category, found in by_category.items()}
        self._answers: dict[tuple[str, ...], tuple[BankIndicator, ...]] = {}

    def nearest(self, row: Row) -> tuple[BankIndicator, ...]:
        """Up to two indicators of the row's category that share rare words with the row or its project, nearest first."""
        if row.category not in CATEGORIES or row.category not in self._shelves:
            return ()
        indicator, project = row.indicator, row.project
        texts = (indicator.level3, indicator.description, project.name, project.purpose, project.goal)
        question = (row.category, *texts)
        answer = self._answers.get(question)
        if answer is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            answer = self._answers[question] = self._shelves[row.category].nearest(texts)
        return answer


class _Shelf:
    """The indicators of one category, with those that contain a character pair ready to hand.

    Args:
        indicators: of the category.
        weights: of each character pair, by how rare it is in the whole bank.
    """

    def __init__(self, indicators: Sequence[BankIndicator], weights: Mapping[str, float]) -> None:
        self._indicators = indicators
        self._weights = weights
        self._totals: list[float] = []
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, indicator in enumerate(indicators):
            pairs = sorted(_pairs(indicator.name))
            self._totals.append(sum([weights[pair] for pair in pairs]))
            for pair in pairs:
                self._having[pair].append(number)
        self._telling = frozenset(self._having) - SAYS_LITTLE
        self._known: dict[str, frozenset[str]] = {}

    def nearest(self, texts: Iterable[str]) -> tuple[BankIndicator, ...]:
        """The few indicators whose pairs stand in the texts to at least ``LEAST_LIKENESS`` of their weight."""
        shared: dict[int, float] = {}
        for pair in sorted(frozenset[str]().union(*map(self._telling_pairs, texts))):
            weight = self._weights[pair]
            for number in self._having[pair]:
                shared[number] = shared.get(number, 0.0) + weight
        likeness = [(weight / self._totals[number], self._indicators[number]) for number, weight in shared.items()]
        near = sorted([one for one in likeness if one[0] >= LEAST_LIKENESS], key=lambda one: (-one[0], one[1].name))
        return tuple(indicator for _, indicator in near[:OFFERED])

    def _telling_pairs(self, text: str) -> frozenset[str]:
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[text] = _pairs(text) & self._telling
        return known


def _weights(indicators: Sequence[BankIndicator]) -> dict[str, float]:
    counts = Counter(pair for indicator in indicators for pair in _pairs(indicator.name))
    return {pair: log((len(indicators) + 1) / count) for pair, count in counts.items()}


def _pairs(text: str) -> frozenset[str]:
    bare = normalise(text)
    return frozenset(bare[start : start + 2] for start in range(len(bare) - 1))


def load_bank(folder: Path) -> IndicatorBank:
    """The bank in a folder of tab-separated files, one a sector; an indicator that several sectors use counts once.

    Raises:
        ConfigurationError: C005 with file and line of the first malformed row.
    """
    rows = (row for path in sorted(folder.glob("*.tsv")) for row in _read(path))
    return IndicatorBank({(row.level2, row.name): row for row in rows}.values())


def _read(path: Path) -> Sequence[BankIndicator]:
    with path.open(encoding="utf-8", newline="") as handle:
        records = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, record in enumerate(records, 2):
        if tuple(record) != COLUMNS or not all(record.values()):
            raise ConfigurationError("C005", place=f"{path}:{number}", reason="指标库每行应有七列，且都有内容")
    return [BankIndicator(**{key: value for key, value in record.items() if key != "direction"}) for record in records]
