"""Kinds of facts that rule files may name, and how each is found in a project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from auditor.checks.protocol import Batch, ProjectView
from auditor.consistency.clauses import clause, of_other_period, telling_words
from auditor.consistency.facts import Fact, Source, date_fact, quantity_fact, sources_of, stated_amount
from auditor.language.artefacts import Artefacts

Texts = tuple[str, ...]
Finder = Callable[[ProjectView, Batch, Texts], list[Fact]]

COUNTED = ("count", "length", "area", "volume", "weight", "score")
PROMISED = (*COUNTED, "ratio")

_TOTAL = re.compile(
    r"(?:年度|全年|本年|当年|项目)?(?:总)?(?:预算|资金|经费|投资)(?:数|总额|合计|总计|规模|安排|金额|共计|共|总)*(?:为|是|约)?[：:]?\s*$"
)
_ARRANGED = re.compile(
    r"(?:安排|申请|需要|需|核定|下达|共需|总投入|投入)(?:.{0,8})(?:预算|资金|经费)\s*(?:为|共|共计|合计|总计|约)?\s*$"
)
_PART = re.compile(
    r"其中|其[他它]|每|人均|户均|亩均|标准|单价|用于|补助|上级|中央|省级|市级|县级|区级|自筹|配套|财政资金|奖励|节约|增收|收入|损失|限额|以上|以下|控制"
)
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


def stated_budget(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Amounts that a text calls the project's budget of this year; parts, unit prices and other years are left out."""
    found = []
    for source in sources_of(view, texts):
        for quantity in _artefacts(source, batch).quantities:
            said = clause(source.text, quantity.span)
            before = source.text[: quantity.span[0]]
            is_total = quantity.dimension == "money" and quantity.comparator in (None, "=")
            if is_total and _calls_budget(before, said) and not of_other_period(said, view.submission.year):
                found.append(quantity_fact(source, quantity, said, frozenset()))
    return found


def _calls_budget(before: str, said: str) -> bool:
    sentence = before[max(before.rfind(mark) for mark in "。；;\n") + 1 :]
    if "其中" in sentence or _PART.search(said):
        return False
    return bool(_TOTAL.search(before) or _ARRANGED.search(before))


def promise(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts and rates that goal or narrative promise for this year, each with the words it is said of."""
    found = []
    for source in sources_of(view, texts):
        for quantity in _artefacts(source, batch).quantities:
            said = clause(source.text, quantity.span)
            if quantity.dimension in PROMISED and not of_other_period(said, view.submission.year):
                words = telling_words(said.replace(quantity.text, "，"), batch.language)
                found.append(quantity_fact(source, quantity, said, words))
    return found


def row_value(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Counts and rates that the targets of the rows state, each with the words of its name and description."""
    found = []
    for row in view.rows:
        for name in ("target", "level3"):
            source = Source(row, name, row.text(name))
            about = row.text("level3") + "，" + row.text("description")
            for quantity in row.artefacts(name).quantities:
                if quantity.dimension in PROMISED and not of_other_period(about, view.submission.year):
                    words = telling_words(about.replace(quantity.text, "，"), batch.language)
                    found.append(quantity_fact(source, quantity, about, words))
    return found


def promised_date(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Dates by which goal or narrative promise that something is done."""
    found = []
    for source in sources_of(view, texts):
        for mention in _artefacts(source, batch).dates:
            said = _around(source.text, mention.span)
            if mention.kind == "deadline" and _DONE.search(said):
                found.append(date_fact(source, mention, said, telling_words(said, batch.language)))
    return [fact for fact in found if fact is not None]


def row_date(view: ProjectView, batch: Batch, texts: Texts) -> list[Fact]:
    """Dates of the time rows."""
    found = []
    for row in view.rows:
        if row.category == "timeliness":
            about = row.text("level3") + "，" + row.text("description")
            source = Source(row, "target", row.text("target"))
            words = telling_words(about, batch.language)
            found += [date_fact(source, mention, about, words) for mention in row.artefacts("target").dates]
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
    "stated_budget": stated_budget,
    "promise": promise,
    "row_value": row_value,
    "promised_date": promised_date,
    "row_date": row_date,
    "unit_price": unit_price,
    "cost_amount": cost_amount,
    "counted": counted,
}


def _artefacts(source: Source, batch: Batch) -> Artefacts:
    return batch.language.analyse(source.text, year=source.place.submission.year)


def _around(text: str, span: tuple[int, int]) -> str:
    """The sentence part that follows a date, up to the next full stop: what is to be done by then."""
    ends = [found for mark in "。；;\n" if (found := text.find(mark, span[1])) >= 0]
    return text[span[0] : min(ends, default=len(text))]


def _money_text(view: ProjectView, amount: float) -> str:
    return view.project.purpose or f"预算数{Decimal(str(amount)):f}万元"
