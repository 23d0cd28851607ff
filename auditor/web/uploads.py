"""Files on their way in: never stored under a path that somebody sent, never larger than allowed, complete or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

import anyio
from starlette.exceptions import HTTPException

from auditor.runtime.atomic import placed
from auditor.web.settings import UploadLimits

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST_ENDING = 12
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST, _LONGEST_BYTES = 100, 200
"""Of a name within a folder; systems take 255 bytes, and a number or the mark of an unfinished file may be added."""


class UploadRefusedError(HTTPException):
    """Something that is not taken in, with a sentence that says why."""

    def __init__(self, told: str, status: int = 413) -> None:
        super().__init__(status, told)


def safe_path(name: str, limits: UploadLimits) -> PurePosixPath:
    """The path within a batch's folder under which a file is kept; it never leads out of it.

    Args:
        name: the name that was sent, with the folders it stood in.
        limits: how long it may be.

    Raises:
        UploadRefusedError: where nothing of a name is left, or it is too long.
    """
    parts = [_safe(part) for part in unicodedata.normalize("NFC", name).replace("\\", "/").split("/")]
    kept = [part for part in parts if part]
    if not kept:
        raise UploadRefusedError("文件没有名称。")
    path = PurePosixPath(*kept)
    if len(str(path)) > limits.path_length:
        raise UploadRefusedError("文件夹和文件名加起来太长，请缩短后再交。")
    return path


def free_path(folder: Path, path: PurePosixPath, taken: frozenset[str]) -> PurePosixPath:
    """The path itself, or with a number where another file of the batch has it."""
    number = 1
    found = path
    while str(found).casefold() in taken or (folder / found).exists():
        number += 1
        found = path.with_name(f"{path.stem}({number}){path.suffix}")
    return found


async def stored(stream: AsyncIterator[bytes], target: Path, most: int, refusal: str) -> int:
    """Write what comes in to a file, which is there once it is complete; returns its bytes.

    Raises:
        UploadRefusedError: with ``refusal`` where more than ``most`` bytes come.
        OSError: where it cannot be written.
    """
    await anyio.to_thread.run_sync(lambda: target.parent.mkdir(parents=True, exist_ok=True))
    size = 0
    with placed(target) as beside:
        async with await anyio.open_file(beside, "wb") as file:
            async for piece in stream:
                size += len(piece)
                if size > most:
                    raise UploadRefusedError(refusal)
                await file.write(piece)
    return size


def _safe(part: str) -> str:
    """A name that every system keeps as it is; "" for one that is no name (., ..)."""
    bare = _UNSAFE.sub("_", part).strip(" .")
    if not bare:
        return ""
    stem, _, ending = bare.rpartition(".")
    if not stem or len(ending) >= _LONGEST_ENDING:
        stem, ending = bare, ""
    short = _cut(stem, _LONGEST - len(ending), _LONGEST_BYTES - len(ending.encode())) + (f".{ending}" if ending else "")
    return f"_{short}" if _RESERVED.fullmatch(short) else short


def _cut(text: str, characters: int, size: int) -> str:
    """As much of a text as is no longer than so many characters and, in UTF-8, bytes."""
    return text[:characters].encode()[:size].decode(errors="ignore").rstrip(" .")
