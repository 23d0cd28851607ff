"""File names that say what and whose, and are safe on Windows."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f\ud800-\udfff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST = 60
"""Characters of a name: with a folder, a kind and an ending it stays under the 255 bytes of most file systems."""


def safe_name(text: str) -> str:
    """The text as part of a file name: no character and no name that Windows refuses, never empty."""
    name = _UNSAFE.sub("_", text)[:_MOST].strip("._ ")
    return f"_{name}" if _RESERVED.fullmatch(name) else name or "未命名"
