"""Word documents (.docx, .docm) to their paragraphs and tables in order. Macros are never run.

The package is opened with zipfile and lxml rather than python-docx, which refuses documents with macros and the strict
variant of the format.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from zipfile import ZipFile

from auditor.errors import UnreadableError
from auditor.reading.damage import UNPACKABLE
from auditor.reading.forms.flow import Flow, numbered_tables
from auditor.reading.grid import Grid, Origin, cell_lines, cell_text
from auditor.reading.inner_tables import inside_cell, with_inner_tables
from auditor.reading.memory import return_spare_memory
from auditor.reading.run_looks import struck_out, without_empty_rows
from auditor.reading.uneven import UNEVEN, uneven_row
from auditor.reading.word.lists import ListCounter
from auditor.reading.word.named_looks import NamedLooks
from auditor.reading.word.tables import WordCell, WordTable, table_cells
from auditor.reading.word.text import (
    STRIKES,
    W,
    counts,
    kept_children,
    mark_is_deleted,
    paragraph_text,
    struck_text,
    text_boxes,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_MATH = b"http://purl.oclc.org/ooxml/officeDocument/math"
_USUAL_MATH = b"http://schemas.openxmlformats.org/officeDocument/2006/math"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_MACROS = "vbaProject.bin"
_BODY = f"{W}body"
_BLOCKS = (_BODY, f"{W}p", f"{W}tbl", f"{W}sdt")
_START = 4096
_STRAY_TEXT = (
    "boolean(descendant-or-self::*[self::w:tbl or self::w:tr or self::w:tc or self::w:p]/text()[normalize-space()])"
)
_DAMAGED = "文档有损坏，有的行或者格子可能没有读到"


def read_docx(content: bytes, path: str) -> Flow:
    """The lines and tables of a document, tracked changes accepted; headers, footers and notes are left out.

    Raises:
        UnreadableError: R007 where the file is damaged.
    """
    from lxml.etree import XMLSyntaxError

    try:
        with ZipFile(io.BytesIO(content)) as package:
            flow = _flow(package)
    except (*UNPACKABLE, LookupError, OSError, RuntimeError, ValueError, XMLSyntaxError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    return_spare_memory()
    return flow


def _flow(package: ZipFile) -> Flow:
    main = _main_part(package)
    numbering, styles = (_parsed(package, f"{posixpath.dirname(main)}/{name}.xml") for name in ("numbering", "styles"))
    body = _Body(package, main, NamedLooks(styles))
    items = tuple(numbered_tables(_flowing(body.blocks(), ListCounter(numbering, styles))))
    macros = any(posixpath.basename(name) == _MACROS for name in package.namelist())
    doubts = tuple(_doubts(changed=body.changed, struck=body.struck, macros=macros))
    return Flow(items, doubts, lost=_DAMAGED if body.damaged else _lost_of(items))


def _lost_of(items: Iterable[str | Grid]) -> str:
    return next((item.lost for item in items if isinstance(item, Grid) and item.lost), "")


class _Body:
    """The main part of a document, parsed block by block: as a tree it takes ten times the room of its text.

    Args:
        package: the open file.
        main: name of the part.
        looks: what the document's styles say of runs.
    """

    def __init__(self, package: ZipFile, main: str, looks: NamedLooks) -> None:
        self._package = package
        self._main = main
        self._looks = looks
        self.changed = False
        """Whether a tracked change was met so far."""
        self.struck = False
        """Whether struck-out text was met so far."""
        self.damaged = False
        """Whether text was met so far that stands in no cell or paragraph: a mark is broken there."""

    def blocks(self) -> Iterator[Element]:
        """What stands in the body, each element emptied once the next is asked for."""
        from lxml.etree import XPath, iterparse

        stray = XPath(_STRAY_TEXT, namespaces={"w": W.strip("{}")})
        last: Element | None = None
        with self._package.open(self._main) as part:
            for _, element in iterparse(_usual(part), tag=_BLOCKS, resolve_entities=False, no_network=True):
                body = element if element.tag == _BODY else element.getparent()
                if body is None or body.tag != _BODY:
                    continue
                for block in _parsed_whole(body, element, last):
                    self._looks.write_out(block)
                    self.changed = self.changed or next(block.iter(*_CHANGES), None) is not None
                    self.struck = self.struck or bool(struck_text(block))
                    self.damaged = self.damaged or bool(stray(block))
                    if counts(block):
                        yield block
                    block.clear()
                    if last is not None:
                        body.remove(last)
                    last = block


def _parsed_whole(body: Element, element: Element, last: Element | None) -> Iterator[Element]:
    """The children of the body after ``last`` whose end the parser has told: up to the element it has just told of."""
    for block in list(body):
        if block is not last:
            yield block
        if block is element:
            return


def _usual(part: IO[bytes]) -> IO[bytes]:
    """The part in the usual variant of the format."""
    start = part.read(_START)
    part.seek(0)
    if STRICT not in start:
        return part
    return io.BytesIO(part.read().replace(STRICT, USUAL).replace(_STRICT_MATH, _USUAL_MATH))


def _doubts(*, changed: bool, struck: bool, macros: bool) -> Iterator[str]:
    if changed:
        yield "文档中有未处理的修订，按“接受全部修订”读取"
    if struck:
        yield "文档中有划掉的文字（带删除线），没有读入"
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
    with package.open(name) as part:
        return etree.fromstring(_usual(part).read(), _parser())


def _parser() -> object:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _flowing(elements: Iterable[Element], labels: ListCounter, *, boxes: bool = True) -> Iterator[str | Grid]:
    """Lines and tables inside elements, in order, with those in text boxes or without."""
    begun = ""
    for block in _blocks(elements):
        if block.tag == f"{W}p":
            text = labels.before(block) + paragraph_text(block)
            if mark_is_deleted(block):
                begun += text
            else:
                yield from (begun + text).split("\n")
                begun = ""
            for box in text_boxes(block) if boxes else ():
                yield from _flowing(kept_children(box), labels)
        else:
            yield from _table(block, labels)
    if begun:
        yield begun


def tables_in_order(element: Element) -> Iterator[WordTable]:
    """The tables inside an element as ``read_docx`` numbers them: frames left out, nested ones after their parent."""
    for block in _blocks(kept_children(element)):
        if block.tag == f"{W}p":
            for box in text_boxes(block):
                yield from tables_in_order(box)
            continue
        table = table_cells(block)
        if not table.is_frame:
            yield table
        for cell in table.cells:
            yield from tables_in_order(cell.content)


def _blocks(elements: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, also those inside content controls and accepted insertions."""
    for element in elements:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        else:
            yield from _blocks(kept_children(element))


