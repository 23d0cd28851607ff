"""Which sign and which unit belong to which value, where a table has a column of them for each of several values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from auditor.reading.forms.header import HeadedColumn

_VALUES = ("target", "actual", "target_in_words")
_SIGN = re.compile(r"[≥≤≧≦><=＞＜＝]{1,2}|大于(?:等于)?|小于(?:等于)?|等于|不低于|不少于|不高于|不超过")
PARTS = ("comparator", "unit")


def own_part(columns: Sequence[HeadedColumn], value: HeadedColumn, name: str) -> HeadedColumn | None:
    """The column of signs or units that belongs to one of values; None where none stands beside it.

    As many as there are values belong to them in their order, whether they stand before or after them; of fewer the one
    to the right of a value, before the next, else the one right before it.

    Args:
        columns: all headed columns, from left to right.
        name: ``comparator`` or ``unit``.
    """
    values, parts = _named(columns, *_VALUES), _named(columns, name)
    if value not in values or not parts:
        return None
    if len(values) == len(parts):
        return parts[values.index(value)]
    after = next((one.column for one in values if one.column > value.column), float("inf"))
    before = max((one.column for one in values if one.column < value.column), default=-1)
    right = (one for one in parts if value.column < one.column < after)
    left = (one for one in reversed(parts) if before < one.column < value.column)
    return next(right, None) or next(left, None)


def parts_of(
    columns: Sequence[HeadedColumn],
    target: HeadedColumn | None,
    actual: HeadedColumn | None,
    cells: Callable[[HeadedColumn], Sequence[str]],
) -> Iterator[tuple[str, HeadedColumn]]:
    """The signs and units of a table that has several columns of them, by field: those of the target, and a unit of the
    values reached where they have their own. Of several columns beside one value that which holds signs has them.
    """
    for name in PARTS:
        headed = _named(columns, name)
        if target is None or len(headed) < 2:
            continue
        signed = [one for one in headed if any(map(_is_sign, cells(one)))] if name == "comparator" else []
        if len(signed) == 1:
            yield name, signed[0]
        elif len(_named(columns, *_VALUES)) > 1:
            left_out = [one for one in headed if signed and one not in signed]
            yield from _beside_values([one for one in columns if one not in left_out], target, actual, name)
        elif name == "comparator":
            yield name, max(headed, key=lambda one: sum(map(_is_sign, cells(one))))


def _beside_values(
    columns: Sequence[HeadedColumn], target: HeadedColumn, actual: HeadedColumn | None, name: str
) -> Iterator[tuple[str, HeadedColumn]]:
    """Of several values the column of signs or units of the target, and that of units of what was reached."""
    own = own_part(columns, target, name)
    if own is not None:
        yield name, own
    reached = own_part(columns, actual, name) if actual is not None and name == "unit" else None
    if reached is not None and reached is not own:
        yield "actual_unit", reached


def signs_elsewhere(
    columns: Sequence[HeadedColumn], headed: HeadedColumn | None, cells: Callable[[HeadedColumn], Sequence[str]]
) -> HeadedColumn | None:
    """The column that holds the signs, headed as theirs too or by no known word, where the one taken for it (指标方向) holds none."""
    if headed is None or any(map(_is_sign, cells(headed))):
        return None
    others = (
        one for one in columns if one is not headed and (one.heading is None or one.heading.field == "comparator")
    )
    return next((one for one in others if (own := cells(one)) and 2 * sum(map(_is_sign, own)) >= len(own)), None)


def _is_sign(text: str) -> bool:
    return _SIGN.fullmatch(text.strip()) is not None


def _named(columns: Sequence[HeadedColumn], *names: str) -> list[HeadedColumn]:
    return [one for one in columns if one.heading is not None and one.heading.field in names]
