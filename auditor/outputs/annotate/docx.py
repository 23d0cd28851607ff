"""Comments on the very words of a Word document, written into the package itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.outputs.annotate.comments import AUTHOR, INITIALS, Comment
from auditor.outputs.annotate.locate import Place, blank_free, cell_of, grid_anchor
from auditor.outputs.annotate.overview import HEADINGS, TITLE, Overview
from auditor.outputs.annotate.package import OfficePackage, attributes, parsed, written
from auditor.outputs.annotate.runs import edges, letters, stretch
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.reading.grid import Grid, cell_text
from auditor.reading.word.reader import STRICT, USUAL, tables_in_order
from auditor.reading.word.tables import WordTable
from auditor.reading.word.text import W

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class DocxTable:
    """A table as a grid, with the cell element at the first place of each cell; ``rows`` are row numbers in the file."""

    grid: Grid
    cells: dict[Place, Any]
    rows: tuple[int, ...]


def annotate_document(content: bytes, path: str, remarks: Sequence[Comment], overview: Overview) -> bytes:
    """A copy of the document that begins with the list of opinions, with a comment for each remark.

    Args:
        content: the file.
        path: not needed here; every format is called alike.
        remarks: with locations that name table and row; others are looked for by their words.
        overview: the list.
    """
    package = OfficePackage(content)
    part = next(one.target for one in package.relationships("") if one.kind == "officeDocument")
    strict = STRICT in package.read(part)
    document = parsed(package.read(part).replace(STRICT, USUAL))
    comments, name = _comments_part(package, part, strict=strict)
    number = max((int(attributes(one)["id"]) for one in comments), default=-1)
    tables = tuple(map(_table, tables_in_order(document)))
    for remark in remarks:
        number += 1
        _mark(_paragraphs(document, tables, remark), remark, number)
        comments.append(_comment(remark, number))
    _begin_with(document, overview)
    for target, root in ((part, document), (name, comments)):
        package.write(target, written(root).replace(USUAL, STRICT) if strict else root)
    return package.content()


# --- the list ---------------------------------------------------------------------------------------------------------

_WIDTHS = (600, 1100, 2200, 3400, 2800)
"""Twentieths of a point; together an upright A4 page with usual margins."""


def _begin_with(document: Any, overview: Overview) -> None:
    """The list before everything else, on pages of its own."""
    body = next(one for one in document if one.tag == f"{W}body")
    title, sentence = _paragraph(TITLE, bold=True, size=32), _paragraph(overview.sentence)
    for number, element in enumerate((title, sentence, _list(overview), _page_break())):
        body.insert(number, element)


def _list(overview: Overview) -> Any:
    from lxml import etree

    table = etree.Element(f"{W}tbl")
    properties = etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(properties, f"{W}tblW", {f"{W}w": str(sum(_WIDTHS)), f"{W}type": "dxa"})
    borders = etree.SubElement(properties, f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, f"{W}{side}", {f"{W}val": "single", f"{W}sz": "4", f"{W}color": "808080"})
    etree.SubElement(properties, f"{W}tblLayout", {f"{W}type": "fixed"})
    grid = etree.SubElement(table, f"{W}tblGrid")
    for width in _WIDTHS:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(width)})
    for number, cells in enumerate((HEADINGS, *(line.cells for line in overview.lines))):
        row = etree.SubElement(table, f"{W}tr")
        heading = etree.SubElement(row, f"{W}trPr")
        etree.SubElement(heading, f"{W}{'cantSplit' if number else 'tblHeader'}")
        for text, width in zip(cells, _WIDTHS, strict=True):
            cell = etree.SubElement(row, f"{W}tc")
            etree.SubElement(etree.SubElement(cell, f"{W}tcPr"), f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"})
            cell.extend(_paragraph(line, bold=not number) for line in text.split("\n"))
    return table


def _paragraph(text: str, *, bold: bool = False, size: int = 18) -> Any:
    """A paragraph in half points."""
    from lxml import etree

    paragraph = etree.Element(f"{W}p")
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    if bold:
        etree.SubElement(look, f"{W}b")
    etree.SubElement(look, f"{W}sz", {f"{W}val": str(size)})
    etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = strip_control_chars(text)
    return paragraph


def _page_break() -> Any:
    from lxml import etree

    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}br", {f"{W}type": "page"})
    return paragraph


# --- where ----------------------------------------------------------------------------------------------------------


def _paragraphs(document: Any, tables: Sequence[DocxTable], remark: Comment) -> list[Any]:
    """The paragraphs of the cell concerned; outside of tables, the first paragraph that has the words."""
    cell = _cell(tables, remark)
    own = list(_own_paragraphs(cell)) if cell is not None else []
    if own and (remark.on_row or _holds(own, remark.text)):
        return own
    every = list(document.iter(f"{W}p"))
    for text in (remark.text, remark.words, *remark.cells):
        found = next((one for one in every if _holds([one], text)), None)
        if found is not None:
            return [found]
    return own or every[:1]


def _holds(paragraphs: Sequence[Any], text: str) -> bool:
    wanted = blank_free(text)
    return bool(wanted) and wanted in "".join(letter.character for letter in letters(paragraphs))


def _cell(tables: Sequence[DocxTable], remark: Comment) -> Any:
    """The cell element that a remark belongs to, None where its location names no table of the document."""
    place = remark.location
    if place is None or place.table is None or place.table > len(tables):
        return None
    table = tables[place.table - 1]
    row = table.rows.index(place.row - 1) if place.row is not None and place.row - 1 in table.rows else 0
    return table.cells.get(grid_anchor(table.grid, cell_of(remark, table.grid, row)))


def _table(found: WordTable) -> DocxTable:
    rows = [[""] * found.width for _ in found.rows]
    for cell in found.cells:
        said = "".join(letter.character for letter in letters(_own_paragraphs(cell.content)))
        rows[cell.row][cell.column] = cell_text(said)
    merged = {place: (cell.row, cell.column) for cell in found.cells for place in cell.covered}
    cells = {(cell.row, cell.column): cell.content for cell in found.cells}
    return DocxTable(Grid(None, tuple(map(tuple, rows)), merged), cells, found.rows)


def _own_paragraphs(element: Any) -> Iterator[Any]:
    """Paragraphs of a cell, also inside content controls, but not those of nested tables."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}tbl":
            yield from _own_paragraphs(child)


