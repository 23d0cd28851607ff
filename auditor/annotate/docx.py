"""Comments on the very words of a Word document, written into the package itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.annotate.package import Package, attributes, local
from auditor.annotate.placing import Place, blank_free, cell_of, grid_anchor
from auditor.annotate.remarks import AUTHOR, INITIALS, Remark
from auditor.annotate.runs import edges, letters, stretch
from auditor.reading.grid import Grid, cell_text
from auditor.reporting.neutral import legal

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_AROUND = ("sdt", "sdtContent", "customXml", "ins", "smartTag")


@dataclass(frozen=True)
class Table:
    """A table as a grid, with the cell element at the first place of each cell."""

    grid: Grid
    cells: dict[Place, Any]


def annotate_document(content: bytes, path: str, remarks: Sequence[Remark]) -> bytes:
    """A copy of the document with a comment for each remark.

    Args:
        content: the file.
        path: not needed here; every format is called alike.
        remarks: with locations that name table and row; others are looked for by their words.
    """
    package = Package(content)
    part = next(one.target for one in package.relationships("") if one.kind == "officeDocument")
    document = package.tree(part)
    comments, name = _comments_part(package, part, document)
    number = max((int(attributes(one)["id"]) for one in comments), default=-1)
    tables = [_table(element) for element in document.iter() if local(element) == "tbl"]
    for remark in remarks:
        number += 1
        _mark(document, _paragraphs(document, tables, remark), remark, number)
        comments.append(_comment(document, remark, number))
    package.write(part, document)
    package.write(name, comments)
    return package.content()


# --- where ----------------------------------------------------------------------------------------------------------


def _paragraphs(document: Any, tables: Sequence[Table], remark: Remark) -> list[Any]:
    """The paragraphs of the cell concerned; outside of tables, the first paragraph that has the words."""
    place = remark.location
    if place is not None and place.table is not None and place.table <= len(tables):
        table = tables[place.table - 1]
        found = table.cells.get(grid_anchor(table.grid, cell_of(remark, table.grid))) if table.grid.rows else None
        if found is not None:
            return list(_own(found, "p"))
    every = [element for element in document.iter() if local(element) == "p"]
    for text in (remark.text, remark.words, *remark.beside):
        holding = (one for one in every if blank_free(text) in "".join(item.character for item in letters([one])))
        found = next(holding, None) if blank_free(text) else None
        if found is not None:
            return [found]
    return every[:1]


def _table(element: Any) -> Table:
    """Rows by the columns of the table's grid; a cell merged downwards belongs to the one it continues."""
    texts: dict[Place, str] = {}
    cells: dict[Place, Any] = {}
    merged: dict[Place, Place] = {}
    height = width = 0
    for row, line in enumerate(_own(element, "tr")):
        column, height = _skipped(line, "gridBefore"), row + 1
        for cell in _own(line, "tc"):
            place = row, column
            going_on = (row - 1, column) in texts and _property(cell, "vMerge") == "continue"
            first = merged.get((row - 1, column), (row - 1, column)) if going_on else place
            if first == place:
                cells[place] = cell
                texts[place] = cell_text("\n".join(_paragraph_text(one) for one in _own(cell, "p")))
            for further in range(max(1, int(_property(cell, "gridSpan") or 1))):
                if (row, column + further) != first:
                    merged[row, column + further] = first
                texts.setdefault((row, column + further), "")
            column += max(1, int(_property(cell, "gridSpan") or 1))
        width = max(width, column)
    rows = tuple(tuple(texts.get((row, column), "") for column in range(width)) for row in range(height))
    return Table(Grid(None, rows, merged), cells)


def _own(element: Any, name: str) -> Iterator[Any]:
    """Children of a name, also inside content controls and tracked insertions, but not those of nested tables."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in _AROUND:
            yield from _own(child, name)


def _property(cell: Any, name: str) -> str | None:
    """The value of a property of a cell; a vMerge without one means that the cell goes on."""
    properties = next((one for one in cell if local(one) == "tcPr"), ())
    found = next((one for one in properties if local(one) == name), None)
    return attributes(found).get("val", "continue") if found is not None else None


def _skipped(line: Any, name: str) -> int:
    properties = next((one for one in line if local(one) == "trPr"), ())
    return next((int(attributes(one).get("val", 0)) for one in properties if local(one) == name), 0)


def _paragraph_text(paragraph: Any) -> str:
    return "".join(letter.character for letter in letters([paragraph]))


# --- marks and comments ---------------------------------------------------------------------------------------------


def _mark(document: Any, paragraphs: Sequence[Any], remark: Remark, number: int) -> None:
    """Enclose the accused words, else all the cell says, else its empty paragraph, and refer to the comment."""
    found = letters(paragraphs)
    start, end, reference = (_element(document, name, number) for name in ("commentRangeStart", "commentRangeEnd", ""))
    if not found:
        paragraphs[0].extend((start, end, reference))
        return
    first, after = stretch(found, remark.text, remark.words, remark.start) or (0, len(found))
    begin, ending = edges(found[first], found[after - 1])
    begin.addprevious(start)
    ending.addnext(end)
    end.addnext(reference)


def _element(document: Any, name: str, number: int) -> Any:
    """A mark of the comment's range, or without a name the run that refers to the comment."""
    from lxml import etree

    word = f"{{{etree.QName(document).namespace}}}"
    element = etree.Element(f"{word}{name or 'r'}")
    target = element if name else etree.SubElement(element, f"{word}commentReference")
    target.set(f"{word}id", str(number))
    return element


def _comments_part(package: Package, part: str, document: Any) -> tuple[Any, str]:
    """The comments of the document and the name of their part, which is made where there is none."""
    from lxml import etree

    known = next((one.target for one in package.relationships(part) if one.kind == "comments"), None)
    if known:
        return package.tree(known), known
    namespace = etree.QName(document).namespace
    name = (
        "word/comments.xml" if "word/comments.xml" not in package.names() else package.free_name("word/comments{}.xml")
    )
    package.declare(name, _COMMENTS)
    package.relate(part, "comments", name, strict="purl.oclc.org" in namespace)
    return etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace}), name


def _comment(document: Any, remark: Remark, number: int) -> Any:
    """The comment, without a date: the same input gives the same file."""
    from lxml import etree

    word = f"{{{etree.QName(document).namespace}}}"
    comment = etree.Element(
        f"{word}comment", {f"{word}id": str(number), f"{word}author": AUTHOR, f"{word}initials": INITIALS}
    )
    for line in remark.comment.split("\n"):
        paragraph = etree.SubElement(comment, f"{word}p")
        run = etree.SubElement(paragraph, f"{word}r")
        if line == remark.title:
            etree.SubElement(etree.SubElement(run, f"{word}rPr"), f"{word}b")
        etree.SubElement(run, f"{word}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = legal(
            line
        )
    return comment
