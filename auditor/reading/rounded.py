"""Numbers of which a sheet shows less than it holds: 12.5 in the format ``0`` reads 13, but adds up as 12.5."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from decimal import Decimal, InvalidOperation

_WIDEST = 1 << 14
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = tuple(map(Decimal, ("1", "100", "0.001", "0.0001", "0.000001")))
"""How many times the value a format may show: itself, in percent, in thousands, in 万, in millions."""
_COARSE = Decimal("0.005")
_DIGITS = 12
"""Significant digits that are believed: a sum in a sheet is right to some fifteen."""


class RoundedCells:
    """The cells of a sheet that show a rounding, with their values; sixteen bytes a cell, for a sheet may be full of them."""

    def __init__(self) -> None:
        self._places = array("Q")
        self._values = array("d")

    def add(self, row: int, column: int, value: float) -> None:
        """One more cell, below or to the right of all so far."""
        self._places.append(row * _WIDEST + column)
        self._values.append(value)

    def __bool__(self) -> bool:
        return bool(self._places)

    def in_row(self, row: int) -> list[tuple[int, float]]:
        """Columns and values of a row."""
        place = bisect_left(self._places, row * _WIDEST)
        found = []
        while place < len(self._places) and self._places[place] < (row + 1) * _WIDEST:
            found.append((self._places[place] % _WIDEST, self._values[place]))
            place += 1
        return found


def exact_text(shown: str, value: float) -> str | None:
    """What a cell would show if it rounded nothing, e.g. 12.5万元 for 13万元; None where it shows the value as it is.

    Args:
        shown: the text of the cell.
        value: the number that it holds.
    """
    numbers = list(_NUMBER.finditer(shown))
    if len(numbers) != 1:
        return None
    written = Decimal(numbers[0][0].replace(",", ""))
    exact = _significant(value)
    half = Decimal(5).scaleb(int(written.as_tuple().exponent) - 1)
    for scale in _SCALES:
        meant = exact * scale
        if abs(meant - written) <= half:
            start, end = numbers[0].span()
            return None if meant == written else f"{shown[:start]}{_plain(meant)}{shown[end:]}"
    return None


def is_coarse(shown: str, exact: str) -> bool:
    """Whether what is shown is so far from what is held that a comparison may come out another way."""
    one, other = (Decimal(_NUMBER.search(text)[0].replace(",", "")) for text in (shown, exact))  # type: ignore[index]
    return abs(one - other) > abs(other) * _COARSE


def is_rounded(shown: str, value: object) -> bool:
    """Whether a cell shows less of a number than it holds."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return False
    return shown.replace(",", "") != f"{value:.{_DIGITS}g}" and exact_text(shown, value) is not None


def _significant(value: float) -> Decimal:
    try:
        return abs(Decimal(f"{value:.{_DIGITS}g}"))
    except InvalidOperation:
        return Decimal(0)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
