"""Which rules the texts of a row can concern at all: most rules want certain words, and most texts have none of them.

What a rule wants is read off its condition. A gate may let a rule through for nothing, and never holds one back that would
have had something to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from auditor.language.artefacts import CELLS, Artefacts, Cells
from auditor.language.normalise import normalise
from auditor.language.wordlists import WordIndex
from auditor.rules.cell_answers import CellAnswers
from auditor.rules.lexicon import Lexicon
from auditor.rules.options import FieldName
from auditor.rules.required import ANYTHING, Demands, Required
from auditor.rules.verbs.base import Context, Test, Verb
from auditor.runtime.caching import CACHE_BYTES, bounded_cache, text_bytes

_TEXT = text_bytes(120, 2)
"""Bytes that the rules of a text take."""


class FieldPrefilter:
    """The rules that a text of one field lets through, as bits of a number: bit n stands for the n-th rule.

    Args:
        wants: what each rule wants of the field.
        max_bytes: what the texts remembered may take in memory.
    """

    def __init__(self, wants: Sequence[Required], max_bytes: int = CACHE_BYTES // 256) -> None:
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
        self._known = bounded_cache(self._allowed, max_bytes, _TEXT)

    def candidates(self, artefacts: Artefacts) -> int:
        """The rules that a text lets through; a blank one holds nothing back."""
        return self._all if artefacts.blank else self._known(artefacts.text, bool(artefacts.quantities))

    def _allowed(self, text: str, has_quantities: bool) -> int:
        found = self._any_words | self._whole.get(normalise(text) or text, 0)
        for _, word in self._index.words_in(text):
            found |= self._within[word]
        return found & (self._with if has_quantities else self._without)


class Asked(Protocol):
    """What is asked of rows: a rule, or a construction."""

    @property
    def when(self) -> Verb | None:
        """The condition, None where there is none to read."""

    @property
    def accused(self) -> FieldName | None:
        """The field that the condition looks at where it names none."""

    @property
    def excuses(self) -> Sequence[Verb]:
        """The conditions under which it cannot judge."""


class RulePrefilter:
    """The gates of all cells of a row for some rules.

    Args:
        rules: in the order of their bits.
        lexicon: the word lists they may name.
        tests: their compiled conditions, in the same order, where each cell is to be asked more closely than for words.
        max_bytes: what the texts remembered may take in memory.
    """

    def __init__(
        self,
        rules: Sequence[Asked],
        lexicon: Lexicon,
        tests: Sequence[Test] = (),
        max_bytes: int = CACHE_BYTES // 12,
    ) -> None:
        contexts = [Context(lexicon, {}, rule.accused) for rule in rules]
        wants = [
            {} if rule.when is None else rule.when.required(context)
            for rule, context in zip(rules, contexts, strict=True)
        ]
        self._by_cell = tuple(
            (name, FieldPrefilter([one.get(name, ANYTHING) for one in wants], max_bytes // 2 // len(CELLS)))
            for name in CELLS
            if any(name in one for one in wants)
        )
        self._answers = CellAnswers(tests, max_bytes // 2)
        self._all = (1 << len(rules)) - 1
        self._open = 0
        self._if_blank: dict[str, int] = defaultdict(int)
        for number, (rule, context) in enumerate(zip(rules, contexts, strict=True)):
            for name in [_blank_cell(excuse.required(context)) for excuse in rule.excuses]:
                if name is None:
                    self._open |= 1 << number
                else:
                    self._if_blank[name] |= 1 << number

    def candidates(self, cells: Cells, among: int | None = None) -> int:
        """The rules that may have something to say of a row, as bits: a hit, or why they cannot judge.

        Args:
            cells: of the row.
            among: the rules in whose place it stands, as bits; all where none are named.
        """
        in_place = allowed = self._all if among is None else among
        for name, gate in self._by_cell:
            allowed &= gate.candidates(cells.artefacts[name])
        allowed = self._answers.met(allowed, cells) | self._open
        for name, rules in self._if_blank.items():
            if cells.artefacts[name].blank:
                allowed |= rules
        return allowed & in_place


def _blank_cell(demands: Demands) -> str | None:
    """A cell that must be blank for a condition to hold, None where none must."""
    return next((name for name, one in demands.items() if name in CELLS and one.only_blank), None)
