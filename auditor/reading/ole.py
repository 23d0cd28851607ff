"""The names at the top of an OLE compound file (.doc, .xls, .et, .wps, encrypted packages), which tell what it is."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128


def stream_names(content: bytes) -> frozenset[str]:
    """Names of the streams and storages in the root of the file, not of what is embedded in it; empty if damaged."""
    try:
        entries = tuple(_entries(content))
    except (struct.error, ValueError, IndexError):
        return frozenset()
    return frozenset(_siblings(entries, _child(entries[0]))) if entries else frozenset()


def _entries(content: bytes) -> Iterator[bytes]:
    """The directory's entries of 128 bytes, the root's first."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if not _ENTRY <= size <= 1 << 16:
        raise ValueError("sector size")
    table = _allocation(content, size)
    seen: set[int] = set()
    sector = struct.unpack_from("<I", content, 48)[0]
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        start = (sector + 1) * size
        for place in range(start, min(start + size, len(content) - _ENTRY + 1), _ENTRY):
            yield content[place : place + _ENTRY]
        sector = table[sector]


def _allocation(content: bytes, size: int) -> list[int]:
    """The next sector of each sector. Files whose table is too long for the header (7 MB) name its rest in a chain."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while more < _LAST_SECTOR and more not in seen:
        seen.add(more)
        part = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += part[:-1]
        more = part[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _LAST_SECTOR:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _siblings(entries: tuple[bytes, ...], root: int) -> Iterator[str]:
    """Names in the search tree that starts at ``root``."""
    waiting, seen = [root], set[int]()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        length = struct.unpack_from("<H", entry, 64)[0]
        yield entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
        waiting += struct.unpack_from("<II", entry, 68)


def _child(entry: bytes) -> int:
    return int(struct.unpack_from("<I", entry, 76)[0])
