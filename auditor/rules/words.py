"""Comparison of a text with words: which words were found, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from auditor.language.expressions import safe_expression
from auditor.language.normalise import normalise
from auditor.model import Span
from auditor.rules.lexicon import Lexicon, resolve, resolve_expression
from auditor.rules.options import Expression, Strict, Terms

Spans = tuple[Span, ...]


class Words(Strict):
    """Comparison of a text with words. Several keys must all hold; ``unless`` takes back what they found.

    A word found inside a longer phrase of ``unless.contains`` (稳定 in 稳定就业人数) does not count.
    """

    equals: Terms | None = None
    contains: Terms | None = None
    starts_with: Terms | None = None
    ends_with: Terms | None = None
    matches: Expression | None = None
    min_length: int | None = None
    max_length: int | None = None
    unless: Words | None = None


class WordFinder:
    """Finds the words of one ``Words`` test in a text: every part of the test must find some."""

    def __init__(self, options: Words, lexicon: Lexicon) -> None:
        self._limited = options.min_length is not None or options.max_length is not None
        self._shortest = options.min_length or 0
        self._longest = inf if options.max_length is None else options.max_length
        contains = _optional(options.contains, lexicon)
        parts = (
            _equal_to(_optional(options.equals, lexicon)),
            _starting_with(_optional(options.starts_with, lexicon)),
            _ending_with(_optional(options.ends_with, lexicon)),
            _containing(contains),
            _matching(options.matches, lexicon),
        )
        self._parts = tuple(part for part in parts if part is not None)
        self._names_phrases = contains is not None
        self._excuse = WordFinder(options.unless, lexicon) if options.unless is not None else None

    def find(self, text: str) -> Spans | None:
        """Where the words stand, None where the test does not hold."""
        if self._limited and not self._shortest <= len(text) <= self._longest:
            return None
        found: list[Span] = []
        for part in self._parts:
            spans = part(text)
            if not spans:
                return None
            found += spans
        whole = tuple(dict.fromkeys(found))
        return whole if self._excuse is None else self._excused(text, whole, self._excuse)

    def _excused(self, text: str, found: Spans, excuse: WordFinder) -> Spans | None:
        """What is left when the excuses are taken away: a whole-field excuse clears all, a phrase only what it covers."""
        excuses = excuse.find(text)
        if excuses is None:
            return found
        left = tuple(span for span in found if not any(e[0] <= span[0] and span[1] <= e[1] for e in excuses))
        only_phrases = excuse._names_phrases and len(found) > 0
        return left if only_phrases and left else None


_Part = Callable[[str], Sequence[Span]]
"""Where a part of a test finds what it looks for; nowhere, where it does not hold."""

_STOPS = "。．.；;，,、：: "


def _equal_to(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    bare = _Normalised(words)
    return lambda text: ((0, len(text)),) if (normalise(text) or text) in bare.words else ()


@dataclass(frozen=True)
class _Normalised:
    """Words as they are compared, normalised when the first text is."""

    listed: Sequence[str]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(normalise(word) or word for word in self.listed)


def _starting_with(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    known = tuple(words)

    def part(text: str) -> Sequence[Span]:
        if not text.startswith(known):
            return ()
        return [(0, len(next(word for word in known if text.startswith(word))))]

    return part


def _ending_with(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    known = tuple(words)

    def part(text: str) -> Sequence[Span]:
        stem = text.rstrip(_STOPS)
        if not stem.endswith(known):
            return ()
        return [(len(stem) - len(next(word for word in known if stem.endswith(word))), len(stem))]

    return part


def _containing(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    any_of = _Alternation(words)
    return lambda text: [match.span() for match in any_of.pattern.finditer(text)]


def _matching(written: str | None, lexicon: Lexicon) -> _Part | None:
    if written is None:
        return None
    return safe_expression(resolve_expression(written, lexicon)).spans


def _optional(terms: Terms | None, lexicon: Lexicon) -> tuple[str, ...] | None:
    return None if terms is None else resolve(terms, lexicon)


@dataclass(frozen=True)
class _Alternation:
    """One expression for many literals, longest first, so that the longest word is the one shown; made for the first text."""

    listed: Sequence[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.listed, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first)))
