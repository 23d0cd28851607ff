"""An .xlsx without the cells that lie far from everything else, before a library makes a rectangle of each sheet."""

from __future__ import annotations

import io
import re
import zipfile
from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.reading.workbook.extent import LARGE, SheetExtent, extent_of
from auditor.reading.workbook.sheet_marks import column_number, sheet_pieces, workbook_parts

_HEAD = 4096
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^>]*\bref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]+)(\d+)"[^>]*[^/]>')
_CELL = re.compile(rb'<((?:\w+:)?)c\s(?:[^>]*\s)?r="([A-Z]+)(\d+)"[^>]*?(?:/>|[^/]>.*?</\1c>)', re.DOTALL)


@dataclass(frozen=True)
class Cropped:
    """A workbook without its stray cells, and by name of the sheet what is said of those."""

    content: bytes
    told: Mapping[str, str]


def without_stray(content: bytes) -> Cropped:
    """An .xlsx whose sheets are no larger than their tables; anything else as it is.

    Raises:
        TooSparseError: for a sheet that is too large without its stray cells, too.
        KeyError, ParseError, BadZipFile, zlib.error: where the package is damaged.
    """
    if not content.startswith(b"PK"):
        return Cropped(content, {})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {
            (sheet, part): _extent(archive, part, sheet)
            for sheet, part in workbook_parts(archive).items()
            if not _is_small(archive, part)
        }
        extents = {key: extent for key, extent in found.items() if extent is not None}
        if not extents:
            return Cropped(content, {})
        told = {sheet: extent.told(sheet) for (sheet, _), extent in extents.items()}
        return Cropped(_repacked(archive, {part: extent for (_, part), extent in extents.items()}), told)


def _is_small(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether the sheet's own word says so; one without a word is looked at."""
    with archive.open(part) as xml:
        found = _DIMENSION.search(xml.read(_HEAD))
    return found is not None and (column_number(found[1].decode()) + 1) * int(found[2]) <= LARGE


def _extent(archive: zipfile.ZipFile, part: str, sheet: str) -> SheetExtent | None:
    rows, columns = array("L"), set[bytes]()
    with archive.open(part) as xml:
        for piece in sheet_pieces(xml):
            for letters, number in _FILLED.findall(piece):
                rows.append(int(number) - 1)
                columns.add(letters)
    return extent_of(rows, (column_number(letters.decode()) for letters in columns), len(rows), sheet)


def _repacked(archive: zipfile.ZipFile, extents: Mapping[str, SheetExtent]) -> bytes:
    """The package with the cells of some sheets dropped that lie beyond their extent."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for info in archive.infolist():
            part = archive.read(info)
            extent = extents.get(info.filename)
            package.writestr(info, part if extent is None else _cut(part, extent))
    return made.getvalue()


def _cut(sheet: bytes, extent: SheetExtent) -> bytes:
    def kept(cell: re.Match[bytes]) -> bytes:
        beyond = int(cell[3]) - 1 > extent.row or column_number(cell[2].decode()) > extent.column
        return b"" if beyond else cell[0]

    return _CELL.sub(kept, sheet)
