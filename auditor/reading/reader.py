"""One file to one submission. Whatever is wrong with the file becomes the submission's error, never an exception."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from auditor.errors import AuditorError, UnreadableError
from auditor.model import ReadingError, Status, Submission
from auditor.reading.extract import read_content
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections

_WITHOUT_INDICATORS = ("R004",)


def read(path: Path, corrections: Corrections = NO_CORRECTIONS) -> Submission:
    """Read a file of any known format.

    Args:
        path: the file.
        corrections: how headings of its own are meant.

    Returns:
        A submission with status ``audited`` and its projects, or with ``no_indicators`` or ``unreadable`` and its error.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _failed(path, b"", UnreadableError("R007", path=written(path), reason=reason))
    try:
        found = read_content(content, written(path), corrections)
    except UnreadableError as error:
        return _failed(path, content, error)
    except Exception as error:  # a defect of ours must not end the batch; it is told as such
        return _failed(
            path, content, UnreadableError("R009", path=written(path), reason=f"{type(error).__name__}: {error}")
        )
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
    )


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
