"""The indicator tables of a grid: where their headings are, which rows are theirs, and what each column is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from auditor.model import Kind
from auditor.reading.forms.adjusted import block_of_change, change_above
from auditor.reading.forms.columns import Columns, ReadColumn, understood
from auditor.reading.forms.header import LEVELS, TableHeader, has_category, header_at, is_anchor
from auditor.reading.forms.headings import Heading, heading, is_signature, period_in
from auditor.reading.forms.level_titles import level_titles
from auditor.reading.forms.period import with_first_year
from auditor.reading.forms.signatures import is_signature_row
from auditor.reading.grid import Grid
from auditor.taxonomy import level1_of, level2_of

_HEADS_A_FORM = frozenset({"code", "name", "goal", "purpose", "department", "budget", "plan", "task", "longterm_goal"})
"""Labels that stand at the beginning of a form's rows: the table above has ended."""
CLOSING = ("总分", "合计", "总计", "小计")
_PROJECT = ("code", "name", "goal", "purpose", "budget", "department")
_FORM_YEAR = re.compile(r"[（(]?\s*(20\d\d)\s*年?度?\s*[）)]?")
_TITLE_YEAR = re.compile(r"(20\d\d)\s*年.{0,30}表|表\s*[（(]?\s*(20\d\d)\s*年")
_MONITORING_TITLE = re.compile(r"绩效.{0,8}(?:监控|跟踪).{0,8}表")
_BOX = re.compile(r"[^，。；]{0,16}(?:原因|偏差|问题|措施|说明|备注|建议|结论|综述|等级|等次)[^，。；]{0,12}[:：]?")
_LONGEST_TITLE = 50
_WORD = re.compile(r"[\u4e00-\u9fff（）()/、\s]{1,12}")
_FEWEST = 4
_LEFT_OUT = frozenset({"longterm", "replaced"})
_SUMS_AHEAD = 3


@dataclass(frozen=True)
class GridTable:
    """An indicator table in a grid: header rows ``[top, body)`` and where each column's field is; rows end before ``end``.

    ``side_by_side``: mid-term and annual targets stand beside each other, and ``columns`` are the annual ones.
    ``read`` tells every headed column, ``unsure`` the fields whose column is not certain, and why. ``anchor`` is the row
    that names the levels. ``longterm`` are rows of a mid-term block above or below the annual one: they are not read.
    ``titles`` are rows that hold but a level, with what the levels are below them; the first may stand above the header.
    ``replaced``: those rows are not of a mid-term block but of one that a change of the budget has replaced.
    ``sums`` are lines between its rows that add up the points of those above (小计).
    """

    grid: Grid
    top: int
    body: int
    end: int
    columns: Mapping[str, int]
    headings: tuple[Heading, ...]
    side_by_side: bool = False
    read: tuple[ReadColumn, ...] = ()
    unsure: Mapping[str, str] = field(default_factory=dict)
    anchor: int = 0
    longterm: frozenset[int] = frozenset()
    titles: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    sums: frozenset[int] = frozenset()
    replaced: bool = False

    @property
    def flat(self) -> bool:
        """Whether the table itself names the projects."""
        return "name" in self.columns or "code" in self.columns

    @property
    def titled(self) -> Mapping[str, str]:
        """The levels that titles above the header state for its first rows."""
        above = [levels for row, levels in self.titles.items() if row < self.top]
        return above[-1] if above else {}

    @property
    def only_longterm(self) -> bool:
        """Whether all of its rows are of a mid-term block."""
        return bool(self.longterm) and self.longterm >= set(range(self.body, self.end))


def find_tables(grid: Grid) -> tuple[GridTable, ...]:
    """The indicator tables of a sheet, from top to bottom; where annual ones follow, mid-term blocks are without rows."""
    anchors = list(_anchors(grid))
    tables: list[GridTable] = []
    for place, anchor in enumerate(anchors):
        limit = anchors[place + 1] if place + 1 < len(anchors) else len(grid.rows)
        first = tables[-1].end if tables else 0
        if anchor >= first:
            tables.append(_table(grid, anchor, first, limit))
    if all(table.only_longterm for table in tables):
        return tuple(tables)
    return tuple(replace(table, unsure={}) if table.only_longterm else table for table in tables)


