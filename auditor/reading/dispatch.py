"""The formats that are read: one line each, by what it is known, its reader, and what that makes of a file.

A reader is imported when it has to read.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple
from zipfile import ZipFile

from auditor.errors import UnreadableError
from auditor.reading.compound_file import SIGNATURE, stream_names
from auditor.reading.grid import Grid
from auditor.reading.legacy.reader import converted, find_converter
from auditor.reading.passwords import asks_password, is_locked_workbook

if TYPE_CHECKING:
    from auditor.reading.forms.flow import Flow

Format = Literal[
    "workbook", "open document", "spreadsheet xml", "pdf", "ofd", "picture", "word", "word xml", "old document", "web page",
    "web archive", "text", "archive",
]  # fmt: skip

Shape = Literal["sheets", "flow", "pages", "text", "files"]
"""What a reader makes of a file: sheets, a document that flows, pages, plain text; or it holds other files."""

_MENDED = "文件有损坏，修复以后才读出来，可能只读出了一部分"
_NOT_IN_CELLS = "转换成新格式以后，表格里的“{text}”不在表格里了，文件多半有损坏，有的指标可能没有读到"
_MACRO_STORAGES = {"_VBA_PROJECT_CUR", "Macros"}


@dataclass(frozen=True)
class Signs:
    """By what a format is known; of each sort any one is enough.

    Args:
        starts: the first bytes of the file.
        part: the name of a part of its package (zip).
        kind: what the part ``mimetype`` of its package begins with.
        streams: names in the root of its OLE file.
        mark: what stands near the beginning of one XML file, or of text with tags.
    """

    starts: tuple[bytes, ...] = ()
    part: re.Pattern[str] | None = None
    kind: bytes = b""
    streams: frozenset[str] = frozenset()
    mark: re.Pattern[bytes] | None = None


class FormatReader(NamedTuple):
    """One format. ``read`` takes the file and its path for error messages; what it returns depends on the shape.

    ``may_have_macros``: the file is looked through for macros, which are never run.
    """

    shape: Shape
    signs: Signs
    read: Callable[[bytes, str], object] | None = None
    may_have_macros: bool = False


def read_sheets(content: bytes, path: str, kind: Format) -> tuple[Grid, ...]:
    """The sheets of a workbook.

    Raises:
        UnreadableError: R007 for a damaged workbook, R014 for one with a password, R012 and R013 as ``converted``.
    """
    return _made(content, path, kind, "sheets")  # type: ignore[return-value]


def read_flow(content: bytes, path: str, kind: Format) -> Flow:
    """The lines and tables of a document.

    Raises:
        UnreadableError: where the reader of its format cannot read it, or an old format cannot be converted.
    """
    return _made(content, path, kind, "flow")  # type: ignore[return-value]


def _made(content: bytes, path: str, kind: Format, shape: Shape) -> object:
    form = FORMATS[kind]
    if form.shape != shape or form.read is None:
        raise ValueError(kind)
    return form.read(content, path)


def has_macros(content: bytes) -> bool:
    """Whether a workbook or an old document carries macros; they are never run."""
    if content.startswith(SIGNATURE):
        return bool(stream_names(content) & _MACRO_STORAGES)
    if not content.startswith(b"PK"):
        return False
    with ZipFile(io.BytesIO(content)) as package:
        return any(posixpath.basename(name) == "vbaProject.bin" for name in package.namelist())


def _workbook(content: bytes, path: str) -> tuple[Grid, ...]:
    """An old workbook that cannot be read as it is gets converted where that is possible."""
    from auditor.reading.workbook.reader import read_workbook

    try:
        return read_workbook(content, path)
    except UnreadableError as refusal:
        if not content.startswith(SIGNATURE) or refusal.code == "R024":
            raise
        try:
            if find_converter() is None:
                raise refusal
            return _of_damaged(content, read_workbook(converted(content, "xlsx", path), path))
        except UnreadableError:
            raise asks_password(path, "Excel") if is_locked_workbook(content) else refusal from None


def _of_damaged(content: bytes, grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The sheets of a converted workbook; one that nothing else can open, or of which another look counts more cells, is
    damaged, and what is left of it was converted.
    """
    from auditor.reading.workbook.cells import Marks
    from auditor.reading.workbook.old_marks import old_marks
    from auditor.reading.workbook.reader import has_fewer

    marks = old_marks(content)
    return tuple(
        replace(grid, lost=_MENDED) if marks is None or has_fewer(grid, marks.get(grid.sheet or "", Marks())) else grid
        for grid in grids
    )


