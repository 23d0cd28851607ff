"""Amounts, counts and dates that a project states, held against each other. Money is compared in 元, exactly."""

from __future__ import annotations

import re
from decimal import Decimal

from auditor.checks.protocol import Batch, Examination, Hit, Row, Settings, Subject, Undecided, wan_to_yuan
from auditor.language.normalise import normalise
from auditor.model import Evidence, Quantity
from auditor.taxonomy import Level2

MONEY = ("money", "money_or_count")
COUNTED = ("count", "length", "area", "volume", "weight")
MONEY_ROWS: tuple[Level2, ...] = ("quantity", "cost", "economic_cost")
TOLERANCE = Decimal("0.0001")
"""Two amounts are the same within this part of the larger one (figures rounded to the fourth decimal of 万元)."""

_TOTAL_BEFORE = re.compile(r"项目(?:支出|预算|资金)(?:预算)?(?:总额|合计|共计|总计|安排|共|总)*(?:为|是)?\s*$")
_PER_UNIT = re.compile(r"[/／]|每|人均|户均|亩均|单价|单位|平均|标准")
_RANGE = re.compile(r"\d[^，。；]{0,4}?[~～—－-]|[至到]")
_THRESHOLD = re.compile(r"以上|以下|以内|最高|最低|超过|上限|下限")
_MORE_THAN_THIS_YEAR = re.compile(
    r"总投资|投资总额|概算|估算|投资规模|合同(?:总)?[价额]|[多二两三四五]年|中期|累计|分期|分年|全周期"
)
"""Words of a sum over several years or of a whole work, which may well be larger than this year's budget."""

_RESULT = re.compile(
    r"募|捐|追[回赃缴]|挽[回损]|成交|交易|质押|贷款|融资|授信|担保|评审|送审|审减|评估|标的|减免|退税|收入|产值|销售|引资|撬动|债券|保额|保费|清欠|欠薪|善款|款物"
)
"""Money that a project earns, moves or looks at, and not what it costs."""

_OTHER_COUNT = re.compile(
    r"含|其中|各|每|由|从|较|比|上年|去年|往年|同期|年的|按|估算|平均|人均|单|至少|现有|原有|累计"
)
"""Words by which a description counts a part, another year or one of many, and not the whole of this year."""

_INPUT = re.compile(r"经费|资金|投入|预算|补助|补贴|费用|成本|拨款|支出|款|费$")


