"""The heading rows of an indicator table: one, two or three of them, with spans or without, and what each column is headed by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.reading.forms.adjusted import block_of_change
from auditor.reading.forms.content import likeness
from auditor.reading.forms.headings import (
    Heading,
    funding_source,
    heading,
    is_ignored,
    is_in_words,
    money_unit,
    part_of,
    period_in,
    plain,
    stand_in,
    time_of,
)
from auditor.reading.forms.level_titles import is_level_title
from auditor.reading.forms.source_table import is_sum
from auditor.reading.forms.ticks import is_ticked_heading
from auditor.reading.grid import Grid
from auditor.taxonomy import level2_of

LEVELS = ("level1", "level2", "level3")
BESIDE_LEVELS = frozenset(
    {
        "level4",
        "description",
        "target",
        "target_in_words",
        "basis",
        "comparator",
        "unit",
        "weight",
        "actual",
        "actual_unit",
        "score",
        "deviation_reason",
        "forecast",
        "possibility",
    }
)
BEFORE_LEVELS = {"单位": "department", "项目": "name"}
"""What these words head in the columns before the levels; elsewhere 单位 is what the target is counted in."""
_MOST_ROWS = 4
_FEW_COLUMNS = 2
_LONGEST_NAME = 16
_TITLES_BELOW = 2
_VALUES = frozenset({"target", "goal", "longterm_goal"})
"""What heads the values of a table; where no other column does, one called a goal (年度目标)."""
_PARENTS = frozenset({"section", "target", "target_in_words", "actual"})
_REACHED = frozenset({"target", "target_in_words", "actual"})
"""What is to be reached, or was: its parts may be headed below it."""
_POINTS = re.compile(r"\d+(?:\.\d+)?[%％分]?")
_NUMBERED = re.compile(r"[（(]?\d{1,2}[)）]?|栏次|行次|[甲乙丙丁]|[A-Z]")


@dataclass(frozen=True)
class HeadedColumn:
    """A column with the texts above it from top to bottom, and what they name; None where that is not known."""

    column: int
    path: tuple[str, ...]
    heading: Heading | None

    @property
    def name(self) -> str:
        """The heading as a person would say it."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True)
class TableHeader:
    """The heading rows ``[top, body)`` of a table, and its columns.

    ``anchor`` is the row that names the levels, ``lowest`` the last with headings: below it may stand units and numbers.
    """

    top: int
    anchor: int
    body: int
    lowest: int
    columns: tuple[HeadedColumn, ...]


def row_headings(grid: Grid, row: int) -> dict[int, Heading]:
    """What the cells of a row name by themselves."""
    found = {column: named for column, text in grid.printed(row) if (named := heading(text))}
    column = _unnamed_level3(grid, row, found)
    if column is not None:
        found[column] = Heading("level3")
    levels = min((place for place, one in found.items() if one.field in LEVELS), default=0)
    meant = ((place, BEFORE_LEVELS.get(plain(text))) for place, text in grid.printed(row) if place < levels)
    return found | {place: Heading(field) for place, field in meant if field}


def is_anchor(grid: Grid, row: int) -> bool:
    """Whether a row names the levels of a table: it is no row of indicators that is filled in with such words."""
    columns = len(list(grid.printed(row)))
    if columns >= _FEW_COLUMNS and _above_titles(grid, row):
        return True
    if columns < _FEW_COLUMNS:
        return False
    if columns == _FEW_COLUMNS and not (_below_title(grid, row) or _heads_names_and_values(grid, row)):
        return False
    fields = {one.field for one in row_headings(grid, row).values()}
    if has_category(grid, row) and not fields >= {"level3", "target"}:
        return False
    if not fields & {"level1", "level2", "level3"} and not _stands_in_for_levels(grid, row, fields):
        return False
    named = fields & {"level1", "level2", "level3", "target"}
    return len(named) > 1 or _stands_in_for_level3(grid, row, fields) or _stands_in_for_levels(grid, row, fields)


