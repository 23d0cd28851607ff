"""What the cells of a row of indicators say by field, where some span several rows or several columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from auditor.reading.forms.in_cell import named_value, states_several
from auditor.reading.grid import Grid

_OF_SEVERAL_ROWS = frozenset({"description", "basis", "deviation_reason"})
"""What may be written beside one indicator in several rows."""
_IN_ONE = "几栏合并在一格里，分不清各是什么"
_CHOSEN = ("comparator", "unit")
"""Fields of which a form may print all there is to choose from."""
_TICKED, _OPEN = "☑☒√✓✔■●", "□☐○"
_BOX = re.compile(r"[☑☒□☐■]")
_OPTION = re.compile(rf"([{_TICKED}{_OPEN}])([^{_TICKED}{_OPEN}]*)")
_NOT_CHOSEN = "符号或者单位有几个选项，分不清选的是哪一个"
_NAMES_SOMETHING = re.compile(r"[\u4e00-\u9fff]{2}")


class RowCells(NamedTuple):
    """The texts of a row by field, and why fields are not known."""

    texts: dict[str, str]
    unsure: dict[str, str]


def cells_of_row(grid: Grid, columns: Mapping[str, int], row: int, end: int) -> RowCells | None:
    """The cells of a row with what goes on of them below it, up to the row ``end``; None where one cell spans all columns, as that
    of a title or of a sum does.
    """
    texts = {name: grid.text(row, column) for name, column in columns.items()} | _with_rest(grid, columns, row, end)
    ticked = {name: _ticked(text) for name in _CHOSEN if _BOX.search(text := texts.get(name, ""))}
    texts |= {name: chosen or "" for name, chosen in ticked.items()}
    not_chosen = {"target": _NOT_CHOSEN} if None in ticked.values() else {}
    if not _one_cell(grid, row, columns, "level3", "target"):
        return RowCells(texts, not_chosen)
    if _one_cell(grid, row, columns, "level1", "level3") or not _NAMES_SOMETHING.search(texts["level3"]):
        return None
    if states_several(texts["level3"]):
        return RowCells(texts, {**not_chosen, "level3": _IN_ONE, "target": _IN_ONE})
    name, value = named_value(texts["level3"])
    unsure = not_chosen if value else {"target": _IN_ONE}
    if _one_cell(grid, row, columns, "level2", "level3"):
        return RowCells({**texts, "level2": "", "level3": name, "target": value}, {**unsure, "level2": _IN_ONE})
    return RowCells({**texts, "level3": name, "target": value}, unsure)


def _ticked(text: str) -> str | None:
    """What is ticked of a cell with boxes (☑≥□≤); None where that is not one of them."""
    chosen = [option for box, option in _OPTION.findall(text) if box in _TICKED]
    return chosen[0].strip() if len(chosen) == 1 else None


def goes_on_above(grid: Grid, columns: Mapping[str, int], row: int) -> bool:
    """Whether a row is the rest of the indicator above it, whose name spans down into it: it states no value of its own."""
    name = next((columns[one] for one in ("level4", "level3") if one in columns), None)
    if name is None or row == 0 or grid.merged.get((row, name), (row, name))[0] == row or not grid.text(row, name):
        return False
    own = {column for column, _ in grid.printed(row)}
    return not any(column in own for field, column in columns.items() if field not in _OF_SEVERAL_ROWS)


def _one_cell(grid: Grid, row: int, columns: Mapping[str, int], one: str, other: str) -> bool:
    """Whether what is read as two fields of a row is one cell that spans both columns."""
    if one not in columns or other not in columns or columns[one] == columns[other]:
        return False
    places = [grid.merged.get((row, columns[name]), (row, columns[name])) for name in (one, other)]
    return places[0] == places[1]


def _with_rest(grid: Grid, columns: Mapping[str, int], row: int, end: int) -> dict[str, str]:
    """What is written of an indicator over several rows, in one: remarks below each other beside one name."""
    rest = row + 1
    while rest < end and goes_on_above(grid, columns, rest):
        rest += 1
    rows = range(row, rest)
    texts = {name: [grid.rows[one][columns[name]] for one in rows] for name in _OF_SEVERAL_ROWS if name in columns}
    return {name: "；".join(filter(None, found)) for name, found in texts.items() if any(found[1:])}
