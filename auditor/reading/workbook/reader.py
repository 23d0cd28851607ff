"""Workbooks (.xlsx, .xlsm, .xls, .et, .ods) to grids."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from auditor.errors import UnreadableError
from auditor.reading.grid import Grid, cell_text
from auditor.reading.memory import return_spare_memory
from auditor.reading.workbook.sheet_marks import Marks, Place, sheet_marks

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

_MOST_KEPT = 10_000


def read_workbook(content: bytes, path: str) -> tuple[Grid, ...]:
    """Every worksheet that has cells, in order; of a hidden one every row is hidden.

    Raises:
        UnreadableError: R007 where the workbook is damaged.
    """
    from python_calamine import CalamineError, ZipError

    try:
        grids = tuple(_grids(content))
    except (CalamineError, ZipError, OSError, ValueError, BadZipFile, ParseError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    return_spare_memory()
    return grids


def _grids(content: bytes) -> Iterator[Grid]:
    from python_calamine import SheetVisibleEnum

    marks = sheet_marks(content)
    for sheet, cells in _sheets(content):
        grid = _grid(cells, marks.get(sheet.name, Marks()))
        if grid.rows:
            yield grid if sheet.visible == SheetVisibleEnum.Visible else _all_hidden(grid)


def _sheets(content: bytes) -> Iterator[tuple[SheetMetadata, CalamineSheet]]:
    """The worksheets; the workbook, which holds all texts of the file once more, is let go of with the last."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for sheet in sheets[:-1]:
        yield sheet, workbook.get_sheet_by_name(sheet.name)
    if sheets:
        last = workbook.get_sheet_by_name(sheets[-1].name)
        del workbook
        yield sheets[-1], last


def _all_hidden(grid: Grid) -> Grid:
    return replace(grid, hidden=frozenset(range(len(grid.rows))))


def _grid(sheet: CalamineSheet, marks: Marks) -> Grid:
    left = sheet.start[1] if sheet.start else 0
    empty = ("",) * left
    kept: dict[str, str] = {}
    rows = tuple(
        empty
        + tuple(
            _shared(_text(value, (row, column) in marks.percents), kept) for column, value in enumerate(values, left)
        )
        for row, values in enumerate(sheet.iter_rows())
    )
    width = max(map(len, rows), default=0)
    return Grid(sheet.name, rows, _merged(sheet.merged_cell_ranges or (), len(rows), width), hidden=marks.hidden)


def _text(value: object, percent: bool) -> str:
    return f"{value * 100:.10g}%" if percent and isinstance(value, float) else cell_text(value)


def _shared(text: str, kept: dict[str, str]) -> str:
    """The same text as another cell has, so that a large sheet holds what its rows repeat (产出指标) only once."""
    return kept.setdefault(text, text) if len(kept) < _MOST_KEPT else kept.get(text, text)


def _merged(ranges: Iterable[tuple[Place, Place]], height: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Every cell of a merged range but the first → the first, inside the sheet's used area."""
    found = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
    return found
