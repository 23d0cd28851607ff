"""Explanations: where they stand, what they speak of, and whether they explain anything.

They stand in the row, beside the money, in a box under the table or in a note after it. A note counts for what it speaks
of: for a row whose thing or unit it names, for the money where it speaks of spending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks.evaluation.states import says_unfinished
from auditor.checks.protocol import ProjectView, RowView
from auditor.language.normalise import normalise
from auditor.model import Remark

_SILENT = frozenset(
    {
        "",
        "无",
        "没有",
        "无偏差",
        "不涉及",
        "暂无",
        "无原因",
        "略",
        "同上",
        "见附件",
        "无偏差情况",
        "不适用",
        "已完成",
        "完成",
    }
)
_HOLLOW = re.compile(
    r"(?:主要|因|由于|是|系|受|存在|属于?|部分)*(?:客观|主观|主客观|特殊|其他|其它|工作|历史|各种|多种|多方面|外部|内部|实际|各方面|不可控)+(?:的)?"
    r"(?:原因|因素|情况|条件|问题)(?:影响|所致|造成|导致|限制|制约)?(?:未能?完成)?"
    r"|(?:加强|强化|改进|进一步加强)(?:管理|监督|工作|措施)+|(?:因故|原因待查|按实际|据实)[\u4e00-\u9fff]{0,4}"
)
_CLAIMS_DONE = re.compile(
    r"(?:已|均|全部|按[期时])+(?:全部|按期|按时|超额)?(?:完成|达标|达到|实现)[\u4e00-\u9fff]{0,6}|(?:超额|全部|按[期时])完成[\u4e00-\u9fff]{0,6}|达到(?:目标|预期)[\u4e00-\u9fff]{0,4}"
)
_MONEY = re.compile(
    r"执行率|支付|支出|资金|结转|结余|经费|拨付|付款|结算|预算|节约|节省|压减|质保金|尾款|下达|指标文|财政|库款|进度款|价款|收回|"
    r"流标|采购|招标|投标|合同|未实施|未开展|推迟|延期|暂停|停工|停办|取消|工期|审批|立项"
)
_ABOUT_WORK = re.compile(r"推迟|延期|延后|滞后|未完|未能|进场晚|停|减少|取消|天气|雨季|汛期|干旱|春旱|疫情|征地|拆迁")
_ALL_SPENT = re.compile(
    r"(?:已|均|全部)+(?:全部|足额|按时|及时)?(?:支付|执行|拨付|支出|用完)(?:完毕|完|到位)?|执行率(?:达|为|达到)?100[%％]"
)
_OF_REASONS = re.compile(r"原因|偏差|问题|说明|备注|分析|注|情况")
_SENTENCE = re.compile(r"[^。；;\n]+")
_NUMBERED = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）.、]|[一二三四五六七八九十]、|[①-⑳])\s*")


class RemarkSentence(NamedTuple):
    """One sentence of a box or note, with the whole remark it stands in."""

    text: str
    remark: Remark


def is_silent(text: str) -> bool:
    """Whether a text explains nothing: blank, 无, 客观原因, a claim that all is done."""
    bare = normalise(text)
    return bare in _SILENT or not re.search(r"[\u4e00-\u9fffA-Za-z]", bare) or bool(_HOLLOW.fullmatch(bare))


def row_explained(view: ProjectView, row: RowView, *, short: bool) -> bool:
    """Whether anything in the form explains how a row came out; ``short``: it missed its target.

    A cell that says that all was done is no explanation of a shortfall.
    """
    own = row.text("deviation_reason")
    if not is_silent(own) and not (short and _CLAIMS_DONE.fullmatch(normalise(own))):
        return True
    return any(_speaks_of(said, row, view, short=short) for said in _said(view))


def has_place_for_reasons(view: ProjectView) -> bool:
    """Whether the form asks for reasons: in a column of its table or in a box below; taken for granted where it is not known."""
    forms = view.submission.forms
    return not forms or bool(view.project.remarks) or any("deviation_reason" in one.columns.values() for one in forms)


def money_explained(view: ProjectView) -> bool:
    """Whether anything in the form explains how the money was spent."""
    beside = (view.project.execution.reason or "") if view.project.execution else ""
    if not is_silent(beside) and not _ALL_SPENT.search(beside):
        return True
    if any(_MONEY.search(said.text) and not _ALL_SPENT.search(said.text) for said in _said(view)):
        return True
    return any(_row_explains_money(row) for row in view.rows)


def _row_explains_money(row: RowView) -> bool:
    reason = row.text("deviation_reason")
    if is_silent(reason) or _ALL_SPENT.search(reason):
        return False
    return bool(_MONEY.search(reason) or (_ABOUT_WORK.search(reason) and row.category != "satisfaction"))


def says_left_undone(row: RowView) -> bool:
    """Whether the reason of a row says that something of it is not done."""
    return says_unfinished(row.text("deviation_reason"))


def _said(view: ProjectView) -> Iterator[RemarkSentence]:
    for remark in view.project.remarks:
        if _OF_REASONS.search(remark.label) or not remark.label:
            for match in _SENTENCE.finditer(remark.text):
                text = _NUMBERED.sub("", match[0])
                if not is_silent(text):
                    yield RemarkSentence(text, remark)


def _speaks_of(said: RemarkSentence, row: RowView, view: ProjectView, *, short: bool) -> bool:
    """Whether a sentence speaks of a row: it names its thing, counts in its unit, or tells of delay and names no other row."""
    if _names(said.text, row, view):
        return True
    others = [other for other in view.rows if other.subject != row.subject]
    counted = {one.unit for one in row.language.analyse(said.text).quantities if one.unit}
    own = _units(row) - {unit for other in others for unit in _units(other)} - _COMMON_UNITS
    if own & counted:
        return True
    return short and bool(_ABOUT_WORK.search(said.text)) and not any(_names(said.text, one, view) for one in others)


def _names(text: str, row: RowView, view: ProjectView) -> bool:
    """Whether a text has a word of the row's name that few other rows have in theirs."""
    name, names = row.text("level3"), [one.text("level3") for one in view.rows]
    pairs = (name[place : place + 2] for place in range(len(name) - 1))
    few = max(1, len(names) // 3)
    telling = (pair for pair in pairs if not _GENERAL.search(pair) and sum(pair in one for one in names) <= few)
    return any(pair in text for pair in telling)


_COMMON_UNITS = frozenset({"%", "元", "万元"})
_GENERAL = re.compile(r"[数量率度的]|完成|数量|情况|时间|成本|项目|指标|及时|单位|人数|人员|面积|次数|比例")


def _units(row: RowView) -> set[str]:
    return {one.unit for name in ("target", "actual") for one in row.artefacts(name).quantities if one.unit}
