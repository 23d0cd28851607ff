"""Headings over two rows in text with separators: which cells of the upper one span several columns, which both rows.

A word processor copies a heading over three columns as one cell, a spreadsheet as one and two empty ones; below it stand
the headings of the columns, and empty cells below the headings that go down over both rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.reading.forms.composed import composition
from auditor.reading.forms.headings import heading

Texts = tuple[str, ...]
Place = tuple[int, int]

_MOST_PARTS = 4


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
        below = _put_below(rows[top], rows[top + 1] if top + 1 < len(rows) else ())
        if not _goes_on(rows[top], below):
            headings[top] = rows[top]
            continue
        upper = _spread(rows[top], below)
        found[top : top + 2] = upper, below
        merged |= _merged(top, upper, below)
        width = max(len(upper), len(below))
        lower = below + ("",) * (width - len(below))
        upper += ("",) * (width - len(upper))
        headings[top] = upper
        headings[top + 1] = tuple(low or high for high, low in zip(upper, lower, strict=True))
    return found, Spans(merged, headings)


def _goes_on(upper: Texts, below: Texts) -> bool:
    """Whether a row below a heading row heads columns too: headings only, and none below the first."""
    filled = [cell for cell in below if cell]
    return bool(filled) and not below[0] and bool(upper) and all(map(_can_head, filled)) and len(filled) > 1


def _can_head(text: str) -> bool:
    """Whether a text heads a column, alone (计量单位) or with the heading above it (数值, 上年)."""
    return heading(text) is not None or composition("".join(text.split())) is not None


def _put_below(upper: Texts, below: Texts) -> Texts:
    """A lower heading row that lost the empty cells before it, put below the one heading that it can divide."""
    divided = [place for place, text in enumerate(upper) if _field(text) == "target"]
    if not below or not below[0] or len(divided) != 1 or not _divides(below):
        return below
    return ("",) * divided[0] + below


def _divides(below: Texts) -> bool:
    """Whether these headings divide one above them: several, each of a value, its sign or its unit, no name among them."""
    return 1 < len(below) <= _MOST_PARTS and all(
        _can_head(cell) and _field(cell) in ("", "target", "actual", "comparator", "unit") for cell in below
    )


def _field(text: str) -> str:
    named = heading(text)
    return named.field if named else ""


def _spread(upper: Texts, below: Texts) -> Texts:
    """The upper row with empty cells after the heading that stands over several of the lower row."""
    first = next(place for place, cell in enumerate(below) if cell)
    wide = next((place for place in range(first, len(below)) if not below[place]), len(below)) - first
    if first >= len(upper) or not any(upper[first + 1 : first + wide]):
        return upper
    return (*upper[: first + 1], *[""] * (wide - 1), *upper[first + 1 :])


def _merged(top: int, upper: Texts, below: Texts) -> dict[Place, Place]:
    merged: dict[Place, Place] = {}
    over = 0
    for column in range(max(len(upper), len(below))):
        high = upper[column] if column < len(upper) else ""
        low = below[column] if column < len(below) else ""
        over = column if high else over
        if low and not high:
            merged[top, column] = (top, over)
        elif high and not low:
            merged[top + 1, column] = (top, column)
    return merged