def _heads_names_and_values(grid: Grid, row: int) -> bool:
    """Whether a row of two cells heads the names of indicators and their values, and such a pair stands right below it."""
    named = {one.field: column for column, text in grid.printed(row) if (one := heading(text))}
    if not named.keys() >= {"level3", "target"} or row + 1 >= len(grid.rows):
        return False
    below = grid.rows[row + 1]
    name, value = (below[named[field]] for field in ("level3", "target"))
    return len(grid.texts(row + 1)) == _FEW_COLUMNS and bool(name) and likeness([value]).get("target", 0.0) > 0


def _below_title(grid: Grid, row: int) -> bool:
    """Whether the row above holds nothing but the title of a level."""
    printed = [text for _, text in grid.printed(row - 1)] if row else []
    return len(printed) == 1 and is_level_title(printed[0])


def _above_titles(grid: Grid, row: int) -> bool:
    """Whether a row heads one column of indicators and their levels (指标｜指标值): below it stands a level by itself, then another."""
    known = [(stand_in(text), heading(text)) for _, text in grid.printed(row)]
    fields = {meant or (named.field if named else "") for meant, named in known}
    if not fields >= {"level3", "target"} or fields & {"level1", "level2"}:
        return False
    below = [grid.texts(one) for one in range(row + 1, min(row + 1 + _TITLES_BELOW, len(grid.rows)))]
    return len(below) == _TITLES_BELOW and all(
        texts and is_level_title(texts[0]) and texts[0].endswith("指标") and all(map(_POINTS.fullmatch, texts[1:]))
        for texts in below
    )


def has_category(grid: Grid, row: int) -> bool:
    """Whether a row names a second level."""
    return any(text.endswith("指标") and level2_of(text) for _, text in grid.printed(row))


def header_at(grid: Grid, anchor: int, first: int, limit: int) -> TableHeader:
    """The heading rows around an anchor, between the rows ``first`` and ``limit``."""
    top, body = anchor, anchor + 1
    while top > first and anchor - top < _MOST_ROWS - 2 and _heads_below(grid, top - 1, top):
        top -= 1
    while body < limit and body - top < _MOST_ROWS and _goes_on(grid, body, anchor):
        body += 1
    rows = [row for row in range(top, body) if row <= anchor or not _only_marks(list(grid.printed(row)))]
    return TableHeader(top, anchor, body, rows[-1], tuple(_columns(grid, rows, anchor)))


def _stands_in_for_level3(grid: Grid, row: int, fields: set[str]) -> bool:
    return "level2" in fields and any(stand_in(text) == "level3" for _, text in grid.printed(row))


def _stands_in_for_levels(grid: Grid, row: int, fields: set[str]) -> bool:
    """Whether words that may mean the levels stand beside a value (指标类型, 指标类别, 指标内容), right above second levels."""
    meant = {stand_in(text): column for column, text in grid.printed(row)}
    named = fields | meant.keys()
    if not named & _VALUES or "level3" not in named or not named & {"level1", "level2"}:
        return False
    column = meant.get("level2", meant.get("level1"))
    below = range(row + 1, min(row + _MOST_ROWS, len(grid.rows)))
    return any(has_category(grid, one) or (column is not None and level2_of(grid.text(one, column))) for one in below)


def _unnamed_level3(grid: Grid, row: int, headings: dict[int, Heading]) -> int | None:
    """The column of the third level where a header names it in its own way: the unknown heading after the second level."""
    fields = {one.field: column for column, one in headings.items()}
    if "level3" in fields or not {"level1", "level2", "target"} <= fields.keys():
        return None
    after = next((column for column, _ in grid.printed(row) if column > fields["level2"]), None)
    text = grid.rows[row][after] if after is not None else ""
    free = after not in headings or stand_in(text) == "level3"
    return after if free and not is_ignored(text) else None


# --- rows of a header ---------------------------------------------------------------------------------------------


