"""Writing files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO


def write_text(path: Path, text: str) -> Path:
    """Write text as UTF-8 with Unix line ends; the old file stays until the new one is complete."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> Path:
    """Write bytes beside the target and then put them in its place.

    Raises:
        OSError: where the folder cannot be written or the target is held open by another program.
    """
    with replacing(path) as file:
        file.write(content)
    return path


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` once it is complete; where writing fails, the old one stays.

    Raises:
        OSError: as ``write_bytes``.
    """
    with placed(path) as beside, beside.open("wb") as file:
        yield file


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A path beside the target to write to; it takes the target's place at the end, and is gone after an error."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def text_file(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file that grows line by line, line ends as written, and takes the target's place when it is complete."""
    with placed(path) as beside, beside.open("w", encoding=encoding, newline="") as file:
        yield file
