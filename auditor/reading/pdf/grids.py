"""The pages of a PDF to grids: tables that belong together one below the other, with the lines of text before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.reading.forms.captions import labelled_cells
from auditor.reading.grid import Grid, Origin
from auditor.reading.pdf.lines import PrintedLine
from auditor.reading.pdf.missing_columns import completed
from auditor.reading.pdf.page_breaks import (
    align_columns,
    inner_texts,
    is_cut_off,
    merge_split_rows,
    repeats_header,
    same_columns,
    same_width,
)
from auditor.reading.pdf.split_rows import SAME_EDGE
from auditor.reading.pdf.tables import PageContent, PageTable

_TITLE = re.compile(r".*表(?:[（(].*[）)])?|[（(]?续.{0,3}[）)]?")
_FEW_LINES = 3
_LINES_BEFORE = 6
_OVERPRINTED = "或者旁边格子里的字叠印在一起，可能没有读对"
_CUT = "里的字没有显示完整"
_PARTED = "所在的行紧挨着换页处，可能没有与另一页的那一半接上"
_LABELLED = re.compile(r"[:：]\s*\S|\s{2}")


@dataclass(frozen=True)
class TablePart:
    """A table, or parts of one on consecutive pages, with the lines of text right before it."""

    page: int
    lines: tuple[PrintedLine, ...]
    tables: tuple[PageTable, ...]


def stacked(pages: Sequence[PageContent]) -> tuple[Grid, ...]:
    """One grid for every run of tables that nothing but a few words part."""
    runs: list[list[TablePart]] = []
    known = frozenset(text for page in pages for table in page.tables for text in inner_texts(table))
    for part in _parts(pages, known):
        if runs and _goes_with(runs[-1][-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return tuple(_grid(run) for run in runs)


def _parts(pages: Sequence[PageContent], known: frozenset[str]) -> Iterator[TablePart]:
    """Tables in order, those continued over pages in one part."""
    tables: list[PageTable] = []
    cut_off: list[frozenset[str]] = []
    lines: list[PrintedLine] = []
    before: tuple[PrintedLine, ...] = ()
    for page in pages:
        for item in (completed(page, tables[-1]) if tables else page).items:
            if isinstance(item, PrintedLine):
                lines.append(item)
            elif tables and _continues(tables, align_columns(tables[-1], item), lines):
                tables.append(align_columns(tables[-1], item))
                cut_off.append(frozenset(piece for line in lines for piece in line.pieces))
                lines = []
            else:
                if tables:
                    yield TablePart(tables[0].page, before, merge_split_rows(tables, cut_off, known))
                tables, cut_off, before, lines = [item], [], tuple(lines), []
    if tables:
        yield TablePart(tables[0].page, before, merge_split_rows(tables, cut_off, known))


def _continues(tables: Sequence[PageTable], other: PageTable, between: Sequence[PrintedLine]) -> bool:
    """Whether a table on the next page is the same table; words such as 续表 may stand between."""
    table = tables[-1]
    if other.page != table.page + 1 or not same_width(table, other):
        return False
    told = [line.text for line in between if not is_cut_off(line.pieces, table, other)]
    if not told:
        return True
    lined_up = same_columns(table, other) or repeats_header(tables[0], other)
    return lined_up and len(told) < _FEW_LINES and not any(map(_names_value, told))


def _names_value(text: str) -> bool:
    return bool(re.search("[:：]", text))


def _goes_with(before: TablePart, part: TablePart) -> bool:
    """Whether two tables on a page belong together."""
    told = ["".join(line.text.split()) for line in part.lines]
    return (
        part.page == before.tables[-1].page
        and len(told) <= _FEW_LINES
        and not any(_TITLE.fullmatch(text) for text in told)
    )


def _grid(run: Sequence[TablePart]) -> Grid:
    columns = _columns([table for part in run for table in part.tables])
    rows: list[tuple[str, ...]] = []
    origins: list[Origin] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    unread: dict[tuple[int, int], str] = {}
    for part in run:
        for texts in _line_rows(part.lines[-_LINES_BEFORE:], len(columns)):
            if len(texts) == 1:
                merged.update({(len(rows), column): (len(rows), 0) for column in range(1, len(columns))})
            rows.append(texts + ("",) * (len(columns) - len(texts)))
            origins.append(Origin(part.page))
        for table in part.tables:
            unread |= _unread(table, _starts(table, columns), len(rows))
            _add_table(table, columns, rows, origins, merged)
    return Grid(None, tuple(rows), merged, tuple(origins), unread=unread)


def _line_rows(lines: Sequence[PrintedLine], width: int) -> Iterator[tuple[str, ...]]:
    """Lines as rows of one cell over the whole width; after them those that name values, divided into cells."""
    for line in lines:
        yield (" ".join(line.pieces),)
    for line in lines:
        if _LABELLED.search(line.text):
            parted = [cell for piece in line.pieces for cell in re.split(r"(?<=[:：])\s*", piece) if cell]
            cells = labelled_cells(line.text) or tuple(parted)
            yield (*cells[: width - 1], "".join(cells[width - 1 :]))


def _columns(tables: Sequence[PageTable]) -> tuple[float, ...]:
    """Where the columns of all tables begin, from their left sides."""
    columns: list[float] = []
    for table in tables:
        for edge in table.across[:-1]:
            place = edge - table.across[0]
            if all(abs(place - other) > SAME_EDGE for other in columns):
                columns.append(place)
    return tuple(sorted(columns))


def _add_table(
    table: PageTable,
    columns: Sequence[float],
    rows: list[tuple[str, ...]],
    origins: list[Origin],
    merged: dict[tuple[int, int], tuple[int, int]],
) -> None:
    """Append the rows in which any text begins."""
    kept = _filled_rows(table)
    starts = _starts(table, columns)
    texts = [[""] * len(columns) for _ in kept]
    for cell in table.cells:
        own = [number for number, row in enumerate(kept) if cell.row <= row <= cell.last_row]
        if not own:
            continue
        first, left = own[0], starts[cell.column]
        texts[first][left] = cell.text
        for number in own:
            for column in range(left, starts[cell.last_column + 1]):
                if (number, column) != (first, left):
                    merged[len(rows) + number, column] = (len(rows) + first, left)
    rows.extend(map(tuple, texts))
    origins.extend(Origin(table.page, table.number, row) for row in kept)


def _filled_rows(table: PageTable) -> list[int]:
    return sorted({cell.row for cell in table.cells if cell.text})


def _unread(table: PageTable, starts: Sequence[int], first: int) -> dict[tuple[int, int], str]:
    """What is not known of cells, by their places in the grid, in which the table begins at row ``first``."""
    told = dict.fromkeys(table.overprinted, _OVERPRINTED) | dict.fromkeys(table.cut, _CUT)
    told |= dict.fromkeys(table.parted, _PARTED)
    kept = _filled_rows(table) if told else []
    found = {}
    for cell, reason in told.items():
        own = next((number for number, row in enumerate(kept) if cell.row <= row <= cell.last_row), None)
        if own is not None:
            found[first + own, starts[cell.column]] = reason
    return found


def _starts(table: PageTable, columns: Sequence[float]) -> tuple[int, ...]:
    """The grid's column at each edge of the table; its right side ends the grid."""
    places = [edge - table.across[0] for edge in table.across[:-1]]
    nearest = [min(range(len(columns)), key=lambda number: abs(columns[number] - place)) for place in places]
    return (*nearest, len(columns))
