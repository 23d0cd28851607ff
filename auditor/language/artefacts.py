"""What the program knows of a text, computed once per distinct text and handed to every check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from auditor.language.dates import DateMention, read_dates
from auditor.language.normalise import masked_for_segmentation, normalise
from auditor.language.quantity import Change, changes_among, doubled_comparator, read_quantities
from auditor.language.segment import Segmenter
from auditor.model import Indicator, Quantity, Span

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
    """Analyses texts. One instance serves a whole run; it remembers every distinct text."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int | None], Artefacts] = {}
        self._published: dict[tuple[str, str], tuple[Quantity, ...]] = {}

    def analyse(self, text: str, *, year: int | None = None) -> Artefacts:
        """The artefacts of a text.

        Args:
            text: any text.
            year: the budget year, for dates that name none.

        Raises:
            ConfigurationError: C003 where the shipped word lists are missing or malformed.
        """
        key = text, year
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._analysed(text) if year is None else self._dated(text, year)
        return known

    def indicator_quantities(self, indicator: Indicator) -> tuple[Quantity, ...]:
        """Quantities of an indicator's name, description and target, each with the name of its field, in that order.

        Dates that name their year come after the quantities of their field, with dimension ``date`` and an ISO date as
        value; a deadline has the comparator ≤.
        """
        return tuple(
            quantity for name in QUANTITY_FIELDS for quantity in self._quantities(getattr(indicator, name), name)
        )

    def _quantities(self, text: str, name: str) -> tuple[Quantity, ...]:
        published = self._published.get((text, name))
        if published is None:
            published = self._published[text, name] = self._named(text, name)
        return published

    def _named(self, text: str, name: str) -> tuple[Quantity, ...]:
        """The quantities and dates of a text as those of one field."""
        artefacts = self.analyse(text)
        return read_quantities(text, field=name) + tuple(
            _as_quantity(mention, name) for mention in artefacts.dates if mention.precise and mention.date is not None
        )

    def _dated(self, text: str, year: int) -> Artefacts:
        """As without a year but for the dates; where there are none, a year brings none either."""
        known = self.analyse(text)
        return replace(known, dates=read_dates(text, year=year)) if known.dates else known

    def _analysed(self, text: str) -> Artefacts:
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
