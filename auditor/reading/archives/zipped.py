"""The files of a .zip, with names as Windows, WPS and macOS write them."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from auditor.reading.archives.member import LARGEST, LINK, PASSWORD, Member

_ENCRYPTED = 0x1
_UNICODE = 0x800


def members(content: bytes) -> Iterator[Member]:
    """The files in the archive.

    Raises:
        BadZipFile: where it is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith("/"):  # is_dir fails on an entry without a name
                yield Member(_name(entry), entry.file_size, partial(_read, archive, entry), _refusal(entry))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """At most what the archive says that it holds."""
    with archive.open(entry) as file:
        return file.read(min(entry.file_size, LARGEST))


def _refusal(entry: zipfile.ZipInfo) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return PASSWORD
    return LINK if stat.S_ISLNK(entry.external_attr >> 16) else None


def _name(entry: zipfile.ZipInfo) -> str:
    """The name; where the archive does not say how it is encoded, UTF-8 (macOS) or GB18030 (Windows)."""
    if not entry.flag_bits & _UNICODE:
        with suppress(UnicodeEncodeError):
            raw = entry.orig_filename.encode("cp437")
            for encoding in ("utf-8", "gb18030"):
                with suppress(UnicodeDecodeError):
                    return raw.decode(encoding)
    return entry.filename