def _heads_below(grid: Grid, row: int, below: int) -> bool:
    """Whether a row heads columns of the heading row below it, together with columns that go down past it."""
    printed = list(grid.printed(row))
    own = {column for column, _ in grid.printed(below)}
    parents = [(column, text) for column, text in printed if column in own]
    beside = [(column, text) for column, text in printed if column not in own]
    tall = [(column, text) for column, text in beside if grid.merged.get((below, column)) == (row, column)]
    if len(printed) == 1 and block_of_change(printed[0][1]):
        return False
    if any(len(plain(text)) > _LONGEST_NAME or plain(text).isdigit() for _, text in printed):
        return False
    if tall and any(heading(text) for _, text in tall):
        return all(_wide(grid, row, column) or _is_parent(text) for column, text in parents)
    return all(
        _is_parent(text) or _heads_sources(grid, row, below, column) for column, text in parents
    ) and _names_rest(grid, beside, parents)


def _heads_sources(grid: Grid, row: int, below: int, column: int) -> bool:
    """Whether a heading is that of a budget, and the one below it its sum or a source of money."""
    named, text = heading(grid.rows[row][column]), grid.rows[below][column]
    return named is not None and named.field == "budget" and (is_sum(text) or funding_source(text) is not None)


def _names_rest(grid: Grid, beside: list[tuple[int, str]], parents: list[tuple[int, str]]) -> bool:
    """Whether the cells beside are headings of columns that the row below leaves empty."""
    named = [heading(text) for _, text in beside]
    if parents:
        return all(one is not None or is_ignored(text) for one, (_, text) in zip(named, beside, strict=True))
    return bool(named) and all(one is not None and one.field in BESIDE_LEVELS for one in named)


def _is_parent(text: str) -> bool:
    """Whether a heading can stand over several columns: a value, a part of the table, a period."""
    named = heading(text)
    if named is not None:
        return named.field in _PARENTS or (named.field in ("goal", "longterm_goal") and period_in(text) is not None)
    return period_in(text) is not None


def _wide(grid: Grid, row: int, column: int) -> bool:
    return grid.merged.get((row, column + 1)) == (row, column)


def _goes_on(grid: Grid, row: int, anchor: int) -> bool:
    """Whether a row below the anchor still heads columns: parts of a value, periods, units, or numbers of the columns."""
    printed = list(grid.printed(row))
    if not printed or has_category(grid, row):
        return False
    if _only_marks(printed) or _inside_heading(grid, row, anchor):
        return True
    texts = [text for _, text in printed]
    known = sum(_is_subheading(text) for text in texts)
    if 2 * known <= len(texts):
        return False
    return not _names_levels(grid, row, anchor) and (
        _hangs_down(grid, row) or all(_below_blank_or_parent(grid, row, anchor, column) for column, _ in printed)
    )


def _inside_heading(grid: Grid, row: int, anchor: int) -> bool:
    """Whether the heading of a level spans down into a row."""
    levels = [column for column, one in row_headings(grid, anchor).items() if one.field in LEVELS]
    return any(grid.merged.get((row, column), (row, column))[0] <= anchor for column in levels)


def _is_subheading(text: str) -> bool:
    return (
        is_ticked_heading(text)
        or is_in_words(text)
        or any(one(text) is not None for one in (heading, time_of, part_of))
    )


def _only_marks(printed: list[tuple[int, str]]) -> bool:
    """Whether a row holds nothing but numbers of columns, or nothing but units."""
    texts = [text.strip() for _, text in printed]
    if len(texts) > 2 and all(_NUMBERED.fullmatch(text) for text in texts):
        numbers = [int(digits) for text in texts if (digits := re.sub(r"\D", "", text))]
        return bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return all(len(text) <= 7 and money_unit(text) and not re.search(r"\d", text) for text in texts)


def _names_levels(grid: Grid, row: int, anchor: int) -> bool:
    """Whether a row fills the columns of the levels: it is a row of indicators, or the header of a table of its own."""
    levels = {column for column, one in row_headings(grid, anchor).items() if one.field in LEVELS}
    return any(column in levels for column, _ in grid.printed(row))


