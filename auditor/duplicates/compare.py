"""How alike two texts are, and in which words they differ."""

from __future__ import annotations

import difflib

from auditor.language.artefacts import Language
from auditor.language.normalise import mask_quantities, normalise


def alike(one: str, other: str) -> float:
    """Similarity of two normalised texts by edit operations, 0..1."""
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100


def masked(text: str) -> str:
    """The text for comparison: normalised, numbers masked wherever the text reads as a quantity."""
    return normalise(mask_quantities(text))


def differing_words(one: str, other: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words only in the first text and words only in the second, in reading order."""
    if one == other:
        return (), ()
    a, b = language.analyse(one).tokens, language.analyse(other).tokens
    only_a: list[str] = []
    only_b: list[str] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            only_a.append("".join(a[a1:a2]))
            only_b.append("".join(b[b1:b2]))
    return tuple(filter(None, only_a)), tuple(filter(None, only_b))
