"""Reading dates and deadlines, and telling them from words that only sound like time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from auditor.language.quantity import fold
from auditor.model import Span

DateKind = Literal["deadline", "day", "month", "year", "duration_deadline", "recurring", "phrase"]


@dataclass(frozen=True)
class DateMention:
    """A date or a phrase about time. ``date`` is the last day that satisfies it; ``precise`` whether it can be checked."""

    text: str
    span: Span
    kind: DateKind
    date: date | None
    precise: bool


_DATE = re.compile(
    r"""
    (?:(?P<year>(?:19|20)\d{2})\s*(?:年|[-./])|(?P<this>当年|本年|年内)?)\s*
    (?:(?P<month>1[0-2]|0?[1-9])\s*(?:月份?|[-./](?=\d))\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*(?:日|号)?)?
      |第?(?P<quarter>[一二三四1-4])季度
      |(?P<half>上|下)半年
      |(?P<year_end>年?底|年末|年终))
    \s*(?P<part>底|末|初|中旬|上旬|下旬)?\s*(?P<before>之?前|以前|止|内)?
    """,
    re.VERBOSE,
)
_DURATION = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:后|之日起|以来|起)?\s*(?:的)?\s*(?P<number>\d+|[一二两三四五六七八九十]+)\s*个?\s*"
    r"(?P<unit>工作日|自然日|日|天|小时|分钟|周|月|年)\s*(?:之内|以内|内)"
)
_RECURRING = re.compile(
    r"(?:每|按|逐)(?:个)?(?:月|季度?|周|日|年|学期|半年)(?:度)?(?:的)?\s*(?:(?P<day>\d{1,2})\s*[日号]|月?底|末|初)?\s*(?:之?前)?"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年(?:度|底)?(?:之?前|内)?")
_PHRASE = re.compile(
    r"全年期限内|全年内|全年|年度内|本年度|当年度|年内|按规定时间|规定时间内|规定时限|按时限|长期|长效|及时|按时|准时|按期|如期|适时|按进度|按计划"
    r"|当年|本年|尽快|限期|合理时间"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def read_dates(text: str, *, year: int | None = None) -> tuple[DateMention, ...]:
    """All mentions of dates and times in a text, in order, none overlapping another.

    Args:
        text: any text; nothing is raised on any input, and an impossible day (6月31日) is skipped.
        year: the budget year, used where the text names none.
    """
    folded = fold(text)
    taken: list[Span] = []
    found: list[DateMention] = []
    for reader in (_dates, _durations, _recurring, _years, _phrases):
        for mention in reader(folded, year):
            start, end = mention.span
            if all(end <= other[0] or other[1] <= start for other in taken):
                taken.append(mention.span)
                found.append(
                    DateMention(text[start:end], mention.span, mention.kind, mention.date, mention.precise)
                )
    return tuple(sorted(found, key=lambda mention: mention.span))


def _dates(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _DATE.finditer(text):
        if not match["year"] and match["month"] and "月" not in match[0]:
            continue
        if re.search(r"[每逐]\s*$", text[: match.start()]) or text[match.end() : match.end() + 1] == "率":
            continue
        mention = _mention(match, int(match["year"]) if match["year"] else year)
        if mention is not None:
            yield mention


def _mention(match: re.Match[str], year: int | None) -> DateMention | None:
    start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
    while end > start and match.string[end - 1].isspace():
        end -= 1
    when = _last_day(match, year)
    if when is False:
        return None
    loose = match["part"] in ("初", "上旬", "中旬", "下旬")
    known = isinstance(when, date) or bool(match["month"] or match["quarter"] or match["year_end"] or match["half"])
    kind = _kind(match)
    return DateMention(match[0], (start, end), kind, when if isinstance(when, date) else None, known and not loose)


def _kind(match: re.Match[str]) -> DateKind:
    if match["before"] or match["part"] in ("底", "末") or match["year_end"]:
        return "deadline"
    return "day" if match["day"] else "month"


def _last_day(match: re.Match[str], year: int | None) -> date | Literal[False] | None:
    """The last day meant, None where the year is unknown, False where there is no such day."""
    if match["month"]:
        month = int(match["month"])
    elif match["quarter"]:
        month = _QUARTERS[match["quarter"]] * 3
    elif match["half"]:
        month = 6 if match["half"] == "上" else 12
    else:
        month = 12
    day = int(match["day"]) if match["day"] else None
    last = monthrange(year or 2024, month)[1]
    if day is not None and day > last:
        return False
    if year is None:
        return None
    if match["part"] == "初":
        return date(year, month, 10)
    return date(year, month, day or last)


def _durations(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _DURATION.finditer(text):
        yield DateMention(match[0], match.span(), "duration_deadline", None, True)


def _recurring(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _RECURRING.finditer(text):
        yield DateMention(match[0], match.span(), "recurring", None, match["day"] is not None)


def _years(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _YEAR.finditer(text):
        number = int(match["year"])
        yield DateMention(match[0], match.span(), "year", date(number, 12, 31), False)


def _phrases(text: str, year: int | None) -> Iterator[DateMention]:
    for match in _PHRASE.finditer(text):
        yield DateMention(match[0], match.span(), "phrase", None, False)
