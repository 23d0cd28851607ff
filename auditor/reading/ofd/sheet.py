"""The sheet that a page is printed on, and what lies beyond it, which nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from auditor.reading.ofd.objects import Placed
from auditor.reading.ofd.package import children, numbers
from auditor.reading.pdf.boxes import Box

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST_SIDE = 1189.0
"""Of the largest sheet there is (A0), in millimetres: the sheet of a page that tells none is smaller."""
_MOST_BEYOND = 0.5
"""Share of a page's characters beyond its sheet from which on the sheet is wrong, not they."""


def sheet_of(told: Iterable[Element]) -> Box:
    """The sheet by the first that tells it; where none does, the largest that may be.

    A place is counted from the sheet's upper left corner. Programs that let a sheet begin elsewhere mean either that
    corner or the origin, so both count as part of it.

    Args:
        told: areas of a page, its templates and its document, in this order.
    """
    for area in told:
        for box in children(area, "PhysicalBox"):
            sides = numbers(box.text)
            if len(sides) == 4 and sides[2] > 0 and sides[3] > 0:
                left, top, width, height = sides
                return min(left, 0.0), min(top, 0.0), max(left, 0.0) + width, max(top, 0.0) + height
    return 0.0, 0.0, _LONGEST_SIDE, _LONGEST_SIDE


def seen_on(sheet: Box, placed: Sequence[Placed]) -> tuple[list[Placed], bool]:
    """The characters that are seen on a sheet, and whether some that run along its sides are not.

    What runs askew is a watermark, which is repeated over the edges. Where most lie beyond the sheet all are kept.
    """
    seen = [one for one in placed if not _is_beyond(one.box, sheet)]
    lost = any(not one.askew and _is_beyond(one.box, sheet) for one in placed)
    return (seen if len(placed) - len(seen) <= _MOST_BEYOND * len(placed) else list(placed)), lost


def _is_beyond(box: Box, sheet: Box) -> bool:
    """Whether nothing of a box lies on a sheet."""
    return box[2] < sheet[0] or box[0] > sheet[2] or box[3] < sheet[1] or box[1] > sheet[3]
