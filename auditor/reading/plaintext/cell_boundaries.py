"""Places inside a piece of text where two cells may touch: a cell that fills its column leaves no blank behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from auditor.reading.plaintext.cell_type_costs import MEASURES, basis_cost, is_quantity
from auditor.reading.plaintext.segments import Cut, char_width

_FIGURE = re.compile(rf"[≥≤≧≦><=＞＜＝]{{0,2}}\d[\d.,]*(?:[%％‰]|[{MEASURES}]{{1,4}})?")
_DOUBLED = 0.5
_SEEN = 0.5
_GUESSED = 2.5
_MOST = 3


@dataclass(frozen=True)
class Hints:
    """What may betray a seam: widths of columns in half-width units, texts that other rows have, and words."""

    widths: frozenset[int]
    texts: frozenset[str]
    cut: Cut


def likely_boundaries(text: str, before: Sequence[int], hints: Hints) -> tuple[tuple[int, float], ...]:
    """Offsets at which ``text`` may consist of two cells, each with the cost of believing so, in order.

    Args:
        text: characters without any gap.
        before: widths of the text on the same line before it, from each place where a cell may have begun.
        hints: what is known of the table.
    """
    filled = _filled(text, before, hints.widths)
    if filled:
        filled &= set(accumulate(map(len, hints.cut(text))))
    tails = {place for place in range(2, len(text) - 1) if text[place:] in hints.texts}
    found = dict.fromkeys(filled | _figures(text), _GUESSED) | dict.fromkeys(tails, _SEEN)
    found |= {place: _DOUBLED for place in range(2, len(text) // 2 + 1) if text.startswith(text[:place], place)}
    inside = [(place, cost) for place, cost in found.items() if 0 < place < len(text)]
    return tuple(sorted(sorted(inside, key=lambda boundary_cost: boundary_cost[1])[:_MOST]))


def _figures(text: str) -> set[int]:
    figures = tuple(_FIGURE.finditer(text))
    before = {match.start() for match in figures if is_quantity(text[match.start() :])}
    return before | {
        match.end() for match in figures if len(text) > match.end() + 2 and not basis_cost(text[match.end() :])
    }


def _filled(text: str, before: Sequence[int], widths: frozenset[int]) -> set[int]:
    """Where a cell that ends would be exactly as wide as a column."""
    if not widths:
        return set()
    reached = accumulate((char_width(char) for char in text), initial=0)
    return {place for place, width in enumerate(reached) if any(width + more in widths for more in before)}