def _table(element: Element, labels: ListCounter) -> Iterator[str | Grid]:
    """The table, then the tables inside its cells; what a mere frame holds stands in its place."""
    table = table_cells(element)
    contents = [_CellParts.of(cell, labels) for cell in table.cells]
    if table.is_frame:
        for content in contents:
            yield from (*content.own, *content.boxed)
        return
    places = [(cell.row, cell.column) for cell in table.cells]
    insides = {place: inside_cell(one.inside) for place, one in zip(places, contents, strict=True)}
    rows = [[""] * table.width for _ in table.rows]
    lines = {}
    for (row, column), inside in insides.items():
        text = inside.text.replace("\t", " ")
        rows[row][column] = cell_text(text)
        if ended := cell_lines(text):
            lines[row, column] = ended
    boxed = {place: own for place, one in zip(places, contents, strict=True) if (own := one.in_boxes)}
    yield from (line for (row, _), own in boxed.items() if row == 0 for line in own)
    unread = {place: _boxed(own) for place, own in boxed.items() if place[0] > 0}
    if next(element.iter(*STRIKES), None) is not None:
        unread |= _struck(table, rows)
    odd = uneven_row(table.ends, lambda row: rows[row])
    lost = UNEVEN.format(row=table.rows[odd] + 1) if odd is not None else ""
    outer = Grid(
        None, tuple(map(tuple, rows)), _merged(table.cells), origins=tuple(Origin(None, None, row) for row in table.rows),
        unread=without_empty_rows(unread, rows), lost=lost, lines=lines,
    )  # fmt: skip
    yield from with_inner_tables(outer, insides)


@dataclass(frozen=True)
class _CellParts:
    """What stands in a cell, and what stands in text boxes that are tied to it and may lie anywhere on the page."""

    own: tuple[str | Grid, ...]
    boxed: tuple[str | Grid, ...]

    @classmethod
    def of(cls, cell: WordCell, labels: ListCounter) -> _CellParts:
        """The parts of a cell."""
        blocks = list(_blocks(kept_children(cell.content)))
        boxes = (box for block in blocks if block.tag == f"{W}p" for box in text_boxes(block))
        own = tuple(_flowing(blocks, labels, boxes=False))
        return cls(own, tuple(item for box in boxes for item in _flowing(kept_children(box), labels)))

    @property
    def in_boxes(self) -> tuple[str, ...]:
        """The lines of boxes that are no text of the cell, which has its own."""
        has_text = any(isinstance(item, str) and item.strip() for item in self.own)
        return tuple(item for item in self.boxed if isinstance(item, str) and item.strip()) if has_text else ()

    @property
    def inside(self) -> tuple[str | Grid, ...]:
        """What is read as the content of the cell."""
        return (*self.own, *(item for item in self.boxed if not (self.in_boxes and isinstance(item, str))))


def _boxed(lines: Sequence[str]) -> str:
    return f"上有文本框“{''.join(lines)}”，没有当作这一格的内容读入"


def _struck(table: WordTable, rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
    """What is not read of the cells in which something is struck out."""
    texts = ((cell.row, cell.column, struck_text(cell.content)) for cell in table.cells)
    return {(row, column): struck_out(text, rows[row][column]) for row, column, text in texts if text}


def _merged(cells: tuple[WordCell, ...]) -> dict[tuple[int, int], tuple[int, int]]:
    return {place: (cell.row, cell.column) for cell in cells for place in cell.covered}
