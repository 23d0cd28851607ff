"""One page of a PDF as its characters and rules, turned so that most of its text runs from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import byref, c_ushort
from dataclasses import dataclass, field
from math import pi
from sys import byteorder
from typing import TYPE_CHECKING, Any

from auditor.reading.pdf.boxes import Box, straightened, upright
from auditor.reading.pdf.clipping import Piece, hidden_glyphs
from auditor.reading.pdf.filled_in import filled_in, laid_out
from auditor.reading.pdf.glyphs import Glyph, glyph_of
from auditor.reading.pdf.raised import RAISABLE, set_powers
from auditor.reading.pdf.rulings import Ruling, drawn_on, rule_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SKEWED = 0.1
_JOINED = 0.5
_FEW_CHARACTERS = 30
_MANY_SHAPES = 200
_UNITS = "utf-16-le" if byteorder == "little" else "utf-16-be"
_LAST_CHARACTER = 0x10FFFF
_HYPHENS = str.maketrans("\x02\ufffe", "--")
_DROPPED = str.maketrans("", "", "\r\uffff")
_BREAKS = frozenset("\n\r\uffff")
_UNREADABLE = frozenset("\0\ufffd")


@dataclass(frozen=True)
class Page:
    """What is printed on a page.

    ``pictured``: it shows something, but as a picture, without text to speak of. ``text`` is all its text
    in the order of the file. ``recognised``: characters and rules were made out of a picture. ``turn``: the quarters by
    which most of its text, and so all places here, are turned clockwise against the sheet. ``partial``: what is drawn on it
    could not be made out to its end. ``hidden`` are characters that are clipped away, each with the nearest point where
    its text is shown.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Ruling, ...]
    pictured: bool
    text: str
    recognised: bool = False
    turn: int = 0
    partial: bool = False
    hidden: Mapping[Glyph, tuple[float, float]] = field(default_factory=dict)


def read_page(page: PdfPage, number: int) -> Page:
    """Characters and rules of a page, counted from 1; text that runs askew (a watermark) is left out."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    try:
        written = _written(pdfium, text.raw)
        printed, pieces = _printed(pdfium, text.raw, written)
        clipped = hidden_glyphs(pdfium, page.raw, text.raw, printed, pieces)
    finally:
        text.close()
    turns = Counter([glyph.turn for glyph in printed if glyph.char != " "])
    turn = min(turns, key=lambda one: (-turns[one], one), default=0)
    drawing = drawn_on(page)
    seen = list(_turned(printed, turn)) if turn else printed
    added = list(_filled_in(page, turn, seen))
    readable = sum(turns.values()) - sum([glyph.char in _UNREADABLE for glyph in printed])
    return Page(
        number=number,
        glyphs=(*seen, *(glyph for glyphs in added for glyph in glyphs)),
        rules=tuple([rule_of(upright(box, turn)) for box in drawing.rules]),
        pictured=readable < _FEW_CHARACTERS
        and (drawing.pictured or (not readable and (bool(printed) or drawing.shapes > _MANY_SHAPES))),
        text="\n".join([written.translate(_DROPPED), *("".join(glyph.char for glyph in glyphs) for glyphs in added)]),
        turn=turn,
        hidden={seen[number]: straightened((*point, *point), turn)[:2] for number, point in clipped.items()},
    )


def _filled_in(page: PdfPage, turn: int, seen: Sequence[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """The characters of each value filled in; what is typed over print is somebody's remark, and left out."""
    for text, box, typed in filled_in(page):
        area = upright(box, turn)
        if not (typed and any(_lies_in(glyph, area) for glyph in seen)):
            yield tuple(Glyph(char, *place) for char, place in laid_out(text, area))


def _lies_in(glyph: Glyph, area: Box) -> bool:
    across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return glyph.char != " " and area[0] < across < area[2] and area[1] < down < area[3]


def _turned(glyphs: Iterable[Glyph], turn: int) -> Iterator[Glyph]:
    """The characters as seen by text that is turned by ``turn`` quarters clockwise."""
    for glyph in glyphs:
        yield Glyph(glyph.char, *straightened(glyph[1:5], turn), (glyph.turn - turn) % 4)


def _written(pdfium: Any, text: Any) -> str:
    """Every character the library counts, its line ends among them."""
    count = pdfium.FPDFText_CountChars(text)
    units = (c_ushort * (count + 1))()
    whole = pdfium.FPDFText_GetText(text, 0, count, units) == count + 1
    try:
        written = bytes(units)[: 2 * count].decode(_UNITS) if whole else ""
    except UnicodeDecodeError:
        written = ""
    if len(written) != count:  # pairs of units are one character
        written = "".join([_char(pdfium.FPDFText_GetUnicode(text, place)) for place in range(count)])
    return written.translate(_HYPHENS)


def _char(number: int) -> str:
    """The character of a number; half of a pair of units, or a number that is none, is a character nobody can read."""
    return "\ufffd" if 0xD800 <= number <= 0xDFFF or number > _LAST_CHARACTER else chr(number)


def _printed(pdfium: Any, text: Any, written: str) -> tuple[list[Glyph], list[Piece]]:
    """The characters that the file prints, in its order, as seen by a reader of the unturned page, and what they make up."""
    box = pdfium.FS_RECTF()
    filled = byref(box)
    box_of, angle_of, generated = (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharAngle,
        pdfium.FPDFText_IsGenerated,
    )
    printed: list[Glyph] = []
    starts: list[tuple[int, int]] = []
    begins: list[tuple[int, int, int]] = []
    quarters, base, side, end, before = 0.0, 0.0, 0.0, 0.0, 0
    for place, char in enumerate(written):
        if char in _BREAKS or (char == " " and generated(text, place)) or not box_of(text, place, filled):
            continue
        left, low, right, high = box.left, box.bottom, box.right, box.top
        if abs(left - end) > _JOINED:
            begins.append((len(printed), place, before))
        end, before = right, place
        if low != base and right != side:  # neither on the line before nor in its column: another direction may begin
            quarters = angle_of(text, place) / (pi / 2)
            base, side = low, right
            if char in RAISABLE:
                starts.append((len(printed), place))
        nearest = round(quarters)
        if abs(quarters - nearest) < _SKEWED:
            printed.append(glyph_of((char, left, -high, right, -low, nearest % 4)))
    set_powers(pdfium, text, written, printed, starts)
    lasts = [*(last for *_, last in begins[1:]), before]
    pieces = [Piece(begin, first, last) for (begin, first, _), last in zip(begins, lasts, strict=False)]
    return printed, pieces
