"""One file and its findings to the annotated copy."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal

from auditor.annotate.remarks import Remark, remarks_of
from auditor.errors import AuditorError
from auditor.model import Submission

Kind = Literal["xlsx", "docx", "pdf", "text"]
MARK = "（审核批注）"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def annotate(content: bytes, path: str, submission: Submission) -> bytes:
    """A copy of the file with a comment for every finding that stands.

    Args:
        content: of the submitted file.
        path: named in error messages.
        submission: what was found in it.

    Raises:
        AuditorError: C009 for a format that cannot carry comments, R007 for a damaged or encrypted file.
    """
    kind, remarks = kind_of(content, path), remarks_of(submission)
    return _with_remarks(kind, content, path, remarks) if remarks else content


def kind_of(content: bytes, path: str) -> Kind:
    """How comments are written into a file of this sort.

    Raises:
        AuditorError: C009 for a format that cannot carry comments, R007 for a damaged file.
    """
    if content.startswith(b"%PDF"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content, path)
    if content.startswith(_OLE):
        raise AuditorError("C009", path=path, format=f"旧版 Office（{Path(path).suffix}）")
    return "text"


def _office_kind(content: bytes, path: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise AuditorError("R007", path=path, reason="文件不完整或已损坏") from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise AuditorError("C009", path=path, format=f" {Path(path).suffix} ")


def _with_remarks(kind: Kind, content: bytes, path: str, remarks: tuple[Remark, ...]) -> bytes:
    from auditor.annotate.docx import annotate_document
    from auditor.annotate.pdf import annotate_pages
    from auditor.annotate.text import annotate_text
    from auditor.annotate.xlsx import annotate_workbook

    write = {"xlsx": annotate_workbook, "docx": annotate_document, "pdf": annotate_pages, "text": annotate_text}[kind]
    return write(content, path, remarks)


def copy_name(source: str, taken: frozenset[str] = frozenset()) -> str:
    """The name of the copy: the original's with a mark, numbered where another copy has it already."""
    path = Path(source.replace("\\", "/"))
    name, number = f"{path.stem}{MARK}{path.suffix}", 1
    while name in taken:
        number += 1
        name = f"{path.stem}{MARK}{number}{path.suffix}"
    return name