def _hangs_down(grid: Grid, row: int) -> bool:
    return any(
        (row, column) in grid.merged and grid.merged[row, column][0] < row for column in range(len(grid.rows[row]))
    )


def _below_blank_or_parent(grid: Grid, row: int, anchor: int, column: int) -> bool:
    text = grid.rows[anchor][column]
    if is_ticked_heading(grid.rows[row][column]) or plain(grid.rows[row][column]) == plain(text):
        return True
    return not text or _is_parent(text) or heading(text) is None


# --- columns ------------------------------------------------------------------------------------------------------


def _columns(grid: Grid, rows: list[int], anchor: int) -> Iterator[HeadedColumn]:
    by_itself = row_headings(grid, anchor)
    levels = min((place for place, one in by_itself.items() if one.field in LEVELS), default=0)
    for column in range(len(grid.rows[anchor])):
        path = _path(grid, rows, column)
        if path:
            own = by_itself.get(column) if path[-1] == grid.rows[anchor][column] else None
            if column < levels and (field := BEFORE_LEVELS.get(plain(path[-1]))):
                own = Heading(field)
            yield HeadedColumn(column, path, meaning(path, own))


def _path(grid: Grid, rows: list[int], column: int) -> tuple[str, ...]:
    """The texts over a column; where a file gives no spans, a heading goes on over the empty cells to its right."""
    texts: list[str] = []
    for place, row in enumerate(rows):
        at = grid.merged.get((row, column), (row, column))
        text = grid.rows[at[0]][at[1]]
        if not text and at == (row, column) and place + 1 < len(rows):
            text = _from_left(grid, row, rows[place + 1], column)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)


def _from_left(grid: Grid, row: int, below: int, column: int) -> str:
    """The heading that a cell without one shares with its left neighbours: all of them have headings of their own below."""
    if not grid.rows[below][column]:
        return ""
    for left in range(column - 1, -1, -1):
        if (row, left) in grid.merged or not grid.rows[below][left]:
            return ""
        if text := grid.rows[row][left]:
            return text if _is_parent(text) else ""
    return ""


def meaning(path: tuple[str, ...], own: Heading | None = None) -> Heading | None:
    """What a column is by the texts above it: the lowest names it, those above say of which value or period it is."""
    leaf, above = path[-1], path[:-1]
    named = own or heading(leaf)
    about = next((one for text in reversed(above) if (one := _value_above(text))), None)
    if about is not None and (about.field == "target_in_words" or is_in_words(leaf)):
        return Heading("target_in_words") if about.field != "actual" else named
    timed = next((one for text in reversed(above) if (one := period_in(text))), None)
    if about is not None and (named is None or named.field == "unit"):
        named = _part_of_value(leaf, about) or named
    if named is None and (time := time_of(leaf)) is not None and time.period:
        return time
    if (money := _sum_of_money(leaf, above)) is not None:
        return money
    if named is None or named.period or timed is None:
        return named
    return replace(named, period=timed.period, year=timed.year)


def _value_above(text: str) -> Heading | None:
    """The value that a wide heading is of: one to be reached or reached, or the goal of a period (中期目标)."""
    named = heading(text)
    if named is not None and named.field in ("goal", "longterm_goal") and period_in(text) is not None:
        return Heading("target")
    return named if named is not None and named.field in _REACHED else None


def _sum_of_money(leaf: str, above: tuple[str, ...]) -> Heading | None:
    """The budget that a sum (总额, 合计) below its heading is, beside the sources that it is made of."""
    if not is_sum(leaf) or not above:
        return None
    return next((one for text in reversed(above) if (one := heading(text)) and one.field == "budget"), None)


def _part_of_value(leaf: str, about: Heading) -> Heading | None:
    part, time = part_of(leaf), time_of(leaf)
    if part in ("comparator", "unit"):
        return Heading(part)
    if part == "number":
        return about
    if time is not None:
        return Heading(time.field or about.field, period=time.period, year=time.year)
    return None
