"""Which words carry meaning, and whether texts share one."""

from __future__ import annotations

from collections.abc import Iterable, Set

from auditor.language.artefacts import Language
from auditor.language.normalise import normalise


def content_words(texts: Iterable[str], language: Language) -> frozenset[str]:
    """The content words of all the texts (see ``Artefacts.content_words``)."""
    return frozenset[str]().union(*(language.analyse(text).content_words for text in texts))


def has_word(text: str, words: Set[str], language: Language) -> bool:
    """Whether one of some words is a content word of a text; the text is cut only where it holds the characters of one."""
    held = [word for word in words if word in text]
    return bool(held) and not language.analyse(text).content_words.isdisjoint(held)


def shares_a_word(text: str, others: Iterable[str]) -> bool:
    """Whether two neighbouring characters of a text stand in any of the others, however the words are cut."""
    grams = _bigrams(normalise(text))
    return any(grams & _bigrams(normalise(other)) for other in others)


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})
