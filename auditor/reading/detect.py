"""What a file is, judged by its bytes; the ending of its name is believed only between .csv, .tsv and plain text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from auditor.errors import UnreadableError
from auditor.reading.ole import SIGNATURE, stream_names

Format = Literal[
    "workbook", "pdf", "picture", "word", "old document", "old workbook", "web page", "web archive", "text"
]

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PDF = b"%PDF-"
_PDF_START = 1024
_ENCRYPTED = "文件设有打开密码（已加密）"
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_BEGINNING = 4096
_SWOLLEN = 100_000_000
_MOST_SWELLING = 200
_MARKS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")
_WEB_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table)\b|<(?:meta|div|style|p|center|font)\b[^>]*>.{0,3000}<table\b",
    re.I | re.S,
)
_WEB_ARCHIVE = re.compile(rb"(?:^|\n)(?:MIME-Version:|Content-Type:\s*multipart/related)", re.I)
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b")
_SHEET_XML = re.compile(rb"<\?mso-application\s+progid=\"Excel\.Sheet\"|<(?:ss:)?Workbook\b")


def detect(content: bytes, path: str) -> Format:
    """The way to read ``content``.

    Raises:
        UnreadableError: R001 for an empty file, R002 for an unknown binary, R007 for a damaged or encrypted one, R008
            for a known format that is not read.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("R001", path=path)
    if _PDF in content[:_PDF_START]:
        return "pdf"
    if content.startswith(_PICTURES) or (content.startswith(b"BM") and b"\0" in content[:64]):
        return "picture"
    if content.startswith(SIGNATURE):
        return _ole(content, path)
    if content.startswith(b"PK\x03\x04"):
        return _zip(content, path)
    return _marked_text(content)


def _ole(content: bytes, path: str) -> Format:
    names = stream_names(content)
    if "EncryptedPackage" in names:
        raise UnreadableError("R007", path=path, reason=_ENCRYPTED)
    if names & {"WordDocument", "MatOST", "CONTENTS", "WpsDocument", "WPSDocument"}:
        return "old document"
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return "workbook"
    if "PowerPoint Document" in names:
        raise UnreadableError("R008", path=path, format=" PowerPoint ")
    raise UnreadableError("R007" if not names else "R002", path=path, reason="文件不完整或已损坏")


def _zip(content: bytes, path: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            swollen = any(map(_is_swollen, archive.infolist()))
            names = archive.namelist()
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if swollen:
        raise UnreadableError("R007", path=path, reason="解压后比文件本身大几百倍，会占满内存，不像正常的表格或文档")
    if kind.startswith(_TEXT_DOCUMENT):
        return "old document"
    if any(name in names for name in _WORKBOOK_PARTS):
        return "workbook"
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "word"
    if "ppt/presentation.xml" in names:
        raise UnreadableError("R008", path=path, format=" PowerPoint ")
    raise UnreadableError("R002", path=path)


def _is_swollen(member: zipfile.ZipInfo) -> bool:
    """Whether a part is made to fill the memory: larger than 100 MB, and packed tighter than any table of words is."""
    return member.file_size > max(_SWOLLEN, _MOST_SWELLING * member.compress_size)


def _marked_text(content: bytes) -> Format:
    """What text with marks is; anything else is plain text."""
    beginning = content[:_BEGINNING].replace(b"\0", b"")  # UTF-16 reads as ASCII without its zeros
    bare = _MARKS.sub(b"", beginning, count=1)
    if bare.startswith(b"{\\rtf") or _WORD_XML.search(bare):
        return "old document"
    if bare.startswith(b"<") and _SHEET_XML.search(bare):
        return "old workbook"
    if _WEB_ARCHIVE.search(bare.split(b"\r\n\r\n")[0].split(b"\n\n")[0]):
        return "web archive"
    return "web page" if bare.startswith(b"<") and _WEB_PAGE.search(bare) else "text"
