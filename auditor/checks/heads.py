"""Names held against values by the head noun: a unit that cannot measure such a name, a direction that cannot be meant."""

from __future__ import annotations

import re
from decimal import Decimal

from auditor.checks.protocol import Batch, Examination, Hit, Row, Settings, Undecided
from auditor.language.heads import HeadNoun, head_noun
from auditor.language.normalise import normalise
from auditor.model import Quantity

_CHANGE = re.compile(
    r"增|减|降|升|提高|提升|同比|环比|较|翻|缩短|压缩|控制|偏差|误差|下浮|上浮|完成|达到|不|未|[内中]|比"
)
"""Words that make a percentage, or any other unit, of any name: 培训人数增长 10%, 面积完成率."""

_PER = re.compile(r"[/／每]|人均|户均|亩均|平均|千|万|亿")


def unit_against_head(batch: Batch, settings: Settings) -> Examination:
    """A target whose only quantity has a unit in which what the name says cannot be measured (培训人数 ≥95%)."""
    rows = [(row, head) for row in batch.rows if (head := head_noun(row.text("level3"))) is not None]
    undecided = [Undecided(row.subject, "指标值不是单独一个数") for row, _ in rows if _only_quantity(row) is None]
    hits = [hit for row, head in rows if (hit := _misfit(row, head)) is not None]
    return Examination(tuple(row.subject for row, _ in rows), tuple(hits), tuple(undecided))


def _only_quantity(row: Row) -> Quantity | None:
    quantities = row.artefacts("target").quantities
    whole = len(quantities) == 1 and normalise(quantities[0].text) == normalise(row.text("target"))
    return quantities[0] if whole else None


def _misfit(row: Row, head: HeadNoun) -> Hit | None:
    stated = _only_quantity(row)
    if (
        stated is None
        or stated.dimension == "bare"
        or stated.dimension in head.dimensions
        or _is_per_something(row, head)
    ):
        return None
    if Decimal(stated.value) == 0 or _CHANGE.search(row.text("description")) or _CHANGE.search(_stem(row, head)):
        return None
    values = {"head": head.word, "units": "、".join(head.units), "unit": stated.unit or "", "accused": stated.text}
    return Hit(row.subject, "target", stated.span, values)


def _stem(row: Row, head: HeadNoun) -> str:
    return row.text("level3").removesuffix(head.word)


def _is_per_something(row: Row, head: HeadNoun) -> bool:
    """Whether the value is per something (per head, per 10,000, per km), so that its unit may be anything."""
    said = row.text("level3") + row.text("target")
    return _PER.search(said) is not None or ("ratio" in head.dimensions and "倍" in said)
