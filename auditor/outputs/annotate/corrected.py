"""A copy of a workbook in which cells say what a person wrote on the page instead; everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.model import Indicator
from auditor.outputs.annotate.comments import Comment
from auditor.outputs.annotate.locate import blank_free, cell_of
from auditor.outputs.annotate.package import OfficePackage, attributes, local
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.reading.grid import column_letters
from auditor.reading.workbook.reader import read_workbook

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CELLS = ("level2", "level3", "description", "target", "basis")


@dataclass(frozen=True)
class CellCorrection:
    """A field of a row as it was read, and what it is to say."""

    row: Indicator
    field: str
    text: str


@dataclass(frozen=True)
class CorrectedWorkbook:
    """The copy, and the corrections that could not be written since no single cell says what was read."""

    content: bytes
    left: tuple[CellCorrection, ...]


def correct_workbook(content: bytes, path: str, corrections: Iterable[CellCorrection]) -> CorrectedWorkbook:
    """Write corrections into a copy of a workbook (.xlsx).

    A field that is spread over several cells (a comparator beside its number), or that a formula gives to several rows, is
    left as it is and told.

    Args:
        content: the file.
        path: named in error messages.
        corrections: of rows that were read from it.

    Raises:
        AuditorError: as ``read_workbook`` for a file that cannot be read.
    """
    package = OfficePackage(content)
    book = next(one.target for one in package.relationships("") if one.kind == "officeDocument")
    targets = {one.id: one.target for one in package.relationships(book)}
    sheets = [attributes(one) for one in package.tree(book).iter() if local(one) == "sheet"]
    parts = {one["name"]: targets[one["id"]] for one in sheets}
    grids = {grid.sheet or "": grid for grid in read_workbook(content, path)}
    wanted: dict[str, dict[str, CellCorrection]] = {}
    left: list[CellCorrection] = []
    for one in corrections:
        sheet, grid = one.row.location.sheet or "", grids.get(one.row.location.sheet or "")
        row = (one.row.location.row or 0) - 1
        if grid is None or not 0 <= row < len(grid.rows):
            left.append(one)
            continue
        place = cell_of(_as_comment(one), grid, row)
        if blank_free(grid.text(*place)) != blank_free(getattr(one.row, one.field)):
            left.append(one)
            continue
        wanted.setdefault(sheet, {})[f"{column_letters(place[1])}{place[0] + 1}"] = one
    for sheet, cells in wanted.items():
        root = package.tree(parts[sheet])
        left += _written(root, cells)
        package.write(parts[sheet], root)
    return CorrectedWorkbook(package.content(), tuple(left))


def _written(sheet: Any, wanted: Mapping[str, CellCorrection]) -> list[CellCorrection]:
    """Write into cells that are there; the corrections whose cell is not in the file."""
    there = {one.get("r", ""): one for one in sheet.iter() if local(one) == "c"}
    left = []
    for name, one in wanted.items():
        cell = there.get(name)
        if cell is None or any(local(child) == "f" for child in cell):
            left.append(one)
        else:
            _say(cell, one.text)
    return left


def _say(cell: Any, text: str) -> None:
    from lxml import etree

    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    space = cell.tag.rpartition("}")[0] + "}"
    holder = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    holder.set(_SPACE, "preserve")
    holder.text = strip_control_chars(text)


def _as_comment(one: CellCorrection) -> Comment:
    """What the search for a cell asks for."""
    text = getattr(one.row, one.field)
    cells = tuple(getattr(one.row, name) for name in _CELLS)
    place = _CELLS.index(one.field) if one.field in _CELLS else None
    return Comment(one.row.location, True, one.field, text, text, 0, cells, place, "info", "", ())
