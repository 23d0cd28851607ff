"""What the texts of single cells say to the conditions of rules: asked once for a text, however many rows have it.

Rows that read alike in every cell are few; texts that recur in other rows are many. A condition that one cell does not meet
is not put together for the row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from auditor.language.artefacts import CELLS, Artefacts, Cells
from auditor.rules.verbs.base import Test
from auditor.rules.verbs.compiled import FindIn, asked_of_cells
from auditor.runtime.caching import CACHE_BYTES, bounded_cache, text_bytes

_TEXT = text_bytes(300, 2)
"""Bytes that what a text says takes."""

_COMBINATIONS = 1 << 14
"""Combinations of conditions that are kept taken apart; they recur from text to text."""

_ORDER = ("target", *(name for name in CELLS if name != "target"))
"""Cells as they are asked: most conditions are about the target, so it leaves the fewest to the others."""


class CellAnswers:
    """Which conditions the cells of a row meet, as far as each cell is asked by itself.

    Args:
        tests: the compiled conditions, in the order of their bits.
        max_bytes: what the texts remembered may take in memory.
    """

    def __init__(self, tests: Sequence[Test], max_bytes: int = CACHE_BYTES // 32) -> None:
        asked = [asked_of_cells(test) for test in tests]
        self._by_cell = tuple(
            (
                name,
                _Cell(
                    {1 << number: one[name] for number, one in enumerate(asked) if name in one}, max_bytes // len(CELLS)
                ),
            )
            for name in _ORDER
            if any(name in one for one in asked)
        )

    def met(self, allowed: int, cells: Cells) -> int:
        """Those of some conditions, as bits, that no cell refuses by itself."""
        for name, cell in self._by_cell:
            if allowed & cell.asking:
                allowed = cell.met(allowed, cells.artefacts[name])
        return allowed


class _Said:
    """Of one text: the conditions it was asked about, and those among them that it does not meet."""

    __slots__ = ("asked", "refused")

    def __init__(self, _: str) -> None:
        self.asked = self.refused = 0


class _Cell:
    """What conditions ask of one cell, by their bits."""

    def __init__(self, finds: Mapping[int, FindIn], max_bytes: int) -> None:
        self.asking = sum(finds)
        self._finds = finds
        self._known = bounded_cache(_Said, max_bytes, _TEXT)

    def met(self, allowed: int, artefacts: Artefacts) -> int:
        said = self._known(artefacts.text)
        new = allowed & self.asking & ~said.asked
        if new:
            said.asked |= new
            for bit in bits_of(new):
                try:
                    refused = self._finds[bit](artefacts) is None
                except Exception:  # a defect of ours in one rule, which is told where the rule is asked
                    continue
                if refused:
                    said.refused |= bit
        return allowed & ~said.refused


@lru_cache(maxsize=_COMBINATIONS)
def bits_of(number: int) -> tuple[int, ...]:
    """The bits of a number, each by itself, ascending."""
    bits = []
    while number:
        bits.append(number & -number)
        number &= number - 1
    return tuple(bits)
