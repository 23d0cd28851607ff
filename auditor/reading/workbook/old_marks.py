"""What an .xls or .et says of its cells beside their values: number formats, hidden rows, error values."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.reading.workbook.cells import ERROR_VALUE, CellFormats, Marks, Place
from auditor.reading.workbook.extent import TooSparseError, refuse_sparse
from auditor.reading.workbook.formats import BUILT_IN, NumberFormat, number_format

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

_FIRST_OWN = 164
_EMPTY, _BLANK = 0, 6
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
            return {sheet.name: _marks(sheet, formats) for sheet in book.sheets()}
    except TooSparseError:
        raise
    except Exception:  # damaged files raise whatever their bytes lead to; the cells themselves are read elsewhere
        return None


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
    return Marks(found, hidden, values, unread, filled)
