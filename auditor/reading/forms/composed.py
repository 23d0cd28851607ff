"""Headings that are put together from parts: period × plan or outcome × what is counted × part (2025年预期实现值)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from auditor.reading.forms.vocabulary import Vocabulary, vocabulary

Period = Literal["", "current", "past", "future", "longterm", "part", "year", "adjusted"]
"""``adjusted`` is what holds in place of what was stated before (调整后)."""

_YEAR = re.compile(r"(20\d\d)(?:年度|年末|年底|年)?")
_SPAN = re.compile(r"20\d\d(?:年度?)?[-—–~～至到](?:20)?\d\d(?:年度?)?")
_MONTHS = re.compile(r"(?:截至|截止)?\d{1,2}(?:月份?)?(?:[-—–~～至到]\d{1,2})?月(?:份|底|末)?")
_OF_DATES = frozenset("0123456789-—–~～至到年度末底月份截止")
_LONGEST = 24


@dataclass(frozen=True)
class Composition:
    """What the parts of a heading say; "" for a part that is not there. ``year`` is set where ``period`` is a year."""

    period: Period = ""
    year: int | None = None
    plan: bool = False
    actual: bool = False
    thing: str = ""
    part: str = ""


@lru_cache(maxsize=4096)
def composition(bare: str) -> Composition | None:
    """The parts of a heading without blanks and brackets, None where any of it is not a known part.

    Of several ways to take it apart, the one of the fewest parts is meant.
    """
    words = vocabulary()
    if not bare or len(bare) > _LONGEST or not all(char in words.letters or char in _OF_DATES for char in bare):
        return None
    found = _parts(bare, words)
    return _composed(found) if found is not None else None


def _parts(text: str, words: Vocabulary) -> list[tuple[str, str]] | None:
    """The kinds of the parts, in order; fewest parts first, found from the end backwards."""
    best: list[list[tuple[str, str]] | None] = [None] * len(text) + [[]]
    longest = words.longest
    for start in range(len(text) - 1, -1, -1):
        for end, kind in _beginning(text, start, words, longest, best):
            rest = best[end]
            own = best[start]
            if rest is not None and (own is None or len(rest) + 1 < len(own)):
                best[start] = [kind, *rest]
    return best[0]


def _beginning(
    text: str, start: int, words: Vocabulary, longest: int, best: list[list[tuple[str, str]] | None]
) -> list[tuple[int, tuple[str, str]]]:
    found: list[tuple[int, tuple[str, str]]] = []
    for pattern, kind in ((_SPAN, "span"), (_YEAR, "year"), (_MONTHS, "months")):
        match = pattern.match(text, start)
        if match:
            found.append((match.end(), (kind, match[0])))
    for end in range(start + 1, min(start + longest, len(text)) + 1):
        if best[end] is not None:
            found += [(end, kind) for kind in words.words.get(text[start:end], ())]
    return found


def _composed(parts: list[tuple[str, str]]) -> Composition:
    period: Period = ""
    year = None
    said: dict[str, list[str]] = {}
    for group, kind in parts:
        if group == "year":
            period, year = "year", int(kind[:4])
        elif group == "span":
            period = "longterm"
        elif group == "months":
            period = "part"
        elif group == "period":
            period = _nearer(period, kind)
        else:
            said.setdefault(group, []).append(kind)
    aspects = said.get("aspect", [])
    return Composition(
        period, year, "plan" in aspects, "actual" in aspects, "".join(said.get("thing", [])[-1:]),
        "".join(said.get("part", [])[-1:]),
    )  # fmt: skip


def _nearer(period: Period, kind: str) -> Period:
    """Of two periods in one heading the one that says more: 年度 beside 实施期 says nothing, nor beside 2024年."""
    known: dict[str, Period] = {
        "current": "current", "past": "past", "future": "future", "longterm": "longterm", "part": "part",
        "adjusted": "adjusted",
    }  # fmt: skip
    return period if period and kind == "current" else known[kind]
