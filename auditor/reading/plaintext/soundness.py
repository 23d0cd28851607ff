"""Tells a table that was read from one whose text is out of order, where any reading would invent rows.

When an extractor emits a table by columns, or labels first and values later, labels have nothing behind them or stand
in each other's rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from auditor.reading.plaintext.segments import Cut
from auditor.reading.plaintext.table import LabelledStretch, Table
from auditor.taxonomy import LEVEL1_LABELS, LEVEL1_OF, LEVEL2_LABELS, full_level2_of, level1_of

_LABEL = "|".join(sorted({*LEVEL1_LABELS, *LEVEL2_LABELS}, key=len, reverse=True))
_ONLY_LABELS = re.compile(f"(?:{_LABEL})+")
_WORD = re.compile(_LABEL)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_AROUND = 6
_FEWEST_PARTED = 3
_SHARE_PARTED = 1 / 16
_MOST = 0.25
_FEW = 2


def is_scrambled(table: Table) -> bool:
    """Whether the table has no row, or many of its labels are without a row or among the cells of another's."""
    rows = sum(len(part.reading.rows) if part.reading else 1 for part in table.parts)
    astray = sum(map(_labels_astray, table.parts))
    return rows == 0 or (astray >= _FEW and astray > _MOST * rows)


def mostly_scrambled(tables: Sequence[Table]) -> bool:
    """Whether half of the document's tables or more cannot be trusted."""
    return 2 * sum(map(is_scrambled, tables)) >= len(tables)


def is_interleaved(lines: Sequence[str], cut: Cut) -> bool:
    """Whether a line holds pieces of several cells, so that a cell goes on below in the midst of others.

    Told by words that a line end parts: where cells follow each other, the first half is the last piece of its line.
    """
    inside, pairs = 0, 0
    for above, below in pairwise(lines):
        pieces, following = above.split(), below.split()
        if len(pieces) > 1 and following:
            pairs += 1
            parted = [_parts_word(piece, following[0], cut) for piece in pieces]
            inside += any(parted) and not parted[-1]
    return inside >= _FEWEST_PARTED and inside > _SHARE_PARTED * pairs


def _parts_word(piece: str, following: str, cut: Cut) -> bool:
    if not (_CHINESE.match(piece[-1]) and _CHINESE.match(following)):
        return False
    end, start = piece[-_AROUND:], following[:_AROUND]
    return len(end) not in accumulate(map(len, cut(end + start)))


def _labels_astray(part: LabelledStretch) -> int:
    """How many labels are without a row, or stand among the cells of a row that is not theirs."""
    if part.row is None or part.reading is None:
        return 1
    texts = [part.row.text(cell.first, cell.last) for row in part.reading.rows for cell in row]
    return sum(len(_WORD.findall(text)) for text in texts if _is_foreign(text, part.stretch.level2))


def _is_foreign(text: str, level2: str) -> bool:
    """Whether a cell holds nothing but labels, and not those of its own row."""
    if not _ONLY_LABELS.fullmatch(text):
        return False
    own = full_level2_of(level2)
    return full_level2_of(text) != own and (own is None or level1_of(text) != LEVEL1_OF[own])
