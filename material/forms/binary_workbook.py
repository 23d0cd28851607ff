"""A small .xlsb by code, after [MS-XLSB]: no library writes one."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from material.forms.one_form import packed

_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ERRORS = {"#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}
_FIRST_OWN = 164

Cell = str | float | tuple[float | str, str] | None
"""A text, a number, or either with the code of its format."""


def binary_workbook(
    rows: Sequence[Sequence[Cell]], hidden: Sequence[int] = (), hidden_columns: Sequence[int] = ()
) -> bytes:
    """One sheet; a text that is an error value becomes one; ``hidden`` are numbers of rows from 0, ``hidden_columns`` of columns."""
    codes = list(dict.fromkeys(cell[1] for row in rows for cell in row if isinstance(cell, tuple)))
    styles = {code: number for number, code in enumerate(codes, start=1)}
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": _links(f'Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"'),
            "xl/_rels/workbook.bin.rels": _links(
                f'Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"',
                f'Id="r2" Type="{_OFFICE}/styles" Target="styles.bin"',
            ),
            "xl/workbook.bin": _book(),
            "xl/styles.bin": _styles(codes),
            "xl/worksheets/sheet1.bin": _sheet(rows, styles, hidden, hidden_columns),
        }
    )  # fmt: skip


def _links(*links: str) -> str:
    return (
        f'<Relationships xmlns="{_RELATION}">'
        + "".join(f"<Relationship {link}/>" for link in links)
        + "</Relationships>"
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length > 0x7F:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _book() -> bytes:
    sheet = struct.pack("<II", 0, 1) + _text("r1") + _text("表")
    return _record(131) + _record(143) + _record(156, sheet) + _record(144) + _record(132)


def _styles(codes: Sequence[str]) -> bytes:
    formats = b"".join(_record(44, struct.pack("<H", _FIRST_OWN + n) + _text(code)) for n, code in enumerate(codes))
    own = [0, *(_FIRST_OWN + n for n in range(len(codes)))]
    looks = b"".join(_record(47, struct.pack("<HH", 0, number) + b"\0" * 12) for number in own)
    parts = (
        _record(278),
        _record(615, struct.pack("<I", len(codes))) + formats + _record(616),
        _record(626, struct.pack("<I", 1)) + _record(47, struct.pack("<HH", 0xFFFF, 0) + b"\0" * 12) + _record(627),
        _record(617, struct.pack("<I", len(own))) + looks + _record(618),
        _record(279),
    )
    return b"".join(parts)


def _sheet(
    rows: Sequence[Sequence[Cell]], styles: Mapping[str, int], hidden: Sequence[int], hidden_columns: Sequence[int]
) -> bytes:
    width = max(map(len, rows))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)
    body = b""
    for number, row in enumerate(rows):
        flags = 0x10 if number in hidden else 0
        head = struct.pack("<IIH", number, 0, 300) + bytes([0, flags, 0]) + struct.pack("<III", 1, 0, width - 1)
        body += _record(0, head) + b"".join(_cell(column, cell, styles) for column, cell in enumerate(row))
    columns = b"".join(_record(60, struct.pack("<IIIIH", one, one, 2048, 0, 1)) for one in hidden_columns)
    columns = _record(390) + columns + _record(391) if columns else b""
    return _record(129) + _record(148, size) + columns + _record(145) + body + _record(146) + _record(130)


def _cell(column: int, cell: Cell, styles: Mapping[str, int]) -> bytes:
    value, code = cell if isinstance(cell, tuple) else (cell, None)
    start = struct.pack("<II", column, styles[code] if code is not None else 0)
    if value is None:
        return _record(1, start)
    if isinstance(value, str):
        return _record(3, start + bytes([_ERRORS[value]])) if value in _ERRORS else _record(6, start + _text(value))
    return _record(5, start + struct.pack("<d", value))
