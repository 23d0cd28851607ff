"""Cell comments in a workbook, written into the package itself, so that nothing a library does not know is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.outputs.annotate.comments import AUTHOR, Comment, gravest
from auditor.outputs.annotate.locate import cell_of
from auditor.outputs.annotate.notes import Note, SheetDimensions, drawing, drawing_with
from auditor.outputs.annotate.opinion_sheet import Styles, add_opinion_sheet, colour_cells
from auditor.outputs.annotate.overview import Overview
from auditor.outputs.annotate.package import OFFICE, STRICT_OFFICE, OfficePackage, attributes, local
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.reading.grid import column_letters
from auditor.reading.workbook.reader import read_workbook

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_NOTES = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
                "AlternateContent")  # fmt: skip
_THREADED = "tc="
_FONT = '<sz val="9"/><color indexed="81"/><rFont val="Microsoft YaHei"/><family val="2"/><charset val="134"/>'

Place = tuple[int, int]


def annotate_workbook(content: bytes, path: str, remarks: Sequence[Comment], overview: Overview) -> bytes:
    """A copy of the workbook with the remarks as comments on coloured cells, and a last sheet with all opinions.

    Remarks on the same cell share one comment.

    Args:
        content: the file.
        path: named in error messages.
        remarks: with locations in its sheets.
        overview: the list of opinions.
    """
    package = OfficePackage(content)
    book = next(one.target for one in package.relationships("") if one.kind == "officeDocument")
    parts, styles = _sheet_parts(package, book), Styles(package, book)
    for name, cells in _by_cell(content, path, remarks).items():
        _colour(package, parts[name], cells, styles)
        _annotate_sheet(package, parts[name], cells)
    add_opinion_sheet(package, book, overview, styles)
    styles.save()
    return package.content()


def _colour(package: OfficePackage, part: str, cells: Mapping[Place, Sequence[Comment]], styles: Styles) -> None:
    """The cells of remarks on rows and projects, by the gravest; what concerns the whole file has no cell."""
    named = {
        f"{column_letters(column)}{row + 1}": gravest(placed)
        for (row, column), remarks in cells.items()
        if (placed := [remark for remark in remarks if remark.location is not None])
    }
    sheet = package.tree(part)
    colour_cells(sheet, named, styles)
    package.write(part, sheet)


def _by_cell(content: bytes, path: str, remarks: Sequence[Comment]) -> dict[str, dict[Place, list[Comment]]]:
    """Remarks by sheet and cell, from top to bottom; those on the whole file go to the first filled cell."""
    grids = {grid.sheet: grid for grid in read_workbook(content, path)}
    first = next(iter(grids.values()))
    found: dict[str, dict[Place, list[Comment]]] = {}
    for remark in remarks:
        grid = grids.get(remark.location.sheet, first) if remark.location else first
        row = min((remark.location.row or 1) - 1, len(grid.rows) - 1) if remark.location else 0
        place = cell_of(remark, grid, row) if remark.location else _first_cell(first.rows)
        found.setdefault(grid.sheet or "", {}).setdefault(place, []).append(remark)
    return {name: dict(sorted(cells.items())) for name, cells in found.items()}


def _first_cell(rows: Sequence[Sequence[str]]) -> Place:
    filled = ((row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text)
    return next(filled, (0, 0))


def _sheet_parts(package: OfficePackage, book: str) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    targets = {one.id: one.target for one in package.relationships(book)}
    sheets = (attributes(one) for one in package.tree(book).iter() if local(one) == "sheet")
    return {one["name"]: targets[one["id"]] for one in sheets}


def _annotate_sheet(package: OfficePackage, part: str, cells: Mapping[Place, Sequence[Comment]]) -> None:
    comments = next((one.target for one in package.relationships(part) if one.kind == "comments"), None)
    notes = _write_comments(package, part, comments, cells)
    if notes:
        _write_drawing(package, part, notes)


# --- the comments part --------------------------------------------------------------------------------------------


def _write_comments(
    package: OfficePackage, part: str, known: str | None, cells: Mapping[Place, Sequence[Comment]]
) -> list[Note]:
    """Write the texts and return the notes that have to be drawn: those of cells that had none."""
    from lxml import etree

    sheet = package.tree(part)
    namespace = etree.QName(sheet).namespace
    root = package.tree(known) if known else _no_comments(namespace)
    author = _author(root)
    there = {one.get("ref"): one for one in root.iter() if local(one) == "comment"}
    container = next(one for one in root if local(one) == "commentList")
    notes = []
    for place, remarks in cells.items():
        row, column = _beside_threads(place, there, root)
        name = f"{column_letters(column)}{row + 1}"
        if name in there:
            _say(next(one for one in there[name] if local(one) == "text"), ("", *_paragraphs(remarks)))
            continue
        comment = etree.SubElement(container, f"{{{namespace}}}comment", ref=name, authorId=str(author))
        _say(etree.SubElement(comment, f"{{{namespace}}}text"), _paragraphs(remarks))
        notes.append(Note(row, column, "\n".join(_paragraphs(remarks))))
    target = known or package.free_name("xl/comments{}.xml")
    package.write(target, root)
    if not known:
        package.declare(target, _COMMENTS)
        package.relate(part, "comments", target, strict=_is_strict(sheet))
    return notes


def _no_comments(namespace: str) -> Any:
    from lxml import etree

    root = etree.Element(f"{{{namespace}}}comments", nsmap={None: namespace})
    etree.SubElement(root, f"{{{namespace}}}authors")
    etree.SubElement(root, f"{{{namespace}}}commentList")
    return root


def _author(root: Any) -> int:
    """The number of our author among the authors, who is added where he is not there."""
    from lxml import etree

    authors = next(one for one in root if local(one) == "authors")
    names = [one.text or "" for one in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{etree.QName(root).namespace}}}author").text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def _beside_threads(place: Place, there: Mapping[str | None, Any], root: Any) -> Place:
    """The cell, or the next one to the right without a discussion: a note in such a cell would not be shown."""
    authors = [one.text or "" for one in next(one for one in root if local(one) == "authors")]
    row, column = place
    while (one := there.get(f"{column_letters(column)}{row + 1}")) is not None:
        if not authors[int(one.get("authorId"))].startswith(_THREADED):
            break
        column += 1
    return row, column


def _paragraphs(remarks: Sequence[Comment]) -> tuple[str, ...]:
    """Headings and bodies; several remarks are numbered. Headings are told from bodies by standing first of each group."""
    many = len(remarks) > 1
    parts: list[str] = []
    for number, remark in enumerate(remarks, 1):
        parts += [f"{number}. {remark.title}" if many else remark.title, *remark.body]
    return tuple(strip_control_chars(part) for part in parts)


def _say(text: Any, paragraphs: Sequence[str]) -> None:
    """Add paragraphs to a comment's text, headings in bold."""
    from lxml import etree

    namespace = etree.QName(text).namespace
    for number, paragraph in enumerate(paragraphs):
        bold = "<b/>" if re.match(r"(?:\d+\. )?【", paragraph) else ""
        run = etree.fromstring(f'<r xmlns="{namespace}"><rPr>{bold}{_FONT}</rPr><t xml:space="preserve"/></r>')
        run[1].text = paragraph + ("\n" if number + 1 < len(paragraphs) else "")
        text.append(run)


# --- the drawing part ---------------------------------------------------------------------------------------------


def _write_drawing(package: OfficePackage, part: str, notes: list[Note]) -> None:
    from lxml import etree

    sheet = package.tree(part)
    strict = _is_strict(sheet)
    office = STRICT_OFFICE if strict else OFFICE
    old = next((one for one in sheet if local(one) == "legacyDrawing"), None)
    if old is not None:
        targets = {one.id: one.target for one in package.relationships(part)}
        target = targets[old.get(f"{{{office}}}id")]
        package.write(target, drawing_with(package.read(target), notes, _sizes(sheet)))
        return
    target = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.write(target, drawing(notes, _sizes(sheet)))
    package.declare_ending("vml", _VML)
    element = etree.Element(f"{{{etree.QName(sheet).namespace}}}legacyDrawing", nsmap={"r": office})
    element.set(f"{{{office}}}id", package.relate(part, "vmlDrawing", target, strict=strict))
    later = next((number for number, one in enumerate(sheet) if local(one) in _AFTER_NOTES), len(sheet))
    sheet.insert(later, element)
    package.write(part, sheet)


def _is_strict(sheet: Any) -> bool:
    return "purl.oclc.org" in sheet.tag


def _sizes(sheet: Any) -> SheetDimensions:
    """Widths and heights that the sheet states, else those of a new sheet."""
    default: Mapping[str, str] = next((attributes(one) for one in sheet if local(one) == "sheetFormatPr"), {})
    usual_width = float(default.get("defaultColWidth") or 8.43)
    usual_height = float(default.get("defaultRowHeight") or 15)
    columns = [one for one in sheet.iter() if local(one) == "col" and one.get("width")]
    widths = [(int(one.get("min")) - 1, int(one.get("max")), float(one.get("width"))) for one in columns]
    heights = {
        int(one.get("r")) - 1: float(one.get("ht"))
        for one in sheet.iter()
        if local(one) == "row" and one.get("ht") and one.get("r")
    }

    def width(column: int) -> int:
        return max(8, int(next((size for first, end, size in widths if first <= column < end), usual_width) * 7 + 5))

    def height(row: int) -> int:
        return max(8, int(heights.get(row, usual_height) * 4 / 3))

    return SheetDimensions(width, height)
