"""A text that a head spreads over several cells: a goal a row beside one label (目标1：…｜目标2：…), or numbered in one row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.reading.forms.enumerated import numbered_items
from auditor.reading.forms.headings import funding_source, heading, is_ignored, is_signature, plain
from auditor.reading.grid import Grid

NUMBERED_GOAL = re.compile(r"(?:(?:年度|总体|绩效|预期)*目标|任务)\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十])[）)]?")
"""A label of one of several goals, alone in its cell."""
_BEGINS = re.compile(
    r"\s*(?:[（(]?(?P<digits>\d{1,2})\s*(?:[）)]|[.、．](?!\d))|(?:(?:年度|总体|绩效|预期)*目标|任务)\s*(?P<goal>\d{1,2}|[一二三四五六七八九十])\s*[:：.、．]?"
    r"|[（(]?(?P<chinese>[一二三四五六七八九十])\s*[）)、.．]|(?P<circled>[①-⑩]))"
)
_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ORDINAL = re.compile(r"\d{1,2}|[①-⑩]")
_KINDS = re.compile(r"(?:产出|效益|满意度|数量|质量|时效|成本|社会效益|经济效益|生态效益|可持续影响)(?:目标|指标)?")
_CAPTION = re.compile("目标|情况|任务")
_FIRST_DIGIT = "1"
_AFTER_LABEL = ":： "
_ENDS = "。；;！，,、：:"


def spread_text(grid: Grid, row: int, column: int, end: int, label: int) -> str:
    """The text that begins in a cell and goes on in those to its right and below it, up to the row ``end``.

    It goes on where the label left of it spans down, or where its parts are numbered on. A row of the parts of a goal
    begins with the number or kind of each. ``label`` is the column of its label, which heads the text where it is its own.
    """
    first = _left(grid, row, column)
    beside = {place for place in first if label == column or place > label}
    parts = [_row_text(grid, row, column)]
    for below in range(row + 1, end):
        if grid.merged.get((below, column)) == (row, column):
            continue
        text = grid.rows[below][column]
        if not text or (below, column) in grid.merged or not _left(grid, below, column).keys() <= beside:
            break
        if not _goes_on(grid, row, below, column, parts[-1]):
            break
        parts.append(_row_text(grid, below, column))
    return _joined(parts)


def numbered_goals(grid: Grid, first: int, end: int) -> str:
    """The goals in the rows ``[first, end)`` each beside a label with its number (目标1｜…), joined; "" where none are."""
    found = []
    for row in range(first, end):
        printed = list(grid.printed(row))
        if len(printed) == 2 and NUMBERED_GOAL.fullmatch(printed[0][1].rstrip(":： ")):
            found.append(_row_text(grid, row, printed[0][0]))
    return _joined(found)


def _left(grid: Grid, row: int, column: int) -> dict[int, str]:
    """The texts of a row left of a column, by column."""
    return {place: text for place, text in grid.printed(row) if place < column}


def _goes_on(grid: Grid, row: int, below: int, column: int, before: str) -> bool:
    """Whether a cell below a text belongs to it: nothing in its row is a label, and its label or its numbers go on."""
    if any(_is_label(text) for _, text in grid.printed(below)):
        return False
    number, last = _number(_row_text(grid, below, column)), _number(before)
    if number is not None and last is not None:
        return number == last + 1
    beside = [sum(1 for _ in grid.printed(one, column)) for one in (row, below)]
    labelled = beside[1] > beside[0] and not _is_part(grid.rows[below][column])
    return not labelled and any(_spans(grid, row, below, place) for place in range(column))


def _spans(grid: Grid, row: int, below: int, column: int) -> bool:
    """Whether a label of a goal spans down from a row, or from above it, to another."""
    at = grid.merged.get((below, column))
    return at is not None and at[0] <= row and _CAPTION.search(grid.rows[at[0]][at[1]]) is not None


def _row_text(grid: Grid, row: int, column: int) -> str:
    """What a row says from a cell on, up to a label: its numbered parts, or a number or kind and the text beside it."""
    cells = [text for _, text in grid.printed(row, column)]
    if cells and _number(cells[0]) is None and (ordinal := _ordinal_left(grid, row, column)):
        cells = [ordinal, *cells]
    own = cells[:1] + cells[1 : next((place for place, text in enumerate(cells) if place and _is_label(text)), None)]
    if len(own) > 1 and [_number(text) for text in own] == list(range(1, len(own) + 1)):
        return _joined(own)
    if len(own) == 2 and _ORDINAL.fullmatch(own[0]):
        return f"{own[0]}.{own[1]}" if own[0].isdigit() else "".join(own)
    if own and _is_part(own[0]):
        return f"{own[0].rstrip(_AFTER_LABEL)}：{own[1]}" if len(own) > 1 else ""
    return own[0] if own else ""


def _ordinal_left(grid: Grid, row: int, column: int) -> str:
    """The number of a part in a cell by itself right before it: the first is 1, others stand below one; else "" (an amount)."""
    before = list(_left(grid, row, column).items())
    if not before or not _ORDINAL.fullmatch(before[-1][1]):
        return ""
    place, text = before[-1]
    follows = row > 0 and _ORDINAL.fullmatch(grid.rows[row - 1][place]) is not None
    return text if follows or text in (_FIRST_DIGIT, _CIRCLED[0]) else ""


def _is_part(text: str) -> bool:
    """Whether a text is but the number or the kind of a part of a goal."""
    label = text.rstrip(_AFTER_LABEL)
    return bool(NUMBERED_GOAL.fullmatch(label) or _KINDS.fullmatch(label))


def _joined(parts: Sequence[str]) -> str:
    """Parts of a text in one, those that do not end in a mark parted by a semicolon."""
    return "".join(_parted([text for text in parts if text]))


def _parted(parts: Sequence[str]) -> Iterator[str]:
    for place, text in enumerate(parts):
        last = place + 1 == len(parts)
        yield text if last or text.rstrip().endswith(tuple(_ENDS)) else f"{text.rstrip()}；"


def _number(text: str) -> int | None:
    """The number a text begins with, that of the last item where it has several; None where it has none."""
    found = _BEGINS.match(text)
    if found is None:
        return None
    counted = len(numbered_items(text))
    if counted:
        return counted
    word = found["digits"] or found["goal"] or found["chinese"] or found["circled"]
    if word.isdecimal():
        return int(word)
    return (_DIGITS if word in _DIGITS else _CIRCLED).index(word) + 1


def _is_label(text: str) -> bool:
    return (
        heading(text) is not None or funding_source(text) is not None or is_ignored(plain(text)) or is_signature(text)
    )
