"""Sheets of a workbook: how every table we write in Excel format looks, on screen and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.runtime.scratch import scratch_folder
from auditor.wording import SEVERITY

FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation date of every workbook: the same input gives the same bytes."""

LAST_CELL = 32_000
"""Characters a cell may hold, with room to spare (Excel allows 32,767)."""

A3, A4 = 8, 9
WIDEST_A4 = 200
"""Characters in a line that can still be read on A4."""

LINE_HEIGHT = 15
_WIDE = re.compile(r"[\u2e80-\U0010ffff“”‘’—…≥≤]")
"""Characters of double width."""
MOST_LINES = 12


class InputCell(NamedTuple):
    """A cell for a person to fill in, with what was entered before: text ("" for none yet), or a date (None for none)."""

    value: str | date | None


class RowNumber:
    """The number of the row among the rows of its sheet, from 1."""


class Share(float):
    """A number 0..1 that is shown as a percentage."""


@contextmanager
def new_workbook(target: Path | BytesIO, title: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """An empty workbook that is written row by row (rows from above), and its cell formats by name; what is written lies in
    temporary files until it is complete.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with scratch_folder() as folder:
        to = str(target) if isinstance(target, Path) else target
        workbook = xlsxwriter.Workbook(to, {**options, "tmpdir": str(folder)})
        workbook.set_properties({"title": title, "author": "auditor", "created": FIXED_DATE})
        yield workbook, _formats(workbook)
        workbook.close()


def _formats(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1,
            "border_color": "#D7DDE4"}  # fmt: skip
    return {
        "head": workbook.add_format({**base, "bold": True, "bg_color": "#E8EEF4", "font_color": "#1F4E79"}),
        "text": workbook.add_format(base),
        "number": workbook.add_format(
            {**base, "num_format": "#,##0.######", "text_wrap": False, "align": "right", "indent": 1}
        ),
        "share": workbook.add_format({**base, "num_format": "0%", "text_wrap": False, "align": "right", "indent": 1}),
        "错误": workbook.add_format({**base, "font_color": "#A61B1B", "bold": True}),
        "警告": workbook.add_format({**base, "font_color": "#8A5300"}),
        "提示": workbook.add_format({**base, "font_color": "#245B8A"}),
        "input": workbook.add_format({**base, "bg_color": "#FFFBE8"}),
        "date": workbook.add_format({**base, "bg_color": "#FFFBE8", "num_format": "yyyy-mm-dd"}),
    }


class SheetWriter:
    """A sheet that is filled from above, with a frozen header, a filter, and a landscape page one page wide (A3 where A4 is too small)."""

    def __init__(self, workbook: Any, formats: dict[str, Any], name: str, columns: Sequence[tuple[str, int]]) -> None:
        self.sheet = workbook.add_worksheet(name)
        self._formats = formats
        self._columns = columns
        self.next = 0
        """The next free row, from 0."""
        for column, (_, width) in enumerate(columns):
            self.sheet.set_column(column, column, width)
        self._for_print(wide=sum(width for _, width in columns) > WIDEST_A4)
        self.head(columns)

    def head(self, columns: Sequence[tuple[str, int]]) -> None:
        """A row of headings; what follows is laid out by these columns."""
        self._columns = columns
        for column, (title, _) in enumerate(columns):
            self.sheet.write_string(self.next, column, title, self._formats["head"])
        self.next += 1

    def add(self, row: Sequence[Any]) -> None:
        """A row, high enough for its words. Whatever a person typed is text, never a formula."""
        self.sheet.set_row(self.next, LINE_HEIGHT * lines_of_row(row, self._columns))
        for column, value in enumerate(row):
            _cell(self.sheet, self.next, column, value, self._formats)
        self.next += 1

    def filter(self) -> None:
        """Offer a filter over the rows written so far."""
        self.sheet.autofilter(0, 0, max(self.next - 1, 1), len(self._columns) - 1)

    def _for_print(self, *, wide: bool) -> None:
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(A3 if wide else A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C&A　第 &P 页，共 &N 页")


def add_table(
    workbook: Any, formats: dict[str, Any], name: str, columns: Sequence[tuple[str, int]], rows: Iterable[list[Any]]
) -> SheetWriter:
    """A sheet of these rows, with a filter over them."""
    sheet = SheetWriter(workbook, formats, name, columns)
    for row in rows:
        sheet.add(row)
    sheet.filter()
    return sheet


def lines_of_row(row: Sequence[Any], columns: Sequence[tuple[str, int]]) -> int:
    """Lines the tallest cell of a row needs when wrapped at its column's width."""
    needed = [
        lines_needed(value, width) for value, (_, width) in zip(row, columns, strict=False) if isinstance(value, str)
    ]
    return min(MOST_LINES, max(needed, default=1))


@lru_cache(maxsize=4096)
def lines_needed(text: str, width: int) -> int:
    """Lines a text needs when it is wrapped at so many half-width characters."""
    if "\n" not in text and 2 * len(text) <= width:
        return 1
    return sum(max(1, -(-(len(line) + len(_WIDE.findall(line))) // width)) for line in text.split("\n"))


def _cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, str):
        kind = value if value in SEVERITY.values() else "text"
        sheet.write_string(row, column, _plain(value), formats[kind])
    elif isinstance(value, InputCell):
        _entry(sheet, row, column, value.value, formats)
    elif isinstance(value, Share):
        sheet.write_number(row, column, value, formats["share"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    else:
        sheet.write_blank(row, column, None, formats["text"])


def _plain(text: str) -> str:
    """The text as XlsxWriter may take it: what begins and ends as its markup would be written as markup (seen in 3.3.1)."""
    said = strip_control_chars(text)[:LAST_CELL]
    return f"{said} " if said.startswith("<r>") and said.endswith("</r>") else said


def _entry(sheet: Any, row: int, column: int, value: str | date | None, formats: dict[str, Any]) -> None:
    if isinstance(value, str) and value:
        sheet.write_string(row, column, _plain(value), formats["input"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    else:
        sheet.write_blank(row, column, None, formats["input" if value == "" else "date"])
