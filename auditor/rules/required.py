"""What a text must have for a condition to hold: cheap to look up, so that most rules need not be asked about most rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import NamedTuple


class Required(NamedTuple):
    """What a text must have for a condition to hold: one of some words in it or one of some as the whole of it
    (both None: any words will do), and quantities, or none of them (None: either)."""

    within: frozenset[str] | None = None
    whole: frozenset[str] | None = None
    quantities: bool | None = None

    @property
    def any_words(self) -> bool:
        """Whether it does not matter which words the text has."""
        return self.within is None and self.whole is None

    @property
    def only_blank(self) -> bool:
        """Whether no words at all will do, so that the condition can hold for a blank text only."""
        return self.within is not None and not self.within and not self.whole

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

Demands = Mapping[str, Required]
"""What a condition wants of texts that are not blank, by field; a field that is not named may have any text."""


def both(parts: Iterable[Demands]) -> Demands:
    """What all of some conditions want together."""
    merged: dict[str, Required] = {}
    for part in parts:
        for name, one in part.items():
            merged[name] = merged.get(name, ANYTHING).and_also(one)
    return merged


def either(parts: Iterable[Demands]) -> Demands:
    """What any one of some conditions wants: a field that one of them does not name may have any text."""
    return reduce(_either, parts)


def _either(one: Demands, other: Demands) -> Demands:
    return {name: want.or_else(other[name]) for name, want in one.items() if name in other}
