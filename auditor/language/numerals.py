"""Arabic and Chinese numerals: patterns that find them, and their exact values."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d+)(?:\.\d+)?"
"""Digits with thousands separators (``1,300``) or without; ``2,30`` is two numbers."""

_TIMES = "×xX*"
_WRITTEN_OUT = r"\^\d{1,2}(?!\d)"
_EXPONENT = rf"(?:{_WRITTEN_OUT}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}})"
_NO_NOTE = rf"(?:{_WRITTEN_OUT}|[⁴⁵⁶⁷⁸⁹]|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹])"
POWER = rf"(?:\s*[{_TIMES}]\s*10{_EXPONENT}|(?<=(?<![\d.,])10){_NO_NOTE})"
"""The power of ten behind digits, as in ``2.5×10⁴`` and ``10^4``; no other number is raised, and a ¹, ² or ³ right behind
a 10 may be the mark of a note (举办培训10³期): it is left alone."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

ARABIC_MARKS = r"\d,."
"""What Arabic numerals are written with, as the inside of a character class."""

_ANY = "零一二两三四五六七八九十百千"
CHINESE_MARKS = f"{_ANY}万亿"
"""What Chinese numerals are written with."""

CHINESE = rf"(?:[一二两三四五六七八九十](?:[{CHINESE_MARKS}]*[{_ANY}])?(?:点[零一二三四五六七八九]+)?)"
"""A run of Chinese numerals, without a 万 or 亿 at its end; ``chinese_value`` decides whether it is a number."""

MULTIPLIERS: dict[str, int] = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 100,
}  # fmt: skip

_BANKERS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元")
_BANKERS_AMOUNT = re.compile(
    r"[壹贰叁肆伍陆柒捌玖][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[拾佰仟万亿][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆]"
)
"""An amount in bankers' numerals (伍拾万元): at least one digit and one multiplier before 元, so no name is taken for one."""

Exact = int | Fraction
"""An exact number: an integer where it is whole, which most are and which is cheap to reckon with."""

_MAX_DIGITS = 30
_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_DECIMALS = 12
_BANKERS_SCALE = re.compile(r"(?<=\d)[仟佰](?=[元圆])")
"""A multiplier in bankers' numerals after digits: 5仟元."""


def without_bankers_numerals(text: str) -> str:
    """The text with amounts in bankers' numerals written in common ones, character for character: 伍拾万元 → 五十万元, 5仟元 → 5千元."""
    if "元" not in text and "圆" not in text:
        return text
    common = _BANKERS_AMOUNT.sub(lambda match: match[0].translate(_BANKERS), text)
    return _BANKERS_SCALE.sub(lambda match: match[0].translate(_BANKERS), common)


def arabic_value(text: str) -> Exact | None:
    """Value of digits as matched by ``ARABIC``; None beyond thirty digits, which is a code and not a number."""
    bare = text.replace(",", "")
    if len(bare) > _MAX_DIGITS:
        return None
    whole, _, decimals = bare.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else int(whole)


def raised(text: str, power: str) -> Exact | None:
    """Value of digits as matched by ``ARABIC`` with what ``POWER`` matched behind them, "" where nothing."""
    value = arabic_value(text)
    if value is None or not power:
        return value
    is_factor = power.lstrip()[0] in _TIMES
    exponent = int((power.partition("10")[2] if is_factor else power).translate(_RAISED).lstrip("^"))
    base: Exact = value if is_factor else 1
    ten_times: int = 10**exponent
    return base * ten_times


def chinese_value(text: str) -> Exact | None:
    """Value of a Chinese numeral such as 三十二, 一百二十, 两万五 or 九十五点五; None where it is no number."""
    whole, _, decimals = text.partition("点")
    value = _whole_value(whole)
    if value is None or any(mark not in _DIGITS for mark in decimals):
        return None
    places = "".join(str(_DIGITS[mark]) for mark in decimals)
    return value + (Fraction(int(places), 10 ** len(places)) if places else 0)


def _whole_value(text: str) -> int | None:
    """亿 and 万 groups from the left; each group is below ten thousand. 两万五 is 25,000."""
    total, rest, last = 0, text, 0
    for mark, size in (("亿", _LARGE["亿"]), ("万", _LARGE["万"])):
        head, found, tail = rest.partition(mark)
        if found:
            group = _group_value(head)
            if group is None:
                return None
            total, rest, last = total + group * size, tail, size
    if not rest:
        return total or None
    if last and len(rest) == 1 and _DIGITS.get(rest):
        return total + _DIGITS[rest] * last // 10
    group = _group_value(rest.removeprefix("零") if last else rest)
    return None if group is None else total + group


_GROUP = re.compile(
    r"(?:(?P<k>[一二两三四五六七八九])千)?(?:零?(?P<h>[一二两三四五六七八九])百)?(?:零?(?P<t>[一二三四五六七八九])?(?P<ten>十))?"
    r"(?:(?P<zero>零)?(?P<o>[一二两三四五六七八九]))?"
)


def _group_value(text: str) -> int | None:
    """Value of a numeral below ten thousand; a last digit right after 百 or 千 counts tens or hundreds: 一百二."""
    match = _GROUP.fullmatch(text)
    if match is None or not text:
        return None
    thousands, hundreds, ones = (_DIGITS[match[name]] if match[name] else 0 for name in ("k", "h", "o"))
    tens = (_DIGITS[match["t"]] if match["t"] else 1) if match["ten"] else 0
    if ones and not match["zero"] and not match["ten"] and (hundreds or thousands):
        return thousands * 1000 + hundreds * 100 + ones * (10 if hundreds else 100)
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones


def plain_decimal(value: Exact) -> str:
    """The number as a decimal without exponent: exact where that is finite, else rounded to twelve places."""
    if value.denominator == 1:
        return str(value.numerator)
    places = _finite_places(value.denominator)
    scaled = round(value * 10**places)
    text = format(Decimal(scaled).scaleb(-places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finite_places(denominator: int) -> int:
    """How many decimal places a fraction with this denominator needs; twelve where it never ends."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else _DECIMALS
