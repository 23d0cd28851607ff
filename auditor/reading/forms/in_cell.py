"""Indicators written as text into one cell: 【产出指标-数量指标】指标1：更换路灯数量（≥420盏），or 数量指标：1.…；2.…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.taxonomy import LEVEL2_LABELS, level1_of, level2_of

_LABELS = "|".join(sorted((label for label in LEVEL2_LABELS if label.endswith("指标")), key=len, reverse=True))
_TAG = re.compile(
    r"[【\[](?P<tag>[^】\]]{2,30})[】\]]"
    rf"|(?P<first>[\u4e00-\u9fff]{{2,6}}指标)?\s*[-—－/、:：]?\s*(?P<second>{_LABELS})\s*[:：]"
)
_ITEMS = (
    re.compile(r"指标\s*\d{1,2}\s*[:：.、]\s*"),
    re.compile(r"[（(]\d{1,2}[）)]\s*"),
    re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]\s*"),
    re.compile(r"(?<![\d.≥≤=＞＜><（(])\d{1,2}\s*[.、．)）](?!\d)\s*"),
)
"""Ways of numbering; the one that a text begins with is the one that parts it."""
_SEMICOLON = re.compile(r"[；;]")
_BRACKETED = re.compile(r"(?P<name>.+?)\s*[（(](?P<value>[^（()）]{1,40})[）)]\s*")
_STATED = re.compile(r"(?P<name>.+?)\s*[:：]\s*(?P<value>.{1,40})")
_SIGNED = re.compile(
    r"(?P<name>.*?[\u4e00-\u9fff）)])\s*(?P<value>(?:[≥≤≧≦><=＞＜＝]|不低于|不少于|不高于|不超过|大于|小于|达到|达)\s*\d.{0,30})"
)
_COUNTED = re.compile(
    r"(?P<name>[^\d≥≤≧≦><=＞＜＝]*[\u4e00-\u9fff）)])\s*(?P<value>\d[\d,.]*\s*(?:[^\d；;，,。]{0,8}|年\d{1,2}月[^\d；;，,。]{0,3}|年\d{1,2}月\d{1,2}日[^\d；;，,。]{0,3}))"
)
"""A name without a digit, and the number with its unit that ends the text: 验收合格率100%, 完工时间2026年6月底前."""
_NEXT_NUMBER = re.compile(
    r"[；;，,。\s]+(?:\d{1,2}\s*[.、．)）]|[（(][\d一二三四五六七八九十]{1,2}[）)]|[①-⑩]|[一二三四五六七八九十]{1,2}、)\s*$"
)
_GOAL = re.compile(r"(?:总体|绩效|年度)*目标")
_GOAL_LABEL = re.compile(r"\s*(?:年度|项目|总体|绩效)*目标\s*[:：]\s*")
NOT_APART = "里的这个指标分不清名称和指标值"
"""What is not known of an indicator whose name and value could not be told apart."""
_ENDS = " ；;，,。\n\t"
_SIGNED_NUMBER = re.compile(r"[≥≤]\s*\d")


@dataclass(frozen=True)
class Written:
    """The goal and the rows (first level, second level, name, value) that a cell states."""

    goal: str = ""
    rows: tuple[tuple[str, str, str, str], ...] = ()


def states_several(text: str) -> bool:
    """Whether a text states several values by their signs, as a cell does that holds those of many rows."""
    return len(_SIGNED_NUMBER.findall(text)) > 1


def written_indicators(text: str) -> Written:
    """What a cell states of indicators; nothing where it names no second level before them."""
    marks = list(_TAG.finditer(text))
    if not any(_levels(mark)[1] for mark in marks):
        return Written()
    goal = _GOAL_LABEL.sub("", _NEXT_NUMBER.sub("", text[: marks[0].start()])).strip(_ENDS)
    rows: list[tuple[str, str, str, str]] = []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        said = _NEXT_NUMBER.sub("", text[mark.end() : end]).strip(_ENDS)
        first, second = _levels(mark)
        if second:
            rows += [(first, second, *named_value(item)) for item in written_items(said)]
        elif _GOAL.search(mark["tag"] or ""):
            goal = said
    return Written(goal, tuple(rows))


def _levels(mark: re.Match[str]) -> tuple[str, str]:
    """First and second level that a mark names; "" for what it does not name."""
    if mark["second"]:
        return mark["first"] or "", mark["second"]
    parts = [part for part in re.split(r"[-—－–/、:：>\s]+", mark["tag"]) if part]
    second = next((part for part in reversed(parts) if level2_of(part)), "")
    first = next((part for part in parts if part is not second and level1_of(part)), "")
    return first, second


def written_items(text: str) -> Iterator[str]:
    """The indicators that a text lists, by their numbers or parted by semicolons."""
    manner = next((pattern for pattern in _ITEMS if pattern.match(text)), _SEMICOLON)
    pieces = manner.split(text)
    yield from (bare for piece in pieces if (bare := piece.strip(_ENDS)))


def named_value(item: str) -> tuple[str, str]:
    """Name and value of one indicator; the value is "" where none is set off."""
    for pattern in (_BRACKETED, _STATED, _SIGNED, _COUNTED):
        match = pattern.fullmatch(item)
        if match:
            return match["name"].strip(), match["value"].strip()
    return item, ""
