"""What the program knows of a text, computed once per distinct text and handed to every check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from auditor.language.dates import DateMention, read_dates
from auditor.language.normalise import normalise
from auditor.language.quantity import Change, doubled_comparator, read_changes, read_quantities
from auditor.language.segment import Segmenter
from auditor.model import Indicator, Quantity, Span

QUANTITY_FIELDS = ("level3", "description", "target")


@dataclass(frozen=True)
class Artefacts:
    """Tokens (each quantity one token), quantities, changes, dates, doubled comparators, and the normalised text."""

    text: str
    tokens: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    changes: tuple[Change, ...]
    dates: tuple[DateMention, ...]
    doubled_comparators: tuple[Span, ...]
    normalised: str


class Language:
    """Analyses texts. One instance serves a whole run; it remembers every distinct text."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int | None], Artefacts] = {}

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter()

    def analyse(self, text: str, *, year: int | None = None) -> Artefacts:
        """The artefacts of a text.

        Args:
            text: any text.
            year: the budget year, for dates that name none.
        """
        key = text, year
        if key not in self._known:
            self._known[key] = self._analysed(text, year)
        return self._known[key]

    def _analysed(self, text: str, year: int | None) -> Artefacts:
        quantities = read_quantities(text, field="")
        return Artefacts(
            text=text,
            tokens=self._tokens(text, quantities),
            quantities=quantities,
            changes=read_changes(text),
            dates=read_dates(text, year=year),
            doubled_comparators=doubled_comparator(text),
            normalised=normalise(text),
        )

    def _tokens(self, text: str, quantities: tuple[Quantity, ...]) -> tuple[str, ...]:
        """Segmented around the quantities, which stay whole."""
        tokens: list[str] = []
        position = 0
        for start, end in sorted({quantity.span for quantity in quantities}):
            tokens.extend(self._segmenter.cut(text[position:start]))
            tokens.append(text[start:end])
            position = end
        tokens.extend(self._segmenter.cut(text[position:]))
        return tuple(tokens)

    def indicator_quantities(self, indicator: Indicator) -> tuple[Quantity, ...]:
        """Quantities of an indicator's name, description and target, each with the name of its field."""
        return tuple(
            quantity.model_copy(update={"field": name})
            for name in QUANTITY_FIELDS
            for quantity in self.analyse(getattr(indicator, name)).quantities
        )
