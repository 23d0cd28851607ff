"""Places inside a piece of text where two cells may touch: a cell that fills its column leaves no blank behind it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import accumulate

from auditor.reading.evidence import MEASURES, basis_cost, is_quantity
from auditor.reading.pieces import Cut, text_width

_FIGURE = re.compile(rf"[≥≤≧≦><=＞＜＝]{{0,2}}\d[\d.,]*(?:[%％‰]|[{MEASURES}]{{1,4}})?")
_DOUBLED = 0.5
_FIGURES = 1.5
_FILLED = 1.5
_MOST = 3


def seams(text: str, widths: Collection[int], cut: Cut) -> tuple[tuple[int, float], ...]:
    """Offsets at which ``text`` may consist of two cells, each with the cost of believing so, in order.

    Args:
        text: characters without any gap.
        widths: widths of the table's columns in half-width units, where known.
        cut: segments a text into words; a cell does not end inside one.
    """
    filled, figures = _filled(text, widths), _figures(text)
    if filled:
        filled &= set(accumulate(map(len, cut(text))))
    found = dict.fromkeys(filled, _FILLED) | dict.fromkeys(figures, _FIGURES)
    if _is_double(text):
        found[len(text) // 2] = _DOUBLED
    inside = [(place, cost) for place, cost in found.items() if 0 < place < len(text)]
    return tuple(sorted(sorted(inside, key=lambda seam: seam[1])[:_MOST]))


def _figures(text: str) -> set[int]:
    figures = tuple(_FIGURE.finditer(text))
    before = {match.start() for match in figures if is_quantity(text[match.start() :])}
    return before | {
        match.end() for match in figures if len(text) > match.end() + 2 and not basis_cost(text[match.end() :])
    }


def _is_double(text: str) -> bool:
    half = len(text) // 2
    return half >= 2 and text[:half] == text[half:]


def _filled(text: str, widths: Collection[int]) -> set[int]:
    reached = [text_width(text[:place]) for place in range(len(text) + 1)]
    return {place for place, width in enumerate(reached) if width in widths and place < len(text)}
