"""Finding one quantity after another in a text: number, scale, unit, rate, comparators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple

from auditor.language.comparators import AFTER, BEFORE, FRAME, WITHIN, any_of
from auditor.language.lookalikes import rank_mark, without_lookalikes
from auditor.language.numerals import (
    ARABIC,
    CHINESE,
    MULTIPLIERS,
    POWER,
    Exact,
    arabic_value,
    chinese_value,
    raised,
    without_bankers_numerals,
)
from auditor.language.units import unit_table
from auditor.model import Span

_COUNTED_PER = ("money", "money_or_count", "count", "length", "area", "volume", "weight", "energy", "duration")
_RANKED = (None, "名", "位")
_DIGIT = "一二两三四五六七八九"
_NOT_TENTHS = "立员果效为本就长年品绩熟功人分套都渝型份交因"
_NOT_SPOKEN = "一二两三四五六七八九十百千万零几数每某各逐统唯之任同另进单专大上下过"
_FIRST = rf"\s\d+\-¥￥百千万半每{_DIGIT}十≥≤><=±≈大小高低多少长短不等至最超突逾约接将近达控限"
"""The characters that a quantity can begin with, comparators included: nowhere else is one looked for."""
_PARTS = {"百分之": 100, "千分之": 1000, "万分之": 10000}
_BLANKS = re.compile(r"\s*")
_MAY_HOLD_A_NUMBER = re.compile(r"[\d一二两三四五六七八九十百半]")


class ScannedQuantity(NamedTuple):
    """One quantity of a text of plain width.

    ``scale`` is the multiplier as written (万), ``factor`` that of the unit to the base unit. ``certain`` is False for
    a Chinese numeral that counts only as part of a range (三 in 三至五天).
    """

    span: Span
    comparator: str | None
    number: Exact
    scale: str
    unit: str | None
    factor: Exact
    dimension: str
    certain: bool = True
    doubled: bool = False

    @property
    def value(self) -> Exact:
        """The number in base units."""
        return self.number * MULTIPLIERS.get(self.scale, 1) * self.factor


class _Measure(NamedTuple):
    """What the number of a match counts, as in ``ScannedQuantity``."""

    scale: str
    unit: str | None
    factor: Exact
    dimension: str


def scan(text: str) -> Iterator[ScannedQuantity]:
    """The quantities of a text of plain width, in order, ranges still apart."""
    text = without_bankers_numerals(text)
    if _MAY_HOLD_A_NUMBER.search(text) is None:
        return
    cleared = without_lookalikes(text)
    opened = _without_brackets_of_units(cleared, text)
    reached = 0
    for match in _pattern().finditer(opened):
        reading = _reading(match, opened)
        if reading is not None and reading.span[0] >= reached:
            reading = _with_bracket(_with_half(reading, opened), cleared)
            reached = reading.span[1]
            yield reading


@cache
def _bracketed_unit() -> re.Pattern[str]:
    """A unit in brackets behind its number: ``100.00(%)``, ``12(月)``, ``500(万元)``, ``30(元/人)``."""
    table = unit_table()
    unit = rf"(?:[百千]?万|亿)?(?:{table.pattern})(?:/(?:{table.per})(?:[·.*×/](?:{table.per}))*)?|月|季度?"
    year = r"(?<=19\d\d|20\d\d)\s*\(\s*年"
    return re.compile(rf"(?<=[\d{_DIGIT}十百千万亿])(?!{year})(?P<blanks>\s*)\(\s*(?P<unit>{unit})\s*\)")


_SHORT_UNITS = {"月": "个月", "季": "个季度", "季度": "个季度"}
"""Units that count only in brackets: 12月 is December, 12(月) are twelve months."""


_IN_DATES = frozenset({"月", "季", "季度", "日"})
_OF_DATE = re.compile(r"(?:(?:19|20)\d\d\s*\(?\s*年|\d\s*\(?\s*月)\s*\)?\s*第?\d{1,2}\Z")
_LONGEST_OF_DATE = 16
"""What stands before the unit of a date that is written in parts: 2026(年)12(月) is December, 3(月)15(日) a day."""


def _without_brackets_of_units(cleared: str, text: str) -> str:
    """The cleared text with blanks for the brackets around units; the length never changes. ``text`` still has its dates."""
    if "(" not in cleared:
        return cleared
    return _bracketed_unit().sub(partial(_opened, text), cleared)


def _opened(text: str, match: re.Match[str]) -> str:
    before = text[max(match.start() - _LONGEST_OF_DATE, 0) : match.start()]
    if match["unit"] in _IN_DATES and _OF_DATE.search(before):
        return match[0]
    unit = _SHORT_UNITS.get(match["unit"], match["unit"])
    return f"{match['blanks']}{unit}".ljust(len(match[0]))


def _with_bracket(reading: ScannedQuantity, text: str) -> ScannedQuantity:
    """The quantity with the bracket that closes behind its unit."""
    start, end = reading.span
    quoted = text[start:end]
    closed = _CLOSING.match(text, end) if quoted.count("(") > quoted.count(")") else None
    return reading if closed is None else reading._replace(span=(start, closed.end()))


_CLOSING = re.compile(r"[^()]*\)")
_HALVES = re.compile(r"(?<=[年天周倍时])半(?![年天月数])|(?<=个)半(?P<unit>月|小时|季度)")
_WHOLES = {"月": "个月", "小时": "小时", "季度": "个季度"}
"""What 半 halves after 个, with the unit of the whole."""


def _with_half(reading: ScannedQuantity, text: str) -> ScannedQuantity:
    """The quantity with the half that is said after its unit: 一年半, 两个半月, 一个半小时."""
    match = _HALVES.match(text, reading.span[1])
    if match is None or reading.scale:
        return reading
    name = _WHOLES[match["unit"]] if match["unit"] else reading.unit or ""
    unit = unit_table().units.get(name)
    if unit is None:
        return reading
    return reading._replace(
        span=(reading.span[0], match.end()),
        number=reading.number + Fraction(1, 2),
        unit=name,
        factor=unit.factor,
        dimension=unit.dimension,
        certain=True,
    )


@cache
def _pattern() -> re.Pattern[str]:
    table = unit_table()
    below = rf"(?:{table.per}|[\u4e00-\u9fff]{{1,4}}(?![\u4e00-\u9fff]))"
    each = rf"(?:(?:每个?|一(?=年|季度|个?月|周|学期)|(?=半年\s*[一两\d]次)){table.per}\s*+)+"
    return re.compile(
        rf"""
        (?=[{_FIRST}])
        (?P<each>{each})?
        (?P<before>(?:(?:{any_of(BEFORE, FRAME)})\s*+){{0,3}})
        (?P<each_after>{each})?
        (?P<currency>[¥￥])?\s*+
        (?: (?P<parts>百分之|千分之|万分之)(?P<portion>{CHINESE}|{ARABIC}|百)
          | (?P<tenths>[{_DIGIT}十]|(?<![\d.])\d(?:\.\d+)?)成(?P<half>[{_DIGIT}半])?(?![{_NOT_TENTHS}])
          | (?P<divisor>{CHINESE})分之(?P<dividend>{CHINESE})
          | (?<![\d./])(?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})(?![\d/.])
          | (?<![\d.:])(?P<one>\d{{1,4}}(?:\.\d+)?)\s*:\s*(?P<other>\d{{1,6}}(?:\.\d+)?)(?![\d:.])
          | (?<![0-9.])(?P<sign>(?:(?<![\s\S])|(?<=[≥≤><=(:]))[-+])?(?P<arabic>{ARABIC})(?P<power>{POWER})?
          | (?:(?<![{_NOT_SPOKEN}])|(?<=超过))(?P<chinese>{CHINESE}(?!半)|半(?=年|天|个月|日|个?小时))
        )
        \s*(?P<more>[余多](?=\s*[百千万亿]))?
        \s*(?P<scale>[万千百十]?亿|万亿|[百千十]?万|千(?![瓦克米卡伏帕焦赫])|百(?!分))?
        \s*(?P<about>余(?![额款量])|(?P<many>多))?
        \s*(?P<unit>{table.pattern})?(?(many)(?(unit)|(?!)))
        (?P<per>\s*/\s*\(?{below}(?:\s*[·.*×/]\s*{below})*\)?|(?:每{table.per})+)?
        (?P<after>\s*(?:{any_of(AFTER)}|{WITHIN}))?
        """,
        re.VERBOSE,
    )


@cache
def _spoken_unit() -> re.Pattern[str]:
    """A unit that makes a quantity of a Chinese numeral without help from a comparator."""
    return re.compile(unit_table().spoken)


def _reading(match: re.Match[str], text: str) -> ScannedQuantity | None:
    number = _number(match)
    if number is None or _is_code(match, text):
        return None
    measure = _as_rate(match, _measured(match))
    signs, doubled = _comparison(match, measure)
    span = _span(match, measure)
    if measure.unit in _RANKED or measure.dimension == "ratio":
        mark = rank_mark(text, span[0])
        if mark is not None:  # 全省前3名 and 前10% are ranks, neither three people nor a rate
            span, signs, measure = (mark, span[1]), ("≤",), measure._replace(dimension="rank")
    return ScannedQuantity(span, signs[0] if signs else None, number, *measure, _is_certain(match, text), doubled)


def _is_code(match: re.Match[str], text: str) -> bool:
    """Digits without unit or comparison that touch a Latin letter: 4K, 3D打印."""
    if match["unit"] or match["before"]:
        return False
    start, end = match.span()
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(letter.isascii() and letter.isalpha() for letter in beside)


def _is_certain(match: re.Match[str], text: str) -> bool:
    """Whether a Chinese numeral is meant as a number: compared, alone, or before a unit it commonly counts."""
    if not match["chinese"] or match["before"] or _is_alone(match, text):
        return True
    if match["scale"] and not match["unit"]:
        return True
    return match["unit"] is not None and _spoken_unit().match(text, match.start("unit")) is not None


def _is_alone(match: re.Match[str], text: str) -> bool:
    return _BLANKS.fullmatch(text, 0, match.start()) is not None and _BLANKS.fullmatch(text, match.end()) is not None


# --- the number ---------------------------------------------------------------------------------------------------


def _number(match: re.Match[str]) -> Exact | None:
    if match["arabic"]:
        value = raised(match["arabic"], match["power"] or "")
        return -value if value is not None and match["sign"] == "-" else value
    if match["chinese"]:
        return Fraction(1, 2) if match["chinese"] == "半" else _spoken(match["chinese"], match["scale"] or "")
    if match["parts"]:
        return _divided(_value(match["portion"]), _PARTS[match["parts"]], 100)
    if match["tenths"]:
        return _tenths(match["tenths"], match["half"])
    if match["one"]:
        return _divided(_value(match["one"]), _value(match["other"]), 1)
    return _divided(_value(match["dividend"] or match["over"]), _value(match["divisor"] or match["under"]), 100)


def _spoken(text: str, scale: str) -> Exact | None:
    """A Chinese numeral without the scale after it; 三亿五千 before 万 is 35,000 of them, not 300,005,000."""
    whole = chinese_value(text + scale) if "亿" in text and scale else None
    return chinese_value(text) if whole is None else Fraction(whole) / MULTIPLIERS[scale]


def _value(text: str) -> Exact | None:
    if text == "百":  # 百分之百
        return 100
    return arabic_value(text) if text[0].isdigit() else chinese_value(text)


def _divided(dividend: Exact | None, divisor: Exact | None, times: int) -> Exact | None:
    return Fraction(dividend * times, divisor) if dividend is not None and divisor else None


def _tenths(whole: str, rest: str | None) -> Exact | None:
    """九成五 is 95 percent, 八成半 is 85."""
    tens = _value(whole)
    ones = 5 if rest == "半" else _value(rest) if rest else 0
    return tens * 10 + ones if tens is not None and ones is not None else None


# --- what it measures ---------------------------------------------------------------------------------------------


def _measured(match: re.Match[str]) -> _Measure:
    if not (match["arabic"] or match["chinese"]):
        return _Measure("", None, 1, "proportion") if match["one"] else _Measure("", "%", 1, "ratio")
    scale, name = match["scale"] or "", match["unit"] or ""
    unit = unit_table().units.get(name)
    if unit is None:
        dimension = "money" if match["currency"] else "money_or_count" if scale else "bare"
        return _Measure(scale, scale or match["currency"], 1, dimension)
    written = scale + name if unit.dimension.startswith("money") else name
    return _Measure(scale, written, unit.factor, unit.dimension)


def _as_rate(match: re.Match[str], measure: _Measure) -> _Measure:
    """The measure as a rate where something stands below the line, or before the number (每年12次)."""
    if match["per"] and measure.unit is not None:
        dimension = "money" if measure.dimension == "money_or_count" else measure.dimension
        return measure._replace(unit=measure.unit + _unspaced(match["per"]), dimension=f"{dimension}_rate")
    each = match["each_after"] or match["each"]
    if each and measure.dimension in _COUNTED_PER:
        parts = re.split(r"每(?:个(?=.))?|一(?=年|季|个?月|周|学期)", _unspaced(each))
        below = "·".join(part for part in parts if part)
        return measure._replace(unit=f"{measure.unit or ''}/{below}", dimension=f"{measure.dimension}_rate")
    return measure


def _unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)


# --- how it compares, and how far it reaches ----------------------------------------------------------------------


def _comparison(match: re.Match[str], measure: _Measure) -> tuple[tuple[str, ...], bool]:
    """The signs of comparison, the one that counts first, and whether the comparison was stated twice."""
    before, after = BEFORE.signs(match["before"]), AFTER.signs(match["after"])
    if match["after"] and not after and measure.dimension == "duration":  # a bare 内 limits durations only
        after = ("≤",)
    about = ("≈",) if match["about"] or match["more"] else ()
    return before + after or FRAME.signs(match["before"]) or about, len(before + after) > 1


def _span(match: re.Match[str], measure: _Measure) -> Span:
    """The span without blanks at either end, without a 每 that made no rate, and without a 内 that limits nothing."""
    whole = match[0]
    start, end = match.end() - len(whole.lstrip()), match.start() + len(whole.rstrip())
    if match["each"] and not measure.dimension.endswith("_rate"):
        start = match.start("before")
    if match["after"] and measure.dimension != "duration" and not AFTER.signs(match["after"]):
        end = match.start("after")
    return start, end
