"""Several indicators written into one row, numbered alike in the cell of their names and in the cell of their targets."""

from __future__ import annotations

import re
from collections.abc import Mapping

PARTED = "原表一行里写了几个指标，已按编号逐个拆开，请核对"
_MANNERS = (
    re.compile(r"[（(](?P<number>\d{1,2})[）)]\s*"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})[.、．)）](?!\d)"),
    re.compile(r"(?:指标|目标)(?P<number>\d{1,2})\s*[:：.、．]\s*"),
    re.compile(r"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩])\s*"),
)
"""Ways of numbering; the one that a text begins with parts it."""
_BEGINNINGS = "1（(①指目"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NAMED = ("level3", "target")
_FIELDS = (*_NAMED, "description", "basis", "comparator", "unit", "actual", "actual_unit", "deviation_reason")


def parted(texts: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The indicators of a row, each with its part of every cell that is numbered like the name; else the row itself."""
    count = len(numbered_items(texts.get("level3", "")))
    if count < 2 or len(numbered_items(texts.get("target", ""))) != count:
        return (texts,)
    items = {name: numbered_items(texts.get(name, "")) for name in _FIELDS}
    own = {name: parts for name, parts in items.items() if len(parts) == count}
    return tuple({**texts, **{name: parts[place] for name, parts in own.items()}} for place in range(count))


def numbered_items(text: str) -> tuple[str, ...]:
    """The items of a text that counts from its beginning (1.甲2.乙, （1）甲（2）乙, ①甲②乙), without their numbers; () for any other."""
    if not text or text[0] not in _BEGINNINGS:
        return ()
    manner = next((one for one in _MANNERS if one.match(text)), None)
    if manner is None:
        return ()
    marks = list(manner.finditer(text))
    if [_value(mark["number"]) for mark in marks] != list(range(1, len(marks) + 1)):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return tuple(text[mark.end() : end].strip(" ；;，,") for mark, end in zip(marks, ends, strict=True))


def _value(number: str) -> int:
    return _CIRCLED.index(number) + 1 if number in _CIRCLED else int(number)
