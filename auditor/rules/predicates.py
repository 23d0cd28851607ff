"""The verbs that look into one field: text, quantity, date, same, amount, tokens.

Each builds a function from a row (or project) and a field name to the spans that satisfy it: ``None`` where the test
does not hold, an empty tuple where it holds without particular words to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from auditor.checks.protocol import ProjectView, Row
from auditor.language.expressions import SafeExpression
from auditor.language.normalise import normalise
from auditor.model import MONEY, Quantity, Span
from auditor.rules.conditions import (
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
from auditor.rules.tokens import TokenPattern

Target = Row | ProjectView
Spans = tuple[Span, ...]
Find = Callable[[Target, str], Spans | None]
FieldOptions = TextTest | QuantityTest | DateTest | SameTest | AmountTest | TokensTest


def build(verb: str, options: FieldOptions, lexicon: Lexicon) -> Find:
    """The function for one verb with its options.

    Raises:
        KeyError: an unknown word list, by name.
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
    """Finds the words of one ``Words`` test in a text: every part of the test must find some."""

    def __init__(self, options: Words, lexicon: Lexicon) -> None:
        self._shortest, self._longest = options.min_length or 0, options.max_length
        contains = _optional(options.contains, lexicon)
        parts = (
            _equal_to(_optional(options.equals, lexicon)),
            _starting_with(_optional(options.starts_with, lexicon)),
            _ending_with(_optional(options.ends_with, lexicon)),
            _found_by(_alternation(contains)),
            _matching(options.matches),
        )
        self._parts = tuple(part for part in parts if part is not None)
        self._names_phrases = contains is not None
        self._excuse = _WordFinder(options.unless, lexicon) if options.unless is not None else None

    def find(self, text: str) -> Spans | None:
        """Where the words stand, None where the test does not hold."""
        if len(text) < self._shortest or (self._longest is not None and len(text) > self._longest):
            return None
        found: list[Span] = []
        for part in self._parts:
            spans = part(text)
            if spans is None:
                return None
            found += spans
        return self._excused(text, tuple(dict.fromkeys(found)))

    def _excused(self, text: str, found: Spans) -> Spans | None:
        """What is left when the excuses are taken away: a whole-field excuse clears all, a phrase only what it covers."""
        if self._excuse is None:
            return found
        excuses = self._excuse.find(text)
        if excuses is None:
            return found
        left = tuple(span for span in found if not any(e[0] <= span[0] and span[1] <= e[1] for e in excuses))
        only_phrases = self._excuse._names_phrases and len(found) > 0
        return left if only_phrases and left else None


_Part = Callable[[str], Sequence[Span] | None]
_STOPS = "。．.；;，,、：: "


def _equal_to(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    bare = _Bare(words)
    return lambda text: ((0, len(text)),) if (normalise(text) or text) in bare.words else None


@dataclass(frozen=True)
class _Bare:
    """Words as they are compared, normalised when the first text is."""

    listed: Sequence[str]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(normalise(word) or word for word in self.listed)


def _starting_with(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    known = tuple(words)

    def part(text: str) -> Sequence[Span] | None:
        if not text.startswith(known):
            return None
        return [(0, len(next(word for word in known if text.startswith(word))))]

    return part


def _ending_with(words: Sequence[str] | None) -> _Part | None:
    if words is None:
        return None
    known = tuple(words)

    def part(text: str) -> Sequence[Span] | None:
        stem = text.rstrip(_STOPS)
        if not stem.endswith(known):
            return None
        return [(len(stem) - len(next(word for word in known if stem.endswith(word))), len(stem))]

    return part


def _found_by(pattern: re.Pattern[str] | None) -> _Part | None:
    if pattern is None:
        return None
    return lambda text: [match.span() for match in pattern.finditer(text)] or None


def _matching(written: str | None) -> _Part | None:
    if written is None:
        return None
    expression = SafeExpression(written)
    return lambda text: expression.spans(text) or None


def _text(options: TextTest, lexicon: Lexicon) -> Find:
    if options.empty is True:
        return lambda target, name: None if target.text(name).strip() else ()
    find_words = _WordFinder(options, lexicon).find
    may_be_blank = options.empty is None

    def find(target: Target, name: str) -> Spans | None:
        text = target.text(name)
        return find_words(text) if text and (may_be_blank or text.strip()) else None

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
    if not artefacts.quantities:
        return () if within_count(0, options.count) else None
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
    gate = SafeExpression(options.only_where) if options.only_where is not None else None
    excuse = _WordFinder(options.unless, lexicon) if options.unless is not None else None
    pattern = TokenPattern(options.pattern, lexicon)

    def find(target: Target, name: str) -> Spans | None:
        text = target.text(name)
        if gate is not None and not gate.found_in(text):
            return None
        if excuse is not None and excuse.find(text) is not None:
            return None
        return pattern.find(target.artefacts(name), target.submission.year) or None

    return find
