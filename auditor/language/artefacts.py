"""What the program knows of a text, computed once per distinct text and handed to every check."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar, TypeVarTuple, Unpack, cast

from auditor.language.cells import Cells, cells_key
from auditor.language.dates import DateMention, read_dates
from auditor.language.normalise import masked_for_segmentation, normalise
from auditor.language.quantity import Change, changes_among, doubled_comparator, read_quantities
from auditor.language.segment import Segmenter
from auditor.model import Indicator, Quantity, Span

QUANTITY_FIELDS = ("level3", "description", "target")
"""The fields of an indicator whose quantities are published."""

_published_texts: Callable[[Indicator], tuple[str, ...]] = attrgetter(*QUANTITY_FIELDS)

REMEMBERED = 1 << 18
"""Texts that are kept; beyond that the memory starts afresh, so that it does not grow with the season."""

ROWS_REMEMBERED = 1 << 17
"""The same for rows by their cells."""

T = TypeVar("T")
About = TypeVarTuple("About")
Cut = Callable[[str], list[str]]


class Artefacts:
    """One text, understood: each thing known of it is worked out when it is first asked for. All spans refer to ``text``.

    Args:
        text: any text.
        cut: cuts a text into words.
    """

    def __init__(self, text: str, cut: Cut) -> None:
        self.text = text
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
    def changes(self) -> tuple[Change, ...]:
        """The changes that are stated with their size."""
        return changes_among(self.quantities, self.text)

    @cached_property
    def doubled_comparators(self) -> tuple[Span, ...]:
        """The spans of quantities like ``≥95%以上``."""
        return doubled_comparator(self.text)

    @property
    def normalised(self) -> str:
        """The text for comparison."""
        return normalise(self.text)

    @cached_property
    def content_words(self) -> frozenset[str]:
        """Words of two characters and more that carry meaning: no numbers, no punctuation, no single characters."""
        return frozenset([word for word in self.tokens if len(word) > 1 and word[0].isalnum() and not _has_digit(word)])

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


class Language:
    """Analyses texts. One instance serves a whole run; it remembers what it met."""

    def __init__(self) -> None:
        self._known: dict[str, Artefacts] = {}
        self._cells: dict[tuple[object, ...], Cells] = {}
        self._made: dict[tuple[object, ...], Any] = {}
        self._cut: Cut = self._words
        self._published: dict[tuple[str, ...], tuple[Quantity, ...]] = {}

    def analyse(self, text: str) -> Artefacts:
        """The artefacts of a text.

        Raises:
            ConfigurationError: C003 where the shipped word lists are missing or malformed, once its words are asked for.
        """
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[text] = Artefacts(text, self._cut)
        return known

    def cells_of(self, indicator: Indicator, year: int | None) -> Cells:
        """The cells of a row, the same for all rows that read alike in a budget year."""
        key = cells_key(indicator), year
        known = self._cells.get(key)
        if known is None:
            if len(self._cells) >= ROWS_REMEMBERED:
                self._cells.clear()
            known = self._cells[key] = Cells(indicator, year, self)
        return known

    def once(self, work: Callable[[Language, Unpack[About]], T], *about: *About) -> T:
        """What a function makes of a text (and a year); it is asked the first time only."""
        key = work, about
        if key not in self._made:
            if len(self._made) >= REMEMBERED:
                self._made.clear()
            self._made[key] = work(self, *about)
        return cast(T, self._made[key])

    def indicator_quantities(self, indicator: Indicator) -> tuple[Quantity, ...]:
        """Quantities of an indicator's name, description and target, each with the name of its field, in that order.

        Dates that name their year come after the quantities of their field, with dimension ``date`` and an ISO date as
        value; a deadline has the comparator ≤.
        """
        texts = _published_texts(indicator)
        known = self._published.get(texts)
        if known is None:
            if len(self._published) >= ROWS_REMEMBERED:
                self._published.clear()
            named = (self.once(Language._named, text, name) for text, name in zip(texts, QUANTITY_FIELDS, strict=True))
            known = self._published[texts] = tuple(chain.from_iterable(named))
        return known

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
