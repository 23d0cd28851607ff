"""Advice in words: what a row could say instead, as a sentence of its own and as a short form for a list of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor.advice.targets import BLANK, Proposal, unit_of
from auditor.checks.protocol import RowView
from auditor.language.heads import head_noun
from auditor.model import Offer, OfferedIndicator, OfferKind

CHECKED = "（示例，须由单位核定）"

OMITTED = {
    "economic": "没有直接经济效益的，此类可以不设",
    "ecological": "没有生态影响的，此类可以不设",
    "sustainable": "没有持续影响的，此类可以不设",
    "social_cost": "没有社会成本的，此类可以不设",
    "ecological_cost": "没有生态环境成本的，此类可以不设",
}
"""Categories that not every project has."""

_OF_CATEGORY = {
    "quantity": f"写明做了什么、做了多少，并带上个、次、人等单位，如“{BLANK}数量 ≥{BLANK}”",
    "quality": f"写明能查验的质量标准，如“{BLANK}合格率 ≥{BLANK}%”",
    "economic": f"确有的，写明节约、增收或者带动的数额，如“{BLANK}节约金额 ≥{BLANK}万元”",
    "social": f"写明谁受益、多少人受益，如“{BLANK}受益人数 ≥{BLANK}人”“{BLANK}覆盖率 ≥{BLANK}%”",
    "ecological": f"确有的，写明排放、能耗、绿化等的数值，如“{BLANK}排放量 较上年（{BLANK}吨）下降{BLANK}%”",
    "sustainable": f"确有的，写明能用多久或者年底还在用的比例，如“{BLANK}正常使用率 ≥{BLANK}%”",
    "cost": f"写明单位成本或者分项成本，如“{BLANK}单价 ≤{BLANK}元”",
    "economic_cost": f"写明单位成本或者分项成本，如“{BLANK}单价 ≤{BLANK}元”",
    "social_cost": f"确有的，写明数值，如“{BLANK}投诉件数 ≤{BLANK}件”",
    "ecological_cost": f"确有的，写明数值，如“{BLANK}排放量 ≤{BLANK}吨”",
}
"""What to write where nothing of the project's own could be found, by category of the row."""

_ANY = "改设能计数、计时或者测评的指标，写明名称、数值和单位"

_WHOLE = 100
"""Per cent."""

_AVERAGE = re.compile(r"(?:全国|全省|全市|全县|全区|同类|同行业|行业|本省|本市)?平均(?:水平|数|值)?")
_BEFORE = re.compile(r"去年|上年|上一年|往年|同期|历年|前三年|近三年")


def rewriting_offer(row: RowView, proposals: Sequence[Proposal]) -> Offer:
    """To give the row a target, or to set another indicator where its name can have none."""
    if proposals and proposals[0].level3 is None:
        shown = proposals[0].written
        asked = "，并在依据栏写明调查方式和份数" if row.category == "satisfaction" else ""
        return Offer(
            kind="value",
            sentence=f"写明要达到的值，如{shown}{asked}{CHECKED}",
            short=shown,
            indicators=_offered(proposals),
        )
    return instead_offer(row, proposals)


def instead_offer(row: RowView, proposals: Sequence[Proposal]) -> Offer:
    """To set another indicator; of a row for which none could be found, what its category wants."""
    category = row.category or ""
    spared = OMITTED.get(category, "")
    if not proposals:
        wanted = _OF_CATEGORY.get(category, _ANY)
        short = spared.replace("此类", "") if spared else wanted
        said = f"按实际改写：{spared}；{wanted}" if spared else wanted
        return Offer(kind="nothing", sentence=f"{said}{CHECKED}", short=short)
    listed = "或".join(one.written for one in proposals)
    kind, lead, tail = _around(category)
    return Offer(
        kind=kind,
        sentence=f"{lead}，如{listed}{tail}{CHECKED}" + (f"；{spared}" if spared else ""),
        short=listed,
        indicators=_offered(proposals),
    )


def _offered(proposals: Sequence[Proposal]) -> tuple[OfferedIndicator, ...]:
    return tuple(OfferedIndicator(level3=one.level3, target=one.target) for one in proposals)


