"""Which of many words stand in a text, found in one pass over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class WordIndex:
    """Words by their first character.

    Args:
        words: none of them empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for word in words:
            self._by_first[word[0]].append((len(word), word))

    def words_in(self, text: str) -> list[tuple[int, str]]:
        """Every place where one of the words begins, with the word; words may overlap."""
        by_first = self._by_first
        return [
            (start, word)
            for start, character in enumerate(text)
            if character in by_first
            for length, word in by_first[character]
            if text[start : start + length] == word
        ]
