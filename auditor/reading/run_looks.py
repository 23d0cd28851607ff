"""What the look of a run of text changes of its meaning: set above the line (10⁴), or struck out.

Joined without regard to it, 3×10⁴吨 would read 104吨, and ≥95% with the old 90 struck out ≥9095%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_POWERS = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_POWER = re.compile(r"[0-9+\-−()]+")
_BASE = re.compile(r"[0-9A-Za-z%％)）⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]$")
_LONGEST_TOLD = 20


class Raised(str):
    """Text of a run that is set above the line."""

    __slots__ = ()


def joined(pieces: Iterable[str]) -> str:
    """The text of pieces in a row; raised digits behind a digit, a unit or a sign become powers: 10 and a raised 4 are 10⁴.

    A raised run with nothing of that kind before it is taken as it is: a value that was set small by mistake.
    """
    found = ""
    row: list[str] = []
    for piece in pieces:
        if isinstance(piece, Raised):
            found += "".join(row)
            row = []
            is_power = _POWER.fullmatch(piece) is not None and _BASE.search(found) is not None
            found += piece.translate(_POWERS) if is_power else str(piece)
        else:
            row.append(piece)
    return found + "".join(row)


def struck_out(struck: str, left: str) -> str:
    """What is said, in Chinese, of a cell with struck-out text.

    Args:
        struck: the text that is struck out, which is not read.
        left: the text that is left.
    """
    if not left.strip():
        return "里的字都划掉了（带删除线），没有读入"
    text = " ".join(struck.split())
    told = text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"
    return f"里划掉的“{told}”（带删除线）没有读入"


def without_empty_rows(
    told: Mapping[tuple[int, int], str], rows: Sequence[Sequence[str]]
) -> dict[tuple[int, int], str]:
    """What is said of cells, without those of rows that are left out or in which nothing is left: they are no rows.

    Args:
        told: by row and column, from 0.
        rows: the texts that are left.
    """
    return {place: reason for place, reason in told.items() if place[0] < len(rows) and any(rows[place[0]])}
