"""Rows that end elsewhere than most rows of their table: where every row is written whole, a mark of a cell or row is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

UNEVEN = "表格里有的行格子多了或者少了（第一处：第{row}行），可能有损坏，有的指标可能没有读到"
_FEW = 0.5
"""Share of a table's rows that may end elsewhere than most and be told: where more do, that is how it was made."""


def uneven_row(ends: Sequence[int], texts: Callable[[int], Sequence[str]]) -> int | None:
    """The first row that ends elsewhere than most do, None where there is none, or more than damage explains.

    Above the first row that is as wide as most, and below the last, stand also lines that were never so: titles, notes,
    labels for signatures.

    Args:
        ends: by row, the columns that it has or that cells from above cover; 0 for one that is passed over.
        texts: the texts of a row's cells.
    """
    width = most_common_end(ends)
    even = [row for row, end in enumerate(ends) if end == width]
    odd = [
        row
        for row in range(even[0] if even else len(ends), len(ends))
        if ends[row] not in (0, width) and (row < even[-1] or _may_be_indicator(texts(row)))
    ]
    return odd[0] if 0 < len(odd) <= _FEW * len(ends) and len(odd) < len(even) else None


def most_common_end(ends: Sequence[int]) -> int:
    """Where most rows end; of two places that as many rows end at, the farther one."""
    counted = Counter(filter(None, ends))
    return max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))[0]


def _may_be_indicator(cells: Sequence[str]) -> bool:
    return len(list(filter(None, cells))) > 1 and not any(":" in text or "：" in text for text in cells)
