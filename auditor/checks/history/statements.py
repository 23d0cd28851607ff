"""Whether two statements of a number can both be true."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from auditor.model import Quantity

ABOUT = Decimal("0.15")
"""Part by which a number written with 余, 约 or 左右 may differ from an exact one."""

ROUNDED = Decimal("0.005")
"""Part by which an amount and its rounded form may differ at most."""

COARSEST = Decimal(1000)
"""Amounts in 元 are rounded to at most so much: one decimal of 万元."""

EXACT = Decimal("0.0001")
"""Two values are the same within this part of the larger one."""

_DIRECTIONS = {"≥": "lower", ">": "lower", "≤": "upper", "<": "upper", "≈": "about"}


class ComparedNumber(Protocol):
    """A number with its comparison sign, None for an exact one."""

    @property
    def value(self) -> Decimal:
        """The number in the base unit of its dimension."""
        ...

    @property
    def comparator(self) -> str | None:
        """≥, >, ≤, <, =, ≈ or None."""
        ...


class NumericBound(NamedTuple):
    """The statement that a quantity makes."""

    value: Decimal
    comparator: str | None


def bound_of(quantity: Quantity) -> NumericBound:
    """A quantity as a statement."""
    return NumericBound(Decimal(quantity.value), quantity.comparator)


def equal(one: Decimal, other: Decimal, part: Decimal = EXACT) -> bool:
    """Whether two values agree within a part of the larger one."""
    return abs(one - other) <= max(abs(one), abs(other)) * part


def same_amount(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts in 元 are equal, or one is the other rounded to a tenth of 万元 or finer (3.4176 and 3.42万元)."""
    apart = abs(one - other)
    quantum = max(_last_place(one), _last_place(other))
    rounded = quantum <= COARSEST and apart * 2 <= quantum and apart <= max(abs(one), abs(other)) * ROUNDED
    return rounded or equal(one, other)


def _last_place(amount: Decimal) -> Decimal:
    """The place value of the last digit that is not zero."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)


def agree(one: ComparedNumber, other: ComparedNumber, part: Decimal = EXACT) -> bool:
    """Whether any number satisfies both statements; bounds of the same direction must be the same bound."""
    if equal(one.value, other.value, part):
        return True
    a, b = _DIRECTIONS.get(one.comparator or "", "exact"), _DIRECTIONS.get(other.comparator or "", "exact")
    if "about" in (a, b):
        return equal(one.value, other.value, ABOUT)
    if {a, b} == {"lower", "upper"}:
        low, high = (one, other) if a == "lower" else (other, one)
        return low.value <= high.value
    if (a == "exact") != (b == "exact"):
        exact, bound, direction = (one, other, b) if a == "exact" else (other, one, a)
        return exact.value >= bound.value if direction == "lower" else exact.value <= bound.value
    return False


def kept(promised: ComparedNumber, required: ComparedNumber, part: Decimal = EXACT) -> bool:
    """Whether what a row requires keeps a promise: a stricter bound does, a looser one does not.

    A promise without sign counts as a bound in the row's direction: 520 is not kept by ≥420, 95% is kept by ≥98%.
    """
    if equal(promised.value, required.value, part):
        return True
    a, b = _DIRECTIONS.get(promised.comparator or "", "exact"), _DIRECTIONS.get(required.comparator or "", "exact")
    if b == "lower" and a in ("lower", "exact"):
        return required.value > promised.value
    if b == "upper" and a in ("upper", "exact"):
        return required.value < promised.value
    return agree(promised, required, part)
