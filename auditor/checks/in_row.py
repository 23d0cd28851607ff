"""The cells of one row held against each other: amounts, counts, rates and dates of name, description and target."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from auditor.checks.history.statements import NumericBound, agree, bound_of, same_amount
from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Settings
from auditor.checks.similarity import shares_a_word
from auditor.language.artefacts import Cells
from auditor.language.clauses import clause
from auditor.language.dates import DateMention
from auditor.language.normalise import normalise
from auditor.language.scope import a_year, over_a_year, stages, times_a_year
from auditor.language.units import interchangeable
from auditor.model import MONEY, Evidence, Quantity, Span
from auditor.taxonomy import Level2

COUNTED = ("count", "length", "area", "volume", "weight", "score", "ratio")
MONEY_ROWS: tuple[Level2, ...] = ("quantity", "cost", "economic_cost")

_UNIT_PRICE = re.compile(r"[/／]|单价|单位(?:成本|造价|价格)|平均|标准|人均|户均|亩均")
_OF_OTHERS = re.compile(r"节约|增收|收入|损失|限额|以上的|以下的")
_DOER = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:开展|进行|组织|参与|参加|深入|赴|负责|承担|提供)")
_COUNTED_DIFFERENTLY = re.compile(r"批次|批|轮次|阶段|班次|标段|季度")
_OF_A_PART = re.compile(r"含|各|较|比上|同期|年的|按|估算|测算|至少")
"""Words of a clause that counts a part, another year, or a basis of reckoning, and not the whole of this year."""

_BOUND_OF_OBJECTS = re.compile(r"的")
_RATE_HEAD = re.compile(r"[\u4e00-\u9fff]{2}(?:率|度|比例|比重|占比)$")


def amounts_in_row(batch: Batch, settings: Settings) -> CheckResult:
    """Different amounts in one row that can only mean the same money; the target is nothing but an amount."""
    return _examined([row for row in batch.rows if row.cells.category in MONEY_ROWS], _amount_conflict)


def _amount_conflict(cells: Cells) -> _Conflict | None:
    target = next((one for one in _amounts(cells, "target") if _is_whole(one, cells.texts["target"])), None)
    if target is None:
        return None
    others = [(name, one) for name in ("level3", "description") for one in _same_money(cells, name, target)]
    if not others:
        return None
    amounts = "、".join(dict.fromkeys(f"“{one.text}”" for one in (*(one for _, one in others), target)))
    quoted = tuple((name, one.span) for name, one in others)
    return _Conflict(target.span, {"amounts": amounts, "accused": target.text}, quoted)


def _amounts(cells: Cells, name: str) -> list[Quantity]:
    """Amounts a field states for the whole row; unit prices, parts, other years and money not spent are left out."""
    text = cells.texts[name]
    return [
        one
        for one in cells.artefacts[name].quantities
        if one.dimension in MONEY
        and times_a_year(text, one.span, cells.year) == 1
        and not _UNIT_PRICE.search(said := clause(text, one.span))
        and not _OF_OTHERS.search(said)
    ]


def _same_money(cells: Cells, name: str, target: Quantity) -> list[Quantity]:
    """The amount of a cell that must be the target's money and differs from it; none where the cell also has that."""
    text, stated = cells.texts[name], _amounts(cells, name)
    whole = sum((Decimal(one.value) for one in stated), Decimal(0))
    if same_amount(whole, Decimal(target.value)) or any(_same(one, target) for one in stated):
        return []
    last = [one for one in stated if _is_whole(one, text) or text.rstrip("。").endswith(one.text)]
    named = [one for one in stated if shares_a_word(_without(clause(text, one.span), one), (cells.texts["level3"],))]
    return last[-1:] or (named if len(stated) == 1 else [])


def _same(one: Quantity, target: Quantity) -> bool:
    return same_amount(Decimal(one.value), Decimal(target.value)) or agree(bound_of(one), bound_of(target))


def _is_whole(quantity: Quantity, text: str) -> bool:
    return normalise(quantity.text) == normalise(text).removesuffix("整")


def _without(text: str, quantity: Quantity) -> str:
    return text.replace(quantity.text, "，")


def counts_in_row(batch: Batch, settings: Settings) -> CheckResult:
    """A count or rate in the description that cannot be true together with that of the target."""
    return _examined(batch.rows, _count_conflict)


def _count_conflict(cells: Cells) -> _Conflict | None:
    targets = [a_year(one) for one in cells.artefacts["target"].quantities]
    for target in targets:
        if target.dimension not in COUNTED or _several_like(target, targets):
            continue
        other = _contradicting(cells, target)
        if other is not None:
            values = {"described": other.text, "targeted": target.text, "accused": target.text}
            return _Conflict(target.span, values, (("description", other.span),))
    return None


