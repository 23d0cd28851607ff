"""Texts made comparable (width, punctuation and blanks folded; numbers masked), and masked for segmentation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from auditor.language.numerals import ARABIC, CHINESE
from auditor.language.quantity import readings
from auditor.language.scan import ScannedQuantity
from auditor.language.width import plain_width
from auditor.model import Quantity

REMEMBERED = 1 << 16
"""Distinct texts whose comparable form is kept."""

NUMBER_MASK = "〇"
"""Stands for any number; a letter to ``normalise``, so that it survives."""

_FOLDED = {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "〜": "~", "—": "-", "–": "-", "−": "-"}
_FOLDABLE = re.compile(f"[{''.join(_FOLDED)}]")
_IDLE = re.compile(r"(?<!\d)[.:/\-~]|[.:/\-~](?!\d)|[^\w%‰≥≤<>=+×±°*.:/\-~]|_")
_NUMBER = re.compile(ARABIC)
_NUMERAL = re.compile(rf"{ARABIC}|{CHINESE}")
_PRIVATE = range(0xE000, 0xF8FF)


@lru_cache(maxsize=REMEMBERED)
def normalise(text: str) -> str:
    """The text for comparison: NFKC, lower case, no blanks and no punctuation.

    Signs that change the meaning stay: ``%``, comparators, ``*``, and points, dashes, colons, slashes between digits.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isalnum():
        return folded
    return _IDLE.sub("", _FOLDABLE.sub(lambda found: _FOLDED[found[0]], folded))


@lru_cache(maxsize=REMEMBERED)
def mask_quantities(text: str) -> str:
    """The text with every number masked, so that copies that differ only in numbers look the same.

    Comparators and units stay; Chinese numerals are masked where they are quantities.
    """
    pieces: list[str] = []
    position = 0
    for start, end in _spans(readings(text)):
        pieces.append(_NUMBER.sub(NUMBER_MASK, text[position:start]))
        pieces.append(_NUMERAL.sub(NUMBER_MASK, plain_width(text[start:end])))
        position = end
    return "".join((*pieces, _NUMBER.sub(NUMBER_MASK, text[position:])))


def masked_for_segmentation(text: str, quantities: Sequence[Quantity]) -> tuple[str, dict[str, str]]:
    """The text with each quantity replaced by a character of its own, and what each of these stands for.

    Args:
        text: any text.
        quantities: the quantities read from that text.
    """
    marks = (chr(code) for code in _PRIVATE if chr(code) not in text)
    meaning: dict[str, str] = {}
    pieces: list[str] = []
    position = 0
    for (start, end), mark in zip(_spans(quantities), marks, strict=False):
        meaning[mark] = text[start:end]
        pieces += text[position:start], mark
        position = end
    return "".join((*pieces, text[position:])), meaning


def _spans(quantities: Sequence[Quantity | ScannedQuantity]) -> list[tuple[int, int]]:
    return sorted({quantity.span for quantity in quantities})
