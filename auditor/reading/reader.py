"""One file to one submission. Whatever is wrong with the file becomes the submission's error, never an exception."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from auditor.errors import AuditorError, UnreadableError
from auditor.model import ReadingError, Status, Submission
from auditor.reading.archives.contents import content_of, refuse_archive
from auditor.reading.compound_file import SIGNATURE
from auditor.reading.damage import UNPACKABLE, parser_of
from auditor.reading.detect import detect
from auditor.reading.discover import READABLE
from auditor.reading.extract import read_content
from auditor.reading.extraction import Extraction
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits

_WITHOUT_INDICATORS = ("R004",)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_BEGINNING = 4096
_RUST = "pyo3_runtime"
"""Where that is at home what a library in Rust raises that gives up on a file; it is no Exception."""
_TEXTS = ("", ".md", ".text")
_KNOWN_STARTS = (b"PK", b"%PDF-", SIGNATURE, b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"MIME-Version:")


def read(path: Path, corrections: Corrections = NO_CORRECTIONS, sizes: SizeLimits = USUAL_SIZES) -> Submission:
    """Read a file of any known format; one for which there is not memory enough is told so.

    Args and what is returned: as ``read_within_limits``.
    """
    try:
        return read_within_limits(path, corrections, sizes)
    except MemoryError:
        return _failed(path, b"", UnreadableError("R022", path=written(path), reason="这台机器的内存不够"))


def read_within_limits(
    path: Path, corrections: Corrections = NO_CORRECTIONS, sizes: SizeLimits = USUAL_SIZES
) -> Submission:
    """Read a file of any known format, where somebody else sees to how much memory there is.

    Args:
        path: the file.
        corrections: how headings of its own are meant.
        sizes: how much it may hold.

    Returns:
        A submission with status ``audited`` and its projects, or with ``no_indicators`` or ``unreadable`` and its error.

    Raises:
        MemoryError: where there is not memory enough.
    """
    try:
        content = content_of(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _failed(path, b"", UnreadableError("R007", path=written(path), reason=reason))
    except UnreadableError as error:
        return _failed(path, b"", error)
    return understand(path, content, corrections, sizes)


def understand(
    path: Path, content: bytes, corrections: Corrections = NO_CORRECTIONS, sizes: SizeLimits = USUAL_SIZES
) -> Submission:
    """As ``read_within_limits`` for a file whose bytes are at hand; ``path`` only names it."""
    try:
        found = _content(path, content, corrections, sizes)
    except UnreadableError as error:
        return _failed(path, content, error)
    except RecursionError:
        return _failed(path, content, UnreadableError("R007", path=written(path), reason="里面一层套一层，层数太多"))
    except UNPACKABLE:
        return _failed(path, content, UnreadableError("R007", path=written(path), reason="文件不完整或已损坏"))
    except MemoryError:
        raise
    except Exception as error:  # a defect of ours must not end the batch; it is told as such
        return _failed(path, content, _unexpected(path, error))
    except BaseException as error:
        if type(error).__module__ != _RUST:
            raise
        return _failed(path, content, UnreadableError("R007", path=written(path), reason="文件不完整或已损坏"))
    return Submission(
        source=written(path),
        sha256=_digest(content),
        status="audited",
        doubts=found.doubts,
        forms=found.forms,
        mapped=found.mapped,
        department=found.department,
        year=found.year,
        kind=found.kind,
        overall_goal=found.overall_goal,
        narrative=found.narrative,
        projects=found.projects,
        cover=found.cover,
    )


def _unexpected(path: Path, error: Exception) -> UnreadableError:
    """What is told where something was raised that no reader means to raise: R007 by a library for the file's format, R009
    for a defect of ours.
    """
    library = parser_of(error)
    if library:
        return UnreadableError(
            "R007", path=written(path), reason=f"文件不完整或已损坏，读取它的程序库 {library} 读不下去"
        )
    return UnreadableError("R009", path=written(path), reason=f"{type(error).__name__}: {error}")


def _content(path: Path, content: bytes, corrections: Corrections, sizes: SizeLimits) -> Extraction:
    """What a file holds; under a name for no known format it is tried as text.

    Raises:
        UnreadableError: R018 where neither its name nor its bytes tell a format and no table is found in it; as
            ``read_content``.
    """
    if _is_of_unknown_kind(path, content):
        refusal = UnreadableError("R018", path=written(path), ending=path.suffix or "没有扩展名")
        if not _may_be_text(content):
            raise refusal
        try:
            return read_content(content, written(path), corrections, sizes)
        except UnreadableError:
            raise refusal from None
    if detect(content, written(path), sizes) == "archive":
        refuse_archive(path, content)
    return read_content(content, written(path), corrections, sizes)


def _is_of_unknown_kind(path: Path, content: bytes) -> bool:
    """Whether neither its name nor its first bytes tell a format."""
    if path.suffix.lower() in (*READABLE, *_TEXTS):
        return False
    return not content.startswith(_KNOWN_STARTS) and not content.lstrip(_BLANK).startswith(b"<")


def _may_be_text(content: bytes) -> bool:
    """Whether a file of unknown kind is worth reading as text: it has no zero bytes and is no data of a program (JSON)."""
    return b"\0" not in content[:_BEGINNING] and not content.lstrip(_BLANK).startswith((b"{", b"["))


def written(path: Path) -> str:
    """The path as it can be printed: a name in GBK bytes, as archives made on Windows leave it, is decoded as such."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", errors="replace")


def _failed(path: Path, content: bytes, error: AuditorError) -> Submission:
    status: Status = "no_indicators" if error.code in _WITHOUT_INDICATORS else "unreadable"
    told = ReadingError(code=error.code, message=error.message, hint=error.hint)
    return Submission(source=written(path), sha256=_digest(content), status=status, error=told)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
