"""What of a page's text is not shown: programs that print sheets clip a text that does not fit, and keep it all in the file."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_float
from itertools import zip_longest
from typing import Any, NamedTuple

from auditor.reading.pdf.boxes import Box
from auditor.reading.pdf.glyphs import Glyph

Point = tuple[float, float]
_INSIDE = 1.0


class Piece(NamedTuple):
    """Characters printed side by side: where they begin among those that are printed, and the numbers that the library gives
    the first and the last of them.
    """

    begin: int
    first: int
    last: int


def hidden_glyphs(
    pdfium: Any, page: Any, text: Any, printed: Sequence[Glyph], pieces: Sequence[Piece]
) -> dict[int, Point]:
    """The numbers of the printed characters of a page whose middle is clipped away, each with the nearest point that is shown.

    Args:
        pdfium: the library.
        page: its page.
        text: the text of that page, as the library keeps it.
        printed: the characters in order.
        pieces: what they make up, in order; a piece is clipped as its first character is, or its last one alone.
    """
    hidden: dict[int, Point] = {}
    if _has_forms(pdfium, page):  # what a form clips is told in places of its own
        return hidden
    for piece, following in zip_longest(pieces, pieces[1:]):
        end = following.begin if following is not None else len(printed)
        for first, place in ((piece.begin, piece.first), (end - 1, piece.last)):
            area = _area(pdfium, text, place) if piece.begin < end else None
            if area is not None:
                out = (number for number in range(first, end) if _is_out(printed[number], area))
                hidden |= {number: _edge(area, printed[number]) for number in out}
    return hidden


def _has_forms(pdfium: Any, page: Any) -> bool:
    places = range(pdfium.FPDFPage_CountObjects(page))
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place)) for place in places)
    return pdfium.FPDF_PAGEOBJ_FORM in kinds


def _is_out(glyph: Glyph, area: Box) -> bool:
    left, top, right, bottom = area
    across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return not (left <= across <= right and top <= down <= bottom)


def _edge(area: Box, glyph: Glyph) -> Point:
    """The point of an area that is nearest to a character, a little inside of it."""
    left, top, right, bottom = area
    across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return min(max(across, left + _INSIDE), right - _INSIDE), min(max(down, top + _INSIDE), bottom - _INSIDE)


def _area(pdfium: Any, text: Any, place: int) -> Box | None:
    """What the character of this number is clipped to, y downwards; None where nothing clips it."""
    item = pdfium.FPDFText_GetTextObject(text, place)
    path = pdfium.FPDFPageObj_GetClipPath(item) if item else None
    boxes = [_around(pdfium, path, number) for number in range(pdfium.FPDFClipPath_CountPaths(path))] if path else []
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return max(lefts), max(tops), min(rights), min(bottoms)


def _around(pdfium: Any, path: Any, number: int) -> Box | None:
    """The box around one of the outlines that make up a clipping; None where it has no points."""
    across, down, x, y = [], [], c_float(), c_float()
    for place in range(pdfium.FPDFClipPath_CountPathSegments(path, number)):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, number, place)
        if segment and pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            across.append(x.value)
            down.append(-y.value)
    return (min(across), min(down), max(across), max(down)) if across else None
