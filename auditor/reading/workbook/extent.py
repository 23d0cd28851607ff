"""How far a sheet goes: it costs its whole rectangle, so cells far from everything else are left out and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.reading.grid import column_letters
from auditor.reading.workbook.cells import Place

LARGE = 4_000_000
"""Cells of a rectangle that is read without a second look."""
_SPARSE = 20
"""A larger one is read as it is where at least one cell in so many is filled."""
_GAP_ROWS, _GAP_COLUMNS = 500, 200
"""Empty rows or columns behind which nothing belongs to the table any more."""


class TooSparseError(ValueError):
    """A sheet whose cells lie so far apart that reading it would take the memory of the machine; says in Chinese which."""


@dataclass(frozen=True)
class SheetExtent:
    """The last row and column (from 0) that are read of a sheet, and the first behind a gap, None where there is no gap."""

    row: int
    column: int
    stray_row: int | None
    stray_column: int | None

    def told(self, sheet: str) -> str:
        """What is said of the cells that are left out."""
        rows = f"第{self.stray_row + 1}行" if self.stray_row is not None else ""
        columns = f"{column_letters(self.stray_column)}列" if self.stray_column is not None else ""
        place = "、".join(filter(None, (rows, columns)))
        return f"工作表“{sheet}”在{place}有离表格很远的内容，没有读；是误填的请删去，不是的请移到表格旁边"


def extent_of(rows: Iterable[int], columns: Iterable[int], filled: int, sheet: str) -> SheetExtent | None:
    """Up to where a sheet is read; None where that is all of it.

    Args:
        rows: rows (from 0) in which a cell is filled, in any order, also several times.
        columns: the columns in the same way.
        filled: how many cells are filled.
        sheet: its name, for the error.

    Raises:
        TooSparseError: for a sheet that is too large without its stray cells, too.
    """
    down, across = sorted(set(rows)), sorted(set(columns))
    if not down or not _is_sparse(down[-1] + 1, across[-1] + 1, filled):
        return None
    (row, stray_row), (column, stray_column) = _before_gap(down, _GAP_ROWS), _before_gap(across, _GAP_COLUMNS)
    refuse_sparse(row + 1, column + 1, filled, sheet)
    return SheetExtent(row, column, stray_row, stray_column)


def refuse_sparse(height: int, width: int, filled: int, sheet: str) -> None:
    """Refuse a sheet of so many rows and columns with so few filled cells.

    Raises:
        TooSparseError: where reading it would cost far more than it holds.
    """
    if _is_sparse(height, width, filled):
        raise TooSparseError(f"工作表“{sheet}”有{height}行{width}列，而填了内容的只有{filled}格")


def _is_sparse(height: int, width: int, filled: int) -> bool:
    return height * width > max(LARGE, _SPARSE * filled)


def _before_gap(places: Sequence[int], gap: int) -> tuple[int, int | None]:
    """The last place before the first long gap, and the first behind it."""
    for one, following in pairwise(places):
        if following - one > gap:
            return one, following
    return places[-1], None


def rectangle(rows: list[tuple[str, ...]], sheet: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Rows of a sheet made equally long without its stray cells, and what is said of those ("" where there are none).

    Raises:
        TooSparseError: as ``extent_of``.
    """
    width, told = max(map(len, rows), default=0), ""
    if len(rows) * width > LARGE:
        places = [(row, column) for row, cells in enumerate(rows) for column, text in enumerate(cells) if text]
        extent = extent_of((row for row, _ in places), (column for _, column in places), len(places), sheet)
        if extent is not None:
            width, told = extent.column + 1, extent.told(sheet)
            rows = [cells[:width] for cells in rows[: extent.row + 1]]
    blank = ("",) * width
    return tuple(cells + blank[len(cells) :] if cells else blank for cells in rows), told


def covered_cells(ranges: Iterable[tuple[Place, Place]], height: int, width: int) -> dict[Place, Place]:
    """Every cell of a merged range but the first → the first, inside of a sheet.

    Ranges do not overlap; where they do (a damaged file), no more cells are looked at than the sheet has.
    """
    found: dict[Place, Place] = {}
    left = height * width
    for first, (bottom, right) in ranges:
        rows, columns = range(first[0], min(bottom + 1, height)), range(first[1], min(right + 1, width))
        left -= len(rows) * len(columns)
        if left < 0:
            break
        found |= {(row, column): first for row in rows for column in columns if (row, column) != first}
    return found


def hides_in_overlap(
    ranges: Iterable[tuple[Place, Place]], merged: Mapping[Place, Place], rows: Sequence[Sequence[str]]
) -> bool:
    """Whether a merged range hides a text and overlaps another range, which no program writes: one of them is damaged.

    A text under a range that overlaps no other is one that somebody merged away.

    Args:
        ranges: first and last cell of each.
        merged: their ``covered_cells``.
        rows: of the sheet, equally long.
    """
    hiding = {
        first for (row, column), first in merged.items() if rows[row][column] not in ("", rows[first[0]][first[1]])
    }
    return bool(hiding) and not hiding.isdisjoint(_overlapping(ranges, len(rows), len(rows[0])))


def _overlapping(ranges: Iterable[tuple[Place, Place]], height: int, width: int) -> set[Place]:
    """The first cells of ranges that share a cell with another one; each cell of the sheet is looked at twice at most."""
    owners: dict[Place, tuple[Place, Place]] = {}
    found: set[Place] = set()
    left = 2 * height * width
    for one in dict.fromkeys(ranges):
        first, (bottom, right) = one
        rows, columns = range(first[0], min(bottom + 1, height)), range(first[1], min(right + 1, width))
        left -= len(rows) * len(columns)
        if left < 0:
            break
        for place in ((row, column) for row in rows for column in columns):
            if owners.setdefault(place, one) != one:
                found |= {first, owners[place][0]}
    return found
