"""How alike two texts are, and in which words they differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from auditor.language.artefacts import Language
from auditor.language.normalise import mask_quantities, normalise

REMEMBERED = 1 << 16
"""Pairs of texts whose similarity is kept: rows of like projects meet again and again."""


@lru_cache(maxsize=REMEMBERED)
def edit_similarity(one: str, other: str) -> float:
    """Similarity of two normalised texts by edit operations, 0..1."""
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100


def masked(text: str) -> str:
    """The text for comparison: normalised, numbers masked wherever the text reads as a quantity."""
    return normalise(mask_quantities(text))


def differing_words(
    one: Sequence[str], other: Sequence[str], language: Language
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words only in the first and words only in the second of two things said in as many texts, in reading order."""
    if one == other:
        return (), ()
    from rapidfuzz.distance import Indel

    differs = next(place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs)
    a, b = (_words_of(texts[differs:], language) for texts in (one, other))
    edits = list(Indel.opcodes(a, b))
    only_a = ("".join(a[edit.src_start : edit.src_end]) for edit in edits if edit.tag == "delete")
    only_b = ("".join(b[edit.dest_start : edit.dest_end]) for edit in edits if edit.tag == "insert")
    return tuple(only_a), tuple(only_b)


def _words_of(texts: Sequence[str], language: Language) -> list[str]:
    """The words of each text, the texts parted by commas; every text is cut by itself, for it stands elsewhere too."""
    words: list[str] = []
    for text in texts:
        words += [*language.analyse(text).tokens, "，"]
    return words[:-1]
