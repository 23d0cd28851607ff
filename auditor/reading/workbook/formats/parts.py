"""A format code cut into its sections, and a section into its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Kind = Literal["text", "digit", "point", "comma", "percent", "exponent", "slash", "general", "value", "date", "elapsed"]

_PART = re.compile(
    r"""(?P<quoted>"[^"]*"?)
    | [\\!](?P<escaped>.)
    | _(?P<blank>.)
    | \*(?P<fill>.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<half_day>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|g+|b{2,4})
    | (?P<digit>[0#?])
    | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<value>@)
    | (?P<end>;)
    | (?P<other>.)""",
    re.I | re.X | re.S,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*")
_SYMBOL = re.compile(r"\$([^-]*)(?:-[\w-]*)?(?:,.*)?")
_CHINESE = re.compile(r".*(?:804|404|1004|c04|-zh(?:-\w+)*)", re.I)
_NUMERALS = re.compile(r"DBNum([1-4])", re.I)
_CODES: tuple[Kind, ...] = ("digit", "point", "comma", "percent", "exponent", "slash", "value", "date", "elapsed")


class FormatPart(NamedTuple):
    """One part of a section; ``text`` is what it shows (kind ``text``) or how it is written."""

    kind: Kind
    text: str


class Condition(NamedTuple):
    """Which numbers a section is for, where it says so itself."""

    sign: str
    bound: float

    def holds(self, value: float) -> bool:
        """Whether a number meets it."""
        below, same = value < self.bound, value == self.bound
        return {
            "<": below, "<=": below or same, ">": not (below or same), ">=": not below, "=": same, "<>": not same,
        }[self.sign]  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One of up to four parts of a code; ``numerals`` is the number of ``[DBNum…]``, 0 for figures as they are."""

    parts: tuple[FormatPart, ...]
    condition: Condition | None = None
    numerals: int = 0
    chinese: bool = False

    @cached_property
    def is_date(self) -> bool:
        """Whether it shows a date or a time."""
        return any(part.kind in ("date", "elapsed") for part in self.parts)

    @cached_property
    def takes_text(self) -> bool:
        """Whether it is for text."""
        return any(part.kind == "value" for part in self.parts)

    @cached_property
    def is_general(self) -> bool:
        """Whether it shows the number as it is."""
        return any(part.kind == "general" for part in self.parts)


def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code in order."""
    found: list[Section] = []
    matches: list[re.Match[str]] = []
    for match in _PART.finditer(code):
        if match.lastgroup == "end":
            found.append(_section(matches))
            matches = []
        else:
            matches.append(match)
    return (*found, _section(matches))


def _section(matches: list[re.Match[str]]) -> Section:
    parts: list[FormatPart] = []
    condition, numerals, chinese = None, 0, False
    for match in matches:
        if match.lastgroup == "bracket":
            inside = match["bracket"]
            limit, counted = _CONDITION.fullmatch(inside), _NUMERALS.fullmatch(inside)
            if limit:
                condition = Condition(limit[1], float(limit[2]))
            elif counted:
                numerals = int(counted[1])
            elif inside.startswith("$"):
                chinese = chinese or _CHINESE.fullmatch(inside) is not None
        parts += _parts(match)
    if matches and all(match.lastgroup == "bracket" for match in matches) and not parts:
        parts.append(FormatPart("general", "General"))  # it says how numbers look, not that they are hidden
    return Section(tuple(parts), condition, numerals, chinese)


def _parts(match: re.Match[str]) -> Iterator[FormatPart]:
    group = match.lastgroup or ""
    text = match[group]
    if group == "quoted":
        yield FormatPart("text", text.strip('"'))
    elif group in ("escaped", "other"):
        yield FormatPart("text", text)
    elif group == "blank":
        yield FormatPart("text", " ")
    elif group == "bracket":
        symbol = _SYMBOL.fullmatch(text)
        if symbol and symbol[1]:
            yield FormatPart("text", symbol[1])
    elif group == "half_day":
        yield FormatPart("date", text)
    elif group == "general":
        yield FormatPart("general", text)
    else:
        yield from (FormatPart(kind, text) for kind in _CODES if kind == group)
