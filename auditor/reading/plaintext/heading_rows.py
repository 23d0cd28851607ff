"""Headings over two rows in text with separators: which cells of the upper one span several columns, which both rows.

A word processor copies a heading over three columns as one cell, a spreadsheet as one and two empty ones; below it stand
the headings of the columns, and empty cells below the headings that go down over both rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.reading.forms.headings import funding_source, heading, is_ignored, part_of, period_in, stand_in, time_of

_MOST_ROWS = 3
Texts = tuple[str, ...]
Place = tuple[int, int]


@dataclass(frozen=True)
class Spans:
    """Cells of headings merged with others, as in ``Grid.merged``, and the headings of columns by their last row's number."""

    merged: Mapping[Place, Place]
    headings: Mapping[int, Texts]


def with_spans(rows: Sequence[Texts], tops: Sequence[int]) -> tuple[list[Texts], Spans]:
    """The rows, headings over several columns followed by empty cells, and what spans what.

    Args:
        rows: without empty cells at their ends.
        tops: the rows that head columns.
    """
    found = list(rows)
    merged: dict[Place, Place] = {}
    headings: dict[int, Texts] = {}
    for top in tops:
        if top in headings:
            continue
        for upper in (top - 1, top, top + 1):
            if 0 <= upper < len(found) - 1:
                found[upper + 1] = _below_its_parent(found[upper], found[upper + 1])
        first, last = _block(found, top)
        block = _spread_block(found[first : last + 1])
        found[first : last + 1] = block
        if len(block) > 1:
            merged |= _merged(first, block)
        for number in range(first, last + 1):
            headings[number] = _lowest(block[: number - first + 1])
    return found, Spans(merged, headings)


def _block(rows: Sequence[Texts], top: int) -> tuple[int, int]:
    """The first and the last of the heading rows around one of them."""
    first = last = top
    while first > 0 and top - first < _MOST_ROWS - 1 and _goes_on(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and last - first < _MOST_ROWS - 1 and _goes_on(rows[last], rows[last + 1]):
        last += 1
    return first, last


def _below_its_parent(upper: Texts, below: Texts) -> Texts:
    """The lower of two heading rows moved to the heading it stands below, where the cells left of it were left out."""
    if (
        not below
        or not below[0]
        or len(below) < len(("sign", "number"))
        or not all(_is_heading(text) for text in (*upper, *below) if text)
    ):
        return below
    fields = [one.field if (one := heading(text)) else "" for text in upper]
    levels = {"level1", "level2", "level3"}
    lower = {one.field for text in below if (one := heading(text))}
    parent = "section" if lower & levels else "target" if levels & set(fields) else ""
    times = [one.period if (one := time_of(text)) else "" for text in below if text]
    years = [place for place, text in enumerate(upper) if (one := time_of(text)) and one.period]
    if "target" not in fields and years and all(map(_is_part, below)):
        return ("",) * years[0] + below
    if set(times) == {"part"}:
        over = [place for place, text in enumerate(upper) if (one := period_in(text)) and one.period == "part"]
        return ("",) * over[0] + below if len(over) == 1 else below
    if parent not in fields or (parent == "target" and not all(map(_is_part, below))):
        return below
    return ("",) * fields.index(parent) + below


def _is_part(text: str) -> bool:
    """Whether a heading names a value of some time, or a part of one."""
    named = heading(text)
    return part_of(text) is not None or (
        named.field in ("target", "actual", "comparator", "unit") if named else time_of(text) is not None
    )


def _goes_on(upper: Texts, below: Texts) -> bool:
    """Whether a row below a heading row heads columns too: headings only, and none below the first, which is a heading."""
    filled = [cell for cell in below if cell]
    start = next((place for place, cell in enumerate(below) if cell), 0)
    known = sum(map(_is_heading, filled))
    return (
        start > 0
        and len(filled) > 1
        and known == len(filled)
        and len(upper) > 2
        and any(upper[start:])
        and all(not cell or _is_heading(cell) for cell in upper)
    )


def _is_heading(text: str) -> bool:
    return is_ignored(text) or any(
        one(text) is not None for one in (heading, stand_in, time_of, part_of, period_in, funding_source)
    )


def _spread_block(block: Sequence[Texts]) -> list[Texts]:
    """The rows with empty cells after each heading that stands over several of the rows below it; all equally wide."""
    found = list(block)
    for number in range(len(found) - 2, -1, -1):
        found[number] = _spread(found[number], found[number + 1 :])
    width = max(map(len, found))
    return [row + ("",) * (width - len(row)) for row in found]


def _spread(upper: Texts, lower: Sequence[Texts]) -> Texts:
    """The upper row with empty cells after the heading that stands over several columns of the lower ones."""
    width = max(map(len, lower))
    below = [any(place < len(row) and row[place] for row in lower) for place in range(width)]
    first = below.index(True)
    wide = next((place for place in range(first, width) if not below[place]), width) - first
    if first >= len(upper) or not any(upper[first + 1 : first + wide]):
        return upper
    named = [
        next((row[place] for row in lower if place < len(row) and row[place]), "")
        for place in range(first, first + wide)
    ]
    return _spread_evenly(upper, first, named) or (*upper[: first + 1], *[""] * (wide - 1), *upper[first + 1 :])


def _spread_evenly(upper: Texts, first: int, below: Sequence[str]) -> Texts:
    """The upper row with its headings from ``first`` on each over the columns below up to one that is named again.

    2025年｜2026年 over 目标值｜完成值｜目标值; () where the two do not fit each other.
    """
    starts = [0]
    for place in range(1, len(below)):
        if below[place] in below[starts[-1] : place]:
            starts.append(place)
    parents = upper[first : first + len(starts)]
    rest = upper[first + len(starts) :]
    if len(starts) < 2 or len(starts) == len(below) or len(parents) < len(starts) or not all(parents):
        return ()
    if any(time_of(text) is None for text in parents):
        return ()
    ends = [*starts[1:], len(below)]
    over = [
        text
        for name, start, end in zip(parents, starts, ends, strict=True)
        for text in (name, *[""] * (end - start - 1))
    ]
    return (*upper[:first], *over, *rest)


def _merged(top: int, block: Sequence[Texts]) -> dict[Place, Place]:
    """What each empty cell of heading rows is part of: the heading to its left, or the one above it."""
    merged: dict[Place, Place] = {}
    for number, row in enumerate(block):
        for column, text in enumerate(row):
            if text:
                continue
            if any(lower[column] for lower in block[number + 1 :]):
                left = next((place for place in range(column - 1, -1, -1) if row[place]), None)
                if left is not None:
                    merged[top + number, column] = (top + number, left)
            else:
                above = next((higher for higher in range(number - 1, -1, -1) if block[higher][column]), None)
                if above is not None:
                    merged[top + number, column] = (top + above, column)
    return merged


def _lowest(block: Sequence[Texts]) -> Texts:
    """The lowest heading of each column."""
    return tuple(next((cell for cell in reversed(cells) if cell), "") for cells in zip(*block, strict=True))
