"""Sheets of very many rows: XlsxWriter makes the workbook, and the rows are put into its sheets as the XML they are.

A long sheet is made with its head, with all it is for screen and paper, and with one model row that has every format; the
rows (ECMA-376, part 1, 18.3.1.4 and 18.3.1.73) take the place of the model row, which tells the numbers of the formats.
XML of a row knows neither its place nor these numbers, so that it can be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.outputs.reports.sheets import (
    LAST_CELL,
    LINE_HEIGHT,
    InputCell,
    RowNumber,
    Share,
    SheetWriter,
    lines_of_row,
)
from auditor.wording import SEVERITY

_STYLES = ("text", "number", "share", *SEVERITY.values(), "input", "date")
_PLACE, _ORDINAL, _ROW_END = b"\x00", b"\x01", b"\x1e"
"""Stand in the XML of rows for the place of a row in its sheet (from 1), its number among the rows, and between two rows:
characters that no cell holds, for XML forbids them."""
_FIRST_STYLE = 14
"""The character that stands for the first of ``_STYLES``."""
_STYLE = {name: chr(_FIRST_STYLE + number) for number, name in enumerate(_STYLES)}
_MODEL_ROW = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_STYLE_NUMBER = re.compile(rb' s="(\d)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_LOOKS_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_DAY_NOUGHT = datetime(1899, 12, 30, tzinfo=UTC)
"""Workbooks count days from here (from March 1900 on)."""
_CHUNK = 1 << 20
_ROWS_AT_ONCE = 1000


class LongSheet(SheetWriter):
    """A sheet whose rows come as XML; ``place_rows`` puts them in.

    Args:
        workbook: of XlsxWriter.
        formats: its cell formats by name.
        name: of the sheet.
        columns: title and width of each, as many as there are formats of rows or more.
    """

    def __init__(self, workbook: Any, formats: dict[str, Any], name: str, columns: Sequence[tuple[str, int]]) -> None:
        super().__init__(workbook, formats, name, columns)
        for column, style in enumerate(_STYLES):
            self.sheet.write_blank(1, column, None, formats[style])
        self.part = f"xl/worksheets/sheet{len(workbook.worksheets())}.xml"
        self._rows: IO[bytes] = TemporaryFile(prefix="auditor-")  # noqa: SIM115  # gone with the sheet, however that ends

    def add_xml(self, rows: bytes) -> None:
        """Add what ``xml_of`` made."""
        for row in rows.split(_ROW_END)[:-1]:
            placed = row.replace(_PLACE, b"%d" % (self.next + 1)).replace(_ORDINAL, b"%d" % self.next)
            self._rows.write(placed)
            self.next += 1

    def write(self, content: bytes, entry: ZipInfo, archive: ZipFile) -> None:
        """Write the sheet into an archive, the rows in the place of the model row of what XlsxWriter has made."""
        model = _MODEL_ROW.search(content)
        assert model is not None
        last = b"%c%d" % (ord("A") + len(self._columns) - 1, self.next)
        head = _DIMENSION.sub(b'<dimension ref="A1:%b"/>' % last, content[: model.start()])
        numbers = b"".join(_STYLE_NUMBER.findall(model[0]))
        styles = bytes.maketrans(bytes(range(_FIRST_STYLE, _FIRST_STYLE + len(_STYLES))), numbers)
        entry.file_size = len(content) + self._rows.tell()
        self._rows.seek(0)
        with self._rows as rows, archive.open(entry, "w") as target:
            target.write(head)
            while chunk := rows.read(_CHUNK):
                target.write(chunk.translate(styles))
            target.write(content[model.end() :])


def add_long_table(
    workbook: Any, formats: dict[str, Any], name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]
) -> LongSheet:
    """A long sheet of these rows, with a filter over them."""
    sheet = LongSheet(workbook, formats, name, columns)
    left = iter(rows)
    while some := list(islice(left, _ROWS_AT_ONCE)):
        sheet.add_xml(xml_of(some, columns))
    sheet.filter()
    return sheet


def place_rows(made: BytesIO, sheets: Sequence[LongSheet], path: Path | BytesIO) -> None:
    """Write a workbook with the rows of its long sheets.

    Args:
        made: the workbook as XlsxWriter has made it.
        sheets: of it, those that are long.
        path: where to; a file, or what is open for writing.
    """
    by_part = {sheet.part: sheet for sheet in sheets}
    with ZipFile(made) as given, ZipFile(path, "w", ZIP_DEFLATED) as whole:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename in by_part:
                by_part[entry.filename].write(content, entry, whole)
            else:
                whole.writestr(entry, content)


def xml_of(rows: Iterable[Sequence[Any]], columns: Sequence[tuple[str, int]]) -> bytes:
    """Rows as XML, each high enough for its words. Whatever a person typed is text, never a formula."""
    return "".join(f"{_row(row, columns)}\x1e" for row in rows).encode()


def _row(row: Sequence[Any], columns: Sequence[tuple[str, int]]) -> str:
    lines = lines_of_row(row, columns)
    height = "" if lines == 1 else f' ht="{LINE_HEIGHT * lines}" customHeight="1"'
    return f'<row r="\x00"{height}>{"".join([_cell(chr(65 + place), value) for place, value in enumerate(row)])}</row>'


def _cell(column: str, value: Any) -> str:
    match value:
        case str():
            return _text(column, value, value if value in _SEVERITIES else "text")
        case InputCell(value=str(entered)) if entered:
            return _text(column, entered, "input")
        case InputCell(value=date() as entered):
            return _number(column, f"{_days(entered):.16G}", "date")
        case InputCell(value=nothing):
            return _blank(column, "input" if nothing == "" else "date")
        case RowNumber():
            return _number(column, "\x01", "number")
        case int() | float():
            return _number(column, f"{value:.16G}", "share" if isinstance(value, Share) else "number")
        case _:
            return _blank(column, "text")


_SEVERITIES = frozenset(SEVERITY.values())


def _text(column: str, text: str, style: str) -> str:
    said = strip_control_chars(text)[:LAST_CELL]
    if "_x" in said:
        said = _LOOKS_ESCAPED.sub(r"_x005F\1", said)
    said = said.replace("\r", "_x000D_")
    kept = ' xml:space="preserve"' if said[:1].isspace() or said[-1:].isspace() else ""
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c r="{column}\x00" s="{_STYLE[style]}" t="inlineStr"><is><t{kept}>{said}</t></is></c>'


def _number(column: str, value: str, style: str) -> str:
    return f'<c r="{column}\x00" s="{_STYLE[style]}"><v>{value}</v></c>'


def _blank(column: str, style: str) -> str:
    return f'<c r="{column}\x00" s="{_STYLE[style]}"/>'


def _days(day: date) -> float:
    at = day if isinstance(day, datetime) else datetime.combine(day, time())
    return (at.replace(tzinfo=UTC) - _DAY_NOUGHT).total_seconds() / 86400
