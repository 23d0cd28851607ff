"""What a cell of a form names: a field of a project or a column of an indicator table.

Whole headings are listed in ``corpora/forms/headings.yaml``; others are composed of the parts in ``grammar.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.reading.forms.composed import Composition, Period, composition
from auditor.reading.forms.vocabulary import vocabulary

_NOISE = re.compile(r"[\s*＊:：、]|[（(\[【][^）)\]】]*[）)\]】]")
_WITH_UNIT = re.compile(r"(?:及|和|与|含)(?:度量|计量)?单位$")
_BLANKS = re.compile(r"\s+")
_UNIT = re.compile(r"[（(\[【]?\s*(?:单位[:：]?)?(?P<unit>亿元|万元|千元|元)\s*[）)\]】]?")
_TRANSLATED = re.compile(r"(?<=[\u4e00-\u9fff])[/|]?[A-Za-z][A-Za-z\d.,&'\-–/]+$")
_MONITORED = re.compile(r"\d{1,2}[-—–~至]\d{1,2}月(?:份)?.*(?:执行|完成|实际).*")
_REASON = re.compile(
    r"(?:偏差|未完成).{0,6}原因.*|(?:原因|偏差情况)(?:说明|分析)(?:及|和|与).*措施|扣分(?:原因|说明)|得分(?:说明|理由)"
)
_EXECUTED = re.compile(
    r"(?:\d{1,2}[-—–~至]\d{1,2}月(?:份)?|截[至止]到?(?:20\d\d年)?\d{1,2}月(?:份|底|末)?|\d{1,2}月[底末]|上半年|前三季度|监控期(?:内)?|本期)(?:累计|已|实际)*"
    r"(?:预算|资金)?(?:执行|支出)(?P<rate>数|金额|额|率|进度)"
)
_BUDGET = re.compile(
    r"(?:20\d\d年度?|年度|本年度?|当年度?|全年|年初|本次)?(?:拟?申请|申报|批复|核定|下达|安排)?(?:项目|部门|单位)?(?:年度|本年度?|当年|总)?(?:预算|资金|经费)"
    r"(?:申报|申请|安排|批复|核定|下达|预算|资金|经费|总)*(?:总额|总金额|总数|总量|金额|数额|数|额|规模|情况)?"
)
_GOAL = re.compile(
    r"(?:20\d\d年度?|年度|本年度?|当年度?|全年|年初)?(?:项目|部门|单位|支出|预算|专项|资金|政策)*(?:年度|总体|预期|预定|设定|绩效|计划)+目标(?:内容|描述|概述|设定)?"
)
"""What a project is to reach; longer terms are listed."""
_JOINED = re.compile(r"[、/／]|(?<=名称)[及和与]")
_SIGNATURE = re.compile(
    r"(?:填报|审核|联系|填表|制表|经办|复核|负责|单位|部门|财务|分管|主管|项目)?(?:人|负责人|领导|电话|日期|时间|签字|盖章|签章)[:：].*"
    r"|(?:注|备注|说明|填表说明|填报说明|附注)\d?[:：、.．].*|(?:备注|其他需要说明的问题|填报单位[（(]盖章[)）])[:：]?"
)
_SOURCES = re.compile(
    r"(?:其中)?[①②③\d.、]*(?P<source>(?:当年|本年|年初|年度)?(?:一般公共预算|政府性基金|财政性?|中央|地方|省级|市级|区级|县级|乡镇|本级|其他|其它|上级|上年|以前年度|自筹|单位|事业收入|经营收入|银行贷款|债券|结转|社会|非财政)"
    r"(?:预算|拨款|资金|补助|结转|结余|财政|收入|自筹|自有|专项|转移支付|配套|投入|安排|下达|专款)*)"
)
_WHOLE_VALUES = ("指标值", "目标值")
"""What is the value of an indicator whatever else of no meaning stands before it (项目指标值)."""
_IN_WORDS = "定性"
"""What tells a value in words from one in figures, where a form has a column for each."""
HEAD_FIELDS = frozenset({"code", "name", "budget", "purpose", "goal", "plan", "department", "starts", "ends", "period"})
REPEATED_FIELDS = frozenset({"level2", "level3", "target"})
"""Columns that stand twice where mid-term and annual targets are side by side."""
_CODE = re.compile("编码|代码|编号")
_CHANGE = re.compile(r"(?P<time>调整前|变更前|修订前|原|调整后|变更后|修订后|现)的?(?P<thing>.{2,})")
_CHANGED = frozenset({"level1", "level2", "level3", "budget", "goal", "name"})
_LONGEST = 40
_OF_SEVERAL = ("name", "code", "department")
"""Which of several fields that one column is headed by its cells say in the rows of a list."""


@dataclass(frozen=True)
class Heading:
    """A word of a form: ``field`` is what it names.

    ``unit`` is the money unit written with it; ``monitoring``: a part of the year; ``period`` and ``year``: the time that
    a value is of; ``forecast``: a value that is expected to be reached, which may be a target or an outlook.
    """

    field: str
    unit: str | None = None
    monitoring: bool = False
    period: Period = ""
    year: int | None = None
    forecast: bool = False


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading | None:
    """What a cell names, None where it is not a heading."""
    if not text or len(text) > _LONGEST:
        return None
    bare = plain(text)
    if executed := _EXECUTED.fullmatch(bare):
        return Heading("rate" if executed["rate"] in ("率", "进度") else "executed", monitoring=True)
    if _MONITORED.fullmatch(bare):
        return Heading("actual", monitoring=True)
    name = vocabulary().fields.get(bare) or ("deviation_reason" if _REASON.fullmatch(bare) else None)
    if name == "target" and _IN_WORDS in text:
        return Heading("target_in_words")
    if name in ("target", "actual", "section"):
        timed = composition(bare) or Composition()
        return Heading(name, money_unit(text), period=timed.period, year=timed.year)
    if name == "longterm_target":
        return Heading("target", period="longterm")
    if name:
        return Heading(name, money_unit(text), period="adjusted" if bare.startswith("调整后") else "")
    if _BUDGET.fullmatch(bare) and funding_source(text) is None:
        return Heading("budget", money_unit(text))
    return (
        _composed(bare)
        or _joined(text)
        or (Heading("goal") if "目标" in bare and _GOAL.fullmatch(bare) else None)
        or _changed(bare)
    )


def _changed(bare: str) -> Heading | None:
    """What was so before a change of the budget, or is so after it: 原绩效目标, 调整后三级指标."""
    found = _CHANGE.fullmatch(bare)
    named = heading(found["thing"]) if found else None
    time = composition(found["time"]) if found else None
    if named is None or time is None or named.field not in _CHANGED:
        return None
    return replace(named, period=time.period)


def _composed(bare: str) -> Heading | None:
    """A value of some period, planned or reached, or a part of one; None for what names no value."""
    found = composition(bare)
    if found is None:
        return None
    timed = Heading("target", period=found.period, year=found.year)
    if found.thing == "value" and found.part in ("comparator", "unit"):
        return Heading("actual_unit" if found.part == "unit" and found.actual and not found.plan else found.part)
    if found.thing == "value" and (found.plan or found.actual or found.period or bare.endswith(_WHOLE_VALUES)):
        only_actual = found.actual and not found.plan
        return replace(timed, field="actual") if only_actual else replace(timed, forecast=found.actual)
    if found.thing == "outcome" and found.actual and not found.plan:
        return replace(timed, field="actual")
    if found.thing == "indicators" and found.period and not found.plan and bare.endswith("指标"):
        return replace(timed, field="section")
    return None


def _joined(text: str) -> Heading | None:
    """A heading of several fields (单位名称、项目名称); its cells name the project."""
    parts = [part for part in _JOINED.split(text) if part.strip()]
    if len(parts) < 2:
        return None
    named = [vocabulary().fields.get(plain(part)) for part in parts]
    return next((Heading(field) for field in _OF_SEVERAL if field in named), None) if all(named) else None


def time_of(text: str) -> Heading | None:
    """The period that a cell names and no thing (前年, 2025年, 一季度, 上年实际); ``field`` where it says planned or reached."""
    found = composition(plain(text)) if 0 < len(text) <= _LONGEST else None
    if found is None or not (found.period or found.plan or found.actual) or found.thing or found.part:
        return None
    field = "target" if found.plan else "actual" if found.actual else ""
    return Heading(field, period=found.period, year=found.year)


def period_in(text: str) -> Heading | None:
    """The period that a heading names among other things (长期绩效指标, 中期目标), None where it names none."""
    found = composition(plain(text)) if 0 < len(text) <= _LONGEST else None
    return Heading("", period=found.period, year=found.year) if found is not None and found.period else None


def part_of(text: str) -> str | None:
    """Which part of a value a cell below its heading names: comparator, number or unit."""
    found = composition(plain(text)) if 0 < len(text) <= _LONGEST else None
    if found is None:
        return None
    return found.part or ("number" if found == Composition(thing="value") else None)


def is_in_words(text: str) -> bool:
    """Whether a cell below the heading of values is that of values in words."""
    return plain(text) == _IN_WORDS


def stand_in(text: str) -> str | None:
    """The field that a heading names where no other column of the table does."""
    return vocabulary().stands_in.get(plain(text)) if 0 < len(text) <= _LONGEST else None


def is_ignored(text: str) -> bool:
    """Whether a heading is known to be of no concern."""
    return plain(text) in vocabulary().ignored


def is_signature(text: str) -> bool:
    """Whether a cell is a signature line or a remark below a table (审核人：…, 注：…)."""
    return _SIGNATURE.fullmatch(text.replace(" ", "")) is not None


def names_only_code(text: str) -> bool:
    """Whether a heading names the code of a thing and not its name too (单位编码, not 单位编码及名称)."""
    return _CODE.search(text) is not None and "名称" not in text


def funding_source(text: str) -> str | None:
    """The source of money a cell names (其中：财政拨款 → 财政拨款), None where it names none."""
    match = _SOURCES.fullmatch(plain(text))
    return match["source"] if match else None


def money_unit(text: str) -> str | None:
    """The unit of money written in a heading, e.g. 万元 in 预算数（万元）; its characters may stand apart (万 元)."""
    match = _UNIT.search(_BLANKS.sub("", text)) if "元" in text else None
    return match["unit"] if match else None


def plain(text: str) -> str:
    """A heading without blanks, colons, stars, what stands in brackets, the remark that its unit is written with it, and its
    translation after it (指标值 Target value).
    """
    bare = _WITH_UNIT.sub("", _NOISE.sub("", text))
    return bare if bare.isascii() or not bare[-1].isascii() else _TRANSLATED.sub("", bare)
