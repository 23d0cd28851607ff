"""What a file is, judged by its bytes; the ending of its name is believed only between .csv, .tsv and plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

from auditor.errors import UnreadableError
from auditor.reading.compound_file import SIGNATURE, stream_names
from auditor.reading.damage import UNPACKABLE
from auditor.reading.dispatch import FORMATS, Format, Signs
from auditor.reading.passwords import asks_password, is_locked_document, is_locked_package
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits

_PDF = b"%PDF-"
_PDF_START = 1024
_BEGINNING = 4096
_UNPACKED = (".xml", ".rels", ".bin", "mimetype")
"""Endings of the parts that are unpacked; pictures never are, and do not count."""
_SWOLLEN = 100_000_000
_MOST_SWELLING = 200
_MARKS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")
_WEB_ARCHIVE = re.compile(rb"(?:^|\n)(?:MIME-Version:|Content-Type:\s*multipart/related)", re.I)


def detect(content: bytes, path: str, sizes: SizeLimits = USUAL_SIZES) -> Format:
    """The way to read ``content``.

    Args:
        content: the whole file.
        path: named in error messages.
        sizes: how much a package may hold.

    Raises:
        UnreadableError: R001 for an empty file, R002 for an unknown binary, R007 for a damaged one, R008 for a known
            format that is not read, R014 for one with a password, R017 for a package that holds too much.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("R001", path=path)
    if _PDF in content[:_PDF_START]:
        return "pdf"
    if content.startswith(b"BM") and b"\0" in content[:64]:
        return "picture"
    if content.startswith(SIGNATURE):
        return _ole(content, path)
    if content.startswith(b"PK\x03\x04"):
        return _zip(content, path, sizes)
    return _known_by(lambda signs: content.startswith(signs.starts)) or _marked_text(content)


def _known_by(fits: Callable[[Signs], object]) -> Format | None:
    """The first format whose signs fit, None where there is none."""
    return next((name for name, form in FORMATS.items() if fits(form.signs)), None)


def _ole(content: bytes, path: str) -> Format:
    names = stream_names(content)
    if "EncryptedPackage" in names:
        raise asks_password(path)
    if is_locked_document(content):
        raise asks_password(path, "Word")
    found = _known_by(lambda signs: names & signs.streams)
    if found is not None:
        return found
    if "PowerPoint Document" in names:
        raise UnreadableError("R008", path=path, format=" PowerPoint ")
    raise UnreadableError("R007" if not names else "R002", path=path, reason="文件不完整或已损坏")


def _zip(content: bytes, path: str, sizes: SizeLimits) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            parts = [one for one in members if one.filename.lower().endswith(_UNPACKED)]
            swollen = _is_swollen(parts, len(content))
            locked = is_locked_package(archive) if not swollen else False
            names = archive.namelist()
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (*UNPACKABLE, LookupError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if swollen:
        raise UnreadableError("R007", path=path, reason="解压后比文件本身大几百倍，会占满内存，不像正常的表格或文档")
    if locked:
        raise asks_password(path, "LibreOffice")
    found = _packaged(names, kind, path)
    if found != "archive":  # whose files have limits of their own
        sizes.refuse_large_package(len(members), sum(one.file_size for one in parts), path)
    return found


def _packaged(names: Sequence[str], kind: bytes, path: str) -> Format:
    """What a package is, by what it says of itself, else by its parts."""
    found = _known_by(lambda signs: signs.kind and kind.startswith(signs.kind))
    found = found or _known_by(lambda signs: signs.part is not None and any(map(signs.part.fullmatch, names)))
    if found is not None:
        return found
    if "ppt/presentation.xml" in names:
        raise UnreadableError("R008", path=path, format=" PowerPoint ")
    if "[Content_Types].xml" in names:
        raise UnreadableError("R002", path=path)
    return "archive"


def _is_swollen(parts: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """Whether a file is made to fill the memory: one of the parts that are unpacked, or all together, unpack to more than
    100 MB and to more than any table of words does.
    """
    pairs = [(one.file_size, one.compress_size) for one in parts] + [(sum(one.file_size for one in parts), size)]
    return any(unpacked > max(_SWOLLEN, _MOST_SWELLING * packed) for unpacked, packed in pairs)


def _marked_text(content: bytes) -> Format:
    """What text with marks is; anything else is plain text."""
    beginning = content[:_BEGINNING].replace(b"\0", b"")  # UTF-16 reads as ASCII without its zeros
    bare = _MARKS.sub(b"", beginning, count=1)
    if _WEB_ARCHIVE.search(bare.split(b"\r\n\r\n")[0].split(b"\n\n")[0]):
        return "web archive"
    found = _known_by(lambda signs: bare.startswith(signs.starts))
    if found is None and bare.startswith(b"<"):
        found = _known_by(lambda signs: signs.mark is not None and signs.mark.search(bare))
    return found or "text"
