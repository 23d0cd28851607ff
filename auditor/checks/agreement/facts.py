"""Facts: every amount, count, rate and date that a project states, with its place and what it is said of.

What a text states does not depend on where the text stands: a ``Statement`` is worked out once for a text or for rows that
read alike, and a ``Fact`` is a statement in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from auditor.checks.agreement.clauses import telling_words
from auditor.checks.protocol import ProjectView, RowView, Subject
from auditor.language.artefacts import Artefacts
from auditor.language.dates import DateMention
from auditor.language.scope import sentences_of_year, stages
from auditor.language.units import any_alike, unit_table
from auditor.model import Evidence, Quantity, Span

_DATED = re.compile(r"\d{4}\s*年")
NO_WORDS = frozenset[str]()


@dataclass(frozen=True, eq=False)
class Statement:
    """What a text states.

    ``value`` is in the base unit of ``dimension`` (元, percent, days; a date is its ordinal day number); ``text`` is
    the quantity as written, ``said`` the clause it stands in, ``about`` the text that says what it is said of, ``title``
    the one that names the thing (of a row: its name).
    """

    span: Span | None
    text: str
    value: Decimal
    dimension: str
    unit: str | None
    comparator: str | None
    said: str
    about: Artefacts | None = None
    title: Artefacts | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that say what it is said of."""
        return telling_words(self.about) if self.about else NO_WORDS

    @cached_property
    def name(self) -> frozenset[str]:
        """The words that name the thing; all there are where it has no name."""
        return (telling_words(self.title) if self.title else NO_WORDS) or self.words

    @cached_property
    def measure(self) -> tuple[str, str | None]:
        """Dimension and unit, the same for units that may stand for each other: only like is compared with like."""
        return self.dimension, any_alike(self.unit)

    @cached_property
    def stages(self) -> frozenset[str]:
        """The stages of a project that the clause names."""
        return stages(self.said)


class Fact(NamedTuple):
    """A statement in its place: a field of a row or a project, quoted whole for evidence."""

    place: RowView | ProjectView
    field: str
    quoted: str
    stated: Statement

    @property
    def subject(self) -> Subject:
        """Whom a finding on it concerns."""
        return self.place.subject

    def evidence(self) -> Evidence:
        """The statement as evidence, quoted with its place."""
        return Evidence(
            text=self.quoted,
            indicator=self.place.row_id,
            project=self.place.project.code,
            submission=self.place.submission.source,
            field=self.field.removeprefix("project."),
            span=self.stated.span,
        )


class Source(NamedTuple):
    """A text of a project in which facts are looked for, with the place that a finding on it names."""

    place: ProjectView
    field: str
    text: str


def quantity_stated(
    quantity: Quantity, said: str, about: Artefacts | None = None, title: Artefacts | None = None
) -> Statement:
    """What a quantity of a text states."""
    return Statement(
        span=quantity.span,
        text=quantity.text,
        value=Decimal(quantity.value),
        dimension=quantity.dimension,
        unit=quantity.unit,
        comparator=quantity.comparator,
        said=said,
        about=about,
        title=title,
    )


def date_stated(mention: DateMention, said: str, about: Artefacts, title: Artefacts | None = None) -> Statement | None:
    """What a precise date of a text states, None where it names no day, month or deadline of a known year."""
    if mention.date is None or not mention.precise:
        return None
    return Statement(
        span=mention.span,
        text=mention.text,
        value=Decimal(mention.date.toordinal()),
        dimension="date",
        unit=None,
        comparator="≤" if mention.kind == "deadline" else None,
        said=said,
        about=about,
        title=title,
    )


def in_own_unit(stated: Statement) -> Decimal:
    """The value in the unit it was written in: 2 for 2公里, whose base value is 2000 metres."""
    unit = unit_table().units.get(stated.unit or "")
    return stated.value if unit is None else stated.value / Decimal(unit.factor.numerator) * unit.factor.denominator


def amount_of_form(view: ProjectView, field: str, amount_wan: float, text: str) -> Fact:
    """An amount that the form has in a field of its own (budget, a source of money), in 万元."""
    stated = Statement(
        span=None,
        text=f"{amount_wan:g}万元",
        value=Decimal(str(amount_wan)) * 10000,
        dimension="money",
        unit="万元",
        comparator=None,
        said=text,
    )
    return Fact(view, field, text, stated)


def sources_of(view: ProjectView, names: tuple[str, ...]) -> list[Source]:
    """The texts of a project by name: its own fields; ``narrative`` and ``statement`` for what running text tells of it,
    ``tasks`` for the year's tasks of a whole department.
    """
    own = [name for name in names if name not in ("narrative", "statement", "tasks")]
    found = [Source(view, f"project.{name}", view.text(name)) for name in own]
    if "statement" in names and view.project.statement is not None and view.project.indicators:
        told = view.project.statement
        found += [
            Source(view, "statement", text) for text in (_budget_told(told.budget, view.submission.year), told.goal)
        ]
    if "tasks" in names and view.project.department_form is not None:
        found += [Source(view, "tasks", task.content or task.name) for task in view.project.department_form.tasks]
    if "narrative" in names:
        found += [
            Source(view, "narrative", text) for item in view.narrative for text in (item.goal, item.indicators_text)
        ]
    return [source for source in found if source.text]


def _budget_told(section: str, year: int | None) -> str:
    """What the section on the budget says of the year; an amount that stands there by itself is called by its name."""
    text = sentences_of_year(section, year)
    return f"年度预算安排{text}" if text[:1].isdigit() and not _DATED.match(text) else text
