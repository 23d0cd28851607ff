"""What an .xlsb says of its cells beside their values: number formats, hidden rows and columns, error values ([MS-XLSB], 2.4)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import IO, NamedTuple
from xml.etree import ElementTree

from auditor.reading.workbook.cells import ERROR_VALUE, CellFormats, Marks, Place
from auditor.reading.workbook.extent import refuse_sparse
from auditor.reading.workbook.formats import BUILT_IN, NumberFormat, number_format

BOOK = "xl/workbook.bin"
_LINKS = "xl/_rels/workbook.bin.rels"
_STYLES = "xl/styles.bin"

_ROW, _FORMAT, _STYLE, _COLUMNS, _SHEET = 0, 44, 47, 60, 156
_STYLES_BEGIN, _STYLES_END = 617, 618
_ERRORS, _NUMBERS, _TEXTS = (3, 11), (2, 5, 9), (6, 7, 8, 62)
_FILLED = frozenset({*range(2, 12), 62})
_ERROR_TEXTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_HIDDEN = 0x10
_ROW_FLAGS = 11
_HIDDEN_COLUMNS, _COLUMN_FLAGS = 0x01, 16
_MOST_COLUMNS = 1 << 14
_LONGEST = 1 << 20


class BinaryRecord(NamedTuple):
    """One record of a part: its kind by number, and its bytes."""

    kind: int
    data: bytes


def binary_marks(archive: zipfile.ZipFile) -> Mapping[str, Marks]:
    """The marks by sheet name.

    Raises:
        KeyError, ValueError, ParseError, struct.error: where a part is missing or damaged.
        TooSparseError: for a sheet with stray cells, of which no part can be read alone.
    """
    names = frozenset(archive.namelist())
    formats = _formats(archive) if _STYLES in names else ()
    links = ElementTree.fromstring(archive.read(_LINKS))
    targets = {link.get("Id", ""): link.get("Target", "").removeprefix("/xl/").removeprefix("xl/") for link in links}
    found = {}
    with archive.open(BOOK) as part:
        sheets = [_sheet(record.data) for record in _records(part) if record.kind == _SHEET]
    for link, name in sheets:
        target = f"xl/{targets.get(link, '')}"
        if target in names:
            found[name] = _marks(archive, target, formats, name)
    return found


def _records(part: IO[bytes]) -> Iterator[BinaryRecord]:
    """The records of a part, one by one.

    Raises:
        struct.error: where it breaks off.
    """
    while (kind := _variable(part, 2)) is not None:
        size = _variable(part, 4)
        if size is None or size > _LONGEST:
            raise struct.error
        data = part.read(size)
        if len(data) < size:
            raise struct.error
        yield BinaryRecord(kind, data)


def _variable(part: IO[bytes], most: int) -> int | None:
    """A number of seven bits a byte, the lowest first; None at the end of the part."""
    number = 0
    for place in range(most):
        byte = part.read(1)
        if not byte:
            return None
        number |= (byte[0] & 0x7F) << 7 * place
        if byte[0] < 0x80:
            break
    return number


def _sheet(data: bytes) -> tuple[str, str]:
    """Link and name of a sheet."""
    link, end = _text(data, 8)
    return link, _text(data, end)[0]


def _text(data: bytes, start: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; "" for one that is not there."""
    length = struct.unpack_from("<I", data, start)[0]
    if length == 0xFFFFFFFF:
        return "", start + 4
    end = start + 4 + 2 * length
    return data[start + 4 : end].decode("utf-16-le", "replace"), end


def _formats(archive: zipfile.ZipFile) -> tuple[NumberFormat, ...]:
    """The formats of cell styles by number of the style."""
    own: dict[int, str] = {}
    styles: list[int] = []
    within = False
    with archive.open(_STYLES) as part:
        for kind, data in _records(part):
            if kind == _FORMAT:
                own[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                within = kind == _STYLES_BEGIN
            elif kind == _STYLE and within:
                styles.append(struct.unpack_from("<H", data, 2)[0])
    return tuple(number_format(own.get(number, BUILT_IN.get(number, ""))) for number in styles)


def _marks(archive: zipfile.ZipFile, target: str, formats: tuple[NumberFormat, ...], sheet: str) -> Marks:
    found, hidden, columns = CellFormats(formats), set[int](), set[int]()
    values: dict[Place, float | str] = {}
    row, damaged = 0, True
    filled, last_row, last_column = 0, 0, 0
    with archive.open(target) as part, suppress(struct.error, IndexError):
        for kind, data in _records(part):
            if kind in _FILLED:
                filled, last_row = filled + 1, max(last_row, row)
                last_column = max(last_column, struct.unpack_from("<I", data)[0])
            if kind == _ROW:
                row = struct.unpack_from("<I", data)[0]
                if data[_ROW_FLAGS : _ROW_FLAGS + 1] and data[_ROW_FLAGS] & _HIDDEN:
                    hidden.add(row)
            elif kind == _COLUMNS:
                columns |= _hidden_columns(data)
            elif kind in (*_NUMBERS, *_TEXTS):
                column, style = struct.unpack_from("<II", data)
                number = style & 0xFFFFFF
                form = formats[number] if number < len(formats) else None
                if form is not None and not form.is_plain and (kind in _NUMBERS or form.changes_text):
                    found.add(row, column, number)
            elif kind in _ERRORS:
                values[row, struct.unpack_from("<I", data)[0]] = _ERROR_TEXTS.get(data[8], "#N/A")
        damaged = False
    refuse_sparse(last_row + 1, last_column + 1, filled, sheet)
    unread = {place: ERROR_VALUE.format(value=value) for place, value in values.items()}
    return Marks(found, frozenset(hidden), values, unread, damaged=damaged, hidden_columns=frozenset(columns))


def _hidden_columns(data: bytes) -> set[int]:
    """The columns of a record on how columns look, where these are hidden and do not reach to the end of the sheet."""
    first, last = struct.unpack_from("<II", data)
    hides = data[_COLUMN_FLAGS] & _HIDDEN_COLUMNS and last + 1 < _MOST_COLUMNS
    return set(range(first, last + 1)) if hides else set()
