"""The names at the top of an OLE compound file (.doc, .xls, .et, .wps, encrypted packages), which tell what it is."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_SMALL = 64


def stream_names(content: bytes) -> frozenset[str]:
    """Names of the streams and storages in the root of the file, not of what is embedded in it; empty if damaged."""
    try:
        entries = tuple(_entries(content))
    except (struct.error, ValueError, IndexError):
        return frozenset()
    numbers = _sibling_numbers(entries, _child(entries[0])) if entries else ()
    return frozenset(_name(entries[number]) for number in numbers)


def stream_start(content: bytes, name: str) -> bytes:
    """The first bytes (some dozens at least) of a stream in the root of the file; b"" where there is none."""
    try:
        entries = tuple(_entries(content))
        numbers = _sibling_numbers(entries, _child(entries[0])) if entries else ()
        found = next((entries[number] for number in numbers if _name(entries[number]) == name), None)
        return _first_bytes(content, entries[0], found) if found is not None else b""
    except (struct.error, ValueError, IndexError):
        return b""


def _first_bytes(content: bytes, root: bytes, entry: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    first, length = struct.unpack_from("<II", entry, 116)
    if length >= struct.unpack_from("<I", content, 56)[0]:
        return content[(first + 1) * size : (first + 1) * size + min(size, length)]
    inside = first * _SMALL  # short streams stand together in the stream of the root
    sector, table = struct.unpack_from("<I", root, 116)[0], _allocation(content, size)
    for _ in range(inside // size):
        sector = table[sector]
    start = (sector + 1) * size + inside % size
    return content[start : start + min(_SMALL, length)]


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


def _sibling_numbers(entries: tuple[bytes, ...], root: int) -> Iterator[int]:
    """Numbers of the entries in the search tree that starts at ``root``."""
    waiting, seen = [root], set[int]()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        yield number
        waiting += struct.unpack_from("<II", entries[number], 68)


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")


def _child(entry: bytes) -> int:
    return int(struct.unpack_from("<I", entry, 76)[0])
