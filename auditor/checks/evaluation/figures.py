"""The one figure of an actual (or forecast) value that answers a target, in the unit of the target.

A bare number takes the unit of its target: forms print the unit once, in a column of its own or in brackets of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.language.artefacts import Artefacts
from auditor.language.units import interchangeable
from auditor.model import Quantity

_WRITTEN = re.compile(r"[-－−]?\d[\d,，]*(?:\.\d+)?")
_PLAIN_NUMBER = str.maketrans({",": "", "，": "", "－": "-", "−": "-"})
_ALONE = re.compile(r"\s*[≥≤=＝><＞＜]?\s*[-－−]?\d[\d,，]*(?:\.\d+)?\s*")
_NOT_DONE = re.compile(
    r"(?:尚|还|仍|剩余?|未|没有|欠|差|缺|计划|目标|应|原定?|拟|指标值?|少|多|超额?|超出|延后|推迟|推后|减少|增加|上年|去年|往年|较|比)[^，。；,;、]{0,6}$"
)
"""Words before a figure that is not the figure of what was done."""

_PART = re.compile(r"其中|含|包括")
_SCALED = re.compile("[万亿]")
_PLAIN_WORDS = re.compile(
    r"[已共为达到成了约计全实际完累开展年度值率数量均项目任务指标情况：:，,。、；（）()\s]|新增|培训|组织|举办|发放|建设|改造|检查|惠及|满意"
)
_ABOUT = re.compile(r"约|左右|近|余|多(?=[\u4e00-\u9fff]$)|大概|上下")
_SURE_REST = 14
"""So many other characters may stand beside a figure that is beyond doubt."""


class Figure(NamedTuple):
    """A value in the base unit of the target; ``sure`` where nothing beside it leaves room for another reading."""

    value: Decimal
    quantity: Quantity
    sure: bool


class OtherUnit(NamedTuple):
    """The one figure of a cell, which is in another unit than its target; ``sure`` where it measures another thing."""

    quantity: Quantity
    sure: bool


def figure(target: Quantity, known: Artefacts) -> Figure | OtherUnit | None:
    """The figure of a cell that answers a target; None where it has none, or several."""
    stated = list(_done(known))
    fitting = [one for one in stated if _fits(target, one)]
    if len(fitting) == 1 or (len(fitting) == 2 and fitting[0].span == fitting[1].span):
        return _adopted(target, fitting[0], known.text)
    if len(stated) != 1 or fitting or not _is_all(stated[0], known.text):
        return None
    return OtherUnit(stated[0], sure=target.dimension != stated[0].dimension)


def _done(known: Artefacts) -> Iterator[Quantity]:
    """The figures of what was done: without parts of another one, and without what is left, planned or compared."""
    part = _PART.search(known.text)
    for one in known.quantities:
        if part is not None and one.span[0] > part.start() and known.quantities[0] is not one:
            continue
        if not _NOT_DONE.search(known.text[: one.span[0]]):
            yield one


def _fits(target: Quantity, one: Quantity) -> bool:
    """Whether a figure can be held against a target: the same dimension, or a number without a unit on either side."""
    if "bare" in (target.dimension, one.dimension):
        return target.dimension != "ratio" or one.dimension in ("bare", "ratio")
    if _kind(target) != _kind(one):
        return False
    return target.dimension != "count" or _same_count(target.unit, one.unit)


def _kind(one: Quantity) -> str:
    """The dimension without the line below a rate, which is often left out: 7600元 against ≤8000元/台."""
    return one.dimension.removesuffix("_rate").replace("money_or_count", "money")


def _same_count(one: str | None, other: str | None) -> bool:
    a, b = (unit or "" for unit in (one, other))
    return interchangeable(one, other) or a in b or b in a


def _is_all(one: Quantity, text: str) -> bool:
    """Whether a text is hardly more than its one quantity."""
    rest = text[: one.span[0]] + text[one.span[1] :]
    return len(_PLAIN_WORDS.sub("", rest)) <= 1


def _adopted(target: Quantity, one: Quantity, text: str) -> Figure | None:
    rest = text[: one.span[0]] + text[one.span[1] :]
    sure = one.comparator in (None, "=") and len(rest.strip()) <= _SURE_REST and not _ABOUT.search(rest)
    if "bare" not in (target.dimension, one.dimension) or target.dimension == one.dimension:
        return Figure(Decimal(one.value), one, sure)
    if target.dimension == "bare":
        written = _written(one)
        return None if written is None else Figure(written, one, sure)
    if not _ALONE.fullmatch(text):
        return None
    values = _readings(target, Decimal(one.value))
    nearest = min(values, key=lambda value: _apart(value, Decimal(target.value)))
    return Figure(nearest, one, sure=sure and len({value >= Decimal(target.value) for value in values}) == 1)


def _written(one: Quantity) -> Decimal | None:
    """The number of a quantity as its digits have it, None where they are scaled or there are none."""
    match = _WRITTEN.search(one.text)
    return _decimal(match[0]) if match and not _SCALED.search(one.text) else None


def _decimal(written: str) -> Decimal:
    return Decimal(written.translate(_PLAIN_NUMBER))


def _readings(target: Quantity, bare: Decimal) -> Sequence[Decimal]:
    """What a bare number may mean in the unit of its target: 28 beside ≤30万元, 13000 beside ≥1.2万人次, 0.95 beside ≥95%."""
    wanted, match = Decimal(target.value), _WRITTEN.search(target.text)
    if target.dimension == "ratio":
        return (bare * 100,) if 0 < bare <= 1 < wanted / 20 else (bare,)
    if match is None or not _decimal(match[0]):
        return (bare,)
    factor = wanted / _decimal(match[0])
    return (bare * factor, bare) if _SCALED.search(target.text) else (bare * factor,)


def _apart(one: Decimal, other: Decimal) -> Decimal:
    """How far two values are apart, as the quotient of the larger and the smaller."""
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else Decimal("Infinity") if high else Decimal(1)
