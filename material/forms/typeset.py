"""Breaks text into the lines of a column as a Chinese word processor does, counted in half-width units."""

from __future__ import annotations

import re

_UNIT = re.compile(r"[A-Za-z0-9.%,:/+\-]+|.")
_CLOSING = "，。、；：！？）】》”’％"
_OPENING = "（【《“‘"


def width_of(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def broken(text: str, width: int, *, squeeze: bool) -> list[str]:
    """The lines of ``text`` in a column; ``squeeze`` lets closing punctuation hang where it would start a line."""
    lines = [""]
    for unit in unbreakable(text):
        if (
            width_of(lines[-1]) + width_of(unit) <= width
            or not lines[-1]
            or (squeeze and unit[-1] in _CLOSING and width_of(lines[-1]) + width_of(unit) <= width + 1)
        ):
            lines[-1] += unit
        else:
            lines.append(unit)
    return [piece for line in lines for piece in _fitting(line, width)]


def unbreakable(text: str) -> list[str]:
    """Pieces that cannot be parted: words, and characters with the punctuation that must stay beside them."""
    units: list[str] = []
    for piece in _UNIT.findall(text):
        if units and (piece in _CLOSING or units[-1][-1] in _OPENING):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _fitting(line: str, width: int) -> list[str]:
    """A line as it is, or cut hard where one word is wider than the column."""
    if width_of(line) <= width + 2:
        return [line]
    pieces = [""]
    for char in line:
        if width_of(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces
