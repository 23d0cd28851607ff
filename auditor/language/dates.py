"""Reading dates and deadlines, and telling them from words that only sound like time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from auditor.language.numerals import chinese_value
from auditor.language.runs import without_long_runs
from auditor.language.width import plain_width
from auditor.model import Span

DateKind = Literal["deadline", "day", "month", "year", "duration_deadline", "recurring", "phrase"]


class DateMention(NamedTuple):
    """A date, a deadline or a phrase about time.

    ``date`` is the last day that satisfies it (2024年6月底前 → 2024-06-30), None where the year is unknown or there
    is none. ``precise`` says whether a third person can tell if it was kept.
    """

    text: str
    span: Span
    kind: DateKind
    date: date | None
    precise: bool


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_RELATIVE_YEAR = "当年|本年|今年|明年|次年|翌年|下一?年|去年|上一?年"
"""A year named by its distance from the budget year."""

_YEARS_AHEAD = {"当": 0, "本": 0, "今": 0, "明": 1, "去": -1, "上": -1}
"""How far they are from it; 次年 and 翌年 follow a year that need not be the budget year."""

_BY = r"(?:截至|截止到?|不迟于|不晚于|最迟(?:于|在)?)?\s*+(?:于|在)?\s*+"
_BEFORE = r"(?:之前|以前|前|止|截止|以内|之内|内(?![部容]))"
_MONTH_NUMBER = r"1[0-2]|0?[1-9](?!\d)"
_SPOKEN_MONTH = r"十[一二]?|[一二三四五六七八九]"
_PART = r"(?P<part>月?底|月?末|上旬|中旬|下旬|月?初|中(?=[前完开]|$))"
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+|半)"
_SPOKEN_NUMBER = r"[一二三四五六七八九十]{1,3}"
_TO = r"\s*(?:至|到|-{1,2}|~)\s*"

_WRITTEN = re.compile(
    rf"""
    (?P<by>{_BY})
    (?:{_YEAR}\s*年度?|(?P<relative>{_RELATIVE_YEAR})度?)?\s*+
    (?<![\d.每逐个])(?:(?P<from>{_MONTH_NUMBER}|{_SPOKEN_MONTH})\s*(?:月(?:份|\s*(?:\d{{1,2}}|{_SPOKEN_NUMBER})\s*[日号])?)?{_TO})?
    (?<![每逐\d个])(?P<month>{_MONTH_NUMBER}|{_SPOKEN_MONTH})\s*月(?:份)?(?!龄|度|均|收|薪|报|租)\s*
    (?:(?P<day>\d{{1,2}}|{_SPOKEN_NUMBER})\s*(?:[日号]|(?=前))|{_PART})?
    \s*(?P<before>{_BEFORE})?
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(
    rf"""
    (?P<by>{_BY})(?<!\d)
    (?: {_YEAR}(?P<sign>[-./])\s*(?P<month>{_MONTH_NUMBER})(?:(?P=sign)\s*(?P<day>\d{{1,2}})(?!\d)日?)?
      | (?P<year2>(?:19|20)\d\d)(?P<month2>0[1-9]|1[0-2])(?P<day2>\d\d)(?!\d) )
    (?![\d.]*[%万亿元])\s*(?P<part>月?底|末|初)?\s*(?P<before>{_BEFORE})?
    """,
    re.VERBOSE,
)
_PERIOD = re.compile(
    rf"""
    (?P<by>{_BY})
    (?:{_YEAR}\s*+年?度?|(?P<relative>{_RELATIVE_YEAR}))?\s*+(?<![每逐])
    (?: 第?(?P<quarter>[一二三四1-4])\s*(?:个)?季度 | 前(?P<quarters>[一二三1-3])\s*个?季度 | (?P<half>[上下])半年
      | (?P<year_end>年?年底|年末|年终|底(?=前)) )
    \s*(?:底|末)?\s*(?P<before>{_BEFORE})?
    """,
    re.VERBOSE,
)
_ONLY_YEAR = re.compile(
    rf"(?<!\d){_YEAR}(?:\s*年?{_TO}(?P<until>(?:19|20)\d\d))?\s*年(?:度|全年)?(?P<before>\s*{_BEFORE})?"
)
_DAY_OF_MONTH = re.compile(r"(?<![\d月])(?P<day>3[01]|[12]\d|[1-9])\s*[日号]\s*(?:之前|以前|前|止)")
_WITHIN = re.compile(
    rf"""
    (?:(?:自|从)?[^\s,。;、:\d]{{1,14}}?(?:之后|以后|后|之日起|起)\s*)?
    (?:(?:不超过|最长|最多|≤|<=?)\s*)?
    (?<!\d)(?!(?:19|20)\d\d\s*年){_NUMBER}\s*(?:{_TO}{_NUMBER}\s*)?个?\s*
    (?:工作日|自然日|日历天|日历日|日|天|小时|分钟|周|星期|月|季度|年)\s*(?:之内|以内|内(?![部容设在]))
    """,
    re.VERBOSE,
)
_RECURRING = re.compile(
    rf"""
    每个?(?:年度?|季度?|月|周|日|天|学期|半年|旬)
        (?:\s*(?:[0-3]?\d|{_SPOKEN_MONTH})\s*月)?
        (?P<fixed>\s*(?:\s*[、和,]?[0-3]?\d\s*[日号])+|\s*(?:月|季|年)?(?:底|末|初))?\s*(?:之?前)?
        (?!\s*(?:不少于|不低于|至少|≥|不超过)?\s*(?:\d|[一两二三四五六七八九十]))
  | (?:按|逐)(?:季度?|月(?!份)|周|日(?![常程期历])|学期|半年|年(?![度龄级初]))
    """,
    re.VERBOSE,
)
_PLAN_END = re.compile(
    r"[“\"]?十(?P<number>[一二三四五六七八九])五[”\"]?(?:规划)?(?:时?期)?(?:末|期末|收官)(?:年|之?前)?"
)
_END_OF_PERIOD = re.compile(r"(?<![\d一二三四十\s])(?:季末|季度末|月末|月底)(?:之?前)?")
_PHRASE = re.compile(
    r"""
    全年期限内|全年(?:之?内|度)?|年度内|本年度(?:内)?|当年度?(?:内)?|本年内?|年内
  | 按(?:照)?规定(?:的)?(?:时间|时限|期限)
  | (?:规定|约定)(?:的)?(?:时间|时限|期限)(?:之?内)?|按(?:要求)?时限|按(?:照)?(?:计划|进度)(?!表)
  | 长期|长年|常年|及时(?![率性度])|按时(?!率)|准时(?!率)|按期|如期|适时|随时|尽快|限期|近期|合理时间|一年(?![一两\d])
    """,
    re.VERBOSE,
)
_AHEAD = ("之前", "以前", "前")
_LAST_DAY_OF_PART = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_LOOSE_PARTS = ("初", "中")
_LEAP_YEAR = 2024


def read_dates(text: str, *, year: int | None = None) -> tuple[DateMention, ...]:
    """All mentions of dates and times in a text, in order, none overlapping another.

    Args:
        text: any text; nothing is raised on any input, and an impossible day (6月31日) is skipped.
        year: the budget year, used where the text names none.

    Returns:
        Mentions of these kinds: deadline (a last day), day, month (also a quarter or half-year), year,
        duration_deadline (合同签订后60日内), recurring (每月15日前), phrase (全年, 及时: no date at all).
    """
    plain = _with_year_in_digits(without_long_runs(plain_width(text)))
    present = set(plain)
    if _NEEDED.isdisjoint(present):
        return ()
    free = [True] * len(text)
    found: list[DateMention] = []
    for reader, needed in _READERS.items():
        if needed.isdisjoint(present):
            continue
        for mention in reader(plain, year):
            start, end = _trimmed(plain, mention.span)
            if all(free[start:end]):
                free[start:end] = [False] * (end - start)
                found.append(DateMention(text[start:end], (start, end), mention.kind, mention.date, mention.precise))
    return tuple(sorted(found, key=lambda mention: mention.span))


_SPOKEN_YEAR = re.compile(r"(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}(?=\s*年)")
_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _with_year_in_digits(text: str) -> str:
    """The text with years in Chinese numerals written in digits, character for character: 二〇二四年 → 2024年."""
    return _SPOKEN_YEAR.sub(lambda match: match[0].translate(_YEAR_DIGITS), text) if "年" in text else text


