"""What the cells of an .xlsx workbook do not say themselves: which show a percentage, and which rows are hidden.

0.95 typed as 95% must be read as 95%; hidden rows are read, and said to be hidden. A sheet is looked through piece by
piece, because unpacked it may be many times as large as its file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = frozenset({"9", "10"})
_PIECE = 1 << 20
_CELL_OR_ROW = re.compile(rb"<(?:c|row)\s[^>]*>")
_ROW = re.compile(rb"<row\s[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_PLACE = re.compile(rb'\br="([A-Z]*)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True)
class Marks:
    """Of one sheet: the cells that show a percentage, and the hidden rows (from 0)."""

    percents: frozenset[Place] = frozenset()
    hidden: frozenset[int] = frozenset()


def sheet_marks(content: bytes) -> Mapping[str, Marks]:
    """The marks by sheet name; empty for workbooks of another format."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = frozenset(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        styles = _percent_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else frozenset[int]()
        parts = {name: part for name, part in _sheet_parts(archive).items() if part in names}
        return {name: _marks(archive, part, styles) for name, part in parts.items()}


def _percent_styles(xml: bytes) -> frozenset[int]:
    root = ElementTree.fromstring(xml)
    custom = {
        form.get("numFmtId")
        for form in root.iter(f"{_MAIN}numFmt")
        if "%" in re.sub('"[^"]*"', "", form.get("formatCode", ""))
    }
    formats = root.find(f"{_MAIN}cellXfs")
    found = enumerate(formats if formats is not None else ())
    return frozenset(number for number, style in found if style.get("numFmtId") in custom | _BUILT_IN)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds its cells."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): link.get("Target", "").removeprefix("/xl/").removeprefix("xl/") for link in links}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {sheet.get("name", ""): f"xl/{targets.get(sheet.get(_LINK, ''), '')}" for sheet in sheets}


def _marks(archive: zipfile.ZipFile, part: str, styles: frozenset[int]) -> Marks:
    percents, hidden = set(), set()
    with archive.open(part) as xml:
        for tag in _tags(xml, _CELL_OR_ROW if styles else _ROW):
            place, style = _PLACE.search(tag), _STYLE.search(tag)
            if place is None:
                continue
            row = int(place[2]) - 1
            if not place[1]:
                if _HIDDEN.search(tag):
                    hidden.add(row)
            elif style and int(style[1]) in styles:
                percents.add((row, _column(place[1].decode())))
    return Marks(frozenset(percents), frozenset(hidden))


def _tags(xml: IO[bytes], pattern: re.Pattern[bytes]) -> Iterator[bytes]:
    """The tags of a kind, in order; one that lies across two pieces is put together."""
    open_tag = b""
    while piece := xml.read(_PIECE):
        piece = open_tag + piece
        start = piece.rfind(b"<")
        open_tag = piece[start:] if start > piece.rfind(b">") else b""
        for tag in pattern.finditer(piece):
            yield tag[0]


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
