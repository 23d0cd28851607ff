"""Whether two statements can both be true."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from auditor.consistency.facts import Fact

Outcome = Literal["contradiction", "agreement", "open"]

ABOUT = Decimal("0.15")
"""Part by which a number written with 余, 约 or 左右 may differ from an exact one."""

_DIRECTIONS = {"≥": "lower", ">": "lower", "≤": "upper", "<": "upper", "≈": "about"}


def equal(one: Decimal, other: Decimal, tolerance_percent: Decimal) -> bool:
    """Whether two values agree within a part of the larger one."""
    return abs(one - other) * 100 <= max(abs(one), abs(other)) * tolerance_percent


def compatible(one: Fact, other: Fact, tolerance_percent: Decimal) -> Outcome:
    """Whether any value satisfies both statements; bounds of the same direction must be the same bound."""
    if equal(one.value, other.value, tolerance_percent):
        return "agreement"
    a, b = _DIRECTIONS.get(one.comparator or "", "exact"), _DIRECTIONS.get(other.comparator or "", "exact")
    if "about" in (a, b):
        near = abs(one.value - other.value) <= max(abs(one.value), abs(other.value)) * ABOUT
        return "agreement" if near else "contradiction"
    if {a, b} == {"lower", "upper"}:
        low, high = (one, other) if a == "lower" else (other, one)
        return "contradiction" if low.value > high.value else "agreement"
    if a == "exact" and b != "exact":
        return _exact_within(one, other, b)
    if b == "exact" and a != "exact":
        return _exact_within(other, one, a)
    return "contradiction"


def _exact_within(exact: Fact, bound: Fact, direction: str) -> Outcome:
    """A plain number against a bound: on the wrong side it contradicts, on the right side it is another promise."""
    inside = exact.value >= bound.value if direction == "lower" else exact.value <= bound.value
    return "agreement" if inside else "contradiction"


def total(facts: Sequence[Fact]) -> Decimal:
    """The sum of the values."""
    return sum((fact.value for fact in facts), Decimal(0))
