"""What a file is, judged by its bytes; the ending of its name is believed only between .csv, .tsv and plain text."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from auditor.errors import UnreadableError

Format = Literal["workbook", "pdf", "text"]

_PDF = b"%PDF-"
_PDF_START = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OLE_DOCUMENT = "WordDocument".encode("utf-16-le")
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def detect(content: bytes, path: str) -> Format:
    """The way to read ``content``.

    Raises:
        UnreadableError: R001 for an empty file, R002 for an unknown binary, R007 for a damaged or encrypted one, R008
            for a known format that is not read yet.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("R001", path=path)
    if _PDF in content[:_PDF_START]:
        return "pdf"
    if content.startswith(_OLE):
        return _ole(content, path)
    if content.startswith(b"PK\x03\x04"):
        return _zip(content, path)
    return "text"


def _ole(content: bytes, path: str) -> Format:
    if _OLE_ENCRYPTED in content:
        raise UnreadableError("R007", path=path, reason="文件已加密")
    if _OLE_DOCUMENT in content:
        raise UnreadableError("R008", path=path, format=" Word 97-2003（.doc）")
    if any(name in content for name in _OLE_WORKBOOKS):
        return "workbook"
    raise UnreadableError("R002", path=path)


def _zip(content: bytes, path: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if any(name in names for name in _WORKBOOK_PARTS):
        return "workbook"
    if "word/document.xml" in names:
        raise UnreadableError("R008", path=path, format=" Word（.docx）")
    raise UnreadableError("R002", path=path)
