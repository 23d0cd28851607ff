"""Of what a number is said: this whole year, a rhythm within it, another period, a part of the whole, a former level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from auditor.language.clauses import clause_end, clause_start, sentence_start
from auditor.model import Quantity, Span

_RHYTHMS = {"月": 12, "季": 4, "季度": 4, "周": 52, "半年": 2, "学期": 2, "年": 1}

_PERIOD = re.compile(
    r"""
    (?P<other>
        累计|历年|总投资|总概算|往年|上一?年|去年|前年|(?<![零〇一二三四五六七八九])[两二三四五六]年(?!级)|\d+年来|规划期|周期|“?十[三四五]五”?|中期|远期|预计到|以来
      | 截至|截止|(?<!项)目前|现有|原有|共有|已(?![婚故退]) | 20\d\d\s*年?\s*[-—–~至到]\s*20\d\d\s*年 )
  | (?P<part> [上下]半年|前?[一二三四1-4]个?季度(?!考核|[末底前]|结束) )
  | (?P<own> 本年|今年|当年|全年|年内|(?<!上)(?<!上一)年度 )
  | (?P<year> 20\d\d)\s*年
    """,
    re.VERBOSE,
)
_OTHER_PERIOD = re.compile(
    r"累计|历年|总投资|往年|上年|上一年|去年|前年|三年|五年|两年|多年|\d+年来|规划期|“?十[三四五]五”?|中期|远期|预计到|以来"
)
_RHYTHM = re.compile(r"每个?(?P<every>半年|年|季|月|周|学期)度?|逐(?P<by>年|季|月|周)|各(?P<all>季)度")
_PER_THING = re.compile(r"每(?!个?(?:半年|年|季|月|周|学期))")
_FORMER_LEVEL = re.compile(
    r"\s*(?:左右|以上|以下)?\s*(?:调整|增加|提高|提升|增长|扩大|上升|上调|扩展|下降|降低|减少|缩短|压缩|压减|增|升|降)了?(?:到|至|为)"
)
_PART = re.compile(r"其中")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;\n]?")
_THIS_YEAR = re.compile(r"本年|今年|当年|本次|本期|年度(?:预算|资金|经费|安排)")
_MORE_THAN_A_YEAR = re.compile(r"总投资|概算|估算|累计|总造价|合同总")
_BEFORE = re.compile(r"上年|去年|前年|以前年度|往年|前期|已(?:安排|下达|拨付|支付|支出|完成|投入|到位|执行)")
_STAGES = re.compile(r"启动|开工|招标|立项|方案|设计|勘察|可研|监理|评审|支付|拨付|结算|决算|审计|付款")


def times_a_year(text: str, span: Span, year: int | None) -> int | None:
    """How many times this year the number at ``span`` counts: 1, or 12 where it is said of every month.

    None where it is not said of the whole budget ``year``: of other years, of half of it, of a part (其中), of one
    thing of many (每户), of a former level (由20人增加到30人).
    """
    if _FORMER_LEVEL.match(text, span[1]) or is_part(text, span):
        return None
    if _covers_year(text, span, year) is False:
        return None
    head = text[clause_start(text, span[0]) : span[0]] + text[slice(*span)]
    if _PER_THING.search(head):
        return None
    rhythm = _RHYTHM.search(head)
    return 1 if rhythm is None else _RHYTHMS[rhythm["every"] or rhythm["by"] or rhythm["all"]]


def is_part(text: str, span: Span) -> bool:
    """Whether a number stands after 其中 in its sentence: a part of what was said before."""
    return _PART.search(text, sentence_start(text, span[0]), span[0]) is not None


def _covers_year(text: str, span: Span, year: int | None) -> bool | None:
    """What the last mention of a period before the number says of it, else the first after it in its clause.

    A year rules its whole sentence, a part of one (上半年) its clause only.
    """
    if not _names_period(text):
        return None
    start, begin = clause_start(text, span[0]), sentence_start(text, span[0])
    before = [*_periods(text[begin:start], year, parts=False), *_periods(text[start : span[0]], year, parts=True)]
    if before:
        return before[-1]
    return next(_periods(text[span[1] : clause_end(text, span[1])], year, parts=True), None)


@lru_cache(maxsize=1024)
def _names_period(text: str) -> bool:
    """Whether a text names a period at all: asked for each number of it."""
    return _PERIOD.search(text) is not None


def _periods(text: str, year: int | None, *, parts: bool) -> Iterator[bool]:
    """Whether each mention of a period in a text means the whole budget year; ``parts``: of a year are mentions too."""
    for match in _PERIOD.finditer(text):
        if parts or match["part"] is None:
            yield match["own"] is not None or (match["year"] is not None and int(match["year"]) == year)


def of_other_period(text: str, year: int | None) -> bool:
    """Whether a clause speaks of several years, of an earlier one, or of a sum over years."""
    if _OTHER_PERIOD.search(text):
        return True
    years = {int(found) for found in re.findall(r"(20\d\d)年", text)}
    return bool(years) and (year is None or years != {year})


def sentence_around(text: str, span: Span) -> str:
    """The sentence of a text that a span stands in."""
    return next(found[0] for found in _SENTENCE.finditer(text) if found.end() > span[0])


def may_be_of_year(sentence: str, year: int | None) -> bool:
    """Whether the money of a sentence may be that of a year: it names the year, or neither another nor more than one."""
    years = {int(found) for found in re.findall(r"(20\d\d)\s*年", sentence)}
    if year in years or _THIS_YEAR.search(sentence):
        return True
    return not years and not _MORE_THAN_A_YEAR.search(sentence) and not _BEFORE.search(sentence)


def sentences_of_year(text: str, year: int | None) -> str:
    """The text without the sentences that speak of other years, or of more than one."""
    return "".join(found[0] for found in _SENTENCE.finditer(text) if may_be_of_year(found[0], year))


def stages(text: str) -> frozenset[str]:
    """The stages of a project that a text names and that have dates of their own, other than its completion."""
    return frozenset(_STAGES.findall(text))


def a_year(quantity: Quantity) -> Quantity:
    """A count per month, quarter or week as the count of a year; any other quantity as it is."""
    unit, _, every = (quantity.unit or "").partition("/")
    if quantity.dimension != "count_rate" or every not in _RHYTHMS:
        return quantity
    return over_a_year(quantity.model_copy(update={"unit": unit, "dimension": "count"}), _RHYTHMS[every])


def over_a_year(quantity: Quantity, times: int) -> Quantity:
    """The quantity so many times; a rate or score stays what it is."""
    if times == 1 or quantity.dimension in ("ratio", "score"):
        return quantity
    return quantity.model_copy(update={"value": f"{Decimal(quantity.value) * times:f}"})
