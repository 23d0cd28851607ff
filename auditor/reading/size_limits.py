"""How much a document may hold, by what its head says of it: more is told before any of it is unpacked or drawn."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from auditor.errors import UnreadableError

MOST_PARTS = 20_000
"""Parts of one package (.xlsx, .docx, .ods, .ofd); a workbook of 200 sheets with pictures has a thousand."""
MOST_UNPACKED = 2_000_000_000
"""Bytes of all parts of a package; a million rows of a workbook take 600 MB."""
MOST_PAGES = 5000
"""Pages of one PDF; the bound budget of a province has two thousand."""
_PACKED = b"PK\x03\x04"
_SPLIT = "请把文件拆成几份再审核"


def refuse_large_package(content: bytes, path: str) -> None:
    """Refuse a package of too many parts, or whose parts are too large together; anything else is left alone.

    Raises:
        UnreadableError: R017.
    """
    if not content.startswith(_PACKED):
        return
    try:
        with ZipFile(io.BytesIO(content)) as package:
            sizes = [entry.file_size for entry in package.infolist()]
    except (BadZipFile, ValueError, NotImplementedError):  # told by the reader of its format
        return
    if len(sizes) > MOST_PARTS:
        raise _too_large(path, f"它由 {len(sizes):,} 个部分组成，超过了 {MOST_PARTS:,} 个")
    if sum(sizes) > MOST_UNPACKED:
        raise _too_large(path, f"它解压后有 {sum(sizes) // 10**6:,} MB，超过了 {MOST_UNPACKED // 10**6:,} MB")


def refuse_long(pages: int, path: str) -> None:
    """Refuse a document of too many pages.

    Raises:
        UnreadableError: R017.
    """
    if pages > MOST_PAGES:
        raise _too_large(path, f"它有 {pages:,} 页，超过了 {MOST_PAGES:,} 页")


def _too_large(path: str, reason: str) -> UnreadableError:
    return UnreadableError("R017", path=path, reason=reason, hint=_SPLIT)
