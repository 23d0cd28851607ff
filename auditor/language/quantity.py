"""Reading quantities: comparator, number, unit — and knowing what only looks like one.

Everything is decimal; nothing passes through binary floats. Offsets always refer to the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal

from auditor.language.units import Unit, units
from auditor.model import Quantity, Span

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, ord("≧"): ord("≥"), ord("≦"): ord("≤")}
"""One character for one, so that offsets stay."""

PREFIXES: dict[str, str] = {
    ">=": "≥", "=>": "≥", "≥": "≥", "<=": "≤", "=<": "≤", "≤": "≤", ">": ">", "<": "<", "=": "=",
    "大于等于": "≥", "大于或等于": "≥", "小于等于": "≤", "小于或等于": "≤", "不得低于": "≥", "不得少于": "≥", "不得高于": "≤",
    "不得超过": "≤", "不低于": "≥", "不少于": "≥", "不小于": "≥", "不高于": "≤", "不大于": "≤", "不多于": "≤", "不超过": "≤",
    "不超": "≤", "至少": "≥", "最少": "≥", "至多": "≤", "最多": "≤", "达到": "≥", "达": "≥", "控制在": "≤", "大于": ">", "高于": ">",
    "超过": ">", "多于": ">", "超": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=", "约": "≈", "大约": "≈", "近": "≈",
}  # fmt: skip
SUFFIXES: dict[str, str] = {
    "及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤", "内": "≤", "左右": "≈",
}  # fmt: skip
MULTIPLIERS = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "千万": Decimal(10) ** 7, "百万": Decimal(10) ** 6,
               "万": Decimal(10) ** 4, "千": Decimal(1000), "百": Decimal(100)}  # fmt: skip

CHINESE_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}

_DATE_LIKE = re.compile(
    r"""
    (?:19|20)\d{2}\s*[-—－~至到]\s*(?:19|20)?\d{2}\s*年          # spans of years
    | (?:19|20)\d{2}\s*年(?:度|代)?(?:\s*\d{1,2}\s*月(?:份)?(?:\s*\d{1,2}\s*[日号])?)?
    | (?:19|20)\d{2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}(?!\d)
    | (?:19|20)\d{2}\s*\.\s*\d{1,2}(?!\d|%)
    | (?<!\d)\d{1,2}\s*月(?:份)?\s*\d{1,2}\s*[日号]
    | (?<![\d个每])\d{1,2}\s*月(?:份|底|初|中旬|末|前|上旬|下旬)
    | (?<=[月每])\s*\d{1,2}\s*[日号](?=前|之前|以前|左右)?
    | [〔\[（(]\s*(?:19|20)\d{2}\s*[〕\]）)]\s*(?:第\s*)?\d*\s*号?
    | 第\s*\d+\s*[条款项期届次号章节批类季页名位]
    | (?:GB|DB|HJ|JGJ|CJJ|SL|NY|TD|WS|ISO)(?:/?T)?\s*\d+(?:[.\-—/]\d+)*
    | [“"‘]\s*\d+(?:[.·]\d+)+\s*[”"’]
    | [A-Za-z]+-?\d+(?:\.\d+)*(?![\d.%])
    | \d+\s*年一遇
    | \d+\s*[号#](?!文?令)
    | \d+[+＋]\d+ | \d+\s*G(?![Bb]) | (?<!\d)12345(?!\d) | (?<!\d)1[12]\d(?=电话|热线|指挥)
    """,
    re.VERBOSE,
)
_CHINESE_ONLY_AFTER = "个名人次场期件台套户家处份篇册条项批座所间辆天年小时公里亩"


@dataclass(frozen=True)
class Change:
    """A change by a quantity: ``减少40%`` is down by 40 percent."""

    direction: Literal["up", "down"]
    quantity: Quantity
    span: Span


@dataclass(frozen=True)
class _Piece:
    """A match of the pattern together with what its parts mean."""

    start: int
    end: int
    comparator: str | None
    value: Decimal
    unit: str | None
    dimension: str
    doubled: bool


def fold(text: str) -> str:
    """Full-width signs and digits as half-width ones, character for character."""
    return text.translate(FULL_WIDTH)


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(units(), key=lambda name: (-len(name), name))
    unit = "|".join(re.escape(fold(name)) for name in names)
    rate = r"(?P<per>\s*(?:/|每)\s*[\u4e00-\u9fffA-Za-z]{1,3}(?:\s*[·/•]\s*[\u4e00-\u9fff]{1,2})?)"
    return re.compile(
        rf"""
        (?P<prefix>{_words(PREFIXES)})?\s*(?P<prefix2>{_words(PREFIXES)})?\s*
        (?:(?P<hundredth>百分之(?P<chinese_percent>[一二三四五六七八九十百零〇点]+))
         | (?P<number>(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)
         | (?P<chinese>[一二两三四五六七八九十百千零〇]+(?=(?:万|亿)?(?:余|多)?\s*(?:{unit}))))
        \s*(?P<multiplier>万亿|千万|百万|亿|万|千(?!米|克|瓦|元)|百(?!分点|元))?
        \s*(?P<about>余|多)?
        \s*(?P<unit>{unit})?{rate}?
        \s*(?P<suffix>{_words(SUFFIXES)})?
        """,
        re.VERBOSE,
    )


def _words(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_RANGE = re.compile(r"^\s*(?:-|—|－|~|～|至|到)\s*$")
_CHANGE = re.compile(
    r"(?P<up>增长|增加|提高|提升|上升|增幅|新增|上涨)|(?P<down>减少|降低|下降|缩短|压减|降幅|节约|节省)"
)


def read_quantities(text: str, *, field: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order.

    Args:
        text: any text; nothing is raised on any input.
        field: name of the field the text stands in, recorded on each quantity.

    Returns:
        Quantities with ``value`` in the base unit of their dimension: 元, percent, metre, square metre, cubic metre,
        kilogram, kilowatt-hour, day; counts and bare numbers as they are. ``10万`` without 元 is ``money_or_count``.
    """
    pieces = _joined_ranges(fold(text), list(_pieces(fold(text))))
    return tuple(
        Quantity(
            text=text[piece.start : piece.end],
            comparator=piece.comparator,
            value=_plain(piece.value),
            unit=piece.unit,
            dimension=piece.dimension,
            field=field,
            span=(piece.start, piece.end),
        )
        for piece in pieces
    )


def doubled_comparator(text: str) -> tuple[Span, ...]:
    """Spans of quantities that say the comparison twice, such as ``≥95%以上``."""
    return tuple((piece.start, piece.end) for piece in _pieces(fold(text)) if piece.doubled)


def read_changes(text: str) -> tuple[Change, ...]:
    """Changes stated with their size: ``减少40%``, ``较上年增长5%``."""
    folded = fold(text)
    changes = []
    for quantity in read_quantities(text, field=""):
        before = folded[max(0, quantity.span[0] - 8) : quantity.span[0]]
        words = list(_CHANGE.finditer(before))
        if words and not re.search(r"[，,；;。]", before[words[-1].end() :]):
            start = quantity.span[0] - len(before) + words[-1].start()
            direction: Literal["up", "down"] = "up" if words[-1]["up"] else "down"
            changes.append(Change(direction, quantity, (start, quantity.span[1])))
    return tuple(changes)


def looks_like_date_serial(text: str) -> date | None:
    """The date behind a bare Excel day number such as ``45291``, or None."""
    bare = fold(text).strip()
    if not re.fullmatch(r"[45]\d{4}", bare):
        return None
    return date(1899, 12, 30) + timedelta(days=int(bare))


# --- pieces -------------------------------------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[_Piece]:
    taken = [match.span() for match in _DATE_LIKE.finditer(text)]
    for match in _pattern().finditer(text):
        digits = match.span("number" if match["number"] else "hundredth" if match["hundredth"] else "chinese")
        if any(start < digits[1] and digits[0] < end for start, end in taken):
            continue
        piece = _piece(match, text)
        if piece is not None:
            yield piece


def _piece(match: re.Match[str], text: str) -> _Piece | None:
    number = _number(match)
    if number is None or _is_label(match, text):
        return None
    name = match["unit"]
    unit = units().get(name) if name else None
    dimension, factor = _measured(match, unit)
    comparators = [PREFIXES[p] for p in (match["prefix"], match["prefix2"]) if p]
    comparators += [SUFFIXES[match["suffix"]]] if match["suffix"] else []
    if match["about"] and not comparators:
        comparators = [">"]
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    end -= len(match[0]) - len(match[0].rstrip())
    written = _written_unit(match)
    return _Piece(start, end, comparators[0] if comparators else None, number * factor, written, dimension,
                  len(comparators) > 1)  # fmt: skip


def _number(match: re.Match[str]) -> Decimal | None:
    if match["hundredth"]:
        value = _chinese(match["chinese_percent"])
        return None if value is None else value
    digits = match["number"]
    try:
        value = Decimal(digits.replace(",", "")) if digits else _chinese(match["chinese"])
    except InvalidOperation:
        return None
    if value is None or len(digits or "") > 24:
        return None
    return value * MULTIPLIERS.get(match["multiplier"] or "", Decimal(1))


def _chinese(text: str) -> Decimal | None:
    """Value of a Chinese numeral below ten thousand, with an optional decimal part after 点."""
    whole, _, fraction = text.partition("点")
    if not any(mark in whole for mark in CHINESE_UNITS):
        digits = "".join(str(CHINESE_DIGITS[character]) for character in whole if character in CHINESE_DIGITS)
        value = Decimal(digits) if digits else Decimal(0)
    else:
        value = _positional(whole)
    if fraction:
        if any(character not in CHINESE_DIGITS for character in fraction):
            return None
        value += Decimal("0." + "".join(str(CHINESE_DIGITS[character]) for character in fraction))
    return value


def _positional(text: str) -> Decimal:
    total, digit = 0, 0
    for character in text:
        if character in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[character]
        else:
            total += (digit or 1) * CHINESE_UNITS[character]
            digit = 0
    return Decimal(total + digit)


def _is_label(match: re.Match[str], text: str) -> bool:
    """Chinese numerals that are part of a set phrase: grades, ordinals, 一次性, 第三方, “十个一”."""
    if not match["chinese"]:
        return False
    start, end = match.span("chinese")
    before, after = text[max(0, start - 1) : start], text[match.end("unit") : match.end("unit") + 1]
    if before in ("第", "“", "\"", "之", "某", "每", "任", "统", "唯", "同", "万", "逐", "进") or match["unit"] not in _counted_units():
        return True
    if match["chinese"] in ("一", "十", "百", "千") and (match["unit"] in ("批", "支", "种", "类", "项", "条", "家", "个", "片", "件", "部", "年", "人", "方", "度", "体") or after in ("性", "体", "化")):
        return True
    return after in ("性", "体", "化", "一", "级", "等") and after != ""


@cache
def _counted_units() -> frozenset[str]:
    return frozenset(_CHINESE_ONLY_AFTER) | {"小时", "公里", "人次", "场次", "个月", "工作日", "个工作日", "平方米", "万元", "元", "成", "倍"}


def _measured(match: re.Match[str], unit: Unit | None) -> tuple[str, Decimal]:
    if match["hundredth"]:
        return "ratio", Decimal(1)
    if unit is None:
        return ("money_or_count" if match["multiplier"] in ("万", "亿") else "bare"), Decimal(1)
    if match["per"]:
        return f"{unit.dimension}_rate", unit.factor
    return unit.dimension, unit.factor


def _written_unit(match: re.Match[str]) -> str | None:
    if match["hundredth"]:
        return "%"
    unit = (match["unit"] or "") + re.sub(r"\s+", "", match["per"] or "")
    if not match["unit"]:
        return match["multiplier"] if match["multiplier"] in ("万", "亿") else None
    return unit


def _joined_ranges(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Ranges as two quantities over one span: 80-90% is at least 80 % and at most 90 %."""
    joined: list[_Piece] = []
    position = 0
    while position < len(pieces):
        here = pieces[position]
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        if following is not None and _RANGE.match(text[here.end : following.start]) and _rangeable(here, following):
            joined.extend(_bounds(here, following))
            position += 2
        else:
            joined.append(here)
            position += 1
    return joined


def _rangeable(low: _Piece, high: _Piece) -> bool:
    compatible = low.dimension in (high.dimension, "bare") and high.comparator in (None, "≤")
    return compatible and low.value < high.value * (1 if low.dimension == high.dimension else 10**9)


def _bounds(low: _Piece, high: _Piece) -> Iterator[_Piece]:
    factor = Decimal(1)
    if low.dimension == "bare" and (unit := units().get(high.unit or "")) is not None:
        factor = unit.factor
    yield _Piece(low.start, high.end, "≥", low.value * factor, high.unit, high.dimension, False)
    yield _Piece(low.start, high.end, "≤", high.value, high.unit, high.dimension, False)


def _plain(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
