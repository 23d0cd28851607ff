"""One file and its findings to the annotated copy."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal

from auditor.errors import AuditorError
from auditor.model import Submission
from auditor.outputs.annotate.comments import Comment, comments_of
from auditor.outputs.annotate.overview import Overview, overview_of
from auditor.reading.detect import detect
from auditor.reading.dispatch import Format
from auditor.runtime.size_limits import ANY_SIZE

Kind = Literal["xlsx", "docx", "pdf", "text"]
MARK = "（审核批注）"
_WORKBOOK = "xl/workbook.xml"
_KINDS: dict[Format, Kind] = {"word": "docx", "pdf": "pdf", "text": "text"}
_UNSUITED: dict[Format, str] = {
    "old document": "旧版文档",
    "open document": "开放文档格式（ODS）的表格",
    "spreadsheet xml": "XML 表格",
    "word xml": "XML 格式的 Word 文档",
    "ofd": "OFD 版式文件",
    "picture": "图片",
    "archive": "压缩包",
    "web page": "网页",
    "web archive": "网页",
}


def annotate(content: bytes, path: str, submission: Submission) -> bytes:
    """A copy of the file that begins with the list of opinions and has a comment for every finding that stands.

    Args:
        content: of the submitted file.
        path: named in error messages.
        submission: what was found in it.

    Raises:
        AuditorError: C012 for a format that cannot carry comments, R007 for a damaged or encrypted file.
    """
    kind, remarks = kind_of(content, path), comments_of(submission)
    return _with_remarks(kind, content, path, remarks, overview_of(submission)) if remarks else content


def kind_of(content: bytes, path: str) -> Kind:
    """How comments are written into a file of this sort.

    Raises:
        AuditorError: C012 for a format that cannot carry comments, R001, R002, R007 or R008 for a file that cannot be read.
    """
    found = detect(content, path, ANY_SIZE)
    if found == "workbook":
        if content.startswith(b"PK") and _WORKBOOK in _names(content):
            return "xlsx"
        raise AuditorError("C012", path=path, format=f"“{Path(path).suffix}”格式的表格")
    if found in _KINDS:
        return _KINDS[found]
    raise AuditorError("C012", path=path, format=_UNSUITED[found])


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def _with_remarks(kind: Kind, content: bytes, path: str, remarks: tuple[Comment, ...], overview: Overview) -> bytes:
    from auditor.outputs.annotate.docx import annotate_document
    from auditor.outputs.annotate.pdf import annotate_pages
    from auditor.outputs.annotate.text import annotate_text
    from auditor.outputs.annotate.xlsx import annotate_workbook

    write = {"xlsx": annotate_workbook, "docx": annotate_document, "pdf": annotate_pages, "text": annotate_text}[kind]
    return write(content, path, remarks, overview)


def copy_name(source: str, taken: frozenset[str] = frozenset()) -> str:
    """The name of the copy: the original's with a mark, numbered where another copy has it already."""
    path = Path(source.replace("\\", "/"))
    name, number = f"{path.stem}{MARK}{path.suffix}", 1
    while name in taken:
        number += 1
        name = f"{path.stem}{MARK}{number}{path.suffix}"
    return name
