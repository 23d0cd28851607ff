"""A printed character in its place."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character in its box, in points; y grows downwards. ``turn``: quarters by which it lies across the page's text."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    turn: int = 0


glyph_of = partial(tuple.__new__, Glyph)
"""A character from all of its values in one tuple: half the time of naming them, which a long document feels."""


def middle_of(glyph: Glyph) -> float:
    """Where the middle of a character's height lies."""
    return (glyph.top + glyph.bottom) / 2
