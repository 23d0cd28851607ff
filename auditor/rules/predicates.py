"""The verbs that look into one field: text, quantity, date, same, amount, tokens.

Each builds a function from a row (or project) and a field name to the spans that satisfy it: ``None`` where the test
does not hold, an empty tuple where it holds without particular words to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from auditor.checks.protocol import ProjectView, Row
from auditor.language.normalise import normalise
from auditor.model import Quantity, Span
from auditor.rules.grammar import (
    AmountTest,
    Bounds,
    Count,
    DateTest,
    QuantityTest,
    SameTest,
    Terms,
    TextTest,
    TokensTest,
    Words,
)
from auditor.rules.lexicon import Lexicon, resolve

Target = Row | ProjectView
Spans = tuple[Span, ...]
Find = Callable[[Target, str], Spans | None]
FieldOptions = TextTest | QuantityTest | DateTest | SameTest | AmountTest | TokensTest

MONEY = ("money", "money_or_count")


def build(verb: str, options: FieldOptions, lexicon: Lexicon) -> Find:
    """The function for one verb with its options.

    Raises:
        KeyError: an unknown word list, by name.
        ValueError: an invalid regular expression or token pattern.
    """
    match options:
        case TextTest():
            return _text(options, lexicon)
        case QuantityTest():
            return lambda target, name: _quantity(options, target, name)
        case DateTest():
            return lambda target, name: _date(options, target, name)
        case SameTest():
            return lambda target, name: _same(options, target, name)
        case AmountTest():
            return lambda target, name: _amount(options, target, name)
        case TokensTest():
            return _tokens(options, lexicon)
    raise ValueError(verb)


def within_count(number: int, count: Count) -> bool:
    """Whether a number lies inside the allowed counts."""
    return (count.min is None or number >= count.min) and (count.max is None or number <= count.max)


# --- text ---------------------------------------------------------------------------------------------------------


class _WordFinder:
    """Finds the words of one ``Words`` test in a text."""

    def __init__(self, options: Words, lexicon: Lexicon) -> None:
        self._options = options
        self._equals = _optional(options.equals, lexicon)
        self._contains = _alternation(_optional(options.contains, lexicon))
        self._starts = _optional(options.starts_with, lexicon)
        self._ends = _optional(options.ends_with, lexicon)
        self._matches = re.compile(options.matches) if options.matches is not None else None
        self._excuse = _WordFinder(options.unless, lexicon) if options.unless is not None else None

    @cached_property
    def _bare(self) -> frozenset[str] | None:
        return None if self._equals is None else frozenset(normalise(word) or word for word in self._equals)

    def find(self, text: str) -> Spans | None:
        if not self._fits_length(text):
            return None
        found: list[Span] = []
        for part in (self._equal(text), self._edge(text), self._search(text)):
            if part is None:
                return None
            found.extend(part)
        return self._excused(text, tuple(dict.fromkeys(found)))

    def _fits_length(self, text: str) -> bool:
        options = self._options
        return (options.min_length is None or len(text) >= options.min_length) and (
            options.max_length is None or len(text) <= options.max_length
        )

    def _equal(self, text: str) -> Spans | None:
        if self._bare is None:
            return ()
        return ((0, len(text)),) if (normalise(text) or text) in self._bare else None

    def _edge(self, text: str) -> Spans | None:
        found: list[Span] = []
        stem = text.rstrip("。．.；;，,、：: ")
        if self._starts is not None:
            word = next((word for word in self._starts if text.startswith(word)), None)
            if word is None:
                return None
            found.append((0, len(word)))
        if self._ends is not None:
            word = next((word for word in self._ends if stem.endswith(word)), None)
            if word is None:
                return None
            found.append((len(stem) - len(word), len(stem)))
        return tuple(found)

    def _search(self, text: str) -> Spans | None:
        found: list[Span] = []
        for pattern in (self._contains, self._matches):
            if pattern is None:
                continue
            spans = [match.span() for match in pattern.finditer(text)]
            if not spans:
                return None
            found.extend(spans)
        return tuple(found)

    def _excused(self, text: str, found: Spans) -> Spans | None:
        """What is left when the excuses are taken away: a whole-field excuse clears all, a phrase only what it covers."""
        if self._excuse is None:
            return found
        excuses = self._excuse.find(text)
        if excuses is None:
            return found
        left = tuple(span for span in found if not any(e[0] <= span[0] and span[1] <= e[1] for e in excuses))
        only_phrases = self._excuse._contains is not None and len(found) > 0
        return left if only_phrases and left else None


def _text(options: TextTest, lexicon: Lexicon) -> Find:
    finder = _WordFinder(options, lexicon)

    def find(target: Target, name: str) -> Spans | None:
        text = target.text(name)
        if options.empty is not None and (not text.strip()) != options.empty:
            return None
        if options.empty is True:
            return ()
        return finder.find(text) if text else None

    return find


def _optional(terms: Terms | None, lexicon: Lexicon) -> tuple[str, ...] | None:
    return None if terms is None else resolve(terms, lexicon)


def _alternation(words: Iterable[str] | None) -> re.Pattern[str] | None:
    """One expression for many literals, longest first, so that the longest word is the one shown."""
    if words is None:
        return None
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))))


# --- quantities, dates, amounts -------------------------------------------------------------------------------------


def _quantity(options: QuantityTest, target: Target, name: str) -> Spans | None:
    artefacts = target.artefacts(name)
    fitting = [quantity for quantity in artefacts.quantities if _fits(quantity, options)]
    if options.whole:
        fitting = [quantity for quantity in fitting if normalise(quantity.text) == normalise(target.text(name))]
    if options.doubled:
        doubled = artefacts.doubled_comparators
        fitting = [quantity for quantity in fitting if any(_inside(span, quantity.span) for span in doubled)]
    if options.equal_in is not None:
        stated = {(one.dimension, one.value) for one in target.artefacts(options.equal_in).quantities}
        fitting = [quantity for quantity in fitting if (quantity.dimension, quantity.value) in stated]
    if not within_count(len(fitting), options.count):
        return None
    return tuple(quantity.span for quantity in fitting)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _fits(quantity: Quantity, options: QuantityTest) -> bool:
    return (
        (options.dimension is None or quantity.dimension in options.dimension)
        and (options.unit is None or quantity.unit in options.unit)
        and (options.comparator is None or (quantity.comparator or "") in options.comparator)
        and (options.value is None or bounded(Decimal(quantity.value), options.value))
    )


def bounded(value: Decimal, bounds: Bounds) -> bool:
    """Whether a number lies within limits."""
    return (
        (bounds.at_least is None or value >= bounds.at_least)
        and (bounds.at_most is None or value <= bounds.at_most)
        and (bounds.above is None or value > bounds.above)
        and (bounds.below is None or value < bounds.below)
        and (bounds.equals is None or value == bounds.equals)
    )


def _date(options: DateTest, target: Target, name: str) -> Spans | None:
    year = target.submission.year
    fitting = [
        mention
        for mention in target.dates(name)
        if (options.kinds is None or mention.kind in options.kinds)
        and (options.precise is None or mention.precise == options.precise)
        and (not options.beyond_year or _beyond(mention.date, year))
        and (not options.before_year or _before(mention.date, year))
    ]
    return tuple(mention.span for mention in fitting) if within_count(len(fitting), options.count) else None


def _beyond(when: date | None, year: int | None) -> bool:
    return when is not None and year is not None and when.year > year


def _before(when: date | None, year: int | None) -> bool:
    return when is not None and year is not None and when.year < year


def _amount(options: AmountTest, target: Target, name: str) -> Spans | None:
    budget = target.budget_yuan
    if budget is None:
        return None
    slack = abs(budget) * options.tolerance_percent / 100
    spans = []
    for quantity in target.artefacts(name).quantities:
        if quantity.dimension in MONEY and _related(Decimal(quantity.value), budget, slack, options.relation):
            spans.append(quantity.span)
    return tuple(spans) or None


def _related(amount: Decimal, budget: Decimal, slack: Decimal, relation: str) -> bool:
    close = abs(amount - budget) <= slack
    return {"equals_budget": close, "differs_from_budget": not close, "above_budget": amount > budget + slack}[relation]


# --- comparison with other fields -------------------------------------------------------------------------------------


def _same(options: SameTest, target: Target, name: str) -> Spans | None:
    text = target.text(name)
    bare = normalise(text)
    if len(bare) < options.min_length:
        return None
    others = (normalise(target.text(other)) for other in options.as_)
    if any(_alike(bare, other, options.min_similarity) for other in others):
        return ((0, len(text)),)
    return None


def _alike(one: str, other: str, min_similarity: float) -> bool:
    if min_similarity >= 1 or one == other:
        return one == other
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100 >= min_similarity


# --- token patterns ---------------------------------------------------------------------------------------------------


def _tokens(options: TokensTest, lexicon: Lexicon) -> Find:
    pattern = [dict(token) for token in options.pattern]
    gate = re.compile(options.only_where) if options.only_where is not None else _alternation(_literals(pattern))
    excuse = _WordFinder(options.unless, lexicon) if options.unless is not None else None
    matcher = _LazyMatcher(pattern)

    def find(target: Target, name: str) -> Spans | None:
        text = target.text(name)
        if gate is not None and gate.search(text) is None:
            return None
        if excuse is not None and excuse.find(text) is not None:
            return None
        return matcher.find(target.artefacts(name).tokens) or None

    return find


def _literals(pattern: list[dict[str, Any]]) -> tuple[str, ...] | None:
    """Words of which a match must contain one: those of the first token that names them and is not optional."""
    for token in pattern:
        text = token.get("TEXT", token.get("ORTH"))
        if token.get("OP") in ("?", "*", "!"):
            continue
        if isinstance(text, str):
            return (text,)
        if isinstance(text, Mapping) and "IN" in text:
            return tuple(text["IN"])
    return None


class _LazyMatcher:
    """spaCy's Matcher over our own tokens, built at the first text that passes the literal gate."""

    def __init__(self, pattern: list[dict[str, Any]]) -> None:
        self._pattern = pattern

    @cached_property
    def _matcher(self) -> Any:
        from spacy.matcher import Matcher
        from spacy.vocab import Vocab

        matcher = Matcher(Vocab(), validate=True)
        matcher.add("rule", [self._pattern], greedy="LONGEST")
        return matcher

    def find(self, tokens: tuple[str, ...]) -> Spans:
        from spacy.tokens import Doc

        doc = Doc(self._matcher.vocab, words=list(tokens), spaces=[False] * len(tokens))
        spans = [doc[start:end] for _, start, end in self._matcher(doc)]
        return tuple(sorted((span.start_char, span.end_char) for span in spans))
