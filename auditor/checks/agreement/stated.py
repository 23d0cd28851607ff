"""Amounts that a text calls the project's budget of this year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.agreement.facts import Fact, Source, quantity_stated, sources_of
from auditor.checks.history.statements import same_amount
from auditor.checks.protocol import Batch, ProjectView, wan_to_yuan
from auditor.language.clauses import clause, clause_start, sentence_start
from auditor.language.scope import times_a_year
from auditor.model import Quantity

_PLAIN = re.compile(
    r"""
    (?: 本(?:项目|年度?|单位|部门|次)? | 该项目 | 项目 | 年度 | 今年 | 当年 | 全年 | 20\d\d年度? | 部门 | 单位 | 我[局委办院校中心站单位]+
      | [省市区县镇乡]级? | 中央 | 上级 | 本级 | 财政 | 公共 | 一般 | 总计? | 专项 | 工作 | 安排 | 申请 | 拟 | 计划 | 预计 | 投入 | 共 | 所?需要?
      | 核定 | 下达 | 批复 | 批准 | 使用 | 支出 | 概算 | 预算 | 资金 | 经费 | 投资 | 拨款 | 金额 | 数 | 总?额 | 规模 | 总量 | 合计 | 共计 | 需求
      | 由 | 为 | 是 | 约 | 达到? | 人民币 | 的 | [：:\s（(] )*
    """,
    re.VERBOSE,
)
"""Words that call the whole budget by name and say nothing of a part of it."""

_BUDGET = re.compile(r"预算|资金|经费|投资|拨款|金额|概算|投入|所?需")
_MOST_PARTS = 10
_SOURCE = re.compile(r"财政|拨款|[省市区县镇乡]级|中央|上级|本级")
_OTHER_SOURCE = re.compile(r"自筹|配套|社会资本|其他资金|上级|中央|省级|市级|县级|区级|捐赠|贷款")
_ITEM = re.compile(
    r"(?:^|[。；;，,：:\n\s])(?:(?:目标|任务|工作|内容)?[（(]?(?:\d{1,2}|[一二三四五六七八九十])[)）.、:：](?!\d)|[一二三四五六七八九十]是)|[①-⑳]"
)
_WHOLE_SAID = re.compile(r"项目|年度|全年|总|共计|合计|预算")
_UNIT_PRICE = re.compile(r"(?:元|万元)\s*(?:[/／]|每)|每[\u4e00-\u9fff]{1,3}[\d.]+(?:元|万元)|单价")
_SAID_OF_MORE = re.compile(r"补助|奖励|节约|增收|收入|损失|限额|控制|标准")


def stated_budgets(view: ProjectView, batch: Batch, texts: tuple[str, ...]) -> list[Fact]:
    """Amounts that a text calls the project's budget of this year; parts, sources, unit prices, other years are left out."""
    found: list[Fact] = []
    for source in sources_of(view, texts):
        stated = list(_stated(source, view, batch))
        if not stated:
            continue
        named = _amounts(source.text, batch)
        if not _are_parts(stated, view.budget_yuan) and not _with_others(stated, named, view.budget_yuan):
            found += [fact for fact in stated if not _beside_the_budget(fact, stated, view.budget_yuan)]
    return found


def _stated(source: Source, view: ProjectView, batch: Batch) -> Iterator[Fact]:
    year = view.submission.year
    for quantity in batch.language.analyse(source.text).quantities:
        if quantity.dimension != "money" or quantity.comparator not in (None, "="):
            continue
        if _of_an_item(source.text, quantity):
            continue
        if _calls_budget(source.text, quantity, view) and times_a_year(source.text, quantity.span, year) == 1:
            stated = quantity_stated(quantity, clause(source.text, quantity.span))
            yield Fact(source.place, source.field, source.text, stated)


def _of_an_item(text: str, quantity: Quantity) -> bool:
    """Whether an amount may be what one of several tasks, or of several pieces, costs: 目标1：…投资30万元；目标2：…"""
    start = quantity.span[0]
    head = text[clause_start(text, start) : start]
    if _WHOLE_SAID.search(_ITEM.sub("", head)):
        return False
    items = [match.end() for match in _ITEM.finditer(text)]
    return (len(items) > 1 and items[0] <= start) or bool(_UNIT_PRICE.search(text[sentence_start(text, start) : start]))


def _says_whole(fact: Fact) -> bool:
    start = fact.stated.span[0] if fact.stated.span else 0
    return bool(_WHOLE_SAID.search(fact.quoted[clause_start(fact.quoted, start) : start]))


def _amounts(text: str, batch: Batch) -> list[Decimal]:
    """The amounts of money of a text that are no limits."""
    stated = batch.language.analyse(text).quantities
    return [Decimal(one.value) for one in stated if one.dimension == "money" and one.comparator in (None, "=")]


def _with_others(stated: Sequence[Fact], named: Sequence[Decimal], budget: Decimal | None) -> bool:
    """Whether amounts called the budget make it up only together with all other amounts of the text."""
    if budget is None or not stated or not 2 <= len(named) <= _MOST_PARTS or any(map(_says_whole, stated)):
        return False
    sums = {Decimal(0)}
    for one in named:
        sums |= {one + other for other in sums}
    return any(same_amount(one, budget) for one in sums) and not any(same_amount(one, budget) for one in named)


def _calls_budget(text: str, quantity: Quantity, view: ProjectView) -> bool:
    start = quantity.span[0]
    head = text[clause_start(text, start) : start].strip().replace(view.project.name or "\n", "项目")
    if _PLAIN.fullmatch(head) is None or not _BUDGET.search(head) or _SAID_OF_MORE.search(clause(text, quantity.span)):
        return False
    return not _SOURCE.search(head) or not _is_source(text, quantity, view)


def _is_source(text: str, quantity: Quantity, view: ProjectView) -> bool:
    """Whether an amount of public money may be one of several sources."""
    amounts = [wan_to_yuan(part.amount_wan) or Decimal(0) for part in view.project.funding]
    stated = any(same_amount(amount, Decimal(quantity.value)) for amount in amounts)
    return stated or sum(amount > 0 for amount in amounts) > 1 or _OTHER_SOURCE.search(text) is not None


def _are_parts(stated: Sequence[Fact], budget: Decimal | None) -> bool:
    """Whether several amounts of one text add up to the budget."""
    whole = sum((fact.stated.value for fact in stated), Decimal(0))
    return budget is not None and len(stated) > 1 and same_amount(whole, budget)


def _beside_the_budget(fact: Fact, stated: Sequence[Fact], budget: Decimal | None) -> bool:
    """Whether another amount of the same sentence is the budget, so that this one is something else."""
    start = _sentence(fact)
    return budget is not None and any(
        other is not fact and _sentence(other) == start and same_amount(other.stated.value, budget) for other in stated
    )


def _sentence(fact: Fact) -> int:
    return sentence_start(fact.quoted, fact.stated.span[0]) if fact.stated.span else 0
