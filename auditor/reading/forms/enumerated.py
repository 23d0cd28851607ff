"""Several indicators written into one row, numbered alike in the cell of their names and in the cell of their targets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.reading.forms.in_cell import named_value

PARTED = "原表一行里写了几个指标，已按编号逐个拆开，请核对"
_MANNERS = (
    re.compile(r"[（(](?P<number>\d{1,2})[）)]\s*"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})[.、．)）](?!\d)"),
    re.compile(r"(?:指标|目标)(?P<number>\d{1,2})\s*[:：.、．]\s*"),
    re.compile(r"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩])\s*"),
)
"""Ways of numbering; the one that a text begins with parts it."""
_BEFORE_DIGITS = re.compile(r"(?<![\d.])(?P<number>\d{1,2})[.、．)）]")
_BEGINNINGS = "1（(①指目"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NAMED = ("level3", "target")
PARTED_FIELDS = (*_NAMED, "description", "basis", "comparator", "unit", "actual", "actual_unit", "deviation_reason")
"""Fields of which each of several indicators in a row may have its own part."""


def parted(texts: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The indicators of a row, each with its part of every cell that is numbered like the name; else the row itself.

    Where the target is empty they are those that the name lists, if each of them ends in a value.
    """
    names = numbered_items(texts.get("level3", ""))
    if len(names) < 2:
        return (texts,)
    if not texts.get("target"):
        stated = [named_value(name) for name in names]
        if not all(value for _, value in stated):
            return (texts,)
        return tuple({**texts, "level3": name, "target": value} for name, value in stated)
    items = {name: items_of(texts.get(name, ""), len(names)) for name in PARTED_FIELDS}
    own = {name: parts for name, parts in items.items() if parts}
    if "target" not in own:
        return (texts,)
    return tuple({**texts, **{name: parts[place] for name, parts in own.items()}} for place in range(len(names)))


def items_of(text: str, count: int) -> tuple[str, ...]:
    """So many items of a text, () where it has not so many; a number may then run into the value behind it (2.30块)."""
    found = numbered_items(text)
    if len(found) != count and text.startswith("1"):
        found = _split(text, _BEFORE_DIGITS)
    return found if len(found) == count else ()


def numbered_items(text: str) -> tuple[str, ...]:
    """The items of a text that counts from its beginning (1.甲2.乙, （1）甲（2）乙, ①甲②乙), without their numbers; () for any other."""
    if not text or text[0] not in _BEGINNINGS:
        return ()
    manner = next((one for one in _MANNERS if one.match(text)), None)
    return _split(text, manner) if manner is not None else ()


def _split(text: str, manner: re.Pattern[str]) -> tuple[str, ...]:
    """The items behind marks of a kind that count from one on; () where they do not."""
    marks = list(manner.finditer(text))
    if not marks or [_value(mark["number"]) for mark in marks] != list(range(1, len(marks) + 1)):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return tuple(text[mark.end() : end].strip(" ；;，,") for mark, end in zip(marks, ends, strict=True))


def _value(number: str) -> int:
    return _CIRCLED.index(number) + 1 if number in _CIRCLED else int(number)
