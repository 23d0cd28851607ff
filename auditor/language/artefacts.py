"""What the program knows of a text, computed once per distinct text and handed to every check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from auditor.language.dates import DateMention, read_dates
from auditor.language.normalise import masked_for_segmentation, normalise
from auditor.language.quantity import Change, changes_among, doubled_comparator, read_quantities
from auditor.language.segment import Segmenter
from auditor.model import Indicator, Quantity, Span
from auditor.remembered import Remembered

MOST_KNOWN = 50_000
"""Texts whose artefacts are remembered: a few kilobytes each."""

QUANTITY_FIELDS = ("level3", "description", "target")
"""The fields of an indicator whose quantities are published."""


@dataclass(frozen=True)
class Artefacts:
    """One text, understood.

    ``tokens`` joined are the text, each quantity being one token; ``quantities`` name no field; all spans refer to
    ``text``; ``doubled_comparators`` are the spans of quantities like ``≥95%以上``; ``normalised`` is for comparison.
    """

    text: str
    tokens: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    changes: tuple[Change, ...]
    dates: tuple[DateMention, ...]
    doubled_comparators: tuple[Span, ...]
    normalised: str

    @cached_property
    def content_words(self) -> frozenset[str]:
        """Words of two characters and more that carry meaning: no numbers, no punctuation, no single characters."""
        return frozenset(
            word for word in self.tokens if len(word) > 1 and word[0].isalnum() and not any(map(str.isdigit, word))
        )


class Language:
    """Analyses texts. One instance serves a whole run; it remembers the texts of late. A copy of it knows none."""

    def __init__(self) -> None:
        self._known = Remembered(self._analysed, MOST_KNOWN)
        self._published = Remembered(self._named, MOST_KNOWN)

    def __reduce__(self) -> tuple[type[Language], tuple[()]]:
        return Language, ()

    def analyse(self, text: str, *, year: int | None = None) -> Artefacts:
        """The artefacts of a text.

        Args:
            text: any text.
            year: the budget year, for dates that name none.

        Raises:
            ConfigurationError: C003 where the shipped word lists are missing or malformed.
        """
        return self._known[text, year]

    def indicator_quantities(self, indicator: Indicator) -> tuple[Quantity, ...]:
        """Quantities of an indicator's name, description and target, each with the name of its field, in that order.

        Dates that name their year come after the quantities of their field, with dimension ``date`` and an ISO date as
        value; a deadline has the comparator ≤.
        """
        return tuple(
            quantity for name in QUANTITY_FIELDS for quantity in self._published[getattr(indicator, name), name]
        )

    def _named(self, asked: tuple[str, str]) -> tuple[Quantity, ...]:
        """The quantities and dates of a text as those of one field."""
        text, name = asked
        artefacts = self.analyse(text)
        return read_quantities(text, field=name) + tuple(
            _as_quantity(mention, name) for mention in artefacts.dates if mention.precise and mention.date is not None
        )

    def _analysed(self, asked: tuple[str, int | None]) -> Artefacts:
        text, year = asked
        if year is None:
            return self._undated(text)
        known = self.analyse(text)  # a year changes nothing but dates; where there are none, it brings none either
        return replace(known, dates=read_dates(text, year=year)) if known.dates else known

    def _undated(self, text: str) -> Artefacts:
        quantities = read_quantities(text, field="")
        return Artefacts(
            text=text,
            tokens=self._tokens(text, quantities),
            quantities=quantities,
            changes=changes_among(quantities, text),
            dates=read_dates(text),
            doubled_comparators=doubled_comparator(text),
            normalised=normalise(text),
        )

    def _tokens(self, text: str, quantities: tuple[Quantity, ...]) -> tuple[str, ...]:
        if not quantities:
            return tuple(self._segmenter.cut(text))
        masked, meaning = masked_for_segmentation(text, quantities)
        return tuple(meaning.get(token, token) for token in self._segmenter.cut(masked))

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
