"""What an .xls or .et says of its cells beside their values: number formats, hidden rows, error values."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.reading.run_looks import Raised, joined, struck_out
from auditor.reading.workbook.cells import ERROR_VALUE, CellFormats, Marks, Place
from auditor.reading.workbook.extent import TooSparseError, refuse_sparse
from auditor.reading.workbook.formats import BUILT_IN, NumberFormat, number_format
from auditor.reading.workbook.old_records import has_blank_records

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

_FIRST_OWN = 164
_EMPTY, _BLANK = 0, 6
_SUPERSCRIPT = 1
_TEXT, _NUMBER, _DATE, _ERROR = 1, 2, 3, 5


def old_marks(content: bytes) -> Mapping[str, Marks] | None:
    """The marks by sheet name; None where the workbook cannot be looked into.

    Raises:
        TooSparseError: for a sheet with stray cells, of which no part can be read alone.
    """
    import xlrd

    try:
        with xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            formats = [_format(book, style.format_key) for style in book.xf_list]
            marks = {sheet.name: _with_rich(_marks(sheet, formats), sheet, book) for sheet in book.sheets()}
    except TooSparseError:
        raise
    except Exception:  # damaged files raise whatever their bytes lead to; the cells themselves are read elsewhere
        return None
    damaged = has_blank_records(content)
    return {name: replace(one, damaged=damaged) for name, one in marks.items()}


def _format(book: Book, key: int) -> NumberFormat:
    known = book.format_map.get(key)
    own = known.format_str if known is not None else ""
    return number_format(own if key >= _FIRST_OWN else BUILT_IN.get(key, own))


def _marks(sheet: Sheet, formats: list[NumberFormat]) -> Marks:
    from xlrd.biffh import error_text_from_code

    found = CellFormats(formats)
    values: dict[Place, float | str] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (_NUMBER, _DATE, _TEXT):
                number = sheet.cell_xf_index(row, column)
                form = formats[number]
                if not form.is_plain and (kind != _TEXT or form.changes_text):
                    found.add(row, column, number)
            elif kind == _ERROR:
                values[row, column] = error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
    hidden = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    unread = {place: ERROR_VALUE.format(value=value) for place, value in values.items()}
    filled = sum(kind not in (_EMPTY, _BLANK) for row in range(sheet.nrows) for kind in sheet.row_types(row))
    refuse_sparse(sheet.nrows, sheet.ncols, filled, sheet.name)
    columns = frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden)
    return Marks(found, hidden, values, unread, filled, hidden_columns=columns)


def _with_rich(marks: Marks, sheet: Sheet, book: Book) -> Marks:
    """The marks with the texts of cells in which something is struck out or raised."""
    values, struck = dict(marks.values), dict(marks.struck)
    filled = marks.filled or 0
    for row, column, runs in _rich_cells(sheet, book):
        gone = "".join(text for text, font in runs if book.font_list[font].struck_out)
        left = joined(
            Raised(text) if book.font_list[font].escapement == _SUPERSCRIPT else text
            for text, font in runs
            if not book.font_list[font].struck_out
        )
        values[row, column] = left
        filled -= not left.strip()
        if gone.strip():
            struck[row, column] = struck_out(gone, left)
    return replace(marks, values=values, struck=struck, filled=filled)


def _rich_cells(sheet: Sheet, book: Book) -> Iterator[tuple[int, int, list[tuple[str, int]]]]:
    """Rows and columns of the cells that hold a struck-out or raised font, and their text in pieces with the font of each."""
    odd = {number for number, font in enumerate(book.font_list) if font.struck_out or font.escapement == _SUPERSCRIPT}
    if not odd:
        return
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in (_TEXT, _NUMBER, _DATE):
                continue
            own = book.xf_list[sheet.cell_xf_index(row, column)].font_index
            text = str(sheet.cell_value(row, column))
            starts = [(0, own), *(sheet.rich_text_runlist_map.get((row, column), ()) if kind == _TEXT else ())]
            ends = [*(start for start, _ in starts[1:]), len(text)]
            runs = [(text[start:end], font) for (start, font), end in zip(starts, ends, strict=True) if start < end]
            if any(font in odd for _, font in runs) and (kind == _TEXT or book.font_list[own].struck_out):
                yield row, column, runs
