"""The drawing part of cell comments: one hidden yellow note a cell, large enough for its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_TAIL = "</xml>"
_FIRST_SHAPE = 1025
_WIDTH = 380
_LINE = 18
_HALF_WIDTHS_A_LINE = 58
_PADDING = 16
_TALLEST = 560

Size = Callable[[int], int]


@dataclass(frozen=True)
class SheetDimensions:
    """How wide a column and how high a row is on the screen, in pixels, each by its number from 0."""

    width: Size
    height: Size


@dataclass(frozen=True)
class Note:
    """A comment on the cell in ``row`` and ``column``, both from 0."""

    row: int
    column: int
    text: str


def drawing(notes: list[Note], sheet: SheetDimensions) -> bytes:
    """A whole drawing part."""
    return (_HEAD + _shapes(notes, sheet, _FIRST_SHAPE) + _TAIL).encode()


def drawing_with(old: bytes, notes: list[Note], sheet: SheetDimensions) -> bytes:
    """A drawing part that exists, with notes added; what is in it stays as it is."""
    encoded_tail = _TAIL.encode()
    before, _, after = old.rpartition(encoded_tail)
    first = _FIRST_SHAPE
    while f"_x0000_s{first}".encode() in old:
        first += 1
    kind = b"" if b"_x0000_t202" in old else _HEAD[_HEAD.index("<v:shapetype") :].encode()
    return before + kind + _shapes(notes, sheet, first).encode() + encoded_tail + after


def _shapes(notes: list[Note], sheet: SheetDimensions, first: int) -> str:
    return "".join(_shape(note, sheet, number) for number, note in enumerate(notes, first))


def _shape(note: Note, sheet: SheetDimensions, number: int) -> str:
    left, right = note.column + 1, _reach(note.column + 1, _WIDTH, sheet.width)
    bottom = _reach(note.row, _height(note.text), sheet.height)
    anchor = f"{left}, 12, {note.row}, 4, {right[0]}, {right[1]}, {bottom[0]}, {bottom[1]}"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;z-index:{number}"'
        ' fillcolor="#FFFFE1" o:insetmode="auto"><v:fill color2="#FFFFE1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{note.row}</x:Row><x:Column>{note.column}</x:Column></x:ClientData></v:shape>"
    )


def _height(text: str) -> int:
    lines = sum(max(1, -(-_half_widths(line) // _HALF_WIDTHS_A_LINE)) for line in text.split("\n"))
    return min(_TALLEST, lines * _LINE + _PADDING)


def _half_widths(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _reach(first: int, pixels: int, size: Size) -> tuple[int, int]:
    """The column or row, and the pixels into it, where a length that starts at ``first`` ends."""
    place = first
    while pixels > size(place):
        pixels -= size(place)
        place += 1
    return place, pixels
