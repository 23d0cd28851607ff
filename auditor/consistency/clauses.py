"""The clause around a number: what it is said of, and of which period."""

from __future__ import annotations

import re

from auditor.checks.similarity import content_words
from auditor.language.artefacts import Language
from auditor.model import Span

_ENDS = "，,。；;！!、\n"
_CLAUSE_ENDS = "，,。；;！!\n"

GENERIC = frozenset(
    [
        "完成", "开展", "工作", "项目", "全年", "年度", "组织", "实施", "达到", "以上", "不少于", "不低于", "左右", "本年", "计划", "预计", "进行", "每年", "全区", "全县", "全市",
        "相关", "各类", "有关", "使用", "用于", "通过", "实现", "指标", "目标", "数量", "及时", "确保", "保障", "提高", "提升", "加强", "每次", "人次", "次数", "人数", "万元", "资金",
        "时间", "时限", "期限", "日期", "进度", "月底", "年底", "质量", "任务", "按期", "按时",
    ]
)  # fmt: skip
"""Words that any clause may have and that show no likeness."""

_OTHER_PERIOD = re.compile(
    r"累计|历年|总投资|往年|上年|上一年|去年|前年|三年|五年|两年|多年|\d+年来|规划期|“?十[三四五]五”?|中期|远期|预计到|以来"
)
EXPLAINED = re.compile(
    r"差异原因|原因[是为：:在]|差额|尾差|四舍五入|结转|调整[为后增减]|追加|压减|不含|不包括|另有|其余|剩余|分\d?年|分期|跨年"
)
"""Words by which a text explains why two numbers differ."""


def clause(text: str, span: Span) -> str:
    """The clause around a span; where it holds little beside the number, together with the one before it."""
    start, end = span
    left = _left(text, start)
    right = min((found for mark in _ENDS if (found := text.find(mark, end)) >= 0), default=len(text))
    own = text[left:right]
    if len(own) - (end - start) < 3 and left > 1:
        own = text[_left(text, left - 1) : right]
    return own.strip(_ENDS + " ")


def _left(text: str, start: int) -> int:
    return max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1


def telling_words(text: str, language: Language) -> frozenset[str]:
    """The content words of a text that say what it is about."""
    return content_words((text,), language) - GENERIC


def of_other_period(text: str, year: int | None) -> bool:
    """Whether a clause speaks of several years, of an earlier one, or of a sum over years."""
    if _OTHER_PERIOD.search(text):
        return True
    years = {int(found) for found in re.findall(r"(20\d\d)年", text)}
    return bool(years) and (year is None or years != {year})
