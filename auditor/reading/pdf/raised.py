"""Digits that a page prints above its line: by the baselines and font sizes of the file, not by boxes, which fonts stretch."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref, c_double
from math import hypot
from typing import Any, NamedTuple

from auditor.reading.pdf.boxes import Box, straightened
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.run_looks import Raised, joined

RAISABLE = frozenset("0123456789+-−(")
"""What a raised run begins with."""
_SMALLEST, _LARGEST = 0.3, 0.85
"""Size of a raised character against the one it is raised from: Word sets 0.65, LibreOffice 0.58, browsers 0.83."""
_LOWEST, _HIGHEST = 0.2, 0.75
"""How far its baseline is above, in sizes of the same: a third in all of these. Small text in the middle of its line
stands 0.18 above it at most; what stands higher is of another line."""
_APART = 0.15
"""How far two characters of one word stand apart at most, in the same sizes; a cell has more of an edge."""
_ALIGNED = 0.99
"""Cosine of the angle between two characters of one word at least."""
_SAME = 0.02
"""Share of the size by which characters of one line differ at most in size and height."""
_LOWERED = 0.04
"""How far the baseline of a lowered character is below at least: Word and LibreOffice lower by 0.08 to 0.33."""
_LONGEST_LOWERED = 6
"""Characters of a lowered run at most that is passed over on the way back to its line (PM₂.₅)."""
_FURTHEST = 4
"""Characters that the library writes itself between two that are printed: a blank, or a line end."""


class _Setting(NamedTuple):
    """Where a character begins on its baseline, its size in points, and which way is up for it."""

    across: float
    up: float
    size: float
    upwards: tuple[float, float]

    def raises(self, other: _Setting) -> bool:
        """Whether the other character is smaller and set above this one's line."""
        height = self._height_of(other)
        return height is not None and _LOWEST <= height <= _HIGHEST

    def lowers(self, other: _Setting) -> bool:
        """Whether the other character is smaller and set below this one's line."""
        height = self._height_of(other)
        return height is not None and _LOWERED <= -height <= _HIGHEST

    def is_on_line_of(self, other: _Setting) -> bool:
        """Whether the other character is as large as this one, and on its line."""
        return abs(other.size - self.size) <= _SAME * self.size and abs(self._moved(other)) <= _SAME * self.size

    def _height_of(self, other: _Setting) -> float | None:
        """How far the other character is above this one's line, in its sizes; None for one that is askew or not small."""
        aligned = self.upwards[0] * other.upwards[0] + self.upwards[1] * other.upwards[1]
        if not self.size or aligned < _ALIGNED or not _SMALLEST <= other.size / self.size <= _LARGEST:
            return None
        return self._moved(other) / self.size

    def _moved(self, other: _Setting) -> float:
        return (other.across - self.across) * self.upwards[0] + (other.up - self.up) * self.upwards[1]


def set_powers(pdfium: Any, text: Any, written: str, printed: list[Glyph], starts: Iterable[tuple[int, int]]) -> None:
    """Put powers in place of the digits raised behind a digit, a unit or a sign, by the rule for every format.

    Args:
        pdfium: the library.
        text: its text of the page.
        written: every character it counts.
        printed: those of them that are printed; changed in place.
        starts: the places in ``printed`` and in ``written`` of characters of ``RAISABLE`` that leave the line before them.
    """
    done = 0
    for first, place in starts:
        if max(done, 1) <= first < len(printed):
            run = _raised(pdfium, text, written, printed, first, place)
            done = first + len(run)
            base = printed[first - 1].char
            whole = joined((base, Raised(run)))[len(base) :] if any(map(str.isdigit, run)) else run
            for number, char in enumerate(whole, start=first):
                printed[number] = printed[number]._replace(char=char)


def _raised(pdfium: Any, text: Any, written: str, printed: list[Glyph], first: int, place: int) -> str:
    """The characters from the first on that are raised from the line of the one before it, "" where it is not."""
    before = _place_of(printed[first - 1].char, written, place, -1)
    if before is None or not _follows(printed[first - 1], printed[first]):
        return ""
    line = _line_of(pdfium, text, written, printed, first - 1, before)
    at: int | None = place
    last = first
    while at is not None and line.raises(_setting(pdfium, text, at)):
        last += 1
        if last == len(printed) or not _follows(printed[last - 1], printed[last]):
            break
        at = _place_of(printed[last].char, written, at, 1)
    return "".join(glyph.char for glyph in printed[first:last])


def _line_of(pdfium: Any, text: Any, written: str, printed: list[Glyph], number: int, place: int) -> _Setting:
    """The line of a character; where it is lowered, that of the text it is lowered from."""
    own = _setting(pdfium, text, place)
    for last in range(number, max(number - _LONGEST_LOWERED, 0), -1):
        before = _place_of(printed[last - 1].char, written, place, -1)
        if before is None or not _follows(printed[last - 1], printed[last]):
            return own
        place, found = before, _setting(pdfium, text, before)
        if found.lowers(own):
            return found
        if not found.is_on_line_of(own):
            return own
    return own


def _place_of(char: str, written: str, place: int, step: int) -> int | None:
    """Where the next printed character is written, None where it is not near."""
    for near in range(place + step, place + step * _FURTHEST, step):
        if not 0 <= near < len(written):
            return None
        if written[near] == char:
            return near
        if not written[near].isspace():
            return None
    return None


def _follows(glyph: Glyph, following: Glyph) -> bool:
    """Whether nothing stands between two characters; one that is printed twice to be bold follows itself."""
    if glyph.turn != following.turn:
        return False
    one, other = _reading(glyph), _reading(following)
    return one[0] <= other[0] <= one[2] + _APART * (one[3] - one[1])


def _reading(glyph: Glyph) -> Box:
    return straightened(glyph[1:5], glyph.turn)


def _setting(pdfium: Any, text: Any, place: int) -> _Setting:
    across, up, matrix = c_double(), c_double(), pdfium.FS_MATRIX()
    told = pdfium.FPDFText_GetCharOrigin(text, place, byref(across), byref(up))
    if not (told and pdfium.FPDFText_GetMatrix(text, place, byref(matrix))):
        return _Setting(0.0, 0.0, 0.0, (0.0, 1.0))
    scale = hypot(matrix.c, matrix.d)
    upwards = (matrix.c / scale, matrix.d / scale) if scale else (0.0, 1.0)
    return _Setting(across.value, up.value, scale * pdfium.FPDFText_GetFontSize(text, place), upwards)
