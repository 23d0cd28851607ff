"""Whether an indicator belongs into an economic or an ecological row: the rules on misplaced rows ask the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from auditor.language.patterns import pattern
from auditor.rules.lexicon import Lexicon
from auditor.taxonomy import Level2

_OWN: Mapping[str, str] = MappingProxyType({"economic": "economic_words", "ecological": "ecological_words"})
_OTHERS = ("social_words", "casualty_words")
_WORK = "work_rates"


class Belonging:
    """Says of names whether they may stand in a category.

    Args:
        lexicon: the word lists that the rules on misplaced rows use; of none, everything may stand anywhere.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._own = {category: lexicon.get(name, ()) for category, name in _OWN.items()}
        self._others = tuple(word for name in _OTHERS for word in lexicon.get(name, ()))
        self._work = lexicon.get(_WORK, ())

    def allows(self, category: Level2 | None, name: str, description: str = "") -> bool:
        """Whether a name may stand there: it has a word of the category, or none of another one.

        Args:
            category: of the row.
            name: of the indicator.
            description: what the row says of it besides, where that stays.
        """
        own = self._own.get(category or "")
        if own is None or not self._others or _has(own, name + description):
            return True
        return not (_has(self._others, name) or name.endswith(self._work) or pattern("incident_name").found_in(name))


def _has(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)
