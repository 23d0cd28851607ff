"""Which reader a document or workbook goes to, old formats converted on the way; each is imported when it has to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import UnreadableError
from auditor.reading.detect import Format
from auditor.reading.grid import Grid
from auditor.reading.legacy import converted, find_converter
from auditor.reading.ole import SIGNATURE

if TYPE_CHECKING:
    from auditor.reading.flow import Flow


def read_flow(content: bytes, path: str, kind: Format) -> Flow:
    """The lines and tables of a document.

    Raises:
        UnreadableError: where the reader of its format cannot read it, or an old format cannot be converted.
    """
    if kind in ("web page", "web archive"):
        from auditor.reading.markup import read_web_archive, read_web_page

        return read_web_page(content, path) if kind == "web page" else read_web_archive(content, path)
    from auditor.reading.word import read_docx

    return read_docx(converted(content, "docx", path) if kind == "old document" else content, path)


def read_sheets(content: bytes, path: str, kind: Format) -> tuple[Grid, ...]:
    """The sheets of a workbook; an old one that cannot be read as it is gets converted where that is possible.

    Raises:
        UnreadableError: R007 for a damaged or encrypted workbook, R012 and R013 as ``converted``.
    """
    from auditor.reading.workbook import read_workbook

    if kind == "old workbook":
        return read_workbook(converted(content, "xlsx", path), path)
    try:
        return read_workbook(content, path)
    except UnreadableError:
        if not content.startswith(SIGNATURE) or find_converter() is None:
            raise
        return read_workbook(converted(content, "xlsx", path), path)
