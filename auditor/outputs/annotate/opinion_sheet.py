"""The sheet 审核意见 at the end of an annotated workbook, and the colours of accused cells, written into the package itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from auditor.model import Severity
from auditor.outputs.annotate.overview import HEADINGS, TITLE, OpinionLine, Overview
from auditor.outputs.annotate.package import OFFICE, STRICT_OFFICE, OfficePackage, attributes, local
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.outputs.reports.sheets import lines_needed
from auditor.reading.grid import column_letters

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FILLS: Mapping[Severity, str] = {"error": "FFFBE3E1", "warning": "FFFDF0D5", "info": "FFE4EFF8"}
_WIDTHS = (6, 12, 30, 60, 50)
_LONGEST_NAME = 31
_LINE, _TALLEST, _MARGIN = 15, 405, 3
"""Points (Excel allows a row 409); characters of a line that other fonts may need."""


class Styles:
    """The styles of a workbook, to which coloured copies of cell formats are added; None of a file that has none."""

    def __init__(self, package: OfficePackage, book: str) -> None:
        self._package = package
        self._part = next((one.target for one in package.relationships(book) if one.kind == "styles"), None)
        self._root = package.tree(self._part) if self._part else None
        self._known: dict[tuple[int, Severity | None], int] = {}
        self._fills: dict[Severity, int] = {}

    def coloured(self, style: int, severity: Severity) -> int | None:
        """The number of a format like another one, with the colour of a severity; None where formats are not known."""
        return self._copy(style, severity)

    def wrapped(self) -> int | None:
        """The number of a format whose texts are wrapped and stand at the top."""
        return self._copy(0, None)

    def save(self) -> None:
        """Write the part back."""
        if self._part is not None and self._known:
            self._package.write(self._part, self._root)

    def _copy(self, style: int, severity: Severity | None) -> int | None:
        from lxml import etree

        formats = self._list("cellXfs")
        if formats is None or style >= len(formats):
            return None
        if (style, severity) not in self._known:
            one = deepcopy(formats[style])
            if severity is not None:
                one.set("fillId", str(self._fill(severity)))
                one.set("applyFill", "1")
            else:
                for old in [each for each in one if local(each) == "alignment"]:
                    one.remove(old)
                one.insert(0, etree.Element(one.tag.replace("}xf", "}alignment"), wrapText="1", vertical="top"))
                one.set("applyAlignment", "1")
            formats.append(one)
            formats.set("count", str(len(formats)))
            self._known[style, severity] = len(formats) - 1
        return self._known[style, severity]

    def _fill(self, severity: Severity) -> int:
        from lxml import etree

        fills = self._list("fills")
        if severity not in self._fills:
            space = f"{{{etree.QName(fills).namespace}}}"
            pattern = etree.SubElement(
                etree.SubElement(fills, f"{space}fill"), f"{space}patternFill", patternType="solid"
            )
            etree.SubElement(pattern, f"{space}fgColor", rgb=_FILLS[severity])
            etree.SubElement(pattern, f"{space}bgColor", indexed="64")
            fills.set("count", str(len(fills)))
            self._fills[severity] = len(fills) - 1
        return self._fills[severity]

    def _list(self, name: str) -> Any:
        if self._root is None:
            return None
        return next((one for one in self._root if local(one) == name), None)


def colour_cells(sheet: Any, cells: Mapping[str, Severity], styles: Styles) -> None:
    """Colour the cells of a sheet that are there; blank ones without a format of their own have nothing to colour."""
    for cell in (one for one in sheet.iter() if local(one) == "c"):
        severity = cells.get(cell.get("r", ""))
        if severity is not None:
            style = styles.coloured(int(cell.get("s", "0")), severity)
            if style is not None:
                cell.set("s", str(style))


def add_opinion_sheet(package: OfficePackage, book: str, overview: Overview, styles: Styles) -> None:
    """Add the sheet as the last one."""
    from lxml import etree

    root = package.tree(book)
    strict = "purl.oclc.org" in root.tag
    space = etree.QName(root).namespace
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.write(part, _sheet(space, overview, styles))
    package.declare(part, _SHEET)
    relation = package.relate(book, "worksheet", part, strict=strict)
    sheets = next(one for one in root if local(one) == "sheets")
    known = [attributes(one) for one in sheets]
    element = etree.SubElement(sheets, f"{{{space}}}sheet")
    element.set("name", _free_name({one["name"] for one in known}))
    element.set("sheetId", str(max(int(one["sheetId"]) for one in known) + 1))
    element.set(f"{{{STRICT_OFFICE if strict else OFFICE}}}id", relation)
    package.write(book, root)


def _free_name(taken: set[str]) -> str:
    name, number = TITLE, 1
    while name in taken:
        number += 1
        name = f"{TITLE}{number}"[:_LONGEST_NAME]
    return name


def _sheet(space: str, overview: Overview, styles: Styles) -> Any:
    from lxml import etree

    root = etree.Element(f"{{{space}}}worksheet", nsmap={None: space})
    setup = etree.SubElement(root, f"{{{space}}}sheetPr")
    etree.SubElement(setup, f"{{{space}}}pageSetUpPr", fitToPage="1")
    views = etree.SubElement(
        etree.SubElement(root, f"{{{space}}}sheetViews"), f"{{{space}}}sheetView", workbookViewId="0"
    )
    etree.SubElement(views, f"{{{space}}}pane", ySplit="2", topLeftCell="A3", activePane="bottomLeft", state="frozen")
    columns = etree.SubElement(root, f"{{{space}}}cols")
    for number, width in enumerate(_WIDTHS, 1):
        etree.SubElement(
            columns, f"{{{space}}}col", min=str(number), max=str(number), width=str(width), customWidth="1"
        )
    data = etree.SubElement(root, f"{{{space}}}sheetData")
    for number, (texts, style) in enumerate(_rows(overview, styles), 1):
        row = etree.SubElement(data, f"{{{space}}}row", r=str(number), ht=str(_height(texts)), customHeight="1")
        for column, text in enumerate(texts):
            cell = etree.SubElement(row, f"{{{space}}}c", r=f"{column_letters(column)}{number}", t="inlineStr")
            if style is not None:
                cell.set("s", str(style))
            holder = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            holder.text = strip_control_chars(text)
    etree.SubElement(root, f"{{{space}}}pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    return root


def _height(texts: tuple[str, ...]) -> int:
    """Points that a row needs for its wrapped texts; the sentence on top is one line over the columns."""
    needed = (
        max(lines_needed(text, width - _MARGIN) for text, width in zip(texts, _WIDTHS, strict=True))
        if len(texts) > 1
        else 1
    )
    return min(_TALLEST, _LINE * needed)


def _rows(overview: Overview, styles: Styles) -> Iterator[tuple[tuple[str, ...], int | None]]:
    wrapped = styles.wrapped()
    yield (overview.sentence,), None
    yield HEADINGS, wrapped
    for line in overview.lines:
        yield line.cells, _style(line, wrapped, styles)


def _style(line: OpinionLine, wrapped: int | None, styles: Styles) -> int | None:
    return None if wrapped is None else styles.coloured(wrapped, line.severity)
