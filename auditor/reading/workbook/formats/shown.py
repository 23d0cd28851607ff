"""One format of a workbook: which of its sections is for a value, and what that shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property, lru_cache

from auditor.reading.workbook.formats.dates import date_text, is_date_number, serial
from auditor.reading.workbook.formats.numbers import general, number_text
from auditor.reading.workbook.formats.parts import Section, sections

_REMEMBERED = 4096
_PLAIN = frozenset({"", "general", "@", "g/通用格式"})


@dataclass(frozen=True)
class NumberFormat:
    """A format by its code."""

    code: str

    @cached_property
    def is_plain(self) -> bool:
        """Whether it shows every value as it is."""
        return self.code.strip().lower() in _PLAIN

    @cached_property
    def changes_text(self) -> bool:
        """Whether it adds something to text, or hides it."""
        section = self._for_text
        return section is not None and [part.kind for part in section.parts if part.text.strip()] != ["value"]

    def shown(self, value: object) -> str | None:
        """What a person sees of a value.

        Args:
            value: a number, a date, time or duration, or text.

        Returns:
            The text, with blanks at its ends; None for any other kind of value.
        """
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, (date, time, timedelta)):
            value = serial(value)
        return self._number(float(value)) if isinstance(value, (int, float)) else None

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return sections(self.code)[:4]

    @cached_property
    def _for_text(self) -> Section | None:
        if len(self._sections) == 4:
            return self._sections[3]
        return self._sections[-1] if self._sections[-1].takes_text else None

    @cached_property
    def _for_numbers(self) -> tuple[Section, ...]:
        found = self._sections[:3]
        return found[:-1] if found[-1].takes_text and len(self._sections) < 4 else found

    def _text(self, value: str) -> str:
        section = self._for_text
        if section is None:
            return value
        return "".join(
            value if part.kind == "value" else part.text for part in section.parts if part.kind in ("value", "text")
        )

    def _number(self, value: float) -> str:
        if self.is_plain or not self._for_numbers:
            return general(value)
        place = self._place(value)
        if place is None:
            return general(value)
        section = self._for_numbers[place]
        if section.is_date:
            return date_text(value, section) if is_date_number(value) else general(value)
        shown = number_text(abs(value), section)
        signed = value < 0 and not self._says_sign_itself(place)
        return f"-{shown}" if signed and any(char not in "0.,% " for char in shown if char.isascii()) else shown

    def _place(self, value: float) -> int | None:
        """The number of the section for a number; None where no section is for it."""
        last = len(self._for_numbers) - 1
        for place, section in enumerate(self._for_numbers):
            if section.condition is not None:
                meant = section.condition.holds(value)
            elif place == last:
                meant = True
            else:
                meant = (value >= 0 if last == 1 else value > 0) if place == 0 else value < 0
            if meant:
                return place
        return None

    def _says_sign_itself(self, place: int) -> bool:
        """Whether a section is for negative numbers only, which then show no sign but what the section writes."""
        condition = self._for_numbers[place].condition
        if condition is not None:
            return condition.sign in ("<", "<=") and condition.bound <= 0
        first = self._for_numbers[0].condition
        return place > 0 and (first is None or (first.sign in (">", ">=") and first.bound <= 0))


@lru_cache(maxsize=_REMEMBERED)
def number_format(code: str) -> NumberFormat:
    """The format of a code; the same object for the same code."""
    return NumberFormat(code)
