"""Lists with a project a row and a column for each second level (数量指标｜质量指标｜…), whose cells say name and value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reading.forms.headings import heading
from auditor.reading.forms.in_cell import NOT_APART, named_value, written_items
from auditor.reading.forms.rebuilt import Line, source_unread, with_lines
from auditor.reading.grid import Grid
from auditor.taxonomy import level1_of, level2_of

_HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
_FEWEST, _FEWEST_ALONE = 2, 3
_ROWS_LOOKED_AT = 40
_BLANK = frozenset({"", "/", "-", "—", "无", "／", "－"})


def with_category_rows(grid: Grid) -> Grid | None:
    """The list with a row for each indicator and its levels in columns of their own; None where the sheet is none."""
    for header in range(min(len(grid.rows) - 1, _ROWS_LOOKED_AT)):
        columns = _category_columns(grid, header)
        if columns:
            lines = [_header_line(grid, header, columns)]
            end = next((row for row in range(header + 1, len(grid.rows)) if _heads_another(grid, row)), len(grid.rows))
            for row in range(header + 1, end):
                lines += _lines(grid, header, row, columns)
            titled = any(_level1(grid, header, column) for column in columns)
            return with_lines(grid, header - 1 if titled else header, end, lines)
    return None


def _category_columns(grid: Grid, row: int) -> tuple[int, ...]:
    """The columns headed by second levels, in a row that heads projects too or nothing but indicators; () where it is no header."""
    printed = list(grid.printed(row))
    columns = tuple(column for column, text in printed if text.endswith("指标") and level2_of(text))
    fields = {named.field for text in _headings(grid, row) if (named := heading(text))}
    if len(columns) < _FEWEST or fields & {"level1", "level2", "level3"}:
        return ()
    whole = fields & {"name", "code"} or (len(columns) == len(printed) >= _FEWEST_ALONE)
    below = grid.texts(row + 1)
    stated = any(named_value(text)[1] for column in columns if (text := grid.text(row + 1, column)))
    return columns if whole and stated and not any(_is_category(text) for text in below) else ()


def _heads_another(grid: Grid, row: int) -> bool:
    """Whether a row heads another table."""
    return sum(heading(text) is not None for text in grid.texts(row)) >= _FEWEST


def _header_line(grid: Grid, header: int, columns: Sequence[int]) -> Line:
    cells = tuple("" if place in columns else text for place, text in enumerate(_headings(grid, header)))
    return Line((*cells, *_HEADINGS), header)


def _headings(grid: Grid, header: int) -> list[str]:
    """The texts of the heading row, those that reach down to it from above in their own columns too."""
    at = (grid.merged.get((header, place), (header, place)) for place in range(len(grid.rows[header])))
    return [grid.rows[row][column] if column == place else "" for place, (row, column) in enumerate(at)]


def _lines(grid: Grid, header: int, row: int, columns: Sequence[int]) -> Iterator[Line]:
    """The indicators of one project; a row without any as it is."""
    rest = tuple("" if place in columns else grid.text(row, place) for place in range(len(grid.rows[row])))
    found = False
    for column in columns:
        text = grid.text(row, column)
        told = source_unread(grid, row, column)
        if text.strip() in _BLANK and told is None:
            continue
        level2 = grid.rows[header][column]
        for item in written_items(text):
            name, value = named_value(item)
            unread = told or (None if value else NOT_APART)
            cells = (*(rest if not found else ("",) * len(rest)), _level1(grid, header, column), level2, name, value)
            yield Line(cells, row, column, {len(cells) - 1: unread} if unread else {})
            found = True
    if not found and any(grid.rows[row]):
        yield Line(tuple(grid.rows[row]), row)


def _level1(grid: Grid, header: int, column: int) -> str:
    """The first level that stands over a column (产出指标), "" where none does."""
    text = grid.text(header - 1, column) if header else ""
    return text if level1_of(text) else ""


def _is_category(text: str) -> bool:
    return text.endswith("指标") and level2_of(text) is not None
