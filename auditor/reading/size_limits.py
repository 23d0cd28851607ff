"""How much a document may hold, by what its head says of it: more is told before any of it is unpacked or drawn."""

from __future__ import annotations

from auditor.errors import UnreadableError

MOST_PARTS = 20_000
"""Parts of one package (.xlsx, .docx, .ods, .ofd): each sheet, page, picture and list of remarks is one."""
MOST_UNPACKED = 2_000_000_000
"""Bytes that the parts of a package with text unpack to; pictures do not count."""
MOST_PAGES = 5000
"""Pages of one .pdf or .ofd."""
_SPLIT = "请把文件拆成几份再审核"


def refuse_large_package(parts: int, unpacked: int, path: str) -> None:
    """Refuse a package of too many parts, or of parts that are too large together.

    Args:
        parts: how many there are.
        unpacked: bytes of those that reading may unpack.
        path: named in the error.

    Raises:
        UnreadableError: R017.
    """
    if parts > MOST_PARTS:
        raise _too_large(path, f"它由 {parts:,} 个部分组成，超过了 {MOST_PARTS:,} 个")
    if unpacked > MOST_UNPACKED:
        raise _too_large(path, f"它解压后有 {unpacked // 10**6:,} MB，超过了 {MOST_UNPACKED // 10**6:,} MB")


def refuse_long(pages: int, path: str) -> None:
    """Refuse a document of too many pages.

    Raises:
        UnreadableError: R017.
    """
    if pages > MOST_PAGES:
        raise _too_large(path, f"它有 {pages:,} 页，超过了 {MOST_PAGES:,} 页")


def _too_large(path: str, reason: str) -> UnreadableError:
    return UnreadableError("R017", path=path, reason=reason, hint=_SPLIT)
