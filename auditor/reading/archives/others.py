"""The files of a .7z or .rar, through libarchive where it is installed (``auditor[archives]``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.reading.archives.member import LARGEST, ArchiveRefused, Member

NOT_INSTALLED = "这台计算机上没有装读取 7z、rar 压缩包的程序库"
_PASSWORD = ("encrypt", "passphrase", "password")


def members(content: bytes) -> Iterator[Member]:
    """The files in the archive; each can be read only until the next is asked for.

    Raises:
        ArchiveRefused: where libarchive is not installed, or the archive asks for a password or is damaged.
    """
    library = _library()
    try:
        with library.memory_reader(content, header_codec="gb18030") as archive:
            for entry in archive:
                if entry.isreg:
                    name = entry.pathname
                    yield Member(
                        name.decode("gb18030", "replace") if isinstance(name, bytes) else name,
                        entry.size or 0,
                        lambda entry=entry: _read(entry),  # type: ignore[misc]
                    )
    except library.exception.ArchiveError as error:
        locked = any(word in str(error).lower() for word in _PASSWORD)
        raise ArchiveRefused("压缩包设有密码" if locked else "压缩包不完整或已损坏") from error


def _read(entry: Any) -> bytes:
    content = bytearray()
    for block in entry.get_blocks():
        content += block
        if len(content) > LARGEST:
            raise ArchiveRefused("里面的文件比压缩包说的大")
    return bytes(content)


def _library() -> Any:
    try:
        import libarchive
        import libarchive.exception
    except (
        Exception
    ) as error:  # the package is there but the library that it loads is not: each system says so differently
        raise ArchiveRefused(NOT_INSTALLED) from error
    return libarchive
