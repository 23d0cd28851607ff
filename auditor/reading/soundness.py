"""Tells a table that was read from one whose text is out of order, where any reading would invent rows.

When an extractor emits a table by columns, or labels first and values later, labels have nothing behind them or stand
in each other's rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.reading.table import Part, Table
from auditor.taxonomy import LEVEL1_LABELS, LEVEL1_OF, LEVEL2_LABELS, level1_of, level2_of

_LABEL = "|".join(sorted({*LEVEL1_LABELS, *LEVEL2_LABELS}, key=len, reverse=True))
_ONLY_LABELS = re.compile(f"(?:{_LABEL})+")
_WORD = re.compile(_LABEL)
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


def _labels_astray(part: Part) -> int:
    """How many labels are without a row, or stand among the cells of a row that is not theirs."""
    if part.row is None or part.reading is None:
        return 1
    texts = [part.row.text(cell.first, cell.last) for row in part.reading.rows for cell in row]
    return sum(len(_WORD.findall(text)) for text in texts if _is_foreign(text, part.stretch.level2))


def _is_foreign(text: str, level2: str) -> bool:
    """Whether a cell holds nothing but labels, and not those of its own row."""
    if not _ONLY_LABELS.fullmatch(text):
        return False
    own = level2_of(level2)
    return level2_of(text) != own and (own is None or level1_of(text) != LEVEL1_OF[own])
