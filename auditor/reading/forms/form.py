"""A grid to projects: finds the indicator tables, the fields above them, and tells a form from a flat list.

A form has its project's fields above the table (河北 form, 88号 forms, 自评表), several of them stacked in one sheet or one
in each sheet. A flat list names the project in columns of the table itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.model import Execution, Indicator, Kind, Project
from auditor.reading.forms.execution import number
from auditor.reading.forms.head import Head, read_head
from auditor.reading.forms.headings import REPEATED_FIELDS, Heading, heading, is_signature, plain
from auditor.reading.forms.money import amount_wan
from auditor.reading.forms.records import Record, indicator, read_records
from auditor.reading.grid import Grid
from auditor.taxonomy import level2_of

_HEADS_A_FORM = frozenset({"code", "name", "goal", "purpose", "department", "budget", "plan", "task", "longterm_goal"})
"""Labels that stand at the beginning of a form's rows: the table above has ended."""
_BESIDE_LEVELS = frozenset(
    {"description", "target", "basis", "comparator", "unit", "weight", "actual", "score", "deviation_reason"}
)
_BEFORE_LEVELS = {"单位": "department", "项目": "name"}
"""What these words head in the columns before the levels; elsewhere 单位 is what the target is counted in."""
_CLOSING = ("总分", "合计", "总计", "小计")


@dataclass(frozen=True)
class GridTable:
    """An indicator table in a grid: header rows ``[top, body)`` and where each column's field is; rows end before ``end``.

    ``side_by_side``: mid-term and annual targets stand beside each other, and ``columns`` are the annual ones.
    """

    grid: Grid
    top: int
    body: int
    end: int
    columns: dict[str, int]
    headings: tuple[Heading, ...]
    side_by_side: bool = False

    @property
    def flat(self) -> bool:
        """Whether the table itself names the projects."""
        return "name" in self.columns or "code" in self.columns


def find_tables(grid: Grid) -> tuple[GridTable, ...]:
    """The indicator tables of a sheet, from top to bottom."""
    tops = [
        row for row in range(len(grid.rows)) if _is_header(_row_headings(grid, row)) and not _has_category(grid, row)
    ]
    tables = []
    for place, top in enumerate(tops):
        limit = tops[place + 1] if place + 1 < len(tops) else len(grid.rows)
        tables.append(_table(grid, top, limit))
    return tuple(tables)


def read_grid(grid: Grid) -> tuple[Project, ...]:
    """The projects of a sheet; ids of their rows are not yet set."""
    projects: list[Project] = []
    rows: tuple[Record, ...] = ()
    first = 0
    for table in find_tables(grid):
        head = read_head(grid, first, table.top)
        if table.flat:
            projects += _flat_projects(table)
        else:
            goes_on = bool(not head.fields and projects and first)
            above = rows[-1].texts if goes_on and rows else None
            rows = tuple(read_records(grid, table.columns, table.body, table.end, above))
            if goes_on:
                projects[-1] = _longer(projects[-1], rows)
            else:
                projects.append(_form_project(head, table, first, rows))
        first = table.end
    return tuple(project for project in projects if project.indicators)


def table_kind(tables: tuple[GridTable, ...]) -> Kind:
    """Monitoring where a part of the year is reported, self-evaluation where results or scores are, else a declaration."""
    headings = [one for table in tables for one in table.headings]
    if any(one.monitoring for one in headings):
        return "monitoring"
    if any(one.field in ("actual", "score") for one in headings):
        return "self_evaluation"
    return "target_declaration"


def department_of(grids: tuple[Grid, ...]) -> str | None:
    """The first department that a sheet names."""
    for grid in grids:
        first = 0
        for table in find_tables(grid):
            if "department" in table.columns:
                return grid.text(table.body, table.columns["department"]) or None
            found = read_head(grid, first, table.top).fields.get("department")
            if found:
                return found
            first = table.end
    return None


def _row_headings(grid: Grid, row: int) -> dict[int, Heading]:
    found = {column: named for column, text in grid.printed(row) if (named := heading(text))}
    column = unnamed_level3(grid, row, found)
    if column is not None:
        found[column] = Heading("level3")
    levels = min((place for place, one in found.items() if one.field in ("level1", "level2", "level3")), default=0)
    meant = ((place, _BEFORE_LEVELS.get(plain(text))) for place, text in grid.printed(row) if place < levels)
    return found | {place: Heading(field) for place, field in meant if field}


def headings_above(grid: Grid, top: int) -> dict[int, Heading]:
    """Headings of the row above a header's, over cells that the header leaves empty (指标值 beside 绩效指标 over three levels)."""
    if top == 0:
        return {}
    own = {column for column, _ in grid.printed(top)}
    above = {column: named for column, text in grid.printed(top - 1) if (named := heading(text))}
    return {column: named for column, named in above.items() if column not in own and named.field in _BESIDE_LEVELS}


def unnamed_level3(grid: Grid, row: int, headings: Mapping[int, Heading]) -> int | None:
    """The column of the third level where a header names it in its own way: the unknown heading after the second level."""
    fields = {one.field: column for column, one in headings.items()}
    if "level3" in fields or not {"level1", "level2", "target"} <= fields.keys():
        return None
    after = next((column for column, _ in grid.printed(row) if column > fields["level2"]), None)
    return after if after not in headings else None


def _is_header(headings: dict[int, Heading]) -> bool:
    fields = {one.field for one in headings.values()}
    return "level3" in fields and bool(fields & {"target", "level2", "level1"})


