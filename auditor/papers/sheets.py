"""Workbooks for paper: plain tables with a frozen header, wrapped cells, ready to print on A4. Typed words stay text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.papers.document import FIXED

Value = str | float | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, a title over the table, columns with widths in characters, and rows."""

    name: str
    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[Sequence[Value]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The finished .xlsx; the same content gives the same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "auditor", "created": FIXED})
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    title = book.add_format({"font_name": "黑体", "font_size": 14, "align": "center", "valign": "vcenter"})
    head = book.add_format({**base, "bold": True, "align": "center", "bg_color": "#E8EEF4"})
    body = book.add_format(base)
    for one in sheets:
        sheet = book.add_worksheet(one.name)
        sheet.merge_range(0, 0, 0, len(one.columns) - 1, one.title, title)
        sheet.set_row(0, 28)
        for column, (name, width) in enumerate(one.columns):
            sheet.write_string(1, column, name, head)
            sheet.set_column(column, column, width)
        for number, row in enumerate(one.rows, 2):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, column, value, body)
                else:
                    sheet.write_string(number, column, value or "", body)
            sheet.set_row(number, 14.5 * _lines(row, one.columns))
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(1, len(one.rows) + 1), len(one.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    book.close()
    return stream.getvalue()


def _lines(row: Sequence[Value], columns: Sequence[tuple[str, int]]) -> int:
    needed = [
        sum(max(1, -(-_width(line) // width)) for line in value.split("\n"))
        for value, (_, width) in zip(row, columns, strict=True)
        if isinstance(value, str)
    ]
    return min(25, max(needed, default=1))


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F or character in "“”" else 1 for character in text)
