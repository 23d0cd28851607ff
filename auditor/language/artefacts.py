"""What the program knows of a text and of the cells of a row, computed once per distinct text or row and handed to every check.

Most rows of a season stand in other projects and files too, word for word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar, TypeVarTuple, Unpack

from auditor.language.dates import DateMention, read_dates
from auditor.language.normalise import masked_for_segmentation
from auditor.language.quantity import RelativeChange, changes_among, doubled_comparator, read_quantities
from auditor.language.segment import Segmenter
from auditor.model import Indicator, Quantity, Span
from auditor.runtime.caching import CACHE_BYTES, bounded_cache, text_bytes, texts_bytes
from auditor.taxonomy import level2_of

CELLS = ("level1", "level2", "level3", "description", "target", "basis", "actual", "deviation_reason")
cells_key: Callable[[Indicator], tuple[str | None, ...]] = attrgetter(*CELLS)
"""The texts of a row's cells."""

QUANTITY_FIELDS = ("level3", "description", "target")
"""The fields of an indicator whose quantities are published."""

_published_texts: Callable[[Indicator], tuple[str, ...]] = attrgetter(*QUANTITY_FIELDS)

_ARTEFACTS = text_bytes(300, 130)
_CELLS = texts_bytes(4000, 110)
_MADE = text_bytes(300, 30)
_PUBLISHED = texts_bytes(300, 90)
"""Bytes that what is known of a text takes; of the texts of a row, with what rules and models say of it; what a function makes of a
text; published quantities.
"""

T = TypeVar("T")
About = TypeVarTuple("About")
Cut = Callable[[str], list[str]]


class Artefacts:
    """One text, understood: each thing known of it is worked out when it is first asked for. All spans refer to ``text``;
    ``blank`` says whether it is nothing but blanks.

    Args:
        text: any text.
        cut: cuts a text into words.
    """

    def __init__(self, text: str, cut: Cut) -> None:
        self.text = text
        self.blank = not text.strip()
        self._cut = cut
        self._latest: tuple[int, tuple[DateMention, ...]] | None = None

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities, which name no field."""
        return read_quantities(self.text, field="")

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words; joined they are the text, and each quantity is one of them."""
        if not self.quantities:
            return tuple(self._cut(self.text))
        masked, meaning = masked_for_segmentation(self.text, self.quantities)
        return tuple([meaning.get(token, token) for token in self._cut(masked)])

    @cached_property
    def changes(self) -> tuple[RelativeChange, ...]:
        """The changes that are stated with their size."""
        return changes_among(self.quantities, self.text)

    @cached_property
    def doubled_comparators(self) -> tuple[Span, ...]:
        """The spans of quantities like ``≥95%以上``."""
        return doubled_comparator(self.text)

    @cached_property
    def content_words(self) -> frozenset[str]:
        """Words of two characters and more that carry meaning: no numbers, no punctuation, no single characters."""
        if self.text.isalpha():
            return frozenset([word for word in self.tokens if word[1:]])
        return frozenset([word for word in self.tokens if word[1:] and word[0].isalnum() and not _has_digit(word)])

    def dates_in(self, year: int | None) -> tuple[DateMention, ...]:
        """The dates and times, those that name no year being of this budget year (None: it is not known)."""
        if year is None or not self._dates:
            return self._dates
        if self._latest is None or self._latest[0] != year:
            self._latest = year, read_dates(self.text, year=year)
        return self._latest[1]

    @cached_property
    def _dates(self) -> tuple[DateMention, ...]:
        return read_dates(self.text)


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


class Cells:
    """The texts in the cells of a row, what is known of them, and whatever else follows from them and the budget year alone.

    ``texts`` has every cell by name, an empty text where there is none; ``length`` is how many characters they have together,
    and ``artefacts`` has tokens, quantities and dates of each cell by its name.

    Args:
        texts: of the cells, as ``cells_key``.
        year: the budget year.
        language: the shared text analyser.
    """

    __slots__ = ("_known", "artefacts", "category", "language", "length", "texts", "year")

    def __init__(self, texts: tuple[str | None, ...], year: int | None, language: Language) -> None:
        self.year = year
        self.language = language
        self.texts = dict(zip(CELLS, [text or "" for text in texts], strict=True))
        self.length = len("".join(self.texts.values()))
        self.category = level2_of(self.texts["level2"])
        self._known: dict[Callable[[Cells], Any], Any] = {}
        self.artefacts: Mapping[str, Artefacts] = _Understood(self.texts, language)

    def cached(self, work: Callable[[Cells], T]) -> T:
        """What a function makes of these cells; it is asked the first time only."""
        try:
            known: T = self._known[work]
        except KeyError:
            known = self._known[work] = work(self)
        return known


