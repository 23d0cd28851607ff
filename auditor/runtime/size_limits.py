"""How much a document may hold, by what its head says of it: more is told before any of it is unpacked or drawn."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import ceil
from typing import Final

from auditor.errors import UnreadableError

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class SizeLimits:
    """How much one document may hold.

    Args:
        parts: of one package (.xlsx, .docx, .ods, .ofd): each sheet, page, picture and list of remarks is one.
        unpacked: MB (10⁶ bytes) that the parts of a package with text unpack to; pictures do not count.
        pages: of one .pdf or .ofd.
    """

    parts: int = 20_000
    unpacked: int = 2000
    pages: int = 5000

    def refuse_large_package(self, parts: int, unpacked: int, path: str) -> None:
        """Refuse a package of too many parts, or of parts that are too large together.

        Args:
            parts: how many there are.
            unpacked: bytes of those that reading may unpack.
            path: named in the error.

        Raises:
            UnreadableError: R017.
        """
        if parts > self.parts:
            raise _too_large(path, f"它由 {parts:,} 个部分组成，超过了 {self.parts:,} 个", f"parts={parts}")
        if unpacked > self.unpacked * _MEGABYTE:
            size = ceil(unpacked / _MEGABYTE)
            raise _too_large(path, f"它解压后有 {size:,} MB，超过了 {self.unpacked:,} MB", f"unpacked={size}")

    def refuse_long(self, pages: int, path: str) -> None:
        """Refuse a document of too many pages.

        Raises:
            UnreadableError: R017.
        """
        if pages > self.pages:
            raise _too_large(path, f"它有 {pages:,} 页，超过了 {self.pages:,} 页", f"pages={pages}")


USUAL_SIZES: Final = SizeLimits()
"""What a document may hold where nobody says otherwise."""
ANY_SIZE: Final = SizeLimits(parts=sys.maxsize, unpacked=sys.maxsize, pages=sys.maxsize)
"""For a document that was read already: it was found small enough then."""


def _too_large(path: str, reason: str, wanted: str) -> UnreadableError:
    hint = f"请把文件拆成几份再审核；确实需要整份审核时，可用 --limits {wanted} 放宽"
    return UnreadableError("R017", path=path, reason=reason, hint=hint)
