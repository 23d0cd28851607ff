"""A date or a time in a section of a format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from auditor.reading.workbook.formats.numerals import in_digits, in_words
from auditor.reading.workbook.formats.parts import FormatPart, Section

_START = datetime(1899, 12, 30)
_NO_SUCH_LEAP_DAY = 60
_LAST = 2_958_466
_WEEK = "一二三四五六日"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SECONDS_A_DAY = 86_400


def serial(value: date | time | timedelta) -> float:
    """The number that a workbook stores for a date, a time or a duration: days since 30 December 1899."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / _SECONDS_A_DAY
    if isinstance(value, timedelta):
        return value.total_seconds() / _SECONDS_A_DAY
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = (moment.replace(tzinfo=None) - _START).total_seconds() / _SECONDS_A_DAY
    return days if days > _NO_SUCH_LEAP_DAY else days - 1


def is_date_number(value: float) -> bool:
    """Whether a number can be shown as a date."""
    return 0 <= value < _LAST


def date_text(value: float, section: Section) -> str:
    """What a section shows for a number of days that ``is_date_number``."""
    fine = _decimal_places(section.parts)
    seconds = round(value * _SECONDS_A_DAY, fine)
    moment = _START + timedelta(seconds=seconds if value >= _NO_SUCH_LEAP_DAY else seconds + _SECONDS_A_DAY)
    return "".join(_shown(section, place, moment, seconds) for place in range(len(section.parts)))


def _decimal_places(parts: Sequence[FormatPart]) -> int:
    """How many decimals of a second are shown."""
    point = next((place for place, part in enumerate(parts) if part.kind == "point"), len(parts))
    return sum(part.kind == "digit" for part in parts[point:])


def _shown(section: Section, place: int, moment: datetime, seconds: float) -> str:
    part = section.parts[place]
    if part.kind == "elapsed":
        return str(int(seconds // {"h": 3600, "m": 60, "s": 1}[part.text[0].lower()])).zfill(len(part.text))
    if part.kind == "date":
        return _date_part(section, place, moment)
    if part.kind == "point" and _decimal_places(section.parts):
        places = _decimal_places(section.parts)
        return "." + f"{moment.microsecond:06d}"[:places]
    return part.text if part.kind in ("text", "slash", "comma", "point", "percent") else ""


def _date_part(section: Section, place: int, moment: datetime) -> str:
    code = section.parts[place].text.lower()
    style, letter = section.numerals, code[0]
    if "/" in code:
        half = moment.hour >= 12
        return code.split("/")[half].upper()
    if letter in "ye":
        whole = len(code) > 2 or letter == "e"
        return in_digits(f"{moment.year:04d}" if whole else f"{moment.year % 100:02d}", style)
    if letter == "m" and not _is_minute(section.parts, place):
        return _counted(moment.month, code, style) if len(code) < 3 else _named(_MONTHS[moment.month - 1], len(code))
    if letter == "a" or (letter == "d" and len(code) > 2):
        return _weekday(moment.weekday(), code, section.chinese)
    if letter in "gb":
        return ""
    return _counted(
        {"d": moment.day, "h": _hour(section, moment), "m": moment.minute, "s": moment.second}[letter], code, style
    )


def _counted(number: int, code: str, style: int) -> str:
    return in_words(number, style) if style else str(number).zfill(min(len(code), 2))


def _named(name: str, length: int) -> str:
    return name[:3] if length == 3 else name[0] if length == 5 else name


def _weekday(day: int, code: str, chinese: bool) -> str:
    if code[0] == "a":
        return ("星期" if len(code) == 4 else "") + _WEEK[day]
    if chinese:
        return ("周" if len(code) == 3 else "星期") + _WEEK[day]
    return _named(_DAYS[day], len(code))


def _hour(section: Section, moment: datetime) -> int:
    halves = any(part.kind == "date" and "/" in part.text for part in section.parts)
    return (moment.hour % 12 or 12) if halves else moment.hour


def _is_minute(parts: Sequence[FormatPart], place: int) -> bool:
    """Whether an m stands for minutes: right after an hour or right before a second."""
    coded = [
        part.text[0].lower() for part in parts[:place] if part.kind in ("date", "elapsed") and "/" not in part.text
    ]
    later = [
        part.text[0].lower() for part in parts[place + 1 :] if part.kind in ("date", "elapsed") and "/" not in part.text
    ]
    return coded[-1:] == ["h"] or later[:1] == ["s"]