def _has_category(grid: Grid, row: int) -> bool:
    """Whether a row names a second level, so that words of the header in it are an indicator filled in with them."""
    return any(text.endswith("指标") and level2_of(text) for _, text in grid.printed(row))


def _table(grid: Grid, top: int, limit: int) -> GridTable:
    headings = headings_above(grid, top) | _row_headings(grid, top)
    body = top + 1
    while body < limit and _continues_header(grid, body):
        headings |= _row_headings(grid, body)
        body += 1
    columns, side_by_side = _columns(headings)
    end = next((row for row in range(body, limit) if not _in_table(grid, row, columns)), limit)
    ordered = tuple(headings[column] for column in sorted(headings))
    return GridTable(grid, top, body, end, columns, ordered, side_by_side)


def _columns(headings: dict[int, Heading]) -> tuple[dict[str, int], bool]:
    """Where each field is. Of two sets of indicators side by side the second is the annual one."""
    places: dict[str, list[int]] = {}
    for column in sorted(headings):
        places.setdefault(headings[column].field, []).append(column)
    twice = len(places.get("level3", ())) > 1 and len(places.get("target", ())) > 1
    last = REPEATED_FIELDS if twice else frozenset()
    return {name: found[-1] if name in last else found[0] for name, found in places.items()}, twice


def _continues_header(grid: Grid, row: int) -> bool:
    """Whether a row holds headings for the most part, below a header of which some cells are merged downwards."""
    texts = [text for _, text in grid.printed(row)]
    merged_down = any(
        (row, column) in grid.merged and grid.merged[row, column][0] < row for column in range(len(grid.rows[row]))
    )
    known = sum(heading(text) is not None for text in texts)
    return merged_down and 2 * known > len(texts)


def _in_table(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether the row still belongs to the table: no total, no field of the next project's head, no signature line."""
    printed = list(grid.printed(row))
    if not printed:
        return True
    column, text = printed[0]
    if text.rstrip("：:").replace(" ", "") in _CLOSING or is_signature(text):
        return False
    named = heading(text)
    if named and named.field in _HEADS_A_FORM and column in _label_columns(columns):
        return False
    if len(printed) == 1 and grid.merged.get((row, columns["level3"])) == (row, column):
        return False  # a title over the whole width: the next form begins
    own = {place for place, _ in printed}
    return bool(own & {columns[name] for name in ("level1", "level2", "level3", "target") if name in columns}) and not (
        len(printed) == 1 and len(text) > 12 and column == min(columns.values()) and columns.get("level3") != column
    )


def _label_columns(columns: dict[str, int]) -> range:
    """Where the labels of a next form would begin: left of the names of indicators, of which 项目预算 may be one."""
    own = [columns[name] for name in ("code", "name", "goal", "purpose") if name in columns]
    return range(min(own, default=max(columns["level3"], 1)))


def _department_form(head: Head) -> str:
    """The name of a form for a whole department (整体支出), which names no project."""
    department = head.fields.get("department", "")
    nameless = "code" not in head.fields and "name" not in head.unfilled
    return f"{department}整体支出" if department and nameless else ""


def _execution(head: Head, total_score: float | None) -> Execution | None:
    if head.execution is None and total_score is None:
        return None
    return (head.execution or Execution()).model_copy(update={"total_score": total_score})


def _total_score(table: GridTable) -> float | None:
    """The total that the row below the table states under 得分."""
    if table.end >= len(table.grid.rows) or "score" not in table.columns:
        return None
    printed = list(table.grid.printed(table.end))
    closes = bool(printed) and printed[0][1].rstrip("：:").replace(" ", "") in _CLOSING
    return number(table.grid.text(table.end, table.columns["score"])) if closes else None


def _form_project(head: Head, table: GridTable, first: int, rows: tuple[Record, ...]) -> Project:
    grid, total_score = table.grid, _total_score(table)
    return Project(
        code=head.fields.get("code", ""),
        name=head.fields.get("name", "") or _department_form(head),
        purpose=head.fields.get("purpose", ""),
        goal=head.fields.get("goal", ""),
        budget_wan=head.budget_wan,
        funding=head.funding,
        spending_plan=head.plan,
        execution=_execution(head, total_score),
        indicators=tuple(map(indicator, rows)),
        location=grid.location(head.row if head.row is not None else first),
    )


def _longer(project: Project, rows: tuple[Record, ...]) -> Project:
    """The project with the rows of a table that goes on after a repeated header."""
    return project.model_copy(update={"indicators": (*project.indicators, *map(indicator, rows))})


def _flat_projects(table: GridTable) -> Iterator[Project]:
    """Projects in the order of their first row; rows of one project need not stand together."""
    first_of: dict[tuple[str, str], Record] = {}
    rows: dict[tuple[str, str], list[Indicator]] = {}
    for record in read_records(table.grid, table.columns, table.body, table.end):
        key = (record.texts.get("code", ""), record.texts.get("name", ""))
        first_of.setdefault(key, record)
        rows.setdefault(key, []).append(indicator(record))
    unit = next((one.unit for one in table.headings if one.field == "budget" and one.unit), "万元")
    for key, first in first_of.items():
        code, name = key
        yield Project(
            code=code,
            name=name,
            purpose=first.texts.get("purpose", ""),
            goal=first.texts.get("goal", ""),
            budget_wan=amount_wan(first.texts.get("budget", ""), unit),
            indicators=tuple(rows.pop(key)),
            location=first.location,
        )
