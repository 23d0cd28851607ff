"""Which rows of an .xlsx workbook are hidden: they are read, and said to be hidden."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from auditor.reading.percent import sheet_parts

_ROW = re.compile(rb"<row\s[^>]*>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')


def hidden_rows(content: bytes) -> Mapping[str, frozenset[int]]:
    """Hidden rows (from 0) by sheet name; empty for workbooks of another format."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = frozenset(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        return {name: _hidden(archive.read(part)) for name, part in sheet_parts(archive).items() if part in names}


def _hidden(xml: bytes) -> frozenset[int]:
    rows = (row[0] for row in _ROW.finditer(xml) if _HIDDEN.search(row[0]))
    return frozenset(int(number[1]) - 1 for row in rows if (number := _NUMBER.search(row)))
