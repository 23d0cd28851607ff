"""Money and spending plans as a project block writes them: 预算数 25 万元。其中：财政资金 25 万元。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model import Funding, SpendingStep

_UNIT_WAN = {"亿元": 10000.0, "亿": 10000.0, "万元": 1.0, "万": 1.0, "千元": 0.1, "元": 0.0001}
_NUMBER = r"(?P<number>\d[\d,，]*(?:\.\d+)?)"
_AMOUNT = rf"{_NUMBER}\s*(?P<unit>亿元?|万元?|千元|元)?"
_FILLER = r"(?:\(?(?P<stated>亿元|万元|千元|元)\)?)?[\s:：为共计是]*"
_BUDGET = re.compile(
    rf"(?:年初|年度|项目|当年|本年|全年)?(?:预算(?:数|金额|总额|规模|资金)?|资金总额|总投资){_FILLER}{_AMOUNT}"
)
_PLAIN_AMOUNT = re.compile(rf"{_AMOUNT}(?![\d.,，]|\s*[年月日%％])")
_THOUSANDS_APART = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
"""What stands between groups of three digits: 1 200 000.00."""
_IN_CAPITALS = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆]")
_AFTER_AMOUNT = "，,；;。、）) \n"
_SOURCE = re.compile(
    rf"(?P<source>(?:(?:一般公共预算|政府性基金|国有资本经营|财政专户|财政|中央|省级|市级|区级|县级|本级|上级|下级|其他|其它|自筹|单位|专项|债券|"
    rf"事业|经营|社会|非财政|拨款|补助|转移支付|配套|结转|上年|管理|统筹|收入|预算){{1,4}}(?:资金|拨款|收入|补助|结转|财力)|自筹))"
    rf"{_FILLER}{_AMOUNT}"
)
_BRACKETS = str.maketrans("（）", "()")
_MONTH = re.compile(r"(?:\d{1,2}\s*月\s*(?:底|末|份)?|第?[一二三四1-4]季度(?:末|底)?|上半年|下半年|全年)")
_PERCENT = re.compile(r"\d+(?:\.\d+)?(?=[%％]?)")


def amount_wan(text: str, default_unit: str = "万元") -> float | None:
    """The first amount of ``text`` in 万元; without a unit it is read in ``default_unit``, beside the same in capital characters
    (伍拾万元整) in 元. None where there is no number.
    """
    match = _PLAIN_AMOUNT.search(_THOUSANDS_APART.sub("", text))
    return _in_wan(match, "元" if _IN_CAPITALS.search(text) else default_unit) if match else None


def amounts_written(text: str, default_unit: str = "万元") -> Iterator[tuple[str, float]]:
    """Every amount of ``text`` in 万元 with the words between it and the one before; without a unit where nothing that is counted follows."""
    start = 0
    for match in _PLAIN_AMOUNT.finditer(text):
        if match["unit"] or not start or text[match.end() : match.end() + 1] in _AFTER_AMOUNT:
            yield text[start : match.start()], _in_wan(match, default_unit)
            start = match.end()


def budget_wan(text: str) -> float | None:
    """The amount after 预算数 (or the like) in 万元, None where none is stated."""
    match = _BUDGET.search(_bare(text))
    return _in_wan(match, match["stated"] or "万元") if match else None


def funding_parts(text: str) -> tuple[Funding, ...]:
    """Every named source with its amount, in the order written, e.g. 财政资金 25 万元."""
    return tuple(
        Funding(source=match["source"], amount_wan=amount)
        for match in _SOURCE.finditer(_bare(text))
        if (amount := _in_wan(match, match["stated"] or "万元")) is not None
    )


def spending_steps(text: str) -> tuple[SpendingStep, ...]:
    """Steps of a plan whose moments are written first and whose percentages follow; () where they do not pair up."""
    moments = [_bare(moment) for moment in _MONTH.findall(text)]
    percents = _PERCENT.findall(_MONTH.sub("|", text))
    if len(moments) != len(percents):
        return ()
    return tuple(
        SpendingStep(by=moment, percent=float(percent)) for moment, percent in zip(moments, percents, strict=True)
    )


def _bare(text: str) -> str:
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text).translate(_BRACKETS)


def _in_wan(match: re.Match[str], default_unit: str) -> float:
    digits = re.sub("[,，]", "", match["number"])
    return round(float(digits) * _UNIT_WAN[match["unit"] or default_unit], 8)
