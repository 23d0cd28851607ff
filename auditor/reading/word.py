"""Word documents (.docx, .docm) to their paragraphs and tables in order. Macros are never run.

The package is opened with zipfile and lxml rather than python-docx, which refuses documents with macros and the strict
variant of the format.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from auditor.errors import UnreadableError
from auditor.reading.flow import Flow, numbered_tables
from auditor.reading.grid import Grid, Origin, cell_text
from auditor.reading.word_lists import list_labels
from auditor.reading.word_tables import Cell, WordTable, table_cells
from auditor.reading.word_text import W, kept_children, mark_is_deleted, paragraph_text, text_boxes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Labels = Mapping["Element", str]

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_MATH = b"http://purl.oclc.org/ooxml/officeDocument/math"
_USUAL_MATH = b"http://schemas.openxmlformats.org/officeDocument/2006/math"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_MACROS = "vbaProject.bin"


def read_docx(content: bytes, path: str) -> Flow:
    """The lines and tables of a document, tracked changes accepted; headers, footers and notes are left out.

    Raises:
        UnreadableError: R007 where the file is damaged.
    """
    from lxml.etree import XMLSyntaxError

    try:
        with ZipFile(io.BytesIO(content)) as package:
            main = _main_part(package)
            folder = posixpath.dirname(main)
            body, numbering, styles = (
                _parsed(package, name) for name in (main, f"{folder}/numbering.xml", f"{folder}/styles.xml")
            )
            macros = any(posixpath.basename(name) == _MACROS for name in package.namelist())
    except (BadZipFile, KeyError, OSError, EOFError, RuntimeError, ValueError, ZlibError, XMLSyntaxError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if body is None:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏")
    items = numbered_tables(_flowing(body, list_labels(body, numbering, styles)))
    return Flow(tuple(items), tuple(_doubts(body, macros=macros)))


def _doubts(body: Element, *, macros: bool) -> Iterator[str]:
    if next(body.iter(*_CHANGES), None) is not None:
        yield "文档中有未处理的修订，按“接受全部修订”读取"
    if macros:
        yield "文档中有宏，没有运行，只读取了文字和表格"


def _main_part(package: ZipFile) -> str:
    from lxml import etree

    relations = etree.fromstring(package.read("_rels/.rels"), _parser())
    for one in relations.iter(_RELATIONSHIP):
        if one.get("Type", "").endswith("/officeDocument"):
            return str(one.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _parsed(package: ZipFile, name: str) -> Element | None:
    """A part of the package, None where it is absent."""
    from lxml import etree

    if name not in package.namelist():
        return None
    xml = package.read(name).replace(STRICT, USUAL).replace(_STRICT_MATH, _USUAL_MATH)
    return etree.fromstring(xml, _parser())


def _parser() -> object:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _flowing(parent: Element, labels: Labels) -> Iterator[str | Grid]:
    """Lines and tables inside an element, in order."""
    begun = ""
    for block in _blocks(parent):
        if block.tag == f"{W}p":
            text = labels.get(block, "") + paragraph_text(block)
            if mark_is_deleted(block):
                begun += text
            else:
                yield from (begun + text).split("\n")
                begun = ""
            for box in text_boxes(block):
                yield from _flowing(box, labels)
        else:
            yield from _table(block, labels)
    if begun:
        yield begun


def tables_in_order(element: Element) -> Iterator[WordTable]:
    """The tables inside an element as ``read_docx`` numbers them: frames left out, nested ones after their parent."""
    for block in _blocks(element):
        if block.tag == f"{W}p":
            for box in text_boxes(block):
                yield from tables_in_order(box)
            continue
        table = table_cells(block)
        if not table.is_frame:
            yield table
        for cell in table.cells:
            yield from tables_in_order(cell.content)


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those inside content controls and accepted insertions."""
    for child in kept_children(element):
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        else:
            yield from _blocks(child)


def _table(element: Element, labels: Labels) -> Iterator[str | Grid]:
    """The table, then the tables inside its cells; what a mere frame holds stands in its place."""
    table = table_cells(element)
    contents = [tuple(_flowing(cell.content, labels)) for cell in table.cells]
    if table.is_frame:
        for content in contents:
            yield from content
        return
    rows = [[""] * table.width for _ in table.rows]
    for cell, content in zip(table.cells, contents, strict=True):
        rows[cell.row][cell.column] = _cell_text(content)
    origins = tuple(Origin(None, None, row) for row in table.rows)
    yield Grid(None, tuple(map(tuple, rows)), _merged(table.cells), origins=origins)
    for content in contents:
        yield from (item for item in content if isinstance(item, Grid))


def _cell_text(content: tuple[str | Grid, ...]) -> str:
    return cell_text("\n".join(item for item in content if isinstance(item, str)).replace("\t", " "))


def _merged(cells: tuple[Cell, ...]) -> dict[tuple[int, int], tuple[int, int]]:
    return {place: (cell.row, cell.column) for cell in cells for place in cell.covered}
