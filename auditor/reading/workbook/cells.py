"""What is known of single cells beside their stored values, and the text that a person sees in one."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.reading.grid import cell_text
from auditor.reading.workbook.formats import NumberFormat

Place = tuple[int, int]
"""Row and column, from 0."""

PARTIAL = "工作表“{sheet}”有损坏，可能只读出了一部分"
NO_RESULT = "是公式，文件里没有存计算结果（请用 Excel 或 WPS 打开、保存后再审核）"
ERROR_VALUE = "显示的是错误值{value}"
_WIDEST = 1 << 14


class CellFormats:
    """The formats of the cells of a sheet, twelve bytes a cell: a large sheet may give one to every cell.

    Args:
        known: the formats of the workbook.
    """

    def __init__(self, known: Sequence[NumberFormat] = ()) -> None:
        self._known = known
        self._places = array("Q")
        self._formats = array("L")

    def add(self, row: int, column: int, number: int) -> None:
        """One more cell, below or to the right of all so far, with the number of its format."""
        self._places.append(row * _WIDEST + column)
        self._formats.append(number)

    def in_row(self, row: int) -> Mapping[int, NumberFormat]:
        """The formats of a row by column."""
        places = self._places
        place = bisect_left(places, row * _WIDEST)
        found = {}
        while place < len(places) and places[place] < (row + 1) * _WIDEST:
            found[places[place] % _WIDEST] = self._known[self._formats[place]]
            place += 1
        return found


@dataclass(frozen=True)
class Marks:
    """Of one sheet: formats that change what a cell shows, hidden rows and columns, and cells whose stored value is not what it seems.

    ``values`` are results of formulas that hold nothing but constants, and error values; ``unread`` says, in Chinese, what
    is not known of a cell, ``struck`` what of it is struck out and not read. ``filled``: how many cells hold something that
    is read, None where that was not counted; ``damaged``: whether what the sheet is written in is broken.
    """

    formats: CellFormats = field(default_factory=CellFormats)
    hidden: frozenset[int] = frozenset()
    values: Mapping[Place, float | str] = field(default_factory=dict)
    unread: Mapping[Place, str] = field(default_factory=dict)
    filled: int | None = None
    struck: Mapping[Place, str] = field(default_factory=dict)
    damaged: bool = False
    hidden_columns: frozenset[int] = frozenset()


def shown(value: object, form: NumberFormat | None) -> str:
    """What a person sees in a cell: its value in its format, without line wraps."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if form is not None and not form.is_plain and (form.changes_text or not isinstance(value, str)):
        seen = form.shown(value)
        if seen is not None:
            return cell_text(" ".join(seen.split(" ")))
    return cell_text(value)
