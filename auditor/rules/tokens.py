"""Patterns over the words of a text, written as spaCy writes token patterns; a test compares with spaCy's own matcher.

A pattern is a sequence of places; each says what a word must be and how many such words may follow one another there.
What matches is found as spaCy's ``Matcher`` with ``greedy="LONGEST"`` does: of matches that overlap the longest counts,
of equally long ones the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice

from auditor.model import Span
from auditor.rules.conditions import TokenPlace, TokenWords


class TokenPattern:
    """One pattern, ready to be looked for.

    Args:
        places: as written in a rule.
    """

    def __init__(self, places: Sequence[TokenPlace]) -> None:
        self._places = [_Place(place) for place in places]

    def find(self, words: Sequence[str]) -> tuple[Span, ...]:
        """Where the pattern stands, in characters of the joined words, in order."""
        matches = [(start, end) for start in range(len(words)) for end in self._ends(words, start) if end > start]
        taken: set[int] = set()
        found = []
        for start, end in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append((start, end))
        offsets = [0, *accumulate(map(len, words))]
        return tuple((offsets[start], offsets[end]) for start, end in sorted(found))

    def _ends(self, words: Sequence[str], start: int) -> set[int]:
        """Every end of a match that begins with a word."""
        ends = {start}
        for place in self._places:
            ends = {end for begin in ends for end in place.ends(words, begin)}
        return ends


class _Place:
    """One place of a pattern."""

    def __init__(self, written: TokenPlace) -> None:
        self._fits = _fitting(written.text)
        self._least, self._most = written.limits

    def ends(self, words: Sequence[str], start: int) -> Iterator[int]:
        """Every end of a run of fitting words from ``start`` that is neither too short nor too long."""
        if self._least == 0:
            yield start
        for size, word in enumerate(islice(words, start, None), 1):
            if (self._most is not None and size > self._most) or not self._fits(word):
                return
            if size >= self._least:
                yield start + size


def _fitting(said: TokenWords) -> Callable[[str], bool]:
    """Whether a word is what a place asks for."""
    wanted, unwanted = said.in_, said.not_in or ()
    search = re.compile(said.regex or "").search
    return lambda word: (wanted is None or word in wanted) and word not in unwanted and search(word) is not None
