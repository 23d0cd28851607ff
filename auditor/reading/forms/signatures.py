"""Lines of a form for those who sign it and how they are reached: labels, each with its value beside it or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.reading.forms.headings import heading, is_signature

_MADE = "填报|填表|填写|编制|制表|申报|审核|审批|审定|批准|复核|校核|经办|联系"
_WHOSE = f"{_MADE}|负责|责任|单位|部门|科室|处室|股室|财务|财政|业务|分管|主管|主要|项目|行政|办公|法定|法人|移动|固定|电子|本"
_SIGNED = "签字|签名|签章|盖章|公章"
_SEALED = f"(?:{_SIGNED}|[（(](?:{_SIGNED}|签|章)[）)])"
_LABEL = re.compile(
    rf"(?:(?:(?:{_WHOSE})+(?:人员?|领导|代表人?)|(?:{_WHOSE})*(?:电话|手机(?:号码?)?|传真|邮箱|邮编|日期)"
    rf"|(?:{_MADE})(?:时间|单位|部门|科室)|(?:主管|财政)?(?:单位|部门)?审[核批]意见|联系(?:方式|号码|地址))(?:{_SEALED}|[（(][^（()）]*[）)])*"
    rf"|(?:{_WHOSE})*{_SEALED})[:：]?"
)
_FIGURE = re.compile(r"[≥≤<>＜＞=＝%％]|指标$|^\d[\d,.]*[^\W\da-zA-Z_年月日号室楼层栋]{1,4}$")
"""What stands in a target (≥95%, 50人, 3个工作日) or is a level, and in no name, number, place or date."""
_OF_PEOPLE = re.compile(r"(?:人员?|领导|代表)$")
_FEW = re.compile(r"\d{1,3}")
_LONGEST = 30


def is_signature_row(cells: Sequence[str]) -> bool:
    """Whether a row is a line of signatures or contacts: it begins with such a label, and each other text is one or follows one.

    Parts of a date (年, 月, 日) may stand in cells of their own.
    """
    filled = ["".join(text.split()) for text in cells if text.strip()]
    if not filled or not _is_label(filled[0]) or any(_counts_people(*pair) for pair in pairwise(filled)):
        return False
    return all(
        _is_label(text) or _is_date(text) or (_is_label(before) and _is_value(text))
        for before, text in pairwise(filled)
    )


def _is_label(text: str) -> bool:
    return is_signature(text) or _LABEL.fullmatch(text) is not None


def _counts_people(label: str, text: str) -> bool:
    """Whether an indicator is called as those who sign are (审核人员), and a number says how many."""
    return _OF_PEOPLE.search(label) is not None and _FEW.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    return not text.strip("0123456789年月日.-/")


def _is_value(text: str) -> bool:
    return len(text) <= _LONGEST and _FIGURE.search(text) is None and heading(text) is None
