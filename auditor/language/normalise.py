"""Texts made comparable: width, punctuation and blanks folded; numbers masked."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[〇零一二两三四五六七八九十百千]+(?=[个名人次场期件台套户家处元年月天日])")


@lru_cache(maxsize=200_000)
def normalise(text: str) -> str:
    """The text with full-width characters folded (NFKC) and everything but letters, digits, ``%`` and signs removed."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(character for character in folded if character.isalnum() or character in "%‰≥≤><=*.")


def mask_quantities(text: str) -> str:
    """The text with every number replaced by ``#``, so that copies that differ only in numbers look the same."""
    return _NUMBER.sub("#", unicodedata.normalize("NFKC", text))
