"""Tables whose outer rules are not drawn: how wide they are is told by their text alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.lattice import Lattice
from auditor.reading.pdf.rulings import Ruling

_FEWEST_BETWEEN = 3
_SAME_REACH = 3.5
_MARGIN = 4.0


def extend_borders(lattice: Lattice, glyphs: Sequence[Glyph]) -> Lattice:
    """A table without a rule above or below it, with the cells left and right of its outermost rules."""
    if not lattice.open_top and not lattice.open_bottom:
        return lattice
    beside = _between(glyphs, lattice.down[0], lattice.down[-1])
    left = min((glyph.left for glyph in beside), default=lattice.across[0]) - _MARGIN
    right = max((glyph.right for glyph in beside), default=lattice.across[-1]) + _MARGIN
    before, after = left < lattice.across[0] - _MARGIN, right > lattice.across[-1] + _MARGIN
    across = (*[left] * before, *lattice.across, *[right] * after)
    first_of = {(row, one + before): (top, first + before) for (row, one), (top, first) in lattice.first_of.items()}
    for column in [0] * before + [len(across) - 2] * after:
        first_of |= {(row, column): (0, column) for row in range(len(lattice.down) - 1)}
    return Lattice(across, lattice.down, first_of, lattice.open_top, lattice.open_bottom)


def single_rows(upright: Sequence[Ruling], glyphs: Sequence[Glyph]) -> Iterator[Lattice]:
    """Rows of which nothing but the rules between their cells is drawn."""
    ordered = sorted(upright, key=lambda rule: (rule.start, rule.place))
    while ordered:
        first = ordered[0]
        same = [rule for rule in ordered if abs(rule.start - first.start) + abs(rule.end - first.end) <= _SAME_REACH]
        ordered = [rule for rule in ordered if rule not in same]
        if len(same) >= _FEWEST_BETWEEN and _between(glyphs, first.start, first.end):
            across = tuple(sorted({rule.place for rule in same}))
            fields = {(0, column): (0, column) for column in range(len(across) - 1)}
            yield Lattice(across, (first.start, first.end), fields, True, True)


def _between(glyphs: Sequence[Glyph], top: float, bottom: float) -> list[Glyph]:
    return [glyph for glyph in glyphs if not glyph.char.isspace() and top <= (glyph.top + glyph.bottom) / 2 <= bottom]
