"""What a text says about the column it stands in: figures and set phrases are targets, sources are bases.

All values are costs: 0 is what the column expects, 5 is what hardly occurs in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMPARATOR = (
    r"(?:[≥≤≧≦><=≈±约]|大于等于|小于等于|不少于|不低于|不高于|不超过|不大于|不小于|大于|小于|等于|达到|超过|控制在|约)"
)
_STARTS_COMPARED = re.compile(r"[≥≤≧≦><=≈]")
_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?"
_UNIT = r"(?!年\w)(?:[%‰℃°·/㎡³²]|[^\W\d]){0,6}?"
_QUANTITY = re.compile(
    rf"{_COMPARATOR}{{0,2}}\s*{_NUMBER}(?:\s*[-~至—–]\s*{_NUMBER}[%]?)?\s*[%‰]?\s*{_UNIT}\s*(?:\(?含\)?)?(?:以上|以下|以内|之内|左右|及以上|及以下|内|前)?"
)
_DATE = re.compile(
    r"(?:20\d\d\s*年)?\s*(?:\d{1,2}\s*月)?\s*(?:\d{1,2}\s*[日号])?\s*(?:年|月|季|季度|上半年)?(?:底|末|初|中旬|上旬|下旬)?(?:之?前|完成|前完成|以?内|之前完成)?"
)
_SET_TARGET = re.compile(
    r"(?:是|否|无|有|优|良|中|好|高|强|全年|全部|全面|长期|及时|按时|按期|年内|年底|当年|持续|基本|明显|显著|有效|有所|不断|逐步|稳步|进一步|"
    r"大幅|较高|较好|合格|达标|完成|通过|到位|良好|优良|优秀|稳定|提升|提高|增强|改善|增加|减少|降低|下降|促进|保障|覆盖|满意|符合|"
    r"零|定期|常态化|规范|健全|完善|长效|普遍)"
)
_BASIS = re.compile(
    r"(?:文件|规定|办法|制度|条例|法》|通知|意见|方案|规划|计划|标准|合同|协议|台账|统计|报表|调查|问卷|依据|根据|按照|专款专用|批复|预算|决算|"
    r"报告|数据|资料|记录|清单|规范|细则|纪要|要求|测算|估算|经验|历史|往年|上年|实际|情况|完成率|满意度|满意率|抽样|抽查|考核|验收|凭证|"
    r"名册|花名册|系统|平台|档案|任务书|指南|指标|目标|签到|访谈|监测|评价|反馈|公告|证书|下达|责任书|导则|规程|证明|登记|职能|职责|需求)"
)
MEASURES = "年月日天时分秒周季个人名户次件项条场处所座辆台套份册篇期批家只头亩米吨升度元万亿倍级类届轮张本块间栋栏盏余多平公千克"
"""Characters that units of measure begin with."""

_COMPARING = re.compile(r"(?:[≥≤≧≦><=＞＜＝、]|[低少高多大小等]于|超过|不超|达到?|控制在|[约至到第共每近超])$")
_DIGIT = re.compile(r"\d")
_PLACEHOLDER = re.compile(r"[*＊xX×/、.。…\-—_]+")
_WHOLE_WORDS = frozenset("无是否有优良中好高低多少零强")
_LONG = 20
_SHORT = 4
_WORDY = 12
_MEMORY = 1 << 15
_FOLD = str.maketrans("％＞＜＝，．（）", "%><=,.()")


@lru_cache(maxsize=_MEMORY)
def target_cost(text: str) -> float:
    """How unlike a target the text is."""
    if is_quantity(text) or _STARTS_COMPARED.match(text):
        return 0.0
    if _PLACEHOLDER.fullmatch(text):
        return 0.0
    if _DIGIT.search(text):
        return 0.7 + _overlong(text)
    if len(text) == 1 and text not in _WHOLE_WORDS:
        return 2.5
    return (
        (0.5 if len(text) <= 8 and _SET_TARGET.search(text) else 1.2)
        + 0.15 * max(0, len(text) - _WORDY)
        + _overlong(text)
    )


@lru_cache(maxsize=_MEMORY)
def basis_cost(text: str) -> float:
    """How unlike the source of a target the text is."""
    if is_quantity(text) or _STARTS_COMPARED.match(text):
        return 4.5
    if _PLACEHOLDER.fullmatch(text):
        return 1.5
    if len(text) == 1 and text not in _WHOLE_WORDS:
        return 2.5
    return (0.0 if _BASIS.search(text) else 0.9) + _overlong(text)


@lru_cache(maxsize=_MEMORY)
def level3_cost(text: str) -> float:
    """How unlike an indicator's name the text is."""
    if _STARTS_COMPARED.match(text):
        return 5.0
    if is_quantity(text):
        return 2.0
    return (0.4 if _DIGIT.search(text) else 0.0) + _overlong(text)


@lru_cache(maxsize=_MEMORY)
def description_cost(text: str) -> float:
    """How unlike a description the text is."""
    if _STARTS_COMPARED.match(text):
        return 4.0
    return (2.5 if is_quantity(text) else 0.0) + (0.8 if len(text) < _SHORT else 0.0)


@lru_cache(maxsize=_MEMORY)
def is_quantity(text: str) -> bool:
    """Whether the whole text is one figure with its unit, or one date."""
    folded = text.translate(_FOLD)
    if not _DIGIT.search(folded):
        return False
    return bool(_QUANTITY.fullmatch(folded) or _DATE.fullmatch(folded))


def is_one_figure(before: str, after: str) -> bool:
    """Whether two texts parted by a blank are one figure: 11 and 月底前, 不低于 and 90%."""
    if before[-1:].isascii() and before[-1:].isalnum():
        return after[:1] in MEASURES
    return after[:1].isdigit() and bool(_COMPARING.search(before[-3:]))


def _overlong(text: str) -> float:
    return 0.05 * max(0, len(text) - _LONG)