_PLAIN: tuple[OfferKind, str, str] = ("indicator", "改设本项目能计数的指标", "，并在描述栏写明口径")
_AROUND: Mapping[str, tuple[OfferKind, str, str]] = {
    "satisfaction": ("people", "写明调查谁和目标值", "，并在依据栏写明调查方式和份数"),
    "timeliness": ("date", "写明哪项工作在什么时候完成", ""),
    "cost": ("cost", "写明单位成本或者分项成本", ""),
    "economic_cost": ("cost", "写明单位成本或者分项成本", ""),
}


_ANY_UNITS = ("%", "分", "人次")
_UNITS_OF: Mapping[str, tuple[str, ...]] = {
    "quantity": ("个", "次", "人"),
    "timeliness": ("天", "个工作日", "%"),
    "cost": ("万元", "元"),
    "economic_cost": ("万元", "元"),
    "economic": ("万元", "元", "%"),
}
"""What a bare number may count in a category, where the name of the row does not tell."""


def _around(category: str) -> tuple[OfferKind, str, str]:
    """The kind of an offer, and what stands before and behind the example."""
    return _AROUND.get(category, _PLAIN)


def with_unit(row: RowView, accused: str) -> str:
    """A bare number with the unit that the row's name wants; several where the name leaves it open."""
    head = head_noun(row.indicator.level3.strip("。．.；; "))
    number = re.search(r"\d+(?:\.\d+)?", accused)
    if row.category == "satisfaction" or (head is not None and unit_of(head) == "%"):
        fits = number is not None and float(number[0]) <= _WHOLE
        return f"“{accused}%”" if fits else f"“≥{BLANK}%”，并核对数值"
    if head is not None:
        return f"“{accused}{unit_of(head)}”"
    *others, last = [f"“{accused}{unit}”" for unit in _UNITS_OF.get(row.category or "", _ANY_UNITS)]
    return f"{''.join(others)}或者{last}"


def split_by_respondents(row: RowView) -> str:
    """A satisfaction indicator for each of the groups of people that a row asks at once."""
    name = re.sub(r"的?满意(?:度|率).*$", "", row.indicator.level3)
    groups = [part for part in re.split(r"[、，,/]|和|与|及", name) if part]
    asked = groups if len(groups) > 1 else ["__（一类对象）", "__（另一类对象）"]
    return "".join(f"“{one}满意度 ≥{BLANK}%”" for one in asked)


def with_reference(row: RowView) -> str:
    """A target that refers to another figure, with that figure: of last year, of an average, or of a named standard."""
    target, head = row.indicator.target, head_noun(row.indicator.level3.strip("。．.；; "))
    unit = "%" if row.category == "satisfaction" else "元" if row.category in _AROUND else unit_of(head) if head else ""
    down = bool(re.search(r"不高于|不超|不大于|低于(?<!不低于)|以内|以下|减少|下降", target)) or row.category == "cost"
    sign = "≤" if down else "≥"
    average = _AVERAGE.search(target)
    if average is not None:
        return f"“{sign}{BLANK}{unit}（上年{average[0]} {BLANK}{unit}）”"
    if _BEFORE.search(target):
        return f"“{sign}{BLANK}{unit}（上年实际 {BLANK}{unit}）”"
    return f"“{sign}{BLANK}{unit}（《{BLANK}》规定标准）”"


def with_base(row: RowView, accused: str) -> str:
    """A change with the figure of the year before that it is measured from."""
    head = head_noun(row.indicator.level3.strip("。．.；; "))
    return f"“较上年（{BLANK}{unit_of(head) if head else ''}）{accused}”"


def with_one_sign(target: str) -> str:
    """A target that names its bound twice, with the sign alone; blank where it cannot be told apart."""
    bare = re.sub(r"(?:及|或)?(?:以上|以下|以内|左右)(?:水平)?[。．]?$", "", target.strip())
    return f"“{bare}”" if re.fullmatch(r"[≥≤＞＜><]=?\s*\d[\d.,]*\s*[^\d\s]{0,4}", bare) else f"“≥{BLANK}”"