def _several_like(target: Quantity, targets: Iterable[Quantity]) -> bool:
    """Whether more than one of the targets measures what this one does."""
    return len(list(islice((one for one in targets if _comparable(target, one)), 2))) > 1


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities measure in the same dimension and, where they are counts, in the same or like units."""
    scaled = one.dimension not in ("count", "score")
    return one.dimension == other.dimension and (scaled or interchangeable(one.unit, other.unit))


def _contradicting(cells: Cells, target: Quantity) -> Quantity | None:
    """The only number of the description that speaks of what the target counts, where both cannot be true."""
    text = cells.texts["description"]
    stated: list[tuple[Quantity, NumericBound]] = []
    for one in cells.artefacts["description"].quantities:
        yearly = a_year(one)
        if not _comparable(yearly, target) or _counts_others(text, one):
            continue
        times = times_a_year(text, one.span, cells.year)
        if times is not None:
            stated.append((one, bound_of(over_a_year(yearly, times))))
    if not stated:
        return None
    wanted = bound_of(target)
    whole = NumericBound(sum((bound.value for _, bound in stated), Decimal(0)), None)
    if any(agree(bound, wanted) for _, bound in stated) or (len(stated) > 1 and agree(whole, wanted)):
        return None
    about = [
        one for one, _ in stated if one.unit == target.unit != "%" or _speaks_of(clause(text, one.span), one, cells)
    ]
    return about[0] if len(about) == 1 and (len(stated) == 1 or target.dimension == "ratio") else None


def _counts_others(text: str, quantity: Quantity) -> bool:
    """Whether a number counts a part (含…), those who do the work (10名专家开展义诊), or bounds objects (30人以上的企业)."""
    if _OF_A_PART.search(clause(text, quantity.span)):
        return True
    end = quantity.span[1]
    bounds = quantity.comparator is not None and _BOUND_OF_OBJECTS.match(text, end)
    counts = quantity.dimension == "count"
    return bool(bounds or (counts and (_DOER.match(text, end) or _COUNTED_DIFFERENTLY.match(text, end))))


def _speaks_of(said: str, quantity: Quantity, cells: Cells) -> bool:
    """Whether a clause is about what the row's name says; a rate must be called the same (合格率)."""
    said, name = _without(said, quantity), cells.texts["level3"]
    head = _RATE_HEAD.search(name) if quantity.dimension == "ratio" else None
    return head[0] in said if head else shares_a_word(said, (name,))


def dates_in_row(batch: Batch, settings: Settings) -> CheckResult:
    """A date in the description of a time row that is not the date of the target."""
    return _examined([row for row in batch.rows if row.cells.category == "timeliness"], _date_conflict)


def _date_conflict(cells: Cells) -> _Conflict | None:
    described, targeted = (_exact_dates(cells, name) for name in ("description", "target"))
    if len({one.date for one in targeted}) != 1 or len({one.date for one in described}) != 1:
        return None
    one, target = described[0], targeted[0]
    about, named = cells.texts["description"], cells.texts["level3"] + cells.texts["target"]
    if one.date == target.date or stages(about) != stages(named) or "已" in about:
        return None
    values = {"described": one.text, "targeted": target.text, "accused": target.text}
    return _Conflict(target.span, values, (("description", one.span),))


def _exact_dates(cells: Cells, name: str) -> Sequence[DateMention]:
    return [one for one in cells.artefacts[name].dates_in(cells.year) if one.precise and one.date is not None]


# --- from cells to rows -------------------------------------------------------------------------------------------


class _Conflict(NamedTuple):
    """A target that other cells of its row contradict, each quoted with the place of what it says."""

    span: Span
    values: Mapping[str, str]
    quoted: tuple[tuple[str, Span], ...]

    def of(self, row: RowView) -> Hit:
        """The hit on a row that reads so."""
        evidence = tuple(
            Evidence(text=row.text(name), indicator=row.indicator.id, project=row.project.code, field=name, span=span)
            for name, span in self.quoted
        )
        return Hit(row.subject, "target", self.span, self.values, evidence)


def _examined(rows: Sequence[RowView], conflict: Callable[[Cells], _Conflict | None]) -> CheckResult:
    """The conflicts of rows, looked for once among rows that read alike."""
    hits = [found.of(row) for row in rows if (found := row.cells.cached(conflict)) is not None]
    return CheckResult(tuple([row.subject for row in rows]), tuple(hits))
