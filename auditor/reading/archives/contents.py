"""The files inside archives by their paths, archives inside archives among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.reading.archives import others, zipped
from auditor.reading.archives.member import PASSWORD, ArchiveRefused, Member, checked
from auditor.reading.archives.others import NOT_INSTALLED
from auditor.reading.damage import UNPACKABLE

DEEPEST = 3
"""Archives inside archives that are opened."""

ENDINGS = (".zip", ".7z", ".rar")
_PACKAGES = ("[Content_Types].xml", "mimetype", "content.xml", "OFD.xml")
_HINTS = {
    NOT_INSTALLED: "请解压后把里面的文件交来，或者运行 pip install 'auditor[archives]' 后再审核",
    PASSWORD: "请去掉压缩包的密码，或者解压后把里面的文件交来",
}
_HINT = "请解压后把里面的文件交来"
_DAMAGED = (*UNPACKABLE, LookupError, OSError, RuntimeError, ValueError)
"""What is raised for an archive that is damaged, whichever library finds out."""


def is_archive(content: bytes) -> bool:
    """Whether a file holds other files, by its first bytes; documents that are packages themselves do not count."""
    if content.startswith((b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")):
        return True
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return not any(name.encode() in content[:200] or name.encode() in content[-65_000:] for name in _PACKAGES)


def inner_paths(path: Path) -> list[Path]:
    """The paths of all files in an archive, those of archives in it in their place; the archive itself where it has none.

    An archive that is not opened stands in the list itself: reading it tells why.
    """
    try:
        content = path.read_bytes()
        return list(_inside(path, content, DEEPEST)) or [path]
    except (OSError, UnreadableError):
        return [path]


def _inside(path: Path, content: bytes, depth: int) -> Iterator[Path]:
    for member in _members(content, str(path)):
        inner = path / member.name
        nested = member.refusal is None and inner.suffix.lower() in ENDINGS and depth > 1
        if nested:
            try:
                found = list(_inside(inner, _taken_out(member, str(inner)), depth - 1))
            except UnreadableError:
                found = []
            yield from found or [inner]
        else:
            yield inner


def refuse_archive(path: Path, content: bytes) -> None:
    """Look through an archive that has nothing to read.

    Raises:
        UnreadableError: R017 where it is not opened.
    """
    list(_inside(path, content, 1))


def content_of(path: Path) -> bytes:
    """The bytes of a file, which may stand in an archive.

    Raises:
        OSError: where there is no such file.
        UnreadableError: R017 where the archive, or the file in it, is not opened.
    """
    if path.is_file():
        return path.read_bytes()
    holder = next((one for one in path.parents if one.is_file()), None)
    if holder is None:
        return path.read_bytes()
    return _found(holder, holder.read_bytes(), path, DEEPEST)


def _found(holder: Path, content: bytes, path: Path, depth: int) -> bytes:
    for member in _members(content, str(holder)):
        inner = holder / member.name
        if inner == path:
            return _taken_out(member, str(path))
        if depth > 1 and inner in path.parents:
            return _found(inner, _taken_out(member, str(inner)), path, depth - 1)
    raise FileNotFoundError(2, "压缩包里没有这个文件", str(path))


def _members(content: bytes, path: str) -> Iterator[Member]:
    """The files of an archive.

    Raises:
        UnreadableError: R017 where it is not opened.
    """
    listed = zipped.members(content) if content.startswith(b"PK") else others.members(content)
    try:
        yield from checked(listed, len(content))
    except ArchiveRefused as refusal:
        raise _not_read(path, str(refusal)) from refusal
    except _DAMAGED as error:
        raise _not_read(path, "压缩包不完整或已损坏") from error


def _taken_out(member: Member, path: str) -> bytes:
    if member.refusal is not None:
        raise _not_read(path, member.refusal)
    try:
        return member.read()
    except ArchiveRefused as refusal:
        raise _not_read(path, str(refusal)) from refusal
    except _DAMAGED as error:
        raise _not_read(path, "压缩包不完整或已损坏") from error


def _not_read(path: str, reason: str) -> UnreadableError:
    return UnreadableError("R017", path=path, reason=reason, hint=_HINTS.get(reason, _HINT))
