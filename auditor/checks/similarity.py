"""Which words carry meaning, and whether texts share one."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.language.artefacts import Language
from auditor.language.normalise import normalise


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


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})
