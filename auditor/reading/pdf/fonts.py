"""One stand-in for every font that a PDF names but does not carry, so that a file is read alike on every machine.

PDFium asks the machine for such fonts and, where it has none, drops characters: a piece of text whose outline is empty is
no text to it. It needs an outline only to see that something is printed; places and widths are the file's own. The
stand-in has a stroke without any area as the outline of whatever it is asked for. The fourteen standard fonts, whose
widths a file need not give, are built into PDFium.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char_p, cast, memmove
from functools import cache
from struct import pack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_STANDARD = (b"Helvetica", b"Times", b"Courier", b"Symbol", b"ZapfDingbats")
_EM = 1000
_ASCENT, _DESCENT = 880, -120
_ADVANCE = 500
_LOW, _HIGH, _WIDE = -120, 700, 200
"""Reach of the stroke; less than any character's, because the box of a character is widened to hold its outline."""
_GLYPHS = 65535
_MAGIC = 0x5F0F3CF5
_VERSION = 0x10000
_HANDLE = 1


@contextmanager
def opened(content: bytes) -> Iterator[PdfDocument]:
    """A PDF from its bytes, open for as long as it is needed.

    Raises:
        PdfiumError: the file is damaged or encrypted.
    """
    import pypdfium2

    _use_stand_in()
    document = pypdfium2.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


@cache
def _use_stand_in() -> Any:
    """Make PDFium use the stand-in from now on, in this process; what it calls back is returned, and kept."""
    import pypdfium2.raw as pdfium

    font = stand_in_font()
    info = pdfium.FPDF_SYSFONTINFO()

    def chosen(*request: Any) -> int | None:
        name = cast(request[5], c_char_p).value or b""
        return None if name.startswith(_STANDARD) else _HANDLE

    def data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(font):
            memmove(buffer, font, len(font))
        return len(font)

    def nothing(*_: Any) -> int:
        return 0

    answers = {"MapFont": chosen, "GetFontData": data, "GetFaceName": nothing, "GetFontCharset": nothing}
    for name, answer in answers.items():
        setattr(info, name, dict(info._fields_)[name](answer))
    info.version = 1
    pdfium.FPDF_SetSystemFontInfo(info)
    return info


def stand_in_font() -> bytes:
    """A TrueType font with the same glyph for every code and every glyph number."""
    box = (0, _LOW, _WIDE, _HIGH)
    glyph = pack(">5h2H2B4h2x", 1, *box, 1, 0, 1, 1, 0, _WIDE, _LOW, _HIGH - _LOW)
    every = pack(">2H2I", 13, 0, 28, 0) + pack(">4I", 1, 0, 0x10FFFF, 1)
    tables = {
        b"cmap": pack(">4HI", 0, 1, 0, 6, 12) + every,
        b"glyf": glyph * _GLYPHS,
        b"head": pack(">4I2H2q4h2H3h", _VERSION, 0, 0, _MAGIC, 0, _EM, 0, 0, *box, 0, 8, 2, 1, 0),
        b"hhea": pack(">I3hH11hH", _VERSION, _ASCENT, _DESCENT, 0, _ADVANCE, 0, 0, _WIDE, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"hmtx": pack(">Hh", _ADVANCE, 0) + bytes(2 * (_GLYPHS - 1)),
        b"loca": _places(len(glyph)),
        b"maxp": pack(">I14H", _VERSION, _GLYPHS, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    directory, body = b"", b""
    start = 12 + 16 * len(tables)
    for name, table in tables.items():
        directory += pack(">4s3I", name, 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return pack(">I4H", _VERSION, len(tables), 64, 2, 16 * len(tables) - 64) + directory + body


def _places(size: int) -> bytes:
    """Where each glyph begins, and where the last one ends."""
    places = array("I", range(0, size * (_GLYPHS + 1), size))
    if sys.byteorder == "little":
        places.byteswap()
    return places.tobytes()
