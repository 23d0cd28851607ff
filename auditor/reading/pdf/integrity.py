"""Whether the packed streams of a PDF are whole: what is damaged in them a viewer leaves out without a word."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_OTHERWISE = re.compile(rb"/Image\b|HexDecode|LZWDecode|/Crypt")
_LONGEST_DICTIONARY = 2000
_CHUNK = 1 << 16
_LARGEST = 1 << 26
"""Bytes of a stream, unpacked, beyond which the rest of it is not looked at."""
_HEADER = 2


def has_damaged_streams(content: bytes) -> bool:
    """Whether a packed stream that is no picture cannot be unpacked to its end, or is not what was packed.

    Streams of a file with a password are not looked at, nor those that are packed in another way.
    """
    if b"/Encrypt" in content:
        return False
    return any(not _is_whole(data, start) for data, start in _packed_streams(content))


def _packed_streams(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Bytes in which a stream that is packed by Flate begins, and where; one written in letters is turned into bytes first."""
    for match in _STREAM.finditer(content):
        if content[max(match.start() - len(b"end"), 0) : match.start()] == b"end":
            continue
        dictionary = _dictionary_before(content, match.start())
        if b"/FlateDecode" not in dictionary or _OTHERWISE.search(dictionary):
            continue
        if b"/ASCII85Decode" in dictionary:
            yield _from_letters(content, match.end()), 0
        else:
            yield content, match.end()


def _from_letters(content: bytes, start: int) -> bytes:
    """The bytes that letters stand for, up to their end mark; b"" where they are none."""
    end = content.find(b"~>", start)
    try:
        return base64.a85decode(content[start:end]) if end >= 0 else b""
    except ValueError:
        return b""


def _dictionary_before(content: bytes, end: int) -> bytes:
    """The dictionary of the object whose stream begins at ``end``."""
    before = content[max(end - _LONGEST_DICTIONARY, 0) : end]
    return before[max(before.rfind(b" obj"), 0) :]


def _is_whole(content: bytes, start: int) -> bool:
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS)
    checksum, size, place = 1, 0, start + _HEADER
    data = b""
    try:
        while not unpacked.eof and size < _LARGEST:
            if not data:
                data = content[place : place + _CHUNK]
                place += len(data)
                if not data:
                    return False
            piece = unpacked.decompress(data, _CHUNK)
            data = unpacked.unconsumed_tail
            checksum = zlib.adler32(piece, checksum)
            size += len(piece)
    except zlib.error:
        return False
    return size >= _LARGEST or _has_checksum(unpacked.unused_data + content[place : place + 4], checksum)


def _has_checksum(behind: bytes, checksum: int) -> bool:
    """Whether a checksum follows that is the right one; some programs write none."""
    written = behind[:4]
    return written == checksum.to_bytes(4, "big") or written.lstrip().startswith((b"e", b"\n")) or len(written) < 4