def holds_table(grid: Grid) -> bool:
    """Whether ``find_tables`` would find any."""
    return next(_anchors(grid), None) is not None


def _anchors(grid: Grid) -> Iterator[int]:
    """The rows that name the levels of a table; where none does, the one that stands for them."""
    named = False
    for row in range(len(grid.rows)):
        if is_anchor(grid, row):
            named = True
            yield row
    if not named:
        yield from _headed_by_own_words(grid)


def _headed_by_own_words(grid: Grid) -> Iterator[int]:
    """The row of short words right above the first rows that name second levels, where no heading of a grid is known."""
    first = next((row for row in range(len(grid.rows) - 1) if has_category(grid, row)), 0)
    if first == 0 or not has_category(grid, first + 1):
        return
    printed = [text for _, text in grid.printed(first - 1)]
    values = [text for _, text in grid.printed(first)]
    if len(printed) >= _FEWEST and len(values) <= len(printed) + 1 and all(map(_WORD.fullmatch, printed)):
        yield first - 1


def table_kind(tables: tuple[GridTable, ...]) -> Kind:
    """Monitoring where a part of the year is reported, self-evaluation where results or scores are, else a declaration."""
    headings = [one for table in tables for one in table.headings]
    if any(one.monitoring for one in headings) or any(map(_titled_monitoring, tables)):
        return "monitoring"
    if any(one.field in ("actual", "score") for one in headings):
        return "self_evaluation"
    return "target_declaration"


def _titled_monitoring(table: GridTable) -> bool:
    """Whether the line above a table calls it a form of monitoring, and it reports results."""
    if not any(one.field in ("actual", "forecast", "possibility") for one in table.headings):
        return False
    texts = (text for row in range(table.top) for _, text in table.grid.printed(row))
    return any(_MONITORING_TITLE.search(text) for text in texts if len(text) <= _LONGEST_TITLE)


def rows_seen(grid: Grid, tables: Sequence[GridTable]) -> tuple[int, ...]:
    """Rows outside of all tables that look like indicators: a second level, and a name and a value beside it; or labels of a name
    and of a value, each with what it says.
    """
    inside = {row for table in tables for row in range(table.top, table.end) if table.body < table.end}
    headings = {row for table in tables for row in range(table.top, table.end)}
    return tuple(
        row for row in range(len(grid.rows))
        if (row not in headings and _is_like_indicator(grid, row)) or (row not in inside and _labels_indicator(grid, row))
    )  # fmt: skip


def _is_like_indicator(grid: Grid, row: int) -> bool:
    return has_category(grid, row) and len(list(grid.printed(row))) > 2


def _labels_indicator(grid: Grid, row: int) -> bool:
    fields = [one.field if (one := heading(text)) else "" for _, text in grid.printed(row)]
    told = {name for name, value in pairwise(fields) if name and not value}
    return {"level3", "target"} <= told


def block_period(text: str) -> str:
    """Whether a cell beside or above rows says that they are of the mid-term, of the year, or of before a change of the
    budget: longterm, current, replaced or "".
    """
    if changed := block_of_change(text):
        return changed
    named = period_in(text)
    if named is None or not ("指标" in text or "目标" in text):
        return ""
    return named.period if named.period in ("longterm", "current") else "current" if named.period == "year" else ""


def _table(grid: Grid, anchor: int, first: int, limit: int) -> GridTable:
    header = header_at(grid, anchor, first, limit)
    columns = understood(grid, header, _next_head(grid, header.body, limit), form_year(grid, header.top))
    titles = level_titles(grid, columns.places, header.top, limit)
    end = _end(grid, header, columns, titles, limit)
    left_out, replaced = _rows_left_out(grid, header, columns, end)
    unsure = dict(columns.unsure)
    if "actual" not in columns.places and any(one.field == "score" for one in columns.headings):
        unsure.setdefault("actual", "表里没有“完成值”这一栏")
    return GridTable(
        grid,
        header.top,
        header.body,
        end,
        columns.places,
        columns.headings,
        columns.side_by_side,
        columns.read,
        unsure,
        anchor,
        left_out,
        {row: levels for row, levels in titles.items() if row < end},
        frozenset(row for row in range(header.body, end) if _sums_up(grid, row)),
        replaced,
    )


