"""What a file is, judged by its bytes; the ending of its name is believed only between .csv, .tsv and plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Literal

from auditor.errors import UnreadableError
from auditor.reading.compound_file import SIGNATURE, stream_names
from auditor.reading.passwords import asks_password, is_locked_document, is_locked_package

Format = Literal[
    "workbook", "open document", "spreadsheet xml", "pdf", "ofd", "picture", "word", "word xml", "old document", "web page",
    "web archive", "text", "archive",
]  # fmt: skip

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_ARCHIVES = (b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
_PDF = b"%PDF-"
_PDF_START = 1024
_PACKAGES: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"xl/workbook\.(?:xml|bin)"), "workbook"),
    (re.compile(r"content\.xml"), "open document"),
    (re.compile(r"word/document\d*\.xml"), "word"),
    (re.compile(r"/?ofd\.xml", re.I), "ofd"),
)
"""The part by which a package is known, in the order they are looked for."""
_TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_BEGINNING = 4096
_UNPACKED = (".xml", ".rels", ".bin", "mimetype")
_SWOLLEN = 100_000_000
_MOST_SWELLING = 200
_MARKS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")
_WEB_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table)\b|<(?:meta|div|style|p|center|font)\b[^>]*>.{0,3000}<table\b",
    re.I | re.S,
)
_WEB_ARCHIVE = re.compile(rb"(?:^|\n)(?:MIME-Version:|Content-Type:\s*multipart/related)", re.I)
_ONE_FILE: tuple[tuple[re.Pattern[bytes], Format], ...] = (
    (re.compile(rb"<\?mso-application\s+progid=[\"']Word\.Document[\"']|<w:wordDocument\b|<pkg:package\b"), "word xml"),
    (re.compile(rb"<\?mso-application\s+progid=[\"']Excel\.Sheet[\"']|<(?:ss:)?Workbook\b"), "spreadsheet xml"),
    (re.compile(rb"opendocument\.spreadsheet(?:-template)?[\"']"), "open document"),
    (re.compile(rb"opendocument\.text(?:-template)?[\"']"), "old document"),
)
"""Formats in one XML file, by what stands at its beginning."""


def detect(content: bytes, path: str) -> Format:
    """The way to read ``content``.

    Raises:
        UnreadableError: R001 for an empty file, R002 for an unknown binary, R007 for a damaged one, R008 for a known
            format that is not read, R014 for one with a password.
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
    if content.startswith(_ARCHIVES):
        return "archive"
    return _marked_text(content)


def _ole(content: bytes, path: str) -> Format:
    names = stream_names(content)
    if "EncryptedPackage" in names:
        raise asks_password(path)
    if is_locked_document(content):
        raise asks_password(path, "Word")
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
            swollen = _is_swollen(archive.infolist(), len(content))
            locked = is_locked_package(archive) if not swollen else False
            names = archive.namelist()
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if swollen:
        raise UnreadableError("R007", path=path, reason="解压后比文件本身大几百倍，会占满内存，不像正常的表格或文档")
    if locked:
        raise asks_password(path, "LibreOffice")
    if kind.startswith(_TEXT_DOCUMENT):
        return "old document"
    for part, form in _PACKAGES:
        if any(map(part.fullmatch, names)):
            return form
    if "ppt/presentation.xml" in names:
        raise UnreadableError("R008", path=path, format=" PowerPoint ")
    if "[Content_Types].xml" in names:
        raise UnreadableError("R002", path=path)
    return "archive"


def _is_swollen(members: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """Whether a file is made to fill the memory: one part of it, or all together, unpack to more than 100 MB and to more
    than any table of words does. Pictures are never unpacked and do not count.
    """
    parts = [one for one in members if one.filename.lower().endswith(_UNPACKED)]
    pairs = [(one.file_size, one.compress_size) for one in parts] + [(sum(one.file_size for one in parts), size)]
    return any(unpacked > max(_SWOLLEN, _MOST_SWELLING * packed) for unpacked, packed in pairs)


def _marked_text(content: bytes) -> Format:
    """What text with marks is; anything else is plain text."""
    beginning = content[:_BEGINNING].replace(b"\0", b"")  # UTF-16 reads as ASCII without its zeros
    bare = _MARKS.sub(b"", beginning, count=1)
    if bare.startswith(b"{\\rtf"):
        return "old document"
    if bare.startswith(b"<"):
        for mark, form in _ONE_FILE:
            if mark.search(bare):
                return form
    if _WEB_ARCHIVE.search(bare.split(b"\r\n\r\n")[0].split(b"\n\n")[0]):
        return "web archive"
    return "web page" if bare.startswith(b"<") and _WEB_PAGE.search(bare) else "text"
