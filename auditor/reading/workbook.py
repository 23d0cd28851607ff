"""Workbooks (.xlsx, .xlsm, .xls, .et, .ods) to grids."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from auditor.errors import UnreadableError
from auditor.reading.grid import Grid, cell_text
from auditor.reading.hidden import hidden_rows
from auditor.reading.percent import Place, percent_cells

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def read_workbook(content: bytes, path: str) -> tuple[Grid, ...]:
    """Every worksheet that has cells, in order; of a hidden one every row is hidden.

    Raises:
        UnreadableError: R007 where the workbook is damaged or encrypted.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, ZipError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        percents, hidden = percent_cells(content), hidden_rows(content)
        grids = tuple(
            _grid(workbook, sheet.name, percents.get(sheet.name, frozenset()), hidden.get(sheet.name, frozenset()))
            for sheet in sheets
        )
        unseen = {sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible}
    except (CalamineError, ZipError, OSError, ValueError, BadZipFile, ParseError) as error:
        raise UnreadableError("R007", path=path, reason="文件已损坏或已加密") from error
    return tuple(_all_hidden(grid) if grid.sheet in unseen else grid for grid in grids if grid.rows)


def _all_hidden(grid: Grid) -> Grid:
    return replace(grid, hidden=frozenset(range(len(grid.rows))))


def _grid(workbook: CalamineWorkbook, name: str, percents: frozenset[Place], hidden: frozenset[int]) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows = [
        tuple(_text(value, (row, column) in percents) for column, value in enumerate(values))
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    width = max(map(len, rows), default=0)
    padded = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Grid(name, padded, _merged(sheet.merged_cell_ranges or (), len(padded), width), hidden=hidden)


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