def _next_head(grid: Grid, first: int, limit: int) -> int:
    """The first row of ``[first, limit)`` that begins with the label of a project and its value, ``limit`` where none does:
    what stands from there on tells nothing of the columns above.
    """
    for row in range(first, limit):
        printed = [text for _, text in islice(grid.printed(row), 2)]
        named = heading(printed[0]) if len(printed) > 1 else None
        if named is not None and named.field in ("name", "code"):
            return row
    return limit


def form_year(grid: Grid, top: int) -> int | None:
    """The year that stands by itself or in a title above a row, the nearest first; None where none does."""
    for row in range(top - 1, max(top - 40, -1), -1):
        texts = [text for _, text in grid.printed(row)]
        years = [column for column, text in grid.printed(row) if _FORM_YEAR.fullmatch(text.strip())]
        if len(years) > 1 or any(_among_years(grid, row, column) for column in years):
            continue  # years that head columns of money, or rows of it
        for text in texts:
            if "20" not in text:
                continue
            found = _FORM_YEAR.fullmatch(text.strip()) or _TITLE_YEAR.search(with_first_year(text))
            if found:
                return int(found[found.lastindex or 1])
    return None


def _among_years(grid: Grid, row: int, column: int) -> bool:
    """Whether a year stands right below or above another one."""
    beside = (one for one in (row - 1, row + 1) if 0 <= one < len(grid.rows))
    return any(_FORM_YEAR.fullmatch(grid.rows[one][column].strip()) for one in beside)


# --- rows ---------------------------------------------------------------------------------------------------------


def _end(grid: Grid, header: TableHeader, columns: Columns, titles: Container[int], limit: int) -> int:
    """The first row below the header that is no longer the table's, sums between its rows passed over."""
    row = header.body
    while row < limit:
        if row in titles or _in_table(grid, row, columns.places):
            row += 1
        elif (after := _after_break(grid, row, columns.places, titles, limit)) is not None:
            row = after
        else:
            return row
    return limit


def _after_break(grid: Grid, row: int, columns: Mapping[str, int], titles: Container[int], limit: int) -> int | None:
    """The row where rows of indicators go on after signatures, sums, units or titles of blocks; None where the table ends."""
    passed = 0
    for ahead in range(row, limit):
        if ahead > row and (ahead in titles or _states_indicator(grid, ahead, columns)):
            return ahead
        signed = is_signature_row(grid.texts(ahead))
        passed += not signed
        if passed >= _SUMS_AHEAD or not (signed or _may_interrupt(grid, ahead, columns)):
            return None
    return None


