"""Numbers that Word counts itself (（一）, 1.): they are in no text, yet a reader sees them and headings rely on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.reading.word.text import W, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "ideographDigital",
     "koreanCounting", "taiwaneseCounting", "chineseLegalSimplified", "japaneseLegal"}
)  # fmt: skip
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_SILENT = frozenset({"bullet", "none"})


@dataclass(frozen=True)
class ListLevel:
    """How one level of a list is numbered; ``pattern`` as in ``（%1）``."""

    start: int
    style: str
    pattern: str


class ListCounter:
    """Counts the paragraphs of lists, which it must be shown in the order of the document.

    Args:
        numbering: the part with the lists, None where the document has none.
        styles: the part with the paragraph styles.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._together = _counted_together(numbering) if numbering is not None else {}
        self._by_style = _numbered_styles(styles)
        self._counts: dict[str, dict[int, int]] = {}

    def before(self, paragraph: Element) -> str:
        """The number that stands before the next paragraph, "" where it has none."""
        number, level = _membership(paragraph, self._by_style)
        levels = self._lists.get(number, {})
        if level not in levels:
            return ""
        count = self._counts.setdefault(self._together[number], {})
        count[level] = count.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in count if one > level]:
            del count[deeper]
        return _label(levels, level, count)


def _label(levels: Mapping[int, ListLevel], level: int, count: Mapping[int, int]) -> str:
    if levels[level].style in _SILENT:
        return ""

    def shown(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        one = levels.get(place)
        return written_number(count.get(place, one.start), one.style) if one else ""

    return re.sub(r"%(\d)", shown, levels[level].pattern)


def written_number(number: int, style: str) -> str:
    """A number from 1 as a list writes it, e.g. 12 → 十二; an unknown style counts in figures."""
    if style in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    if style in _CIRCLED and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if style == "lowerLetter" else "A") + number - 1)
    if style == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _lists(numbering: Element) -> dict[str, dict[int, ListLevel]]:
    abstract = {_value(one, "abstractNumId", own=True): _levels(one) for one in numbering.findall(f"{W}abstractNum")}
    lists = {}
    for one in numbering.findall(f"{W}num"):
        reference = one.find(f"{W}abstractNumId")
        levels = abstract.get(reference.get(f"{W}val", "")) if reference is not None else None
        if levels is not None:
            lists[_value(one, "numId", own=True)] = levels
    return lists


def _levels(abstract: Element) -> dict[int, ListLevel]:
    return {
        whole_number(level.get(f"{W}ilvl", ""), 0): ListLevel(
            whole_number(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText")
        )
        for level in abstract.findall(f"{W}lvl")
    }


def _counted_together(numbering: Element) -> dict[str, str]:
    """List → what it counts together with: lists of one pattern, unless a list starts anew."""
    together: dict[str, str] = {}
    for one in numbering.findall(f"{W}num"):
        number = _value(one, "numId", own=True)
        anew = one.find(f"{W}lvlOverride") is not None
        together.setdefault(number, f"num {number}" if anew else _value(one, "abstractNumId"))
    return together


def _numbered_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    """Style name → list and level, for paragraph styles that number."""
    found: dict[str, tuple[str, int]] = {}
    for style in styles.findall(f"{W}style") if styles is not None else ():
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None and _value(numbered, "numId"):
            found[style.get(f"{W}styleId", "")] = (_value(numbered, "numId"), whole_number(_value(numbered, "ilvl"), 0))
    return found


def _membership(paragraph: Element, by_style: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """The list a paragraph belongs to and its level there; list "" where it has none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return "", 0
    list_, level = by_style.get(_value(properties, "pStyle"), ("", 0))
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return list_, level
    return _value(numbered, "numId") or list_, whole_number(_value(numbered, "ilvl"), level)


def _value(element: Element, name: str, *, own: bool = False) -> str:
    """``w:val`` of a child, or with ``own`` an attribute of the element itself; "" where there is none."""
    if own:
        return str(element.get(W + name, ""))
    child = element.find(W + name)
    return str(child.get(f"{W}val", "")) if child is not None else ""
