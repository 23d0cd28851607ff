"""Facts: every amount, count, rate and date that a project states, with its place and what it is said of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.protocol import ProjectView, Row, Subject
from auditor.language.dates import DateMention
from auditor.language.units import unit_table
from auditor.model import Evidence, Quantity, Span


@dataclass(frozen=True)
class Fact:
    """One statement.

    ``value`` is in the base unit of ``dimension`` (元, percent, days; a date is its ordinal day number); ``said`` is
    the clause it stands in, ``words`` the content words of that clause, ``name`` those that name the thing (of a row:
    the words of its name); ``text`` the quantity as written; ``quoted`` the whole field for evidence.
    """

    subject: Subject
    field: str
    span: Span | None
    text: str
    value: Decimal
    dimension: str
    unit: str | None
    comparator: str | None
    said: str
    words: frozenset[str]
    quoted: str
    place: Row | ProjectView
    name: frozenset[str] = frozenset()

    def evidence(self) -> Evidence:
        """The statement as evidence, quoted with its place."""
        return Evidence(
            text=self.quoted,
            indicator=self.place.row_id,
            project=self.place.project.code,
            submission=self.place.submission.source,
            field=self.field.removeprefix("project."),
            span=self.span,
        )


@dataclass(frozen=True)
class Source:
    """A text of a project in which facts are looked for, with the place that a finding on it names.

    ``name``: the telling words of the row's name, where the text is of a row.
    """

    place: Row | ProjectView
    field: str
    text: str
    name: frozenset[str] = frozenset()


def quantity_fact(source: Source, quantity: Quantity, said: str, words: frozenset[str]) -> Fact:
    """The fact that a quantity of a text states."""
    return Fact(
        subject=source.place.subject,
        field=source.field,
        span=quantity.span,
        text=quantity.text,
        value=Decimal(quantity.value),
        dimension=quantity.dimension,
        unit=quantity.unit,
        comparator=quantity.comparator,
        said=said,
        words=words,
        quoted=source.text,
        place=source.place,
        name=source.name,
    )


def date_fact(source: Source, mention: DateMention, said: str, words: frozenset[str]) -> Fact | None:
    """The fact that a precise date of a text states, None where it names no day, month or deadline of a known year."""
    if mention.date is None or not mention.precise:
        return None
    return Fact(
        subject=source.place.subject,
        field=source.field,
        span=mention.span,
        text=mention.text,
        value=Decimal(mention.date.toordinal()),
        dimension="date",
        unit=None,
        comparator="≤" if mention.kind == "deadline" else None,
        said=said,
        words=words,
        quoted=source.text,
        place=source.place,
        name=source.name,
    )


def in_own_unit(fact: Fact) -> Decimal:
    """The value in the unit the fact was written in: 2 for 2公里, whose base value is 2000 metres."""
    unit = unit_table().units.get(fact.unit or "")
    return fact.value if unit is None else fact.value / Decimal(unit.factor.numerator) * unit.factor.denominator


def stated_amount(view: ProjectView, field: str, amount_wan: float, text: str) -> Fact:
    """An amount that the form has in a field of its own (budget, a source of money), in 万元."""
    return Fact(
        subject=view.subject,
        field=field,
        span=None,
        text=f"{amount_wan:g}万元",
        value=Decimal(str(amount_wan)) * 10000,
        dimension="money",
        unit="万元",
        comparator=None,
        said=text,
        words=frozenset(),
        quoted=text,
        place=view,
    )


def sources_of(view: ProjectView, names: tuple[str, ...]) -> list[Source]:
    """The texts of a project by name: its own fields, and ``narrative`` for the narrative items that speak of it."""
    found = [Source(view, f"project.{name}", view.text(name)) for name in names if name != "narrative"]
    if "narrative" in names:
        items = [item for item in view.submission.narrative if item.project == view.project.code and view.project.code]
        found += [Source(view, "narrative", text) for item in items for text in (item.goal, item.indicators_text)]
    return [source for source in found if source.text]
