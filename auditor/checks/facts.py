"""Budgets against what rows, sources and the overall goal state. Money is compared in 元, exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.checks.history.statements import same_amount
from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Settings, Subject, Undecided, wan_to_yuan
from auditor.checks.resting import rests_on
from auditor.language.artefacts import Cells
from auditor.language.clauses import clause_start, sentence_start
from auditor.language.normalise import normalise
from auditor.language.patterns import pattern
from auditor.language.scope import of_other_period, times_a_year
from auditor.model import MONEY, Evidence, Quantity
from auditor.taxonomy import Level2, level2_of

MONEY_ROWS: tuple[Level2, ...] = ("quantity", "cost", "economic_cost")
_WHOSE = r"(?:\d{4}年度?|本(?:部门|单位|年度?)|我(?:部门|单位|局|委)|部门|单位|年度|今年|全年|共?安排|的|[：:\s])*"
_TAIL = r"(?:总额|总量|合计|共计|总计|规模|安排|金额|共|总)*(?:为|是|约|达)?[：:]?\s*"
_TOTAL_BEFORE = re.compile(rf"{_WHOSE}项目(?:总?支出|总?预算|总?资金|总?经费)(?:预算)?{_TAIL}")
_COUNT_BEFORE = re.compile(r"(?:\d+|[一二三四五六七八九十]+)个?项目|项目(?:\d+|[一二三四五六七八九十]+)个")
_SUM_BEFORE = re.compile(rf"{_WHOSE}(?:项目)?(?:总?预算|总?资金|总?经费|总?金额|共计|合计){_TAIL}")
_NOT_ALL = re.compile(r"其中|争取|重点|招商|引进|到位|社会|部分|新增|专项债|基本支出项目|上级")
_PER_UNIT = re.compile(r"[/／]|每|人均|户均|亩均|单价|单位|平均|标准")
_PRICE_NAME = re.compile(r"每|人均|户均|亩均|单价|单位(?:成本|造价|价格)|平均|标准")
"""Names of a price or a rate for one, whose number is not the whole."""

_RANGE = re.compile(r"\d[^，。；]{0,4}?[~～—－-]|[至到]")
_THRESHOLD = re.compile(r"以上|以下|以内|最高|最低|超过|上限|下限")
_MORE_THAN_THIS_YEAR = re.compile(
    r"总投资|投资总额|概算|估算|投资规模|合同(?:总)?[价额]|[多二两三四五]年|中期|累计|分期|分年|全周期"
)
"""Words of a sum over several years or of a whole work, which may well be larger than this year's budget."""

_RESULT = re.compile(
    r"募|捐|追[回赃缴]|挽[回损]|成交|交易|质押|贷款|融资|授信|担保|评审|送审|审减|评估|标的|减免|退税|收入|产值|销售|引资|撬动|债券|保额|保费|清欠|欠薪|善款|款物|社会资本|社会投资|民间投资|自筹|吸引|拉动|引导"
)
"""Money that a project earns, moves or looks at, and not what it costs."""

_INPUT = re.compile(r"经费|资金|投入|预算|补助|补贴|费用|成本|拨款|支出|款|费$")


def _amounts(cells: Cells, name: str) -> list[Quantity]:
    """Amounts a field states for the whole row; unit prices and standards are left out."""
    quantities = [quantity for quantity in cells.artefacts[name].quantities if quantity.dimension in MONEY]
    priced = _PER_UNIT.search(cells.texts[name]) or (name == "target" and _PRICE_NAME.search(cells.texts["level3"]))
    return quantities if quantities and not priced else []


def _only_amount(cells: Cells, name: str) -> list[Quantity]:
    """The amount of a field that states one number and this, and no range and no threshold; else none."""
    text = cells.texts[name]
    stated = cells.artefacts[name].quantities
    if len(stated) != 1 or _RANGE.search(text) or (_THRESHOLD.search(text) and not _is_whole(stated[0], text)):
        return []
    return _amounts(cells, name)


def _is_whole(quantity: Quantity, text: str) -> bool:
    return normalise(quantity.text) == normalise(text)


