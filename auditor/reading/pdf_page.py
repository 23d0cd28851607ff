"""One page of a PDF as its characters and rules, turned so that most of its text runs from left to right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import pi
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.reading.pdf_frame import upright
from auditor.reading.pdf_rules import Rule, drawn_on, rule_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SKEWED = 0.1
_FEW_CHARACTERS = 30
_MANY_SHAPES = 200
_LINE_END = 10
_DROPPED = frozenset((13, 0xFFFF))
_HYPHENS = frozenset((2, 0xFFFE))
_UNREADABLE = frozenset("\0\ufffd")


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

    ``pictured``: it shows something, but as a picture, without text to speak of. ``running_text`` is the text in the
    order of the file.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictured: bool
    running_text: str


def read_page(page: PdfPage, number: int) -> Page:
    """Characters and rules of a page, counted from 1; text that runs askew (a watermark) is left out."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    try:
        glyphs, running_text = _glyphs(pdfium, text)
    finally:
        text.close()
    turns = Counter(glyph.turn for glyph in glyphs if glyph.char != " ")
    turn = min(turns, key=lambda one: (-turns[one], one), default=0)
    drawing = drawn_on(page)
    readable = sum(turns.values()) - sum(glyph.char in _UNREADABLE for glyph in glyphs)
    return Page(
        number=number,
        glyphs=tuple(_turned(glyph, turn) for glyph in glyphs),
        rules=tuple(rule_of(upright(box, turn)) for box in drawing.rules),
        pictured=readable < _FEW_CHARACTERS
        and (drawing.pictured or (not readable and (bool(glyphs) or drawing.shapes > _MANY_SHAPES))),
        running_text=running_text,
    )


def _glyphs(pdfium: Any, text: Any) -> tuple[list[Glyph], str]:
    """Characters in the order of the file, their boxes still as the page has them (y upwards), and the same as lines."""
    count = pdfium.FPDFText_CountChars(text)
    boxes = (pdfium.FS_RECTF * count)()
    code_of, box_of, angle_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharAngle,
    )
    glyphs, running = [], []
    for place in range(count):
        code = code_of(text, place)
        if code in _DROPPED:
            continue
        char = "-" if code in _HYPHENS else chr(code)
        running.append(char)
        if code == _LINE_END or (code == 32 and pdfium.FPDFText_IsGenerated(text, place)):
            continue
        box = boxes[place]
        quarters = angle_of(text, place) / (pi / 2)
        nearest = round(quarters)
        if abs(quarters - nearest) < _SKEWED and box_of(text, place, box):
            glyphs.append(Glyph(char, box.left, box.bottom, box.right, box.top, nearest % 4))
    return glyphs, "".join(running)


def _turned(glyph: Glyph, turn: int) -> Glyph:
    return Glyph(glyph.char, *upright(glyph[1:5], turn), (glyph.turn - turn) % 4)
