"""Workbooks (.xlsx, .xlsm, .xls, .et, .ods) to grids."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from xml.etree.ElementTree import ParseError

from auditor.errors import UnreadableError
from auditor.reading.compound_file import SIGNATURE
from auditor.reading.damage import UNPACKABLE
from auditor.reading.grid import Grid, cell_lines
from auditor.reading.memory import return_spare_memory
from auditor.reading.rounded import RoundedCells, is_rounded
from auditor.reading.run_looks import without_empty_rows
from auditor.reading.workbook.cells import PARTIAL, Marks, Place, shown
from auditor.reading.workbook.extent import TooSparseError, covered_cells, hides_in_overlap

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

    from auditor.reading.workbook.formats import NumberFormat

_MOST_KEPT = 10_000


def read_workbook(content: bytes, path: str) -> tuple[Grid, ...]:
    """Every worksheet that has cells, in order; of a hidden one every row is hidden.

    Raises:
        UnreadableError: R007 where the workbook is damaged, R024 where its cells lie too far apart to be read.
    """
    from python_calamine import CalamineError, ZipError

    from auditor.reading.workbook.stray import without_stray

    try:
        cropped = without_stray(content)
        grids = tuple(_grids(cropped.content, cropped.told))
    except TooSparseError as error:
        raise UnreadableError("R024", path=path, reason=str(error)) from error
    except (*UNPACKABLE, CalamineError, ZipError, LookupError, OSError, RuntimeError, ValueError, ParseError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    return_spare_memory()
    return grids


def read_marked_up(content: bytes, path: str, kind: Literal["open document", "spreadsheet xml"]) -> tuple[Grid, ...]:
    """Every sheet of an .ods, a .fods or an Excel 2003 XML file that has cells, in order.

    Raises:
        UnreadableError: R007 where the workbook is damaged, R024 where its cells lie too far apart to be read.
    """
    if kind == "open document":
        from auditor.reading.workbook.open_document import read_open_document as sheets
    else:
        from auditor.reading.workbook.spreadsheet_xml import read_spreadsheet_xml as sheets
    try:
        return tuple(sheets(content))
    except TooSparseError as error:
        raise UnreadableError("R024", path=path, reason=str(error)) from error
    except (*UNPACKABLE, ParseError, LookupError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error


def _grids(content: bytes, told: Mapping[str, str]) -> Iterator[Grid]:
    """``told``: by sheet, what was left out of it already."""
    from python_calamine import SheetVisibleEnum

    marks = _marks(content)
    for sheet, cells in _sheets(content):
        grid = _grid(cells, (marks or {}).get(sheet.name, Marks()))
        if marks is None or has_fewer(grid, marks.get(sheet.name, Marks())):
            grid = replace(grid, lost=PARTIAL.format(sheet=sheet.name))
        if told.get(sheet.name):
            grid = replace(grid, lost=told[sheet.name])
        if grid.rows:
            yield grid if sheet.visible == SheetVisibleEnum.Visible else _all_hidden(grid)


def has_fewer(grid: Grid, marks: Marks) -> bool:
    """Whether the sheet is damaged, or fewer cells were read than another look at it counts."""
    return marks.damaged or (
        marks.filled is not None and sum(text != "" for row in grid.rows for text in row) < marks.filled
    )


def _marks(content: bytes) -> Mapping[str, Marks] | None:
    """What is known of the cells of each sheet beside their values; None where a damaged file does not tell it."""
    if content.startswith(SIGNATURE):
        from auditor.reading.workbook.old_marks import old_marks

        return old_marks(content)
    if not content.startswith(b"PK"):
        return {}
    from auditor.reading.workbook.sheet_marks import sheet_marks

    return sheet_marks(content)


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
    rounded = RoundedCells()
    lines: dict[Place, tuple[str, ...]] = {}
    rows = []
    for row, values in enumerate(sheet.iter_rows()):
        if values.count("") == len(values):
            rows.append(("",) * (left + len(values)))
            continue
        texts = _texts(row, values, marks.formats.in_row(row), left, rounded)
        rows.append(empty + tuple(_shared(text, kept) for text in texts))
        lines |= {(row, column): own for column, value in enumerate(values, left) if (own := cell_lines(value))}
    _set_in(rows, marks)
    width = max(map(len, rows), default=0)
    ranges = tuple(sheet.merged_cell_ranges or ())
    merged = covered_cells(ranges, len(rows), width)
    lost = PARTIAL.format(sheet=sheet.name) if hides_in_overlap(ranges, merged, rows) else ""
    unread = {**marks.unread, **without_empty_rows(marks.struck, rows)}
    return Grid(
        sheet.name, tuple(rows), merged, hidden=marks.hidden, unread=unread, rounded=rounded, lost=lost,
        hidden_columns=marks.hidden_columns, lines=lines,
    )  # fmt: skip


def _texts(
    row: int, values: Iterable[object], formats: Mapping[int, NumberFormat], left: int, rounded: RoundedCells
) -> Iterator[str]:
    """What the cells of a row show; those that show a rounding are noted."""
    if not formats:
        yield from (shown(value, None) for value in values)
        return
    for column, value in enumerate(values, left):
        form = formats.get(column)
        text = shown(value, form)
        if form is not None and is_rounded(text, value):
            rounded.add(row, column, float(value))  # type: ignore[arg-type]  # is_rounded knows it is a number
        yield text


def _set_in(rows: list[tuple[str, ...]], marks: Marks) -> None:
    """Put in the values that are not stored as values, rows made longer where these lie beyond what is stored."""
    odd = {*marks.values, *marks.unread}
    if not odd:
        return
    rows += [()] * (max(row for row, _ in odd) + 1 - len(rows))
    width = max(max(map(len, rows)), max(column for _, column in odd) + 1)
    by_row: dict[int, dict[int, float | str]] = defaultdict(dict)
    for (row, column), value in marks.values.items():
        by_row[row][column] = value
    for number, own in enumerate(rows):
        cells = [*own, *[""] * (width - len(own))]
        formats = marks.formats.in_row(number) if number in by_row else {}
        for column, value in by_row.get(number, {}).items():
            cells[column] = shown(value, formats.get(column))
        rows[number] = tuple(cells)


def _shared(text: str, kept: dict[str, str]) -> str:
    """The same text as another cell has, so that a large sheet holds what its rows repeat (产出指标) only once."""
    return kept.setdefault(text, text) if len(kept) < _MOST_KEPT else kept.get(text, text)