def _quote(row: RowView, name: str, quantity: Quantity) -> Evidence:
    return Evidence(
        text=row.text(name), indicator=row.indicator.id, project=row.project.code, field=name, span=quantity.span
    )


def amount_against_budget(batch: Batch, settings: Settings) -> CheckResult:
    """An input amount of a quantity or cost row that is larger than the whole budget of the project."""
    rows = [row for row in batch.rows if row.cells.category in MONEY_ROWS]
    undecided = [(row.subject, "项目没有预算数") for row in rows if row.project.budget_wan is None]
    hits = [hit for row in rows if (hit := _over_budget(row)) is not None]
    return CheckResult(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def _over_budget(row: RowView) -> Hit | None:
    put_in = row.cells.cached(_put_in)
    budget = row.budget_yuan if put_in else None
    if budget is None:
        return None
    for name, quantity in put_in:
        amount = Decimal(quantity.value)
        if amount > budget and not same_amount(amount, budget):
            evidence = (_purpose(row),) if row.project.purpose else ()
            values = {"amount": quantity.text, "accused": quantity.text}
            return Hit(row.subject, name, quantity.span, values, (_quote(row, name, quantity), *evidence))
    return None


def _put_in(cells: Cells) -> tuple[tuple[str, Quantity], ...]:
    """The amounts that a row puts in this year, each with its field; none where it is about other money or other years."""
    found = tuple((name, one) for name in ("target", "level3", "description") for one in _only_amount(cells, name))
    about = "，".join((cells.texts["level3"], cells.texts["description"], cells.texts["target"]))
    return found if found and _speaks_of_input(cells) and not of_other_period(about, cells.year) else ()


def _speaks_of_input(cells: Cells) -> bool:
    """Whether the row is about money put in (and not about money earned, moved or saved)."""
    text, description = cells.texts["level3"], cells.texts["description"]
    if _RESULT.search(text + description) or _MORE_THAN_THIS_YEAR.search(text + description):
        return False
    if pattern("money_collected").found_in(text):
        return False
    if cells.category != "quantity":
        return True
    whole = any(_is_whole(quantity, text) for quantity in cells.artefacts["level3"].quantities)
    return whole or _INPUT.search(text) is not None or _INPUT.search(description) is not None


def _purpose(row: RowView) -> Evidence:
    return Evidence(text=row.project.purpose, project=row.project.code, field="purpose")


def department_total(batch: Batch, settings: Settings) -> CheckResult:
    """A total of the projects that the overall goal states, against the sum of their budgets."""
    subjects: list[Subject] = []
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for number, submission in enumerate(batch.submissions):
        if not submission.projects:
            continue
        subjects.append(Subject(number))
        budgets = [wan_to_yuan(project.budget_wan) for project in submission.projects]
        totals = _stated_totals(submission.overall_goal, submission.year, batch)
        if not totals or None in budgets:
            undecided.append((Subject(number), "材料没有写项目支出总额，或者有的项目没有预算数"))
            continue
        total = sum((budget for budget in budgets if budget is not None), Decimal(0))
        if not any(same_amount(total, Decimal(stated.value)) for stated in totals):
            stated = totals[0]
            text = f"{total / 10000:f}".rstrip("0").rstrip(".")
            evidence = (Evidence(text=submission.overall_goal, submission=submission.source, span=stated.span),)
            values = {"stated": stated.text, "total": text, "projects": str(len(budgets)), "accused": stated.text}
            hits.append(Hit(Subject(number), values=values, evidence=evidence))
    return CheckResult(tuple(subjects), tuple(hits), tuple(undecided))


def _stated_totals(text: str, year: int | None, batch: Batch) -> list[Quantity]:
    """The amounts that a text gives as the total of all projects this year."""
    return [
        quantity
        for quantity in batch.language.analyse(text).quantities
        if quantity.dimension == "money"
        and quantity.comparator in (None, "=")
        and times_a_year(text, quantity.span, year) == 1
        and _is_total(text[clause_start(text, quantity.span[0]) : quantity.span[0]], text, quantity)
    ]


def _is_total(head: str, text: str, quantity: Quantity) -> bool:
    """Whether a clause calls the amount at its end the total of the projects, or follows a count of them."""
    before = text[sentence_start(text, quantity.span[0]) : quantity.span[0]]
    if _NOT_ALL.search(before):
        return False
    return bool(_TOTAL_BEFORE.fullmatch(head) or (_COUNT_BEFORE.search(before) and _SUM_BEFORE.fullmatch(head)))


@rests_on("project.budget_wan", "project.funding")
def funding_against_budget(batch: Batch, settings: Settings) -> CheckResult:
    """Sources of money that do not add up to the budget."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        budget = view.budget_yuan
        if budget is None or not view.project.funding:
            undecided.append((view.subject, "没有预算数或资金来源"))
            continue
        parts = [wan_to_yuan(part.amount_wan) or Decimal(0) for part in view.project.funding]
        if not _adds_up(parts, budget):
            total = f"{sum(parts, Decimal(0)) / 10000:f}".rstrip("0").rstrip(".")
            evidence = (Evidence(text=view.project.purpose, project=view.project.code, field="purpose"),)
            hits.append(Hit(view.subject, "project.purpose", None, {"total": total, "accused": total}, evidence))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _adds_up(parts: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether amounts in 元 add up to the whole; each may be rounded in the last of its decimals of 万元, two to six (分)."""
    decimals = max(2, *(-int(amount.scaleb(-4).normalize().as_tuple().exponent) for amount in (*parts, whole)))
    return abs(sum(parts, Decimal(0)) - whole) <= Decimal(10000).scaleb(-min(decimals, 6))


_WHOLE_COST = re.compile(
    r"(?:本?项目|年度|全年|财政)*(?:总成本|总投入|总支出|总费用|总预算|成本总[额量]|投入总额|资金投入(?:总额)?|财政投入(?:资金)?|投入资金|预算控制|成本控制"
    r"|预算金额|项目成本|项目支出|项目经费|项目资金|资金总额|预算总额)(?:金额|数|额)?"
)


def total_cost_row(batch: Batch, settings: Settings) -> CheckResult:
    """A cost row that states the cost of the whole project and less than the budget. Larger amounts are another rule's."""
    rows = [row for row in batch.rows if row.cells.category in ("cost", "economic_cost")]
    undecided = [(row.subject, "项目没有预算数") for row in rows if row.project.budget_wan is None]
    hits = [hit for row in rows if (hit := _below_budget(row)) is not None]
    return CheckResult(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def _below_budget(row: RowView) -> Hit | None:
    stated = row.cells.cached(_whole_cost)
    budget = row.budget_yuan if stated else None
    if stated is None or budget is None:
        return None
    amount = Decimal(stated.value)
    if amount >= budget or same_amount(amount, budget):
        return None
    sources = [wan_to_yuan(part.amount_wan) or Decimal(0) for part in row.project.funding]
    if stated.comparator in ("≥", ">", "≈") or any(same_amount(amount, source) for source in sources):
        return None
    if _with_other_rows(row, budget):
        return None
    evidence = (_purpose(row),) if row.project.purpose else ()
    return Hit(row.subject, "target", stated.span, {"amount": stated.text, "accused": stated.text}, evidence)


def _whole_cost(cells: Cells) -> Quantity | None:
    """The target of a row that is named after the cost of the whole project, where that is an amount and nothing else."""
    if _WHOLE_COST.fullmatch(normalise(cells.texts["level3"])) is None:
        return None
    stated = _amounts(cells, "target")
    return stated[0] if len(stated) == 1 and _is_whole(stated[0], cells.texts["target"]) else None


def _with_other_rows(row: RowView, budget: Decimal) -> bool:
    """Whether the amounts of all cost rows of the project add up to its budget."""
    rows = [one for one in row.project.indicators if level2_of(one.level2) == row.category]
    amounts = [
        one for other in rows for one in row.language.analyse(other.target).quantities if one.dimension == "money"
    ]
    return same_amount(sum((Decimal(one.value) for one in amounts), Decimal(0)), budget)
