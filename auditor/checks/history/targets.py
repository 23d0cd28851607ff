"""Whether two target values say the same, however they are written, and which of two is the more demanding."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from auditor.language.dates import read_dates
from auditor.language.heads import head_noun
from auditor.language.normalise import normalise
from auditor.language.quantity import read_quantities
from auditor.language.units import interchangeable
from auditor.model import Quantity

Agreement = Literal["same", "different", "reworded"]
"""``reworded``: the words differ and hold no number or date by which to tell."""

_LOWER, _UPPER = ("≥", ">"), ("≤", "<")


def agreement(old: str, new: str, *, year: int | None) -> Agreement:
    """Whether two targets of one indicator agree: ``≥95%`` and ``95%以上`` do. ``year`` completes dates without one."""
    if normalise(old) == normalise(new):
        return "same"
    one, other = read_quantities(old, field=""), read_quantities(new, field="")
    if one or other:
        agree = len(one) == len(other) and all(_agree(a, b) for a, b in zip(one, other, strict=True))
        return "same" if agree else "different"
    dates, others = ([mention.date for mention in read_dates(text, year=year) if mention.date] for text in (old, new))
    if dates and others:
        return "same" if dates == others else "different"
    return "different" if dates or others else "reworded"


def _agree(one: Quantity, other: Quantity) -> bool:
    """Same number; a unit or a comparator that only one of the two states is no difference."""
    scaled = one.dimension == other.dimension != "count"
    units_fit = scaled or not (one.unit and other.unit) or interchangeable(one.unit, other.unit)
    sides = {_side(one), _side(other)} - {None}
    return Decimal(one.value) == Decimal(other.value) and units_fit and len(sides) <= 1


def _side(quantity: Quantity) -> str | None:
    if quantity.comparator in _LOWER:
        return "lower"
    return "upper" if quantity.comparator in _UPPER else None


def change_in_words(old: str, new: str, name: str) -> str:
    """How a target was changed: 降为 where it asks for less, 提高为 for more, 改为 where that cannot be told."""
    before, now = single(read_quantities(old, field="")), single(read_quantities(new, field=""))
    if before is None or now is None or not comparable(before, now):
        return "改为"
    better = more_is_better(now, name)
    drop = shortfall(before, now, more_better=better)
    if better != more_is_better(before, name) or not drop:
        return "改为"
    return ("降为" if better else "放宽为") if drop > 0 else ("提高为" if better else "收紧为")


def single(quantities: tuple[Quantity, ...]) -> Quantity | None:
    """The one quantity of a text, None where it states none or several."""
    return quantities[0] if len(quantities) == 1 else None


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities measure the same in the same unit and neither is zero or less."""
    counts = one.dimension != "count" or interchangeable(one.unit, other.unit)
    return one.dimension == other.dimension and counts and Decimal(one.value) > 0 and Decimal(other.value) > 0


def more_is_better(quantity: Quantity, name: str) -> bool:
    """Whether a larger number is the more demanding target: by its comparator, else by what the indicator measures."""
    side = _side(quantity)
    if side is not None:
        return side == "lower"
    head = head_noun(name)
    return not (quantity.dimension.startswith(("money", "duration")) or (head is not None and head.direction == "down"))


def shortfall(old: Quantity, new: Quantity, *, more_better: bool) -> Decimal:
    """By how many percent of the old value the new one is the easier; 0 or less where it is not easier."""
    before, now = Decimal(old.value), Decimal(new.value)
    return (before - now if more_better else now - before) / before * 100
