"""Rows of a pasted money table whose merged label was left out: their figures are put below their headings again."""

from __future__ import annotations

import re

from auditor.reading.forms.headings import heading

Texts = tuple[str, ...]

_MONEY = frozenset({"budget", "executed", "rate"})
_FEWEST = 2
_FIGURE = re.compile(r"[-—/]*|-?\d[\d,，]*(?:\.\d+)?\s*(?:%|％|亿元|万元|元)?")


def heads_money(row: Texts) -> bool:
    """Whether a row heads columns of money: 年初预算数 | 全年执行数 | 执行率."""
    return len(_money_columns(row)) >= _FEWEST


def money_aligned(row: Texts, headings: Texts) -> Texts:
    """The row with its first figure below the first heading of money.

    Args:
        row: any row below ``headings``; one that is no label with figures behind it is handed back as it is.
        headings: of the money table above, () where there is none.
    """
    columns = _money_columns(headings)
    named = next((place for place, cell in enumerate(row) if cell), 0)
    labels = next((place for place, cell in enumerate(row) if place >= named and _FIGURE.fullmatch(cell)), 0)
    if not columns or not labels or not any(row[labels:]) or not all(map(_FIGURE.fullmatch, row[labels:])):
        return row
    short = columns[0] - labels
    return ("",) * short + row if 0 < short <= len(headings) - len(row) else row


def _money_columns(row: Texts) -> list[int]:
    """Columns of money, not the first: what stands there calls the table (项目资金（万元））."""
    fields = [named.field if (named := heading(cell)) else "" for cell in row]
    return [place for place, field in enumerate(fields) if place and field in _MONEY]
