"""What stands in an archive, and what of it is not taken out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

MOST_FILES = 2000
LARGEST = 200_000_000
MOST_BYTES = 1_000_000_000
_SWOLLEN = 100_000_000
_MOST_SWELLING = 200
_DRIVE = re.compile(r"[A-Za-z]:")

PASSWORD = "压缩包里的这个文件设有密码"
OUTSIDE = "它在压缩包里的位置不正常（会写到文件夹之外）"
TOO_LARGE = "它解压后有{size:,} MB，超过了{most:,} MB"
LINK = "它在压缩包里只是一个链接，没有内容"


@dataclass(frozen=True)
class Member:
    """One file in an archive: its name with ``/`` between folders, its unpacked size in bytes, and why it is not read."""

    name: str
    size: int
    read: Callable[[], bytes]
    refusal: str | None = None


class ArchiveRefused(Exception):  # noqa: N818
    """The whole archive is not opened; the reason is its argument, in Chinese."""


def checked(members: Iterable[Member], packed: int) -> Iterator[Member]:
    """The files that are material, names made safe and each its own.

    Args:
        members: as they stand in the archive.
        packed: size of the archive in bytes.

    Raises:
        ArchiveRefused: where there are too many files, or they unpack to more than any folder of documents.
    """
    taken: set[str] = set()
    total = 0
    for number, member in enumerate(members, start=1):
        total += member.size
        if number > MOST_FILES:
            raise ArchiveRefused(f"里面的文件超过{MOST_FILES}个")
        if total > min(MOST_BYTES, max(_SWOLLEN, _MOST_SWELLING * packed)):
            raise ArchiveRefused("解压后比压缩包大几百倍，会占满内存，不像正常的材料")
        path = PurePosixPath(member.name.replace("\\", "/"))
        if is_passed_over(path.parts):
            continue
        name = _single(_safe(path), taken)
        yield replace(member, name=name, refusal=member.refusal or _refusal(path, member.size))


def is_passed_over(parts: Iterable[str]) -> bool:
    """Whether a path names no material: hidden files, lock files of open documents, what systems leave in folders."""
    return any((part.startswith((".", "~$")) and part != "..") or part.lower() in _SYSTEM for part in parts)


_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db"})


def _refusal(path: PurePosixPath, size: int) -> str | None:
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(path.as_posix()):
        return OUTSIDE
    return TOO_LARGE.format(size=size // 1_000_000, most=LARGEST // 1_000_000) if size > LARGEST else None


def _safe(path: PurePosixPath) -> str:
    """The name without what leads out of the archive."""
    return "/".join(part.strip("/") for part in path.parts if part not in ("..", "/", "//")) or "（无名）"


def _single(name: str, taken: set[str]) -> str:
    stem, ending = posixpath.splitext(name)
    single, count = name, 1
    while single in taken:
        count += 1
        single = f"{stem}（{count}）{ending}"
    taken.add(single)
    return single
