"""A target that an indicator's own name can have: for the head it ends with, in its unit, the way its meaning points."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.language.heads import HeadNoun, head_noun

BLANK = "__"

_RISING = re.compile(r"^(?:不断|持续|逐步|稳步|进一步|有效|显著|切实|大力|努力)*(?:提高|提升|增加|增长|促进|扩大|增强)")
_FALLING = re.compile(
    r"^(?:不断|持续|逐步|稳步|进一步|有效|显著|切实|大力|努力)*(?:减少|降低|下降|压减|减轻|遏制|缩短)(?:了)?"
)
_FALLING_END = re.compile(r"(?:不断|持续|逐步|明显|显著|有效|大幅|逐年)*(?:减少|降低|下降)$")
_EVENTS = re.compile(r"(?:事故|事件|案件|投诉|纠纷|火灾|隐患|伤亡|上访|违法|犯罪|警情|意外|意外发生|肇事肇祸|污染)$")
_LOSSES = re.compile(r"(?:损失|费用|成本|支出)$")
_SAVING = re.compile(r"^(?:节约|节省|压减)[^，、。]{1,8}(?:成本|费用|支出|开支)$")
_DATED = re.compile(r"(?:时间|时限|日期|期限|进度)$")
_VAGUE_TIME = re.compile(r"全年|年内|期限内|及时|按时|拨付|支付|到位")
_COST = re.compile(r"(?:成本|单价|标准|费|费用|造价|控制数)$")
_MONEY_IN = re.compile(r"投入|预算|资金|经费|财政")
_TOTAL = re.compile(
    r"^(?:项目|工程|活动|业务|年度|经济|实施|执行)?(?:总体?|全部)?(?:成本|费用?|造价|支出)(?:指标|控制数?|控制目标)?$|总成本|总造价|总费用"
)
"""The cost of everything: its amount is the budget, and says nothing of what one costs."""

_LEADING_VERBS = re.compile(
    r"^(?:不断|持续|逐步|稳步|进一步|有效|显著|切实|大力|努力|促进|推动|带动|强化|树立|培养|增强|提高|提升|加强|改善)+"
)
_AWARENESS = re.compile(
    r"(安全|法治|法律|守法|防范|防火|防灾|防雷|防震|防汛|减灾|避险|应急|环保|健康|消防|国防|反诈|防骗|节约|节水|节能|交通|卫生|保密|急救|禁毒|维权|保护)[^，、。]{0,4}"
    r"(?:意识|观念|认知)(?:水平|程度)?$"
)
_CAPABLE = re.compile(
    r"(?:队伍|人员|干部|教师|学员|民警|医生|护士|员工|职工|农民)(?=(?:综合|业务|专业|履职|工作)*(?:能力|素质|技能))"
)
_CAPABLE_END = re.compile(r"(?:综合|业务|专业|履职|工作)*(?:能力|素质|技能)(?:水平)?$")

_SHORTEST = 4
"""Characters of a name that says what is lost or spent."""

_LONGEST = 14
"""Characters of a name that is still one, with what is put behind it."""


class Proposal(NamedTuple):
    """What to write: ``level3`` is the new name, None where the row's own is kept; ``target`` has blanks for numbers."""

    level3: str | None
    target: str

    @property
    def written(self) -> str:
        """As it stands in advice."""
        return f"“{self.level3} {self.target}”" if self.level3 else f"“{self.target}”"


def target_for(name: str, category: str | None) -> Proposal | None:
    """A target that fits a name in its category, None where the name cannot be given one."""
    match category:
        case "satisfaction":
            return Proposal(None, f"≥{BLANK}%") if _asks_somebody(name) else None
        case "timeliness":
            return _deadline(name)
        case "cost" | "economic_cost":
            return Proposal(None, f"≤{BLANK}元") if _is_cost(name) else None
        case _:
            return _countable(name)


def measured_instead(name: str) -> Proposal | None:
    """How that which a name wants can be tested: what people are to be aware of by asking them, what they can do by an exam."""
    bare = _LEADING_VERBS.sub("", name)
    if len(bare) > _LONGEST:
        return None
    if _AWARENESS.search(bare):
        return Proposal(re.sub(r"(?:意识|观念|认知)(?:水平|程度)?$", "知识知晓率", bare), f"≥{BLANK}%")
    if _CAPABLE.search(bare) and _CAPABLE_END.search(bare):
        return Proposal(_CAPABLE_END.sub("考核合格率", bare), f"≥{BLANK}%")
    return None


def unit_of(head: HeadNoun) -> str:
    """The unit of what a head noun counts: the one that it names itself (件数, 人次), else the usual one."""
    named = (
        unit
        for unit in sorted(head.units, key=len, reverse=True)
        if head.word.endswith((unit, f"{unit}数", f"{unit}次"))
    )
    return next(named, head.units[0])


def _asks_somebody(name: str) -> bool:
    return bool(re.search(r"满意(?:度|率)$", name)) and not _RISING.match(name)


def _deadline(name: str) -> Proposal | None:
    if name.endswith("率"):
        return Proposal(None, f"≥{BLANK}%")
    head = head_noun(name)
    if head is not None and "duration" in head.dimensions and head.direction == "down":
        return Proposal(None, f"≤{BLANK}{head.units[0]}")
    if _DATED.search(name) and not _VAGUE_TIME.search(name):
        return Proposal(None, f"{BLANK}年{BLANK}月{BLANK}日前")
    return None


def _is_cost(name: str) -> bool:
    return bool(_COST.search(name)) and not _MONEY_IN.search(name) and not _TOTAL.search(name)


def _countable(name: str) -> Proposal | None:
    """A target for a name that ends with a head that is counted or measured, by its direction and unit."""
    falling, rising = _FALLING.match(name), _RISING.match(name)
    bare = _FALLING_END.sub("", _FALLING.sub("", name))
    if falling or bare != name:
        return _falling(bare)
    if _SAVING.match(name):
        return Proposal(f"{name}金额", f"≥{BLANK}万元")
    head = head_noun(name)
    if head is None or (head.word == "率" and len(name) < 3):
        return None
    unit = unit_of(head)
    if rising:
        points = "个百分点" if unit == "%" else "%"
        return Proposal(_RISING.sub("", name), f"较上年（{BLANK}{unit}）提高{BLANK}{points}")
    return Proposal(None, f"{'≤' if head.direction == 'down' else '≥'}{BLANK}{unit}")


def _falling(bare: str) -> Proposal | None:
    """What has to become less: events by their number, losses by their amount, everything else that is counted by itself."""
    if _EVENTS.search(bare):
        return Proposal(f"{bare}起数", f"较上年（{BLANK}起）下降{BLANK}%")
    if _LOSSES.search(bare) and len(bare) >= _SHORTEST:
        return Proposal(f"{bare}金额", f"较上年（{BLANK}万元）下降{BLANK}%")
    head = head_noun(bare)
    return (
        None
        if head is None
        else Proposal(bare, f"较上年（{BLANK}{unit_of(head)}）下降{BLANK}{'个百分点' if unit_of(head) == '%' else '%'}")
    )
