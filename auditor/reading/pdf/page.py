"""One page of a PDF as its characters and rules, turned so that most of its text runs from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from ctypes import c_ushort
from dataclasses import dataclass
from math import pi
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.reading.pdf.boxes import Box, upright
from auditor.reading.pdf.rulings import Ruling, drawn_on, rule_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SKEWED = 0.1
_FEW_CHARACTERS = 30
_MANY_SHAPES = 200
_BLANK = 32
_HYPHEN = 45
_HYPHENS = frozenset((2, 0xFFFE))
_DROPPED = frozenset((13, 0xFFFF))
_BREAKS = frozenset((10, 13, 0xFFFF))
_UNREADABLE = frozenset((0, 0xFFFD))


class Glyph(NamedTuple):
    """One character in its box, in points; y grows downwards. ``turn``: quarters by which it lies across the page's text."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    turn: int = 0


@dataclass(frozen=True)
class Page:
    """What is printed on a page.

    ``pictured``: it shows something, but as a picture, without text to speak of. ``text`` is all its text
    in the order of the file. ``recognised``: characters and rules were made out of a picture. ``turn``: the quarters by
    which most of its text, and so all places here, are turned clockwise against the sheet.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Ruling, ...]
    pictured: bool
    text: str
    recognised: bool = False
    turn: int = 0


def read_page(page: PdfPage, number: int) -> Page:
    """Characters and rules of a page, counted from 1; text that runs askew (a watermark) is left out."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    try:
        codes = _codes(pdfium, text)
        printed = _printed(pdfium, text, codes)
    finally:
        text.close()
    turns = Counter([own for code, own, _ in printed if code != _BLANK])
    turn = min(turns, key=lambda one: (-turns[one], one), default=0)
    drawing = drawn_on(page)
    readable = sum(turns.values()) - sum(code in _UNREADABLE for code, _, _ in printed)
    return Page(
        number=number,
        glyphs=tuple([Glyph(chr(code), *upright(box, turn), (own - turn) % 4) for code, own, box in printed]),
        rules=tuple(rule_of(upright(box, turn)) for box in drawing.rules),
        pictured=readable < _FEW_CHARACTERS
        and (drawing.pictured or (not readable and (bool(printed) or drawing.shapes > _MANY_SHAPES))),
        text="".join([chr(code) for code in codes if code not in _DROPPED]),
        turn=turn,
    )


def _codes(pdfium: Any, text: Any) -> list[int]:
    """The code of every character the library counts, its line ends among them."""
    count = pdfium.FPDFText_CountChars(text)
    units = (c_ushort * (count + 1))()
    whole = pdfium.FPDFText_GetText(text, 0, count, units) == count + 1
    found = units[:count]
    if not whole or any(0xD800 <= unit < 0xE000 for unit in found):
        found = [pdfium.FPDFText_GetUnicode(text, place) for place in range(count)]
    return [_HYPHEN if code in _HYPHENS else code for code in found]


def _printed(pdfium: Any, text: Any, codes: Sequence[int]) -> list[tuple[int, int, Box]]:
    """Code, turn and box (y upwards) of the characters that the file prints, in its order."""
    boxes = (pdfium.FS_RECTF * len(codes))()
    box_of, angle_of, generated = (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharAngle,
        pdfium.FPDFText_IsGenerated,
    )
    printed: list[tuple[int, int, Box]] = []
    quarters, base, side = 0.0, 0.0, 0.0
    for place, code in enumerate(codes):
        if code in _BREAKS or (code == _BLANK and generated(text, place)):
            continue
        box = boxes[place]
        if not box_of(text, place, box):
            continue
        left, low, right, high = box.left, box.bottom, box.right, box.top
        if low != base and right != side:  # neither on the line before nor in its column: another direction may begin
            quarters = angle_of(text, place) / (pi / 2)
            base, side = low, right
        nearest = round(quarters)
        if abs(quarters - nearest) < _SKEWED:
            printed.append((code, nearest % 4, (left, low, right, high)))
    return printed
