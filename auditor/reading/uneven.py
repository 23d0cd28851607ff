"""Rows that end elsewhere than most rows of their table: where every row is written whole, a mark of a cell or row is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from auditor.reading.forms.headings import HEAD_FIELDS, heading, is_ignored
from auditor.reading.forms.signatures import is_signature_row

UNEVEN = "表格里有的行格子多了或者少了（第一处：第{row}行），可能有损坏，有的指标可能没有读到"
_FEW = 0.5
"""Share of a table's rows that may end elsewhere than most and be told: where more do, that is how it was made."""
_PAIRED = (2, 4)
"""Cells of a row of labels, each with its value beside it."""
_VALUE = re.compile(r"\s*[≥≤≧≦＞＜><]=?\s*\d")
_TITLE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．].{2,20}")


def uneven_row(ends: Sequence[int], texts: Callable[[int], Sequence[str]]) -> int | None:
    """The first row that ends elsewhere than most do, None where there is none, or more than damage explains.

    Args:
        ends: by row, the columns that it has or that cells from above cover; 0 for one that is passed over.
        texts: the texts of a row's cells.
    """
    ends = compared_ends(ends, texts)
    odd = odd_rows(ends, texts)
    even = ends.count(most_common_end(ends))
    return odd[0] if 0 < len(odd) <= _FEW * len(ends) and len(odd) < even else None


def odd_rows(ends: Sequence[int], texts: Callable[[int], Sequence[str]]) -> tuple[int, ...]:
    """The rows that end elsewhere than most do; arguments as those of ``uneven_row``.

    Lines for signatures and contacts are passed over. Above the first row that is as wide as most, and below the last, stand
    also others that were never so: titles, notes. Between blocks of indicators stand lines of the next one's head: labels with values, a title.
    """
    ends = compared_ends(ends, texts)
    width = most_common_end(ends)
    even = [row for row, end in enumerate(ends) if end == width]
    odd = [
        row
        for row in range(even[0] if even else len(ends), len(ends))
        if ends[row] not in (0, width) and (row < even[-1] or _may_be_indicator(texts(row)))
    ]
    return tuple(row for rows in _runs(odd) if not _is_head(rows, ends, texts) for row in rows)


def compared_ends(ends: Sequence[int], texts: Callable[[int], Sequence[str]]) -> list[int]:
    """Where the rows end that are compared, 0 for lines of signatures and contacts too: forms set them as they like."""
    return [0 if end and is_signature_row(texts(row)) else end for row, end in enumerate(ends)]


def most_common_end(ends: Sequence[int]) -> int:
    """Where most rows end; of two places that as many rows end at, the farther one."""
    counted = Counter(filter(None, ends))
    return max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))[0]


def _runs(rows: Sequence[int]) -> Iterator[list[int]]:
    """Rows that follow each other, together."""
    for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
        yield [row for _, row in run]


def _is_head(rows: Sequence[int], ends: Sequence[int], texts: Callable[[int], Sequence[str]]) -> bool:
    """Whether rows are lines of a head: each a title or pairs of cells, and a label that is known begins one of them."""
    first = [(ends[row], next(filter(None, texts(row)), "")) for row in rows]
    return all(end in _PAIRED or (end == 1 and _is_title(text)) for end, text in first) and any(
        _is_label(text) or end == 1 for end, text in first
    )


def _is_title(text: str) -> bool:
    found = heading(text)
    return _TITLE.fullmatch(text) is not None or (found is not None and found.field == "section")


def _is_label(text: str) -> bool:
    found = heading(text)
    return is_ignored(text) if found is None else found.field in HEAD_FIELDS


def _may_be_indicator(cells: Sequence[str]) -> bool:
    """Whether cells are several of an indicator, or the value of one whose other cells are gone."""
    filled = [text for text in cells if text]
    if len(filled) == 1:
        return _VALUE.match(filled[0]) is not None
    return len(filled) > 1 and not any(":" in text or "：" in text for text in cells)
