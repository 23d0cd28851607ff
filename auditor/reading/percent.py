"""Which cells of an .xlsx workbook show their number as a percentage: 0.95 typed as 95% must be read as 95%."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = frozenset({"9", "10"})
_CELL = re.compile(rb"<c\s[^>]*>")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')

Place = tuple[int, int]
"""Row and column, from 0."""


def percent_cells(content: bytes) -> Mapping[str, frozenset[Place]]:
    """Percentage cells by sheet name; empty for workbooks of another format."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = frozenset(archive.namelist())
        if not {"xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        styles = _percent_styles(archive.read("xl/styles.xml"))
        if not styles:
            return {}
        parts = sheet_parts(archive)
        return {name: _cells(archive.read(part), styles) for name, part in parts.items() if part in names}


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


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds its cells."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): link.get("Target", "").removeprefix("/xl/").removeprefix("xl/") for link in links}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {sheet.get("name", ""): f"xl/{targets.get(sheet.get(_LINK, ''), '')}" for sheet in sheets}


def _cells(xml: bytes, styles: frozenset[int]) -> frozenset[Place]:
    found = set()
    for cell in _CELL.finditer(xml):
        place, style = _PLACE.search(cell[0]), _STYLE.search(cell[0])
        if place and style and int(style[1]) in styles:
            found.add((int(place[2]) - 1, _column(place[1].decode())))
    return frozenset(found)


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
