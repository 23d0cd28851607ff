"""Which rules the texts of a row can concern at all: most rules want certain words, and most texts have none of them.

What a rule wants is read off its condition. A gate may let a rule through for nothing, and never holds one back that would
have had something to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from auditor.language.artefacts import Artefacts
from auditor.language.cells import CELLS, Cells
from auditor.language.normalise import normalise
from auditor.language.wordlists import WordIndex
from auditor.rules.conditions import Condition, FieldName, QuantityTest, TextTest
from auditor.rules.grammar import Rule
from auditor.rules.lexicon import Lexicon, resolve

REMEMBERED = 1 << 15
"""Texts whose rules are kept; beyond that the memory starts afresh."""


@dataclass(frozen=True)
class Required:
    """What a text must have for a condition to hold: one of some words in it or one of some as the whole of it
    (both None: any words will do), and quantities, or none of them (None: either)."""

    within: frozenset[str] | None = None
    whole: frozenset[str] | None = None
    quantities: bool | None = None

    @property
    def any_words(self) -> bool:
        """Whether it does not matter which words the text has."""
        return self.within is None and self.whole is None

    def and_also(self, other: Required) -> Required:
        """What both want; of two demands on words or on quantities one is enough to hold a rule back."""
        words = other if self.any_words else self
        return Required(words.within, words.whole, other.quantities if self.quantities is None else self.quantities)

    def or_else(self, other: Required) -> Required:
        """What either of both wants."""
        quantities = self.quantities if self.quantities == other.quantities else None
        if self.any_words or other.any_words:
            return Required(quantities=quantities)
        nothing = frozenset[str]()
        within = (self.within or nothing) | (other.within or nothing)
        return Required(within, (self.whole or nothing) | (other.whole or nothing), quantities)


ANYTHING = Required()


def required_terms(condition: Condition, accused: FieldName | None, lexicon: Lexicon) -> Mapping[str, Required]:
    """What a condition wants of a text that is not blank, by field; a field that is not named may have any text."""
    match condition.verb:
        case "all":
            merged: dict[str, Required] = {}
            for part in condition.all or ():
                for name, one in required_terms(part, accused, lexicon).items():
                    merged[name] = merged.get(name, ANYTHING).and_also(one)
            return merged
        case "any":
            parts = [required_terms(part, accused, lexicon) for part in condition.any or ()]
            return reduce(_either, parts) if parts else {}
        case "text":
            assert condition.text is not None
            return _of(condition.text.in_ or accused, _by_text(condition.text, lexicon))
        case "quantity":
            assert condition.quantity is not None
            return _of(condition.quantity.in_ or accused, _by_quantity(condition.quantity))
        case _:
            return {}


def _either(one: Mapping[str, Required], other: Mapping[str, Required]) -> Mapping[str, Required]:
    return {name: want.or_else(other[name]) for name, want in one.items() if name in other}


def _of(name: str | None, one: Required) -> Mapping[str, Required]:
    return {} if name is None or one == ANYTHING else {name: one}


def _by_text(options: TextTest, lexicon: Lexicon) -> Required:
    if options.empty:
        return Required(within=frozenset())
    if options.equals is not None:
        return Required(whole=frozenset(normalise(word) or word for word in resolve(options.equals, lexicon)))
    for terms in (options.contains, options.starts_with, options.ends_with):
        if terms is not None:
            return Required(within=frozenset(resolve(terms, lexicon)))
    return ANYTHING


def _by_quantity(options: QuantityTest) -> Required:
    if options.count.min is not None and options.count.min > 0:
        return Required(quantities=True)
    filters = (options.dimension, options.unit, options.comparator, options.value, options.doubled, options.whole)
    if options.count.max == 0 and not any(one is not None for one in (*filters, options.equal_in)):
        return Required(quantities=False)
    return ANYTHING


class FieldPrefilter:
    """The rules that a text of one field lets through, as bits of a number: bit n stands for the n-th rule.

    Args:
        wants: what each rule wants of the field.
    """

    def __init__(self, wants: Sequence[Required]) -> None:
        self._all = (1 << len(wants)) - 1
        self._within: dict[str, int] = defaultdict(int)
        self._whole: dict[str, int] = defaultdict(int)
        self._any_words = self._with = self._without = 0
        for number, one in enumerate(wants):
            bit = 1 << number
            self._any_words |= bit if one.any_words else 0
            self._with |= bit if one.quantities is not False else 0
            self._without |= bit if not one.quantities else 0
            for word in one.within or ():
                self._within[word] |= bit
            for word in one.whole or ():
                self._whole[word] |= bit
        self._index = WordIndex(self._within)
        self._known: dict[str, int] = {}

    def candidates(self, artefacts: Artefacts) -> int:
        """The rules that a text lets through; a blank one holds nothing back."""
        text = artefacts.text
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._allowed(text, artefacts) if text.strip() else self._all
        return known

    def _allowed(self, text: str, artefacts: Artefacts) -> int:
        found = self._any_words | self._whole.get(normalise(text) or text, 0)
        for _, word in self._index.words_in(text):
            found |= self._within[word]
        return found & (self._with if artefacts.quantities else self._without)


class RulePrefilter:
    """The gates of all cells of a row for some rules.

    Args:
        rules: in the order of their bits.
        lexicon: the word lists they may name.
    """

    def __init__(self, rules: Sequence[Rule], lexicon: Lexicon) -> None:
        wants = [{} if rule.when is None else required_terms(rule.when, rule.given.field, lexicon) for rule in rules]
        self._by_cell = {
            name: FieldPrefilter([one.get(name, ANYTHING) for one in wants])
            for name in CELLS
            if any(name in one for one in wants)
        }
        self._all = (1 << len(rules)) - 1
        self._open = 0
        self._if_blank: dict[str, int] = defaultdict(int)
        for number, rule in enumerate(rules):
            name = _undecided_if_blank(rule) if rule.undecided_when else None
            if name in CELLS:
                self._if_blank[name] |= 1 << number
            elif rule.undecided_when:
                self._open |= 1 << number

    def candidates(self, cells: Cells) -> int:
        """The rules that may have something to say of a row, as bits: a hit, or why they cannot judge."""
        allowed = self._all
        for name, gate in self._by_cell.items():
            allowed &= gate.candidates(cells.artefacts(name))
        for name, rules in self._if_blank.items():
            if not cells.texts[name].strip():
                allowed |= rules
        return allowed | self._open


def _undecided_if_blank(rule: Rule) -> str | None:
    """The field whose being blank is all that keeps a rule from judging, None where it is not that simple."""
    first, *others = rule.undecided_when
    if others or first.when.text is None or not first.when.text.empty:
        return None
    return first.when.text.in_ or rule.given.field
