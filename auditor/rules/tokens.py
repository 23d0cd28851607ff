"""Patterns over the words of a text, in the whole pattern language of spaCy's ``Matcher``.

The words are those of our segmentation. Quantities and dates are entities (``ENT_TYPE: QUANTITY``, ``DATE``), the
dimension of a quantity stands in an extension (``_: {dimension: money}``), and a word list of ours may stand wherever
a list of words may (``IN: lexicon/vague_states``). Of matches that overlap the longest counts, of equally long ones the
first. spaCy takes most of a second to load; it is loaded where a rule has such a pattern, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.language.artefacts import Artefacts
from auditor.language.expressions import RunawayExpressionError, safe_expression
from auditor.model import Span
from auditor.rules.lexicon import PREFIX, Lexicon, resolve

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Place = Mapping[str, Any]
"""One place of a pattern as written in a rule."""

MOST_WORDS = 2000
"""Words of a text that are looked at: a pattern may try every stretch of them."""

_NEED_A_MODEL = frozenset({"POS", "TAG", "MORPH", "LEMMA", "DEP"})
_LISTS = frozenset({"IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS"})


class TokenPattern:
    """One pattern, ready to be looked for.

    Args:
        places: as written in a rule.
        lexicon: the word lists they may name.

    Raises:
        KeyError: an unknown word list, by name.
    """

    def __init__(self, places: Sequence[Place], lexicon: Lexicon) -> None:
        from spacy.matcher import Matcher

        self._matcher = Matcher(_vocab(), validate=False)
        self._matcher.add("pattern", [[_with_words(place, lexicon) for place in places]], greedy="LONGEST")

    def find(self, artefacts: Artefacts, year: int | None = None) -> tuple[Span, ...]:
        """Where the pattern stands in a text, in characters, in order.

        Args:
            artefacts: the text.
            year: the budget year, for dates that name none.
        """
        found = self._matcher(_marked(artefacts, year)[:MOST_WORDS], as_spans=True)
        return tuple(sorted((span.start_char, span.end_char) for span in found))


@cache
def _vocab() -> Vocab:
    """The attributes of Chinese words, shared by all patterns."""
    import spacy
    from spacy.tokens import Token

    if not Token.has_extension("dimension"):
        Token.set_extension("dimension", default="")
    return spacy.blank("zh").vocab


def _marked(artefacts: Artefacts, year: int | None) -> Doc:
    """A text with its quantities and dates marked."""
    from auditor.language.spacy import QUANTITIES, as_doc, mark_dates, mark_quantities

    doc = mark_dates(mark_quantities(as_doc(_vocab(), artefacts), artefacts), artefacts, year)
    for span in doc.spans[QUANTITIES]:
        for token in span:
            token._.dimension = span.label_
    return doc


def _with_words(written: Any, lexicon: Lexicon) -> Any:
    """What is written, the names of word lists replaced by their words."""
    if isinstance(written, Mapping):
        return {
            key: list(resolve(value, lexicon)) if _names_list(key, value) else _with_words(value, lexicon)
            for key, value in written.items()
        }
    return written


def _names_list(key: str, value: Any) -> bool:
    return key in _LISTS and isinstance(value, str) and value.startswith(PREFIX)


def checked(places: Sequence[Place]) -> Sequence[Place]:
    """A pattern as it stands, if spaCy's matcher understands it and it cannot run away.

    Raises:
        ValueError: with a Chinese sentence that says what is wrong at which place.
    """
    from spacy.schemas import validate_token_pattern

    for number, place in enumerate(places, 1):
        for key, value in _keys(place):
            _check_key(number, key, value)
    nothing_named: dict[str, tuple[str, ...]] = dict.fromkeys(_named(places), ())
    errors = validate_token_pattern([_with_words(place, nothing_named) for place in places])
    if errors:
        raise ValueError(f"词的写法不对：{'；'.join(errors)}")
    return places


def _check_key(number: int, key: str, value: Any) -> None:
    if key.startswith("FUZZY"):
        raise ValueError(f"第 {number} 处不能用 {key}：它允许错两个字，两个字的词会全部算作相同；请用 IN 列出各种写法")
    if key in _NEED_A_MODEL:
        raise ValueError(f"第 {number} 处不能用 {key}：它需要语言模型，这里没有；请用 TEXT、REGEX 或者词表")
    if key == "REGEX" and isinstance(value, str):
        _check_expression(number, value)


def _check_expression(number: int, written: str) -> None:
    import re

    try:
        safe_expression(written)
    except re.error as error:
        place = "" if error.pos is None else f"，错在第 {error.pos + 1} 个字符"
        raise ValueError(f"第 {number} 处的正则表达式“{written}”写得不对{place}") from error
    except RunawayExpressionError as error:
        raise ValueError(f"第 {number} 处的正则表达式“{written}”可能算不完，请改写") from error


def _keys(written: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, however deep."""
    if isinstance(written, Mapping):
        for key, value in written.items():
            yield str(key), value
            yield from _keys(value)


def _named(places: Sequence[Place]) -> list[str]:
    """The word lists that a pattern names."""
    return [value.removeprefix(PREFIX) for place in places for key, value in _keys(place) if _names_list(key, value)]
