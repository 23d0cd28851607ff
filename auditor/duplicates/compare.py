"""How alike two texts are, and in which words they differ."""

from __future__ import annotations

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
    from rapidfuzz.distance import Indel

    a, b = language.analyse(one).tokens, language.analyse(other).tokens
    edits = list(Indel.opcodes(a, b))
    only_a = ("".join(a[edit.src_start : edit.src_end]) for edit in edits if edit.tag == "delete")
    only_b = ("".join(b[edit.dest_start : edit.dest_end]) for edit in edits if edit.tag == "insert")
    return tuple(only_a), tuple(only_b)