def _may_interrupt(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row between rows of indicators is a sum, a title of a block, or in a list the line of a unit."""
    printed = list(grid.printed(row))
    if not printed:
        return True
    first = printed[0][1]
    if _closes(first) or (len(printed) == 1 and block_period(first)):
        return True
    if is_signature(first) or heading(first) is not None:
        return False
    listed = {columns[name] for name in _PROJECT if name in columns}
    before = range(min((columns[name] for name in LEVELS if name in columns), default=0))
    return len(listed) > 1 and all(column in listed or column in before for column, _ in printed)


def _states_indicator(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row names a known second level in its column, with a name of its own."""
    level2, level3 = (grid.text(row, columns[name]) if name in columns else "" for name in ("level2", "level3"))
    return level2_of(level2) is not None and bool(level3)


def _sums_up(grid: Grid, row: int) -> bool:
    first = next((text for _, text in grid.printed(row)), "")
    return _closes(first)


def _closes(text: str) -> bool:
    return text.rstrip("：:").replace(" ", "") in CLOSING


def _in_table(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Whether the row still belongs to the table: no total, no field of the next project's head, no signature line."""
    printed = list(grid.printed(row))
    if not printed:
        return True
    column, text = printed[0]
    if _closes(text) or is_signature(text) or is_signature_row(grid.texts(row)):
        return False
    if _heads_next_form(grid, row, column, columns) or _heads_box(grid, row, column, columns):
        return False
    if len(printed) == 1 and "level3" in columns and grid.merged.get((row, columns["level3"])) == (row, column):
        return False  # a title over the whole width: the next form begins
    if _name_goes_on(grid, row, columns):
        return True
    own = {place for place, _ in printed}
    return bool(own & {columns[name] for name in (*LEVELS, "target") if name in columns}) and not (
        len(printed) == 1 and len(text) > 12 and column == min(columns.values()) and columns.get("level3") != column
    )


def _name_goes_on(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Whether the name of an indicator spans down into a row, so that what stands there is written of it."""
    column = columns.get("level3", -1)
    return grid.merged.get((row, column), (row, column))[0] < row and bool(grid.text(row, column))


def _heads_next_form(grid: Grid, row: int, column: int, columns: Mapping[str, int]) -> bool:
    """Whether the first cell of a row is a label of the next form, and not a level called as one (绩效目标)."""
    named = heading(grid.rows[row][column])
    if named is None or named.field not in _HEADS_A_FORM or column not in _label_columns(columns):
        return False
    level1 = columns.get("level1", columns.get("level2", -1))
    beside = column > level1 >= 0 and grid.text(row, columns.get("level3", column)) and "target" in columns
    return not (beside and grid.text(row, columns["target"]))


def _heads_box(grid: Grid, row: int, column: int, columns: Mapping[str, int]) -> bool:
    """Whether a row below a table begins with the label of a box: reasons, problems, measures, the grade."""
    text = grid.rows[row][column]
    beside = column <= columns.get("level1", -1) and level1_of(text) is None
    return (
        beside
        and bool(_BOX.fullmatch(text.strip()))
        and level2_of(grid.text(row, columns.get("level2", column))) is None
    )


def _label_columns(columns: Mapping[str, int]) -> range:
    """Where the labels of a next form would begin: left of the names of indicators, of which 项目预算 may be one."""
    own = [columns[name] for name in ("code", "name", "goal", "purpose") if name in columns]
    return range(min(own, default=max(columns.get("level3", 1), 1)))


# --- blocks -------------------------------------------------------------------------------------------------------


def _rows_left_out(grid: Grid, header: TableHeader, columns: Columns, end: int) -> tuple[frozenset[int], bool]:
    """Rows of a mid-term block within one table, or of one before a change of the budget, and whether they are the latter.

    They are told by the cell beside them, or by a title between the rows.
    """
    beside = min(columns.places.values(), default=0)
    section = columns.places.get("section", beside - 1 if "section" not in columns.places else beside)
    periods: dict[int, str] = {}
    period = (block_period(grid.text(header.anchor, section)) if section >= 0 else "") or _titled_period(grid, header)
    for row in range(header.body, end):
        text = grid.text(row, section) if section >= 0 else ""
        titles = list(grid.printed(row))
        title = titles[0][1] if len(titles) == 1 else ""
        period = block_period(text) or block_period(title) or period
        periods[row] = period
    said = set(periods.values())
    if said and (said <= _LEFT_OUT or ("current" in said and said & _LEFT_OUT)):
        return frozenset(row for row, of in periods.items() if of in _LEFT_OUT), "replaced" in said
    return frozenset(), False


def _titled_period(grid: Grid, header: TableHeader) -> str:
    """The period that a line by itself right above the headings says that the block is of, "" where none does."""
    for row in range(header.anchor - 1, max(header.top - 2, -1), -1):
        printed = [text for _, text in grid.printed(row)]
        if len(printed) == 1 and (period := block_period(printed[0])):
            return period
    return change_above(grid, header.top)
