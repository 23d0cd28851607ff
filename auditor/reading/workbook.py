"""Workbooks (.xlsx, .xlsm, .xls, .et, .ods) to grids."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from auditor.errors import UnreadableError
from auditor.reading.grid import Grid, cell_text
from auditor.reading.percent import Place, percent_cells

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def read_workbook(content: bytes, path: str) -> tuple[Grid, ...]:
    """Every visible worksheet that has cells, in order.

    Raises:
        UnreadableError: R007 where the workbook is damaged or encrypted.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, ZipError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        percents = percent_cells(content)
        grids = tuple(_grid(workbook, name, percents.get(name, frozenset())) for name in names)
    except (CalamineError, ZipError, OSError, ValueError, BadZipFile, ParseError) as error:
        raise UnreadableError("R007", path=path, reason="文件已损坏或已加密") from error
    return tuple(grid for grid in grids if grid.rows)


def _grid(workbook: CalamineWorkbook, name: str, percents: frozenset[Place]) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows = [
        tuple(_text(value, (row, column) in percents) for column, value in enumerate(values))
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    width = max(map(len, rows), default=0)
    padded = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Grid(name, padded, _merged(sheet.merged_cell_ranges or (), len(padded), width))


def _text(value: object, percent: bool) -> str:
    return f"{value * 100:.10g}%" if percent and isinstance(value, float) else cell_text(value)


def _merged(ranges: Iterable[tuple[Place, Place]], height: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Every cell of a merged range but the first → the first, inside the sheet's used area."""
    found = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
    return found
