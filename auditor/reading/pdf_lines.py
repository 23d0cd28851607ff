"""Characters of a page to lines of text: what stands on one baseline, from left to right, with the blanks between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from auditor.reading.grid import cell_text
from auditor.reading.pdf_frame import straightened
from auditor.reading.pdf_page import Glyph
from auditor.reading.stream import mended

_SAME_LINE = 0.5
_OVERPRINTED = 0.3
_WORD_GAP = 0.18
_WIDE_GAP = 1.2
_CLOSING = "，。、；：！？）】》”’％%,.;:)]°"
_OPENING = "（【《“‘([≥≤＞＜><"


@dataclass(frozen=True)
class TextLine:
    """Characters on one baseline in reading order; places in points, y downwards."""

    glyphs: tuple[Glyph, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The line as one text, every wide gap as two blanks."""
        return "  ".join(piece for piece in self.pieces)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The line cut where a gap is too wide for a blank."""
        return tuple(mended(text) for text in _pieces(self.glyphs) if text)


def text_lines(glyphs: Iterable[Glyph]) -> tuple[TextLine, ...]:
    """The lines of some upright characters, from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=_middle):
        if lines and _middle(glyph) - _middle(lines[-1][0]) <= _SAME_LINE * _height(glyph, lines[-1][0]):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return tuple(_line(line) for line in lines if any(glyph.char != " " for glyph in line))


@dataclass(frozen=True)
class CellText:
    """The text of a cell and how it fills the cell: widths in points of its last line, its widest, and its first word."""

    text: str = ""
    lines: int = 0
    last: float = 0.0
    widest: float = 0.0
    opening: float = 0.0


def cell_of(glyphs: Sequence[Glyph]) -> CellText:
    """The text of a cell; lines joined, text that lies across the page's is read in its own direction."""
    if not glyphs:
        return CellText()
    lines: list[TextLine] = []
    for turn, group in groupby(sorted(glyphs, key=_turn), key=_turn):
        lines += text_lines(_straightened(one, turn) for one in group)
    if not lines:
        return CellText()
    widths = [_width(line.glyphs) for line in lines]
    text = cell_text("".join(_joined(lines)))
    return CellText(text, len(lines), widths[-1], max(widths), _width(tuple(_first_word(lines[0].glyphs))))


def _joined(lines: Sequence[TextLine]) -> Iterator[str]:
    """The lines and what parts them: a blank where one was typed beside a Latin word or a figure, else a line end."""
    for line, following in zip_longest(lines, lines[1:]):
        text = " ".join(line.pieces)
        yield text
        if following is not None:
            typed = line.glyphs[-1].char == " " and (text[-1:].isascii() or following.glyphs[0].char.isascii())
            yield " " if typed else "\n"


def _first_word(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """What a line break cannot part at the beginning of a line: a Latin word, or a character with its punctuation."""
    kept = ""
    for glyph in glyphs:
        both_latin = kept[-1:].isalnum() and kept[-1:].isascii() and glyph.char.isalnum() and glyph.char.isascii()
        if kept and not both_latin and glyph.char not in _CLOSING and kept[-1] not in _OPENING:
            return
        kept += glyph.char
        yield glyph


def _width(glyphs: Sequence[Glyph]) -> float:
    printed = [glyph for glyph in glyphs if glyph.char != " "]
    return printed[-1].right - printed[0].left if printed else 0.0


def _line(glyphs: Sequence[Glyph]) -> TextLine:
    ordered = tuple(_printed_once(sorted(glyphs, key=lambda one: (one.left, one.right))))
    return TextLine(ordered, min(one.top for one in ordered), max(one.bottom for one in ordered))


def _printed_once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Without the second print of a character that is made bold by printing it twice."""
    last: Glyph | None = None
    for glyph in glyphs:
        if (
            last
            and glyph.char == last.char
            and glyph.left - last.left < _OVERPRINTED * min(glyph.right - glyph.left, last.right - last.left)
        ):
            continue
        last = glyph
        yield glyph


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[str]:
    text, end = "", None
    for glyph in glyphs:
        char, left, top, right, bottom, _ = glyph
        if end is not None:
            gap = (left - end) / max(bottom - top, 1.0)
            if gap > _WIDE_GAP:
                yield text.strip()
                text = ""
            elif gap > _WORD_GAP and char.isascii() and text[-1:].isascii() and not text.endswith(" ") and char != " ":
                text += " "
        text += char
        end = right
    yield text.strip()


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _height(one: Glyph, other: Glyph) -> float:
    return max(one.bottom - one.top, other.bottom - other.top)


def _straightened(glyph: Glyph, turn: int) -> Glyph:
    return Glyph(glyph.char, *straightened(glyph[1:5], turn)) if turn else glyph


def _turn(glyph: Glyph) -> int:
    return glyph.turn
