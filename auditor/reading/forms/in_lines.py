"""Several indicators written into one row without numbers: a line each in the cell of their names and in that of their targets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from auditor.reading.forms.enumerated import PARTED, PARTED_FIELDS, items_of, parted
from auditor.reading.grid import Grid

PAIRED = "原表一行里写了几个指标，已按各格里的分行逐个拆开，请核对"
_NOT_PAIRED = "一格里分行写了几个指标，名称有{names}行、指标值有{targets}行，对不上"
_NOT_APART = "名称和指标值各分了{count}行写，分不清是一个指标还是几个"
_VALUE = re.compile(
    r"(?:[≥≤≧≦><=＞＜＝]{1,2}|不少于|不低于|不高于|不超过|不小于|不大于|大于|小于|等于|达到|约)?\s*[-+]?\d[\d,，]*(?:\.\d+)?[^；;，,。、]{0,16}"
)
"""A number with its sign and what it counts, and nothing behind that."""
_NUMBER = re.compile(r"[（(]\d{1,2}[)）]|\d{1,2}[.、．)）](?!\d)|[①-⑩]")
_DATE = re.compile(r"(?:20)?\d\d年(?:度|底|末)?(?:\d{1,2}月)?|\d{1,2}月")
_GOES_ON = re.compile(
    r"(?:[-—–~～至到、，,：:（(和及与≥≤≧≦><=＞＜＝]|\d[.．]|[不大小高低等早晚]于|不少于|不超过|达到"
    r"|有效|明显|显著|逐步|持续|不断|进一步|基本|全面|大幅|稳步|切实|得到|有所)$"
)
"""What a sign or an adverb says goes on in the next line."""
_BEGINS_INSIDE = re.compile(r"[）)（(、，,。；;%％℃的及和与内前底]|以[上下内前]|左右|上下|[-—–~～至到]\s*\d")
_LOWER = re.compile(r"[≥≧>＞]|不少于|不低于|不小于|大于")
_UPPER = re.compile(r"[≤≦<＜]|不高于|不超过|不大于|小于")
_SPAN = re.compile(r"起[止讫迄]|期限|期间|工期|周期")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 2
_POINTS = ("weight", "score")
_SHARED_POINTS = "原表几个指标合用一个分值，分不清各占多少"


@dataclass(frozen=True)
class InLines:
    """The indicators of a row; ``told`` is what a person should know of how they were read, ``unsure`` why fields are not known."""

    rows: tuple[Mapping[str, str], ...]
    told: tuple[str, ...] = ()
    unsure: Mapping[str, str] = field(default_factory=dict)


def by_lines(texts: Mapping[str, str], lines: Mapping[str, Sequence[str]]) -> InLines:
    """The indicators of a row whose names and targets stand a line each, or the row itself.

    They are taken apart where each line is a name or a value of its own and as many of both are there. Where several values
    stand there and do not pair up with the names, neither is known.

    Args:
        texts: the row by field.
        lines: by field those of the cells that have several.
    """
    own = {name: _numbered_lines(parts) or _whole_lines(parts) for name, parts in lines.items()}
    names, targets = own.get("level3", ()), own.get("target", ())
    if len(names) < _FEWEST or len(targets) < _FEWEST:
        return InLines((texts,))
    values = sum(map(_is_value, targets))
    told = _NOT_PAIRED.format(names=len(names), targets=len(targets))
    if len(names) == len(targets):
        if values == len(targets) and all(map(_is_name, names)) and not _may_be_one(names, targets):
            return InLines(_apart(texts, own, len(names)), (PAIRED,))
        told = _NOT_APART.format(count=len(names))
    if values >= _FEWEST:
        return InLines((texts,), unsure={"level3": told, "target": told})
    return InLines((texts,), (told,) if len(names) == len(targets) else ())


def _apart(texts: Mapping[str, str], lines: Mapping[str, Sequence[str]], count: int) -> tuple[Mapping[str, str], ...]:
    own = {name: lines[name] for name in PARTED_FIELDS if len(lines.get(name, ())) == count}
    return tuple({**texts, **{name: parts[place] for name, parts in own.items()}} for place in range(count))


def _whole_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, one that goes on with the line before it put behind that: a unit, the rest of a date or of a range."""
    whole = [lines[0]]
    for line in lines[1:]:
        before = whole[-1]
        date = before[-1] in "年月" and _DATE.fullmatch(before) and line[0].isdigit()
        unit = before[-1].isdigit() and not _is_value(line)
        if date or unit or _GOES_ON.search(before) or _BEGINS_INSIDE.match(line):
            whole[-1] += line
        else:
            whole.append(line)
    return tuple(whole)


def _numbered_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the numbers that they begin with, () where they do not count: 1.5公里 and 2.5公里 are no first and second."""
    return items_of("".join(lines), len(lines)) if any(map(_NUMBER.match, lines)) else ()


def _is_value(line: str) -> bool:
    return _VALUE.fullmatch(line) is not None


def _is_name(line: str) -> bool:
    return len(_CHINESE.findall(line)) >= _FEWEST and not _is_value(line)


def _may_be_one(names: Sequence[str], targets: Sequence[str]) -> bool:
    """Whether several lines may state one value: a number with its unit that is torn apart, or both ends of a range or of a time."""
    ends = len(targets) == _FEWEST and bool(_LOWER.match(targets[0])) and bool(_UPPER.match(targets[1]))
    dates = _SPAN.search("".join(names)) is not None and all(re.match(r"\d+年|\d+月", one) for one in targets)
    return ends or dates or _is_torn(targets)


def _is_torn(targets: Sequence[str]) -> bool:
    """Whether two lines may be one number with its unit: ≥1 and 00%."""
    pairs = pairwise(targets)
    return any(one[-1].isdigit() and other[0].isdigit() and not other[-1].isdigit() for one, other in pairs)


def lines_of_row(grid: Grid, columns: Mapping[str, int], row: int) -> dict[str, tuple[str, ...]]:
    """The lines of the cells of a row that have several, by the field that they are read as."""
    if not grid.lines:
        return {}
    found = {name: lines for name, column in columns.items() if (lines := grid.lines_of(row, column))}
    for name, own in (("level4", "level3"), ("target_in_words", "target")):
        if name in columns and (name == "level4" or not grid.text(row, columns.get(own, columns[name]))):
            lines = found.pop(name, ())
            found |= {own: lines} if grid.text(row, columns[name]) else {}
    return found


def parts_of_row(texts: Mapping[str, str], lines: Mapping[str, tuple[str, ...]]) -> InLines:
    """The indicators that a row states, told apart by their numbers or by the lines of its cells.

    Points that stand there once for several are not known of any.
    """
    numbered = parted(texts)
    parts = InLines(numbered, (PARTED,)) if len(numbered) > 1 else by_lines(texts, lines)
    count = len(parts.rows)
    stated = [name for name in _POINTS if count > 1 and texts.get(name)]
    if not stated:
        return parts
    each = {name: lines[name] for name in stated if len(lines.get(name, ())) == count}
    shared = [name for name in stated if name not in each]
    rows = tuple(
        {**row, **dict.fromkeys(shared, ""), **{name: own[place] for name, own in each.items()}}
        for place, row in enumerate(parts.rows)
    )
    return replace(parts, rows=rows, unsure={**parts.unsure, **dict.fromkeys(shared, _SHARED_POINTS)})
