"""Targets of the year that are crossed out beside one of the whole period: perhaps nothing is due this year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.reading.forms.columns import ReadColumn
from auditor.reading.forms.headings import heading
from auditor.reading.forms.records import IndicatorRecord, holds_no_value
from auditor.reading.forms.tables import GridTable


def crossed_out_years(table: GridTable, records: Iterable[IndicatorRecord]) -> Iterator[IndicatorRecord]:
    """The rows, those in doubt whose target of the year is crossed out where the whole period has one."""
    own = next((one for one in table.read if one.field == "target"), None)
    whole = next((one for one in table.read if _is_of_whole_period(one)), None)
    for record in records:
        text = record.texts.get("target", "")
        beside = table.grid.text(record.row, whole.column) if own and whole and holds_no_value(text) else ""
        if own and whole and beside and not holds_no_value(beside):
            told = f"“{own.name}”写的是“{text}”，“{whole.name}”填了“{beside}”，本年度可能没有这一项"
            yield replace(record, unsure={"target": told, **record.unsure})
        else:
            yield record


def _is_of_whole_period(one: ReadColumn) -> bool:
    named = heading(one.name)
    return not one.field and named is not None and (named.field, named.period) == ("target", "longterm")
