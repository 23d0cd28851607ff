"""Files that ask for a password when they are opened: how each format shows it, and how to take the password off."""

from __future__ import annotations

import struct
import zipfile
from pathlib import PurePath
from typing import Literal

from auditor.errors import UnreadableError
from auditor.reading.compound_file import stream_start

Program = Literal["Word", "Excel", "PDF", "LibreOffice"]

_OFFICE = "请用 {program} 或 WPS 打开，在“文件—信息—{what}—用密码进行加密”里删去密码，另存一份"
_WAYS: dict[Program, str] = {
    "Word": _OFFICE.format(program="Word", what="保护文档"),
    "Excel": _OFFICE.format(program="Excel", what="保护工作簿"),
    "PDF": "请由原来的 Word 或 Excel 文件重新导出不带密码的 PDF（或者直接用原来的文件）",
    "LibreOffice": "请用 LibreOffice 打开，另存时不勾选“用密码保存”",
}
_WORD_ENDINGS = (".docx", ".docm", ".doc", ".dotx", ".wps")
_DOCUMENT = b"\xec\xa5"
_FLAGS = 11  # in the block that a document begins with: the second byte of its flags
_ENCRYPTED = 0x01
_PASSWORD_RECORD = 0x2F


def asks_password(path: str, program: Program | None = None) -> UnreadableError:
    """The refusal of a file with a password; without a program its name tells which."""
    if program is None:
        program = "Word" if PurePath(path).suffix.lower() in _WORD_ENDINGS else "Excel"
    return UnreadableError("R014", path=path, way=_WAYS[program])


def is_locked_document(content: bytes) -> bool:
    """Whether a .doc asks for a password."""
    block = stream_start(content, "WordDocument")
    return block.startswith(_DOCUMENT) and len(block) > _FLAGS and bool(block[_FLAGS] & _ENCRYPTED)


def is_locked_workbook(content: bytes) -> bool:
    """Whether an .xls is encrypted; with Excel's own standing password it opens unasked all the same."""
    records = stream_start(content, "Workbook") or stream_start(content, "Book")
    place = 0
    while place + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, place)
        if kind == _PASSWORD_RECORD:
            return True
        place += 4 + length
    return False


def is_locked_package(archive: zipfile.ZipFile) -> bool:
    """Whether an .ods or .odt asks for a password."""
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)
