"""Kinds of facts that rule files may name, and how each is found in a project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.agreement.facts import Fact, Statement, amount_of_form, date_stated, quantity_stated, sources_of
from auditor.checks.agreement.stated import stated_budgets
from auditor.checks.protocol import Batch, ProjectView, RowView
from auditor.language.artefacts import Cells, Language
from auditor.language.clauses import SENTENCE_ENDS, clause, clause_end, clause_start
from auditor.language.dates import DateMention
from auditor.language.scope import a_year, of_other_period, over_a_year, times_a_year
from auditor.taxonomy import Level2

Texts = tuple[str, ...]
Finder = Callable[[ProjectView, Batch, Texts], list[Fact]]
InField = tuple[str, Statement]
"""What a row states, with the name of the cell."""

COUNTED = ("count", "length", "area", "volume", "weight", "score")
PROMISED = (*COUNTED, "ratio")

_COSTS: Sequence[Level2] = ("cost", "economic_cost")

_LEAST_TASK = 4
"""A clause of fewer characters beside its date says nothing of what is to be done."""

_PAST = re.compile(r"已(?![婚故退])")
_OF_ONE = re.compile(
    "每(?!年|月)|单[价个台套件座处站场次批户人亩株项条辆村校馆家公平](?!目)|[人户亩村校站件次生场台套]均"
)
"""What names the cost of one of many: 每亩成本, 单台价格, 人均费用."""
_DONE = re.compile(r"完成|竣工|完工|验收|交付|投入使用|建成|结束|到位|上线|发放|印发|前")


# --- the form -----------------------------------------------------------------------------------------------------


def budget(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """The budget of the form."""
    amount = view.project.budget_wan
    return [] if amount is None else [amount_of_form(view, "project.budget_wan", amount, _money_text(view, amount))]


def _money_text(view: ProjectView, amount: float) -> str:
    return view.project.purpose or f"预算数{Decimal(str(amount)):f}万元"


def funding(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Every source of money of the form."""
    return [
        amount_of_form(view, "project.funding", part.amount_wan, f"{part.source}{part.amount_wan:g}万元")
        for part in view.project.funding
    ]


# --- goal and narrative -------------------------------------------------------------------------------------------


def promise(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts and rates that goal or narrative promise for this year, each with the words it is said of."""
    return _in_texts(_promised, view, batch, texts)


def promised_date(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Dates by which goal or narrative promise that something is done."""
    return _in_texts(_promised_dates, view, batch, texts)


def _in_texts(
    read: Callable[[Language, str, int | None], tuple[Statement, ...]], view: ProjectView, batch: Batch, texts: Texts
) -> list[Fact]:
    """What the texts of a project state, each text being read once however often it stands."""
    year = view.submission.year
    return [
        Fact(source.place, source.field, source.text, stated)
        for source in sources_of(view, texts)
        for stated in batch.language.cached(read, source.text, year)
    ]


def _promised(language: Language, text: str, year: int | None) -> tuple[Statement, ...]:
    found = []
    for quantity in map(a_year, language.analyse(text).quantities):
        if quantity.dimension not in PROMISED:
            continue
        times = times_a_year(text, quantity.span, year)
        if times is not None:
            said = clause(text, quantity.span)
            about = language.analyse(said.replace(quantity.text, "，"))
            found.append(quantity_stated(over_a_year(quantity, times), said, about))
    return tuple(found)


def _promised_dates(language: Language, text: str, year: int | None) -> tuple[Statement, ...]:
    dates = language.analyse(text).dates_in(year)
    found = []
    for mention in dates:
        said = _task(text, mention, dates)
        if mention.kind in ("deadline", "day", "month") and _DONE.search(said) and not _PAST.search(said):
            found.append(date_stated(mention, said, language.analyse(said)))
    return tuple(stated for stated in found if stated is not None)


def _task(text: str, mention: DateMention, others: Sequence[DateMention]) -> str:
    """What is to be done by a date: its clause; where that holds the date only, those up to the next date or full stop."""
    start, end = mention.span
    left, right = clause_start(text, start), clause_end(text, end)
    if len(text[left:start] + text[end:right]) >= _LEAST_TASK:
        return text[left:right]
    stops = [found for mark in SENTENCE_ENDS if (found := text.find(mark, end)) >= 0]
    stops += [clause_start(text, other.span[0]) for other in others if other.span[0] > end]
    return text[left : min((stop for stop in stops if stop >= end), default=len(text))]


# --- rows ---------------------------------------------------------------------------------------------------------


def row_value(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts and rates that the targets of the rows state, each with the words of its name and description."""
    return _in_rows(_values, view.rows)


def row_date(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Dates of the time rows."""
    return _in_rows(_dates, view.rows, ("timeliness",))


def unit_price(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Prices per unit that cost rows state (450元/人)."""
    return _in_rows(_unit_price, view.rows, _COSTS)


def cost_amount(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Whole amounts that cost rows state, but for those named as what one of many costs (每亩成本)."""
    return _in_rows(_cost_amount, view.rows, _COSTS)


def counted(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts that quantity rows state as their whole target."""
    return _in_rows(_counted, view.rows, ("quantity",))


def _in_rows(
    read: Callable[[Cells], tuple[InField, ...]], rows: Sequence[RowView], categories: Sequence[Level2] | None = None
) -> list[Fact]:
    """What rows state that stand under one of some second levels (None: any), rows that read alike being read once."""
    asked = rows if categories is None else [row for row in rows if row.cells.category in categories]
    return [Fact(row, name, row.cells.texts[name], stated) for row in asked for name, stated in row.cells.cached(read)]


def _values(cells: Cells) -> tuple[InField, ...]:
    said = _said(cells)
    if of_other_period(said + "，" + cells.texts["target"], cells.year):
        return ()
    found = []
    for name in ("target", "level3"):
        for quantity in map(a_year, cells.artefacts[name].quantities):
            if quantity.dimension in PROMISED:
                about = cells.language.analyse(said.replace(quantity.text, "，"))
                found.append((name, quantity_stated(quantity, said, about, cells.artefacts["level3"])))
    return tuple(found)


def _dates(cells: Cells) -> tuple[InField, ...]:
    said = _said(cells)
    about, title = cells.language.analyse(said), cells.artefacts["level3"]
    found = (date_stated(mention, said, about, title) for mention in cells.artefacts["target"].dates_in(cells.year))
    return tuple(("target", stated) for stated in found if stated is not None)


def _unit_price(cells: Cells) -> tuple[InField, ...]:
    return tuple(_cost(cells, "money_rate"))


def _cost_amount(cells: Cells) -> tuple[InField, ...]:
    return () if _OF_ONE.search(cells.texts["level3"]) else tuple(_cost(cells, "money"))


def _cost(cells: Cells, dimension: str) -> Iterator[InField]:
    said = _said(cells)
    quantities = [one for one in cells.artefacts["target"].quantities if one.dimension == dimension]
    if len(quantities) == 1 and not of_other_period(said, cells.year):
        yield "target", quantity_stated(quantities[0], said, cells.language.analyse(said))


def _counted(cells: Cells) -> tuple[InField, ...]:
    quantities = cells.artefacts["target"].quantities
    if len(quantities) != 1 or quantities[0].dimension not in COUNTED:
        return ()
    said = _said(cells)
    return (("target", quantity_stated(quantities[0], said, cells.language.analyse(said))),)


def _said(cells: Cells) -> str:
    return cells.texts["level3"] + "，" + cells.texts["description"]


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
