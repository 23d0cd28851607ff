"""Whether a page without rules is printed row by row, so that its text may be read in the order of the file.

Some programs print all cells of one line first and those of several lines behind them: read in that order, the values of a
row are those of another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.lines import running_pieces

_SHARE = 0.15
"""Of the pieces of a page, how many may stand on the wrong side of a step back: headers and stamps are printed last, or first."""


def prints_by_rows(glyphs: Sequence[Glyph]) -> bool:
    """Whether the text of a page goes down it in the order of the file, but for steps to the right and single pieces.

    Args:
        glyphs: upright characters of the page in the order of the file.
    """
    pieces = [(one[0].left, one[0].top, one[0].bottom) for one in running_pieces(glyphs)]
    later = _printed_later(pieces)
    tops: list[float] = []
    for place, (left, _, bottom) in enumerate(pieces):
        if place:
            left_before, top_before, _ = pieces[place - 1]
            if bottom < top_before and left <= left_before:
                early = len(tops) - bisect_right(tops, bottom)
                if min(early, later[place]) > _SHARE * len(pieces):
                    return False
        insort(tops, pieces[place][1])
    return True


def _printed_later(pieces: Sequence[tuple[float, float, float]]) -> list[int]:
    """For each piece how many, from it on, stand above the one before it."""
    found = [0] * len(pieces)
    bottoms: list[float] = []
    for place in range(len(pieces) - 1, 0, -1):
        insort(bottoms, pieces[place][2])
        found[place] = bisect_left(bottoms, pieces[place - 1][1])
    return found