class _Understood(dict[str, Artefacts]):
    """The artefacts of cells by name, each from when it is first asked for."""

    __slots__ = ("_analyse", "_texts")

    def __init__(self, texts: Mapping[str, str], language: Language) -> None:
        super().__init__()
        self._texts, self._analyse = texts, language.analyse

    def __missing__(self, name: str) -> Artefacts:
        artefacts = self[name] = self._analyse(self._texts[name])
        return artefacts


class Language:
    """Analyses texts. One instance serves a whole run; it remembers the texts of late. A copy of it knows none.

    Args:
        max_bytes: what the texts remembered may take in memory.

    ``analyse`` gives the artefacts of a text. Asking for its words raises a ConfigurationError (C003) where the shipped word
    lists are missing or malformed.
    """

    def __init__(self, max_bytes: int = CACHE_BYTES * 2 // 3) -> None:
        self._max_bytes = max_bytes
        self.analyse = bounded_cache(self._understood, max_bytes * 3 // 8, _ARTEFACTS)
        self._cells = bounded_cache(self._read, max_bytes * 7 // 16, _CELLS)
        self._made = bounded_cache(self._worked_out, max_bytes * 3 // 32, _made_bytes)
        self._published = bounded_cache(self._quantities_of, max_bytes * 3 // 32, _PUBLISHED)
        self._cut: Cut = self._words

    def __reduce__(self) -> tuple[type[Language], tuple[int]]:
        return Language, (self._max_bytes,)

    def cells_of(self, indicator: Indicator, year: int | None) -> Cells:
        """The cells of a row, the same for all rows that read alike in a budget year."""
        return self._cells(cells_key(indicator), year)

    def cached(self, work: Callable[[Language, Unpack[About]], T], *about: *About) -> T:
        """What a function makes of a text (and a year); it is asked the first time only."""
        made: T = self._made(work, *about)
        return made

    def indicator_quantities(self, indicator: Indicator) -> tuple[Quantity, ...]:
        """Quantities of an indicator's name, description and target, each with the name of its field, in that order.

        Dates that name their year come after the quantities of their field, with dimension ``date`` and an ISO date as
        value; a deadline has the comparator ≤.
        """
        return self._published(_published_texts(indicator))

    def _understood(self, text: str) -> Artefacts:
        return Artefacts(text, self._cut)

    def _read(self, texts: tuple[str | None, ...], year: int | None) -> Cells:
        return Cells(texts, year, self)

    def _worked_out(self, work: Callable[..., Any], *about: Any) -> Any:
        return work(self, *about)

    def _quantities_of(self, texts: tuple[str, ...]) -> tuple[Quantity, ...]:
        named = (self.cached(Language._named, text, name) for text, name in zip(texts, QUANTITY_FIELDS, strict=True))
        return tuple(chain.from_iterable(named))

    def _named(self, text: str, name: str) -> tuple[Quantity, ...]:
        """The quantities and dates of a text as those of one field."""
        dates = self.analyse(text).dates_in(None)
        return read_quantities(text, field=name) + tuple(
            _as_quantity(mention, name) for mention in dates if mention.precise and mention.date is not None
        )

    def _words(self, text: str) -> list[str]:
        return self._segmenter.cut(text)

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter()


def _made_bytes(_: Callable[..., Any], text: str, *about: Any) -> int:
    return _MADE(text)


def _as_quantity(mention: DateMention, field: str) -> Quantity:
    return Quantity(
        text=mention.text,
        comparator="≤" if mention.kind == "deadline" else None,
        value=str(mention.date),
        unit=None,
        dimension="date",
        field=field,
        span=mention.span,
    )