def _trimmed(text: str, span: Span) -> Span:
    """The span without blanks at either end."""
    start, end = span
    covered = text[start:end]
    return start + len(covered) - len(covered.lstrip()), end - len(covered) + len(covered.rstrip())


_NAMED_DAY = re.compile(
    rf"""
    (?<![\d.])(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?
    (?<![\d.一二三四五六七八九十每逐个])(?P<month>\d{{1,2}}|{_SPOKEN_NUMBER})\s*月
    (?: \s*(?P<day>\d{{1,2}}|{_SPOKEN_NUMBER})\s*[日号] | (?P<part>份?底|份?末|[上中下]旬|初) )?
  | (?<!\d)(?P<year2>(?:19|20)\d\d)(?P<sign>[-./])(?P<month2>\d{{1,2}})(?P=sign)(?P<day2>\d{{1,2}})(?![\d.])
    """,
    re.VERBOSE,
)


def impossible_dates(text: str) -> tuple[Span, ...]:
    """Where a text names a day or month that is in no calendar: 2月30日, 2024年13月底, 2024.11.31.

    A bare ``36月`` is taken for a duration. Without a year 29 February may exist.
    """
    plain = without_long_runs(plain_width(text))
    return tuple(match.span() for match in _NAMED_DAY.finditer(plain) if not _may_exist(match))


def _may_exist(match: re.Match[str]) -> bool:
    year = match["year"] or match["year2"]
    month, day = _small_number(match["month"] or match["month2"]), _small_number(match["day"] or match["day2"])
    if month is None or not (year or day or match["part"]):
        return True
    return _exists(int(year) if year else None, month, day)


# --- readers, most specific first; each yields mentions with rough spans -------------------------------------------


