"""Kinds of facts that rule files may name, and how each is found in a project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.protocol import Batch, ProjectView
from auditor.consistency.clauses import telling_words
from auditor.consistency.facts import Fact, Source, date_fact, quantity_fact, sources_of, stated_amount
from auditor.consistency.stated import stated_budgets
from auditor.language.clauses import SENTENCE_ENDS, clause, clause_end, clause_start
from auditor.language.dates import DateMention
from auditor.language.scope import a_year, of_other_period, over_a_year, times_a_year

Texts = tuple[str, ...]
Finder = Callable[[ProjectView, Batch, Texts], list[Fact]]

COUNTED = ("count", "length", "area", "volume", "weight", "score")
PROMISED = (*COUNTED, "ratio")

_LEAST_TASK = 4
"""A clause of fewer characters beside its date says nothing of what is to be done."""

_PAST = re.compile(r"已(?![婚故退])")
_DONE = re.compile(r"完成|竣工|完工|验收|交付|投入使用|建成|结束|到位|上线|发放|印发|前")


def budget(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """The budget of the form."""
    amount = view.project.budget_wan
    return [] if amount is None else [stated_amount(view, "project.budget_wan", amount, _money_text(view, amount))]


def funding(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Every source of money of the form."""
    return [
        stated_amount(view, "project.funding", part.amount_wan, f"{part.source}{part.amount_wan:g}万元")
        for part in view.project.funding
    ]


def promise(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts and rates that goal or narrative promise for this year, each with the words it is said of."""
    found = []
    for source in sources_of(view, texts):
        for quantity in map(a_year, batch.language.analyse(source.text).quantities):
            times = times_a_year(source.text, quantity.span, view.submission.year)
            if quantity.dimension in PROMISED and times is not None:
                said = clause(source.text, quantity.span)
                words = telling_words(said.replace(quantity.text, "，"), batch.language)
                found.append(quantity_fact(source, over_a_year(quantity, times), said, words))
    return found


def row_value(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts and rates that the targets of the rows state, each with the words of its name and description."""
    found = []
    for row in view.rows:
        for name in ("target", "level3"):
            source = Source(row, name, row.text(name), telling_words(row.text("level3"), batch.language))
            about = row.text("level3") + "，" + row.text("description")
            about_all = about + "，" + row.text("target")
            for quantity in map(a_year, row.artefacts(name).quantities):
                if quantity.dimension in PROMISED and not of_other_period(about_all, view.submission.year):
                    words = telling_words(about.replace(quantity.text, "，"), batch.language)
                    found.append(quantity_fact(source, quantity, about, words))
    return found


def promised_date(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Dates by which goal or narrative promise that something is done."""
    found = []
    for source in sources_of(view, texts):
        dates = batch.language.analyse(source.text).dates_in(view.submission.year)
        for mention in dates:
            said = _task(source.text, mention, dates)
            if mention.kind in ("deadline", "day", "month") and _DONE.search(said) and not _PAST.search(said):
                found.append(date_fact(source, mention, said, telling_words(said, batch.language)))
    return [fact for fact in found if fact is not None]


def row_date(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Dates of the time rows."""
    found = []
    for row in view.rows:
        if row.category == "timeliness":
            about = row.text("level3") + "，" + row.text("description")
            source = Source(row, "target", row.text("target"), telling_words(row.text("level3"), batch.language))
            words = telling_words(about, batch.language)
            found += [date_fact(source, mention, about, words) for mention in row.dates("target")]
    return [fact for fact in found if fact is not None]


def unit_price(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Prices per unit that cost rows state (450元/人)."""
    return list(_cost_rows(view, batch, "money_rate"))


def cost_amount(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Whole amounts that cost rows state."""
    return list(_cost_rows(view, batch, "money"))


def _cost_rows(view: ProjectView, batch: Batch, dimension: str) -> Iterator[Fact]:
    for row in view.rows:
        if row.category not in ("cost", "economic_cost"):
            continue
        about = row.text("level3") + "，" + row.text("description")
        quantities = [one for one in row.artefacts("target").quantities if one.dimension == dimension]
        if len(quantities) == 1 and not of_other_period(about, view.submission.year):
            source = Source(row, "target", row.text("target"))
            yield quantity_fact(source, quantities[0], about, telling_words(about, batch.language))


def counted(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts that quantity rows state as their whole target."""
    found = []
    for row in view.rows:
        quantities = row.artefacts("target").quantities
        if row.category == "quantity" and len(quantities) == 1 and quantities[0].dimension in COUNTED:
            about = row.text("level3") + "，" + row.text("description")
            source = Source(row, "target", row.text("target"))
            found.append(quantity_fact(source, quantities[0], about, telling_words(about, batch.language)))
    return found


FINDERS: Mapping[str, Finder] = {
    "budget": budget,
    "funding": funding,
    "stated_budget": stated_budgets,
    "promise": promise,
    "row_value": row_value,
    "promised_date": promised_date,
    "row_date": row_date,
    "unit_price": unit_price,
    "cost_amount": cost_amount,
    "counted": counted,
}


def _task(text: str, mention: DateMention, others: Sequence[DateMention]) -> str:
    """What is to be done by a date: its clause; where that holds the date only, those up to the next date or full stop."""
    start, end = mention.span
    left, right = clause_start(text, start), clause_end(text, end)
    if len(text[left:start] + text[end:right]) >= _LEAST_TASK:
        return text[left:right]
    stops = [found for mark in SENTENCE_ENDS if (found := text.find(mark, end)) >= 0]
    stops += [clause_start(text, other.span[0]) for other in others if other.span[0] > end]
    return text[left : min((stop for stop in stops if stop >= end), default=len(text))]


def _money_text(view: ProjectView, amount: float) -> str:
    return view.project.purpose or f"预算数{Decimal(str(amount)):f}万元"
