"""Sheets of a workbook: how every table we write in Excel format looks, on screen and on paper."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from auditor.wording import SEVERITY

FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation date of every workbook: the same input gives the same bytes."""

LAST_CELL = 32_000
"""Characters a cell may hold, with room to spare (Excel allows 32,767)."""

LINE_HEIGHT = 15
MOST_LINES = 12


class Share(float):
    """A number 0..1 that is shown as a percentage."""


def new_workbook(buffer: io.BytesIO, title: str) -> tuple[Any, dict[str, Any]]:
    """An empty workbook that is written to a buffer, and its cell formats by name."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "author": "auditor", "created": FIXED_DATE})
    return workbook, _formats(workbook)


def _formats(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1,
            "border_color": "#D7DDE4"}  # fmt: skip
    return {
        "head": workbook.add_format({**base, "bold": True, "bg_color": "#E8EEF4", "font_color": "#1F4E79"}),
        "text": workbook.add_format(base),
        "number": workbook.add_format({**base, "num_format": "#,##0.######", "text_wrap": False}),
        "share": workbook.add_format({**base, "num_format": "0%", "text_wrap": False}),
        "错误": workbook.add_format({**base, "font_color": "#A61B1B", "bold": True}),
        "警告": workbook.add_format({**base, "font_color": "#8A5300"}),
        "提示": workbook.add_format({**base, "font_color": "#245B8A"}),
        "input": workbook.add_format({**base, "bg_color": "#FFFBE8"}),
        "date": workbook.add_format({**base, "bg_color": "#FFFBE8", "num_format": "yyyy-mm-dd"}),
    }


def add_sheet(
    workbook: Any, formats: dict[str, Any], name: str, columns: Sequence[tuple[str, int]], rows: Iterable[list[Any]]
) -> Any:
    """A sheet with a frozen header, a filter, sensible widths, and a landscape A4 page one page wide."""
    sheet = workbook.add_worksheet(name)
    last = write_table(sheet, formats, 0, columns, rows)
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&A　第 &P 页，共 &N 页")
    return sheet


def write_table(
    sheet: Any, formats: dict[str, Any], top: int, columns: Sequence[tuple[str, int]], rows: Iterable[list[Any]]
) -> int:
    """Write a header and rows; returns the last row used. Whatever a person typed is text, never a formula."""
    for column, (title, _) in enumerate(columns):
        sheet.write_string(top, column, title, formats["head"])
    number = top
    for number, row in enumerate(rows, top + 1):
        for column, value in enumerate(row):
            _cell(sheet, number, column, value, formats)
        sheet.set_row(number, LINE_HEIGHT * _lines(row, columns))
    return number


def _lines(row: Sequence[Any], columns: Sequence[tuple[str, int]]) -> int:
    """Lines the tallest cell of a row needs when wrapped at its column's width."""
    needed = [
        sum(max(1, -(-_width(line) // width)) for line in value.split("\n"))
        for value, (_, width) in zip(row, columns, strict=False)
        if isinstance(value, str)
    ]
    return min(MOST_LINES, max(needed, default=1))


def _width(text: str) -> int:
    """Width in half-width characters."""
    return sum(2 if ord(character) > 0x2E7F or character in "“”‘’—…" else 1 for character in text)


def _cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, bool) or value is None:
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(value, Share):
        sheet.write_number(row, column, value, formats["share"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    else:
        kind = value if value in SEVERITY.values() else "text"
        sheet.write_string(row, column, str(value)[:LAST_CELL], formats[kind])