def same_amount(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts in 元 are equal within rounding."""
    return abs(one - other) <= max(abs(one), abs(other)) * TOLERANCE


def _only_amount(row: Row, name: str) -> list[Quantity]:
    """The amount of a field that states one number and this, and no range and no threshold; else none."""
    quantities = row.artefacts(name).quantities
    text = row.text(name)
    if len(quantities) != 1 or _RANGE.search(text) or _THRESHOLD.search(text):
        return []
    return _amounts(row, name)


def _amounts(row: Row, name: str) -> list[Quantity]:
    """Amounts a field states for the whole row; unit prices and standards are left out."""
    text = row.text(name)
    if _PER_UNIT.search(text):
        return []
    return [quantity for quantity in row.artefacts(name).quantities if quantity.dimension in MONEY]


def _is_whole(quantity: Quantity, text: str) -> bool:
    return normalise(quantity.text) == normalise(text)


def amounts_in_row(batch: Batch, settings: Settings) -> Examination:
    """Different amounts in one row that can only mean the same money.

    The name or target is nothing but an amount, and another cell of the row ends in a different one.
    """
    rows = [row for row in batch.rows if row.category in MONEY_ROWS]
    hits = [hit for row in rows if (hit := _conflict(row)) is not None]
    return Examination(tuple(row.subject for row in rows), tuple(hits))


def _conflict(row: Row) -> Hit | None:
    stated = [
        (name, quantity)
        for name in ("level3", "description", "target")
        for quantity in _only_amount(row, name)
        if _is_whole(quantity, row.text(name)) or row.text(name).rstrip("。").endswith(quantity.text)
    ]
    target = next((q for name, q in stated if name == "target" and _is_whole(q, row.text("target"))), None)
    if target is None:
        return None
    others = [(name, q) for name, q in stated if not same_amount(Decimal(q.value), Decimal(target.value))]
    if not others:
        return None
    evidence = tuple(_quote(row, name, quantity) for name, quantity in others)
    amounts = "、".join(dict.fromkeys(f"“{q.text}”" for _, q in [*others, ("target", target)]))
    return Hit(row.subject, "target", target.span, {"amounts": amounts, "accused": target.text}, evidence)


def _quote(row: Row, name: str, quantity: Quantity) -> Evidence:
    return Evidence(
        text=row.text(name), indicator=row.indicator.id, project=row.project.code, field=name, span=quantity.span
    )


def amount_against_budget(batch: Batch, settings: Settings) -> Examination:
    """An input amount of a quantity or cost row that is larger than the whole budget of the project."""
    rows = [row for row in batch.rows if row.category in MONEY_ROWS]
    undecided = [Undecided(row.subject, "项目没有预算数") for row in rows if row.budget_yuan is None]
    hits = [hit for row in rows if (hit := _over_budget(row)) is not None]
    return Examination(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def _over_budget(row: Row) -> Hit | None:
    budget = row.budget_yuan
    if budget is None or not _speaks_of_input(row):
        return None
    for name in ("target", "level3", "description"):
        for quantity in _only_amount(row, name):
            amount = Decimal(quantity.value)
            if amount > budget and not same_amount(amount, budget):
                evidence = (_purpose(row),) if row.project.purpose else ()
                values = {"amount": quantity.text, "accused": quantity.text}
                return Hit(row.subject, name, quantity.span, values, (_quote(row, name, quantity), *evidence))
    return None


def _speaks_of_input(row: Row) -> bool:
    """Whether the row is about money put in (and not about money earned, moved or saved)."""
    said = row.text("level3") + row.text("description")
    if _RESULT.search(said) or _MORE_THAN_THIS_YEAR.search(said):
        return False
    if row.category != "quantity":
        return True
    text = row.text("level3")
    whole = any(_is_whole(quantity, text) for quantity in row.artefacts("level3").quantities)
    return whole or _INPUT.search(text) is not None or _INPUT.search(row.text("description")) is not None


def _purpose(row: Row) -> Evidence:
    return Evidence(text=row.project.purpose, project=row.project.code, field="purpose")


def counts_in_row(batch: Batch, settings: Settings) -> Examination:
    """A count in the description that differs from the count of the same unit in the target."""
    rows = list(batch.rows)
    hits = [hit for row in rows if (hit := _count_conflict(row)) is not None]
    return Examination(tuple(row.subject for row in rows), tuple(hits))


def _count_conflict(row: Row) -> Hit | None:
    text = row.text("description")
    if _OTHER_COUNT.search(text) or _OTHER_COUNT.search(row.text("target")):
        return None
    described, targeted = (_single_counts(row, name) for name in ("description", "target"))
    if len(described) > 1 and "、" in text:
        return None
    for unit, quantity in targeted.items():
        other = described.get(unit)
        if other is not None and _contradict(other, quantity):
            values = {"described": other.text, "targeted": quantity.text, "accused": quantity.text}
            return Hit(row.subject, "target", quantity.span, values, (_quote(row, "description", other),))
    return None


def _single_counts(row: Row, name: str) -> dict[str, Quantity]:
    """Counts of a field by unit, where the field has just one count of that unit."""
    counts = [q for q in row.artefacts(name).quantities if q.dimension in COUNTED and q.unit]
    units = [quantity.unit for quantity in counts]
    return {quantity.unit or "": quantity for quantity in counts if units.count(quantity.unit) == 1}


def _contradict(described: Quantity, targeted: Quantity) -> bool:
    """Whether no number can satisfy both, or both are exact and differ."""
    one, other = Decimal(described.value), Decimal(targeted.value)
    said, wanted = _direction(described), _direction(targeted)
    if said == wanted:
        return one != other
    return ((said, wanted) == ("lower", "upper") and one > other) or (
        (said, wanted) == ("upper", "lower") and one < other
    )


def _direction(quantity: Quantity) -> str:
    """Whether a quantity is a lower bound, an upper bound, or exact."""
    return {"≥": "lower", ">": "lower", "≤": "upper", "<": "upper"}.get(quantity.comparator or "=", "exact")


def department_total(batch: Batch, settings: Settings) -> Examination:
    """A total of the projects that the overall goal states, against the sum of their budgets."""
    subjects: list[Subject] = []
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for number, submission in enumerate(batch.submissions):
        if not submission.projects:
            continue
        subjects.append(Subject(number))
        budgets = [wan_to_yuan(project.budget_wan) for project in submission.projects]
        stated = _stated_total(submission.overall_goal, batch)
        if stated is None or None in budgets:
            undecided.append(Undecided(Subject(number), "材料没有写项目支出总额，或者有的项目没有预算数"))
            continue
        total = sum((budget for budget in budgets if budget is not None), Decimal(0))
        if not same_amount(total, Decimal(stated.value)):
            text = f"{total / 10000:f}".rstrip("0").rstrip(".")
            evidence = (Evidence(text=submission.overall_goal, submission=submission.source, span=stated.span),)
            values = {"stated": stated.text, "total": text, "projects": str(len(budgets)), "accused": stated.text}
            hits.append(Hit(Subject(number), values=values, evidence=evidence))
    return Examination(tuple(subjects), tuple(hits), tuple(undecided))


def _stated_total(text: str, batch: Batch) -> Quantity | None:
    """The amount that a text gives as the total of all projects."""
    for quantity in batch.language.analyse(text).quantities:
        if quantity.dimension == "money" and _TOTAL_BEFORE.search(text[: quantity.span[0]]):
            return quantity
    return None


def funding_against_budget(batch: Batch, settings: Settings) -> Examination:
    """Sources of money that do not add up to the budget."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        budget = view.budget_yuan
        if budget is None or not view.project.funding:
            undecided.append(Undecided(view.subject, "没有预算数或资金来源"))
            continue
        parts = [wan_to_yuan(part.amount_wan) or Decimal(0) for part in view.project.funding]
        if not same_amount(sum(parts, Decimal(0)), budget):
            total = f"{sum(parts, Decimal(0)) / 10000:f}".rstrip("0").rstrip(".")
            evidence = (Evidence(text=view.project.purpose, project=view.project.code, field="purpose"),)
            hits.append(Hit(view.subject, "project.purpose", None, {"total": total, "accused": total}, evidence))
    return Examination(tuple(view.subject for view in batch.projects), tuple(hits), tuple(undecided))
