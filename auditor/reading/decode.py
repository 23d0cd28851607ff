"""Bytes to text, strictly: a file is either decoded whole without one wrong byte, or refused."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from auditor.errors import UnreadableError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\v\f\r\x1a")


def decode(content: bytes, path: str) -> str:
    """Text of a file in UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises:
        UnreadableError: R002 where the content is binary, R003 where no encoding fits.
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.isdisjoint(text):
            return text
        raise UnreadableError("R002", path=path)
    raise UnreadableError("R002" if b"\0" in content else "R003", path=path)


def _candidates(content: bytes) -> Iterator[str]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        yield marked
    else:
        yield from ("utf-8", "gb18030")