# --- marks and comments ---------------------------------------------------------------------------------------------


def _mark(paragraphs: Sequence[Any], remark: Comment, number: int) -> None:
    """Enclose the accused words, else all the cell says, else its empty paragraph, and refer to the comment."""
    found = letters(paragraphs)
    start, end, reference = (_element(name, number) for name in ("commentRangeStart", "commentRangeEnd", ""))
    if not found:
        paragraphs[0].extend((start, end, reference))
        return
    first, after = stretch(found, remark.text, remark.words, remark.start) or (0, len(found))
    begin, ending = edges(found[first], found[after - 1])
    begin.addprevious(start)
    ending.addnext(end)
    end.addnext(reference)


def _element(name: str, number: int) -> Any:
    """A mark of the comment's range, or without a name the run that refers to the comment."""
    from lxml import etree

    element = etree.Element(f"{W}{name or 'r'}")
    target = element if name else etree.SubElement(element, f"{W}commentReference")
    target.set(f"{W}id", str(number))
    return element


def _comments_part(package: OfficePackage, part: str, *, strict: bool) -> tuple[Any, str]:
    """The comments of the document and the name of their part, which is made where there is none."""
    from lxml import etree

    known = next((one.target for one in package.relationships(part) if one.kind == "comments"), None)
    if known:
        return parsed(package.read(known).replace(STRICT, USUAL)), known
    name = "word/comments.xml"
    if name in package.names():
        name = package.free_name("word/comments{}.xml")
    package.declare(name, _COMMENTS)
    package.relate(part, "comments", name, strict=strict)
    return etree.Element(f"{W}comments", nsmap={"w": W[1:-1]}), name


def _comment(remark: Comment, number: int) -> Any:
    """The comment, without a date: the same input gives the same file."""
    from lxml import etree

    comment = etree.Element(f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS})
    for line in remark.comment.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        if line == remark.title:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
        etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = strip_control_chars(line)
    return comment
