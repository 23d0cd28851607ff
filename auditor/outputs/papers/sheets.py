"""Workbooks for paper: plain tables with a frozen header, wrapped cells, ready to print on A4. Typed words stay text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditor.outputs.papers.package import FIXED
from auditor.outputs.reports.sanitize import strip_control_chars

Value = str | float | None
LINE_HEIGHT = 14
MOST_HEIGHT = 409
"""Points a row of a workbook may be high."""

A3, A4 = 8, 9
WIDEST_A4 = 200
"""Characters in a line that can still be read on A4."""

LAST_CELL = 32_000
"""Characters a cell may hold, with room to spare."""


@dataclass(frozen=True)
class ShadedRow:
    """A row that is one shaded cell over the whole width."""

    text: str


Line = ShadedRow | Sequence[Value]


@dataclass(frozen=True)
class PaperSheet:
    """One sheet: its name, a title over the table, columns with widths in characters, rows, and lines under the table.

    ``asked`` names the columns that a person fills in.
    """

    name: str
    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[Line]
    notes: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def workbook(sheets: Sequence[PaperSheet]) -> bytes:
    """The finished .xlsx; the same content gives the same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheets[0].title, "author": "auditor", "created": FIXED})
    formats = _formats(book)
    for one in sheets:
        _write(book.add_worksheet(one.name), one, formats)
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**base, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#EDEDED"}),
        "band": book.add_format({**base, "font_name": "黑体", "valign": "vcenter", "bg_color": "#F5F5F5"}),
        "body": book.add_format(base),
        "number": book.add_format({**base, "num_format": "#,##0.######", "text_wrap": False, "align": "center"}),
        "asked": book.add_format({**base, "bg_color": "#FFFBE8"}),
        "note": book.add_format({"font_name": "宋体", "font_size": 9, "valign": "top", "text_wrap": True}),
    }  # fmt: skip


def _write(sheet: Any, one: PaperSheet, formats: dict[str, Any]) -> None:
    last = len(one.columns) - 1
    sheet.merge_range(0, 0, 0, last, "", formats["title"])
    sheet.write_string(0, 0, strip_control_chars(one.title), formats["title"])
    sheet.set_row(0, 30)
    for column, (name, width) in enumerate(one.columns):
        sheet.write_string(1, column, name, formats["head"])
        sheet.set_column(column, column, width)
    sheet.set_row(1, 20)
    for number, row in enumerate(one.rows, 2):
        if isinstance(row, ShadedRow):
            _spread(sheet, number, last, row.text, one, formats["band"])
        else:
            _line(sheet, number, row, one, formats)
    below = len(one.rows) + 2
    for number, note in enumerate(one.notes, below):
        _spread(sheet, number, last, note, one, formats["note"])
    if not any(isinstance(row, ShadedRow) for row in one.rows):
        sheet.autofilter(1, 0, max(2, below - 1), last)
    _for_print(sheet, wide=sum(width for _, width in one.columns) > WIDEST_A4)


def _line(sheet: Any, number: int, row: Sequence[Value], one: PaperSheet, formats: dict[str, Any]) -> None:
    for column, (value, (name, _)) in enumerate(zip(row, one.columns, strict=True)):
        if isinstance(value, int | float):
            sheet.write_number(number, column, value, formats["number"])
        else:
            sheet.write_string(
                number,
                column,
                strip_control_chars(value or "")[:LAST_CELL],
                formats["asked" if name in one.asked else "body"],
            )
    sheet.set_row(number, _height(row, [width for _, width in one.columns]))  # fmt: skip


def _spread(sheet: Any, number: int, last: int, text: str, one: PaperSheet, look: Any) -> None:
    sheet.merge_range(number, 0, number, last, "", look)
    sheet.write_string(number, 0, strip_control_chars(text), look)
    sheet.set_row(number, _height([text], [sum(width for _, width in one.columns)]) + 4)


def _for_print(sheet: Any, *, wide: bool) -> None:
    """One page wide on A4, or on A3 where A4 would be too small to read."""
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(A3 if wide else A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    needed = [
        sum(max(1, -(-_width(line) // (width - 1))) for line in value.split("\n"))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    ]
    return min(MOST_HEIGHT, LINE_HEIGHT * max(needed, default=1) + 3)


def _width(text: str) -> int:
    """Width in half-width characters."""
    return sum(2 if ord(character) > 0x2E7F or character in "“”‘’—…≥≤" else 1 for character in text)
