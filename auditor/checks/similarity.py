"""How alike texts are, and which of many deserve a comparison."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil

from auditor.language.artefacts import Language
from auditor.language.normalise import mask_quantities, normalise

Pair = tuple[int, int, float]


def alike(one: str, other: str) -> float:
    """Similarity of two normalised texts by edit operations, 0..1."""
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100


def masked(text: str) -> str:
    """The text as compared between projects: normalised, numbers masked."""
    return normalise(mask_quantities(text))


def near_pairs(texts: Sequence[str], threshold: float) -> list[Pair]:
    """All pairs of texts at least this alike, as (index, index, similarity) in index order.

    Candidates share a rare bigram (prefix filter on bigram sets, Chaudhuri et al. 2006, at half the threshold, below
    which an edit similarity of ``threshold`` cannot fall for texts of like length); each is verified exactly.
    """
    grams = [_bigrams(text) for text in texts]
    frequency = Counter(gram for bag in grams for gram in bag)
    index: dict[str, list[int]] = defaultdict(list)
    pairs: list[Pair] = []
    for number, bag in enumerate(grams):
        rare_first = sorted(bag, key=lambda gram: (frequency[gram], gram))
        prefix = rare_first[: len(bag) - ceil(len(bag) * threshold / 2) + 1]
        for other in sorted({other for gram in prefix for other in index[gram]}):
            similarity = alike(texts[number], texts[other])
            if similarity >= threshold:
                pairs.append((other, number, similarity))
        for gram in prefix:
            index[gram].append(number)
    return sorted(pairs)


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def differing_words(one: str, other: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words only in the first text and words only in the second, in reading order."""
    a, b = language.analyse(one).tokens, language.analyse(other).tokens
    only_a: list[str] = []
    only_b: list[str] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            only_a.append("".join(a[a1:a2]))
            only_b.append("".join(b[b1:b2]))
    return tuple(filter(None, only_a)), tuple(filter(None, only_b))


def content_words(texts: Iterable[str], language: Language) -> frozenset[str]:
    """Words of two characters and more that carry meaning: no numbers, no punctuation, no single characters."""
    return frozenset(
        word
        for text in texts
        for word in language.analyse(text).tokens
        if len(word) > 1 and not any(character.isdigit() for character in word) and word[0].isalnum()
    )


def shares_a_word(text: str, others: Iterable[str]) -> bool:
    """Whether two neighbouring characters of a text stand in any of the others, however the words are cut."""
    grams = _bigrams(normalise(text))
    return any(grams & _bigrams(normalise(other)) for other in others)
