"""Which reader a document or workbook goes to, old formats converted on the way; each is imported when it has to read."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

from auditor.errors import UnreadableError
from auditor.reading.compound_file import SIGNATURE, stream_names
from auditor.reading.detect import Format
from auditor.reading.grid import Grid
from auditor.reading.legacy.reader import converted, find_converter
from auditor.reading.passwords import asks_password, is_locked_workbook

if TYPE_CHECKING:
    from auditor.reading.forms.flow import Flow

_MACRO_STORAGES = {"_VBA_PROJECT_CUR", "Macros"}


def read_flow(content: bytes, path: str, kind: Format) -> Flow:
    """The lines and tables of a document.

    Raises:
        UnreadableError: where the reader of its format cannot read it, or an old format cannot be converted.
    """
    if kind in ("web page", "web archive"):
        from auditor.reading.html.reader import read_web_archive, read_web_page

        return read_web_page(content, path) if kind == "web page" else read_web_archive(content, path)
    from auditor.reading.word.reader import read_docx

    return read_docx(converted(content, "docx", path) if kind == "old document" else content, path)


def has_macros(content: bytes) -> bool:
    """Whether a workbook or an old document carries macros; they are never run."""
    if content.startswith(SIGNATURE):
        return bool(stream_names(content) & _MACRO_STORAGES)
    if not content.startswith(b"PK"):
        return False
    with ZipFile(io.BytesIO(content)) as package:
        return any(posixpath.basename(name) == "vbaProject.bin" for name in package.namelist())


def read_sheets(content: bytes, path: str, kind: Format) -> tuple[Grid, ...]:
    """The sheets of a workbook; an old one that cannot be read as it is gets converted where that is possible.

    Raises:
        UnreadableError: R007 for a damaged workbook, R014 for one with a password, R012 and R013 as ``converted``.
    """
    from auditor.reading.workbook.reader import read_workbook

    if kind == "old workbook":
        return read_workbook(converted(content, "xlsx", path), path)
    try:
        return read_workbook(content, path)
    except UnreadableError as refusal:
        if not content.startswith(SIGNATURE):
            raise
        try:
            if find_converter() is None:
                raise refusal
            return read_workbook(converted(content, "xlsx", path), path)
        except UnreadableError:
            raise asks_password(path, "Excel") if is_locked_workbook(content) else refusal from None
