"""The names at the top of an OLE compound file (.doc, .xls, .et, .wps, encrypted packages), which tell what it is."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = (OSError, struct.error, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What olefile raises on files that are cut off or overwritten."""


def stream_names(content: bytes) -> frozenset[str]:
    """Names of the streams and storages in the root of the file, not of what is embedded in it; empty if damaged."""
    try:
        with _opened(content) as file:
            return frozenset(_root_names(file))
    except _DAMAGED:
        return frozenset()


def stream_start(content: bytes, name: str) -> bytes:
    """The first 512 bytes of a stream in the root of the file; b"" where there is none."""
    return stream(content, name, 512)


def stream(content: bytes, name: str, length: int = -1) -> bytes:
    """A stream in the root of the file, or so many of its first bytes; b"" where there is none that can be read."""
    try:
        with _opened(content) as file:
            return bytes(file.openstream([name]).read(length)) if name in _root_names(file) else b""
    except _DAMAGED:
        return b""


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    from olefile import OleFileIO

    with OleFileIO(io.BytesIO(content)) as file:
        yield file


def _root_names(file: Any) -> list[str]:
    return [path[0] for path in file.listdir(streams=True, storages=True) if len(path) == 1]
