"""Sources of money that are written below each other as if they were equals, though one of them is made up of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from math import isclose

_ANY_FISCAL = re.compile(r"(?:其中[:：]?)?(?:当年|本年|年度)?财政性?(?:资金|拨款|投入|补助|安排|预算)*")
"""Money of the budget, of whichever level and kind."""
_FISCAL = re.compile(r"财政|一般公共预算|政府性基金|国有资本经营|(?:中央|省|市|区|县|本)级")


def outer_sources(parts: Sequence[tuple[str, float]]) -> tuple[int, ...] | None:
    """Which of some sources, each with its amount, make up the whole: 财政资金 120, 财政拨款 120 are 120 together.

    None where two of them may be the same money and their amounts do not tell it.
    """
    kept: list[int] = []
    place = 0
    while place < len(parts):
        kept.append(place)
        place = _end_of_parts(parts, place)
    alike = [place for place in kept if _ANY_FISCAL.fullmatch(parts[place][0]) and parts[place][1]]
    return tuple(kept) if len(alike) < 2 else None


def _end_of_parts(parts: Sequence[tuple[str, float]], place: int) -> int:
    """The place behind a source and what it is made up of."""
    name, whole = parts[place]
    if not whole or not _ANY_FISCAL.fullmatch(name):
        return place + 1
    run = place + 1
    while run < len(parts) and _FISCAL.search(parts[run][0]):
        run += 1
    sums = accumulate(amount for _, amount in parts[place + 1 : run])
    return next((end for end, summed in enumerate(sums, place + 2) if isclose(summed, whole)), place + 1)
