"""Names held against values by the head noun: a unit that cannot measure such a name, a direction that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.protocol import Batch, CheckResult, Hit, Settings
from auditor.language.artefacts import Cells
from auditor.language.heads import HeadNoun, head_noun
from auditor.language.normalise import normalise
from auditor.model import Quantity, Span

_CHANGE = re.compile(
    r"增|减|降|升|提高|提升|同比|环比|较|翻|缩短|压缩|控制|偏差|误差|下浮|上浮|完成|达到|不|未|[内中]|比"
)
"""Words that make a percentage, or any other unit, of any name: 培训人数增长 10%, 面积完成率."""

_PER = re.compile(r"[/／每]|人均|户均|亩均|平均|千|万|亿")


class _Outcome(NamedTuple):
    """What comes of a name with a head noun: whether its target is one quantity, and the values of a hit on that."""

    is_quantity: bool
    span: Span | None = None
    values: Mapping[str, str] | None = None


def unit_against_head(batch: Batch, settings: Settings) -> CheckResult:
    """A target whose only quantity has a unit in which what the name says cannot be measured (培训人数 ≥95%)."""
    found = [(row, outcome) for row in batch.rows if (outcome := row.cells.cached(_outcome)) is not None]
    undecided = [(row.subject, "指标值不是单独一个数") for row, outcome in found if not outcome.is_quantity]
    hits = [Hit(row.subject, "target", one.span, one.values) for row, one in found if one.values is not None]
    return CheckResult(tuple(row.subject for row, _ in found), tuple(hits), tuple(undecided))


def _outcome(cells: Cells) -> _Outcome | None:
    head = head_noun(cells.texts["level3"])
    if head is None:
        return None
    stated = _only_quantity(cells)
    if stated is None:
        return _Outcome(is_quantity=False)
    if not _is_misfit(stated, cells, head):
        return _Outcome(is_quantity=True)
    values = {"head": head.word, "units": "、".join(head.units), "unit": stated.unit or "", "accused": stated.text}
    return _Outcome(is_quantity=True, span=stated.span, values=values)


def _only_quantity(cells: Cells) -> Quantity | None:
    quantities = cells.artefacts["target"].quantities
    whole = len(quantities) == 1 and normalise(quantities[0].text) == normalise(cells.texts["target"])
    return quantities[0] if whole else None


def _is_misfit(stated: Quantity, cells: Cells, head: HeadNoun) -> bool:
    if stated.dimension == "bare" or stated.dimension in head.dimensions or _is_per_something(cells, head):
        return False
    stem = cells.texts["level3"].removesuffix(head.word)
    return Decimal(stated.value) != 0 and not _CHANGE.search(cells.texts["description"]) and not _CHANGE.search(stem)


def _is_per_something(cells: Cells, head: HeadNoun) -> bool:
    """Whether the value is per something (per head, per 10,000, per km), so that its unit may be anything."""
    said = cells.texts["level3"] + cells.texts["target"]
    return _PER.search(said) is not None or ("ratio" in head.dimensions and "倍" in said)