def _within(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _WITHIN.finditer(text):
        yield _mention(match, "duration_deadline", None, precise=True)


def _recurring(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _RECURRING.finditer(text):
        yield _mention(match, "recurring", None, precise=match["fixed"] is not None)


def _written(text: str, year: int | None) -> Iterator[DateMention]:
    """2024年6月底前, 12月31日前, 8月25日, 1-12月, 十二月初."""
    for match in _WRITTEN.finditer(text):
        month, day = _small_number(match["month"]), _small_number(match["day"])
        part = (match["part"] or "").removeprefix("月")
        known = _year_meant(match, year)
        if not _exists(known, month, day):
            continue
        if match["before"] and not (day or part):
            last = _month_before(known, month) if match["before"] in _AHEAD else _on(known, month, None)
        else:
            last = _on(known, month, day or _LAST_DAY_OF_PART.get(part))
        whole_year = bool(match["from"]) and _small_number(match["from"]) == 1 and month == 12
        is_deadline = bool(match["before"] or match["by"].strip() or part in ("底", "末"))
        kind: DateKind = "year" if whole_year else "deadline" if is_deadline else "day" if day else "month"
        yield _mention(match, kind, _in_year(last, match, known), precise=part not in _LOOSE_PARTS and not whole_year)


def _digits(text: str, year: int | None) -> Iterator[DateMention]:
    """2025.11.30前, 2025-11-30, 20251130, 2025.11前."""
    for match in _DIGITS.finditer(text):
        number = int(match["year"] or match["year2"])
        month, day = int(match["month"] or match["month2"]), _small_number(match["day"] or match["day2"])
        is_deadline = bool(match["before"] or match["by"].strip() or match["part"])
        maybe_decimal = match["sign"] == "." and day is None and not is_deadline and match[0].strip() != text.strip()
        if maybe_decimal or not _exists(number, month, day):
            continue
        before_month = day is None and not match["part"] and match["before"] in _AHEAD
        last = _month_before(number, month) if before_month else _on(number, month, day)
        kind: DateKind = "deadline" if is_deadline else "day" if day else "month"
        yield _mention(match, kind, last, precise=match["part"] != "初")


def _period(text: str, year: int | None) -> Iterator[DateMention]:
    """第三季度末, 上半年, 2024年底前, 年底前."""
    for match in _PERIOD.finditer(text):
        if match["year_end"] == "底" and not match["year"]:
            continue
        known = _year_meant(match, year)
        is_deadline = bool(match["before"] or match["year_end"] or match["by"].strip() or re.search("[底末]", match[0]))
        first, last = _months(match)
        ahead = match["before"] in _AHEAD and not re.search("[底末]", match[0])
        when = _month_before(known, first) if ahead else _on(known, last, None)
        when = _in_year(when, match, known)
        yield _mention(match, "deadline" if is_deadline else "month", when, precise=True)


def _months(match: re.Match[str]) -> tuple[int, int]:
    """First and last month of a quarter, several quarters, half a year, or the year."""
    if match["quarter"]:
        quarter = _small_number(match["quarter"]) or 1
        return 3 * quarter - 2, 3 * quarter
    if match["quarters"]:
        return 1, 3 * (_small_number(match["quarters"]) or 1)
    return {"上": (1, 6), "下": (7, 12)}.get(match["half"] or "", (1, 12))


def _only_year(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _ONLY_YEAR.finditer(text):
        last = date(int(match["until"] or match["year"]), 12, 31)
        before = (match["before"] or "").strip()
        if before in _AHEAD:
            yield _mention(match, "deadline", date(last.year - 1, 12, 31), precise=True)
        else:
            yield _mention(match, "year", last, precise=False)


def _end_of_plan(text: str, year: int | None) -> Iterator[DateMention]:
    """十四五末: the end of a five-year plan, the first of which began in 1953; the eleventh ended in 2010."""
    for match in _PLAN_END.finditer(text):
        number = _small_number("十" + match["number"]) or 0
        yield _mention(match, "deadline", date(1955 + 5 * number, 12, 31), precise=True)


def _end_of_period(text: str, year: int | None) -> Iterator[DateMention]:
    """月底前, 季末: of which month or quarter is left open."""
    for match in _END_OF_PERIOD.finditer(text):
        yield _mention(match, "recurring", None, precise=False)


def _day_of_month(text: str, year: int | None) -> Iterator[DateMention]:
    """15日前, without a month."""
    for match in _DAY_OF_MONTH.finditer(text):
        yield _mention(match, "deadline", None, precise=False)


def _phrases(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _PHRASE.finditer(text):
        yield _mention(match, "phrase", None, precise=False)


_READERS: Mapping[Callable[[str, int | None], Iterator[DateMention]], frozenset[str]] = {
    _within: frozenset("内"),
    _recurring: frozenset("每按逐"),
    _digits: frozenset("12"),
    _written: frozenset("月"),
    _period: frozenset("季半年底"),
    _only_year: frozenset("年"),
    _end_of_plan: frozenset("五"),
    _end_of_period: frozenset("季月"),
    _day_of_month: frozenset("日号"),
    _phrases: frozenset("年时期计进快"),
}
"""Each reader with the characters of which a text must hold one: what it reads always contains one of them."""
_NEEDED = frozenset[str]().union(*_READERS.values())


def _mention(match: re.Match[str], kind: DateKind, when: date | None, *, precise: bool) -> DateMention:
    return DateMention(match[0], match.span(), kind, when, precise)


def _year_meant(match: re.Match[str], year: int | None) -> int | None:
    """The year that is written, or told by its distance from the budget year (明年, 去年), or that year; None unknown."""
    if match["year"]:
        return int(match["year"])
    ahead = _YEARS_AHEAD.get(match["relative"][0]) if match["relative"] else 0
    return None if year is None or ahead is None else year + ahead


def _in_year(when: date | None, match: re.Match[str], known: int | None) -> date | None:
    """The day, or None where it fell out of a year that nobody wrote: 一季度前 is not the last day of last year."""
    return when if match["year"] or when is None or when.year == known else None


# --- the calendar -------------------------------------------------------------------------------------------------


def _small_number(text: str | None) -> int | None:
    if not text:
        return None
    value = int(text) if text.isdigit() else chinese_value(text)
    return None if value is None else int(value)


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether there is such a day (in some year, where the year is not known)."""
    if month is None or not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]


def _on(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day, or the last of the month where no day is given; None without a year."""
    if year is None or month is None:
        return None
    return date(year, month, day or monthrange(year, month)[1])


def _month_before(year: int | None, month: int | None) -> date | None:
    """The last day before a month begins: 6月前 is kept on 31 May."""
    if year is None or month is None:
        return None
    return _on(year, month - 1, None) if month > 1 else date(year - 1, 12, 31)