def _open_document(content: bytes, path: str) -> tuple[Grid, ...]:
    from auditor.reading.workbook.reader import read_marked_up

    return read_marked_up(content, path, "open document")


def _spreadsheet_xml(content: bytes, path: str) -> tuple[Grid, ...]:
    from auditor.reading.workbook.reader import read_marked_up

    return read_marked_up(content, path, "spreadsheet xml")


def _word(content: bytes, path: str) -> Flow:
    from auditor.reading.word.reader import read_docx

    return read_docx(content, path)


def _word_xml(content: bytes, path: str) -> Flow:
    from auditor.reading.word.one_file import as_package

    return _word(as_package(content, path), path)


def _old_document(content: bytes, path: str) -> Flow:
    made = converted(content, "docx", path)
    flow = _word(made, path)
    lost = _lost_in_conversion(content, made)
    return replace(flow, lost=lost) if lost else flow


def _lost_in_conversion(content: bytes, made: bytes) -> str:
    """What is told where a file says by itself that it is damaged, or has words in cells that the converted one has not."""
    from auditor.reading.legacy.rtf import is_whole
    from auditor.reading.legacy.word_binary import first_missing, words_in_cells
    from auditor.reading.word.cell_paragraphs import paragraphs_in_cells

    if content.startswith(b"{\\rtf"):
        return "" if is_whole(content) else _MENDED
    words = words_in_cells(content) if content.startswith(SIGNATURE) else ()
    if words is None:
        return _MENDED
    missing = first_missing(words, paragraphs_in_cells(made)) if words else ""
    return _NOT_IN_CELLS.format(text=missing) if missing else ""


def _web_page(content: bytes, path: str) -> Flow:
    from auditor.reading.html.reader import read_web_page

    return read_web_page(content, path)


def _web_archive(content: bytes, path: str) -> Flow:
    from auditor.reading.html.reader import read_web_archive

    return read_web_archive(content, path)


_ONE_XML = rb"<\?mso-application\s+progid=[\"']%s[\"']|%s"
_WEB_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table)\b|<(?:meta|div|style|p|center|font)\b[^>]*>.{0,3000}<table\b",
    re.I | re.S,
)
_OLD_STREAMS = frozenset({"WordDocument", "MatOST", "CONTENTS", "WpsDocument", "WPSDocument"})
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_ARCHIVES = (b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")

FORMATS: Mapping[Format, FormatReader] = {
    "pdf": FormatReader("pages", Signs(starts=(b"%PDF-",))),
    "picture": FormatReader("pages", Signs(starts=_PICTURES)),
    "old document": FormatReader(
        "flow",
        Signs(
            starts=(b"{\\rtf",),
            kind=b"application/vnd.oasis.opendocument.text",
            streams=_OLD_STREAMS,
            mark=re.compile(rb"opendocument\.text(?:-template)?[\"']"),
        ),
        _old_document,
        may_have_macros=True,
    ),
    "workbook": FormatReader(
        "sheets",
        Signs(
            part=re.compile(r"xl/workbook\.(?:xml|bin)"), streams=frozenset({"Workbook", "Book", "WORKBOOK", "BOOK"})
        ),
        _workbook,
        may_have_macros=True,
    ),
    "open document": FormatReader(
        "sheets",
        Signs(part=re.compile(r"content\.xml"), mark=re.compile(rb"opendocument\.spreadsheet(?:-template)?[\"']")),
        _open_document,
    ),
    "spreadsheet xml": FormatReader(
        "sheets", Signs(mark=re.compile(_ONE_XML % (rb"Excel\.Sheet", rb"<(?:ss:)?Workbook\b"))), _spreadsheet_xml
    ),
    "word": FormatReader("flow", Signs(part=re.compile(r"word/document\d*\.xml")), _word),
    "word xml": FormatReader(
        "flow",
        Signs(mark=re.compile(_ONE_XML % (rb"Word\.Document", rb"<w:wordDocument\b|<pkg:package\b"))),
        _word_xml,
    ),
    "ofd": FormatReader("pages", Signs(part=re.compile(r"/?ofd\.xml", re.I))),
    "archive": FormatReader("files", Signs(starts=_ARCHIVES)),
    "web page": FormatReader("flow", Signs(mark=_WEB_PAGE), _web_page),
    "web archive": FormatReader("flow", Signs(), _web_archive),
    "text": FormatReader("text", Signs()),
}
"""Every format, in the order in which its signs are looked for; a web archive is known by its head, text by nothing."""
