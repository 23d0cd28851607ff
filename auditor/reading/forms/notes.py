"""How tables were understood, for the result: the form each was taken for, its columns, and what was a guess."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import FormNote
from auditor.reading.forms.form import GridTable, find_tables, headings_above, table_kind
from auditor.reading.forms.head import Head, read_head
from auditor.reading.forms.headings import heading
from auditor.reading.grid import Grid

_FORMS = {"monitoring": "绩效运行监控表", "self_evaluation": "绩效自评表"}


def form_notes(grid: Grid) -> Iterator[FormNote]:
    """One note for each indicator table of a grid, from top to bottom."""
    first = 0
    for table in find_tables(grid):
        head = read_head(grid, first, table.top)
        columns = _headings(table)
        yield FormNote(
            form=_form(table, head),
            location=grid.location(table.top),
            columns={text: named for text, named in columns.items() if named},
            guesses=tuple(_guesses(table, columns)),
        )
        first = table.end


def _form(table: GridTable, head: Head) -> str:
    kind = table_kind((table,))
    if kind in _FORMS:
        return _FORMS[kind]
    if table.flat:
        return "指标清单（一行一指标）"
    if table.side_by_side:
        return "项目支出绩效目标申报表（中期与年度并列）"
    if head.plan and "purpose" in head.fields:
        return "部门预算绩效文本中的项目绩效目标表"
    if "name" not in head.fields and "code" not in head.fields and "department" in head.fields:
        return "整体支出绩效目标表"
    return "项目绩效目标申报表" if head.fields else "绩效指标表"


def _headings(table: GridTable) -> dict[str, str]:
    """Every heading as written, with the field its column became; empty for a column that was not used."""
    fields = {column: name for name, column in table.columns.items()}
    above = headings_above(table.grid, table.top)
    printed = [cell for cell in table.grid.printed(table.top - 1) if cell[0] in above] if above else []
    printed += [cell for row in range(table.top, table.body) for cell in table.grid.printed(row)]
    found: dict[str, str] = {}
    for column, text in printed:
        used = fields.get(column, "")
        known = heading(text) or used in ("level3", "name")
        found[text] = found.get(text) or (used if known else "")
    return found


def _guesses(table: GridTable, columns: dict[str, str]) -> Iterator[str]:
    if table.side_by_side:
        yield "中期目标与年度目标并列，按右边的年度目标读取"
    for name, told in (("target", "指标值"), ("level2", "二级指标")):
        if name not in table.columns:
            yield f"没有找到“{told}”这一列"
    for text, named in columns.items():
        if named == "level3" and heading(text) is None:
            yield f"“{text}”这一列按三级指标读取"
    unused = [text for text, named in columns.items() if not named and heading(text) is None]
    if unused:
        yield f"没有用到的列：{'、'.join(unused)}"
