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

from auditor.checks.protocol import Row
from auditor.errors import ConfigurationError
from auditor.language.normalise import normalise

COLUMNS = ("level2", "name", "comparator", "unit", "direction", "basis", "method")
OFFERED = 2
LEAST_LIKENESS = 0.4
"""Least weighted share of an indicator's character pairs that must stand in the row or its project."""

CATEGORIES = ("quantity", "quality", "economic", "social", "ecological")
"""Where an example of the bank helps; deadlines, costs, lasting effects and respondents depend on the project alone."""

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
    """All indicators of a folder, indexed by category and character pairs."""

    def __init__(self, indicators: Iterable[BankIndicator]) -> None:
        self._by_category: dict[str, list[tuple[BankIndicator, frozenset[str]]]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for indicator in indicators:
            pairs = _pairs(indicator.name)
            counts.update(pairs)
            self._by_category[indicator.level2].append((indicator, pairs))
        total = sum(len(found) for found in self._by_category.values()) + 1
        self._weight = {pair: log(total / count) for pair, count in counts.items()}

    def nearest(self, row: Row) -> list[BankIndicator]:
        """Up to two indicators of the row's category that share rare words with the row or its project, nearest first."""
        if row.category not in CATEGORIES:
            return []
        texts = (row.text("level3"), row.text("description"), row.project.name, row.project.purpose, row.project.goal)
        about = frozenset[str]().union(*map(_pairs, texts)) - SAYS_LITTLE
        scored = [(self._likeness(pairs, about), one) for one, pairs in self._by_category.get(row.category, [])]
        near = sorted((one for one in scored if one[0] >= LEAST_LIKENESS), key=lambda one: (-one[0], one[1].name))
        return [indicator for _, indicator in near[:OFFERED]]

    def _likeness(self, pairs: frozenset[str], about: frozenset[str]) -> float:
        total = sum(self._weight[pair] for pair in pairs)
        return sum(self._weight[pair] for pair in sorted(pairs & about)) / total if total else 0.0


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
