"""How tables were understood, for the result: the form each was taken for, its columns, and what was a guess."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import ColumnNote, FormNote
from auditor.reading.forms.column_content import SURE
from auditor.reading.forms.doubtful import unread_rows
from auditor.reading.forms.head import Head, read_labelled
from auditor.reading.forms.headings import heading, is_ignored
from auditor.reading.forms.tables import GridTable, table_kind
from auditor.reading.grid import Grid
from auditor.wording import FIELDS

_FORMS = {"monitoring": "绩效运行监控表", "self_evaluation": "绩效自评表"}


def form_notes(grid: Grid, tables: tuple[GridTable, ...]) -> Iterator[FormNote]:
    """One note for each indicator table of a grid, from top to bottom."""
    first = 0
    for table in tables:
        head = read_labelled(grid, first, table.top)
        yield FormNote(
            form=_form(table, head),
            location=grid.location(table.anchor),
            columns=_columns(table),
            guesses=tuple(_guesses(table)),
            read_as=tuple(
                ColumnNote(heading=one.name, field=one.field, confidence=one.confidence, reason=one.reason)
                for one in table.read
            ),
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
    if not {"name", "code"} & (head.fields.keys() | head.unfilled) and "department" in head.fields:
        return "整体支出绩效目标表"
    return "项目绩效目标申报表" if head.fields else "绩效指标表"


def _columns(table: GridTable) -> dict[str, str]:
    """Headings as written with the field that their column became, from left to right."""
    found: dict[str, str] = {}
    for one in table.read:
        if one.field and one.confidence >= SURE:
            found.setdefault(one.name, one.field)
    return found


def _guesses(table: GridTable) -> Iterator[str]:
    if table.side_by_side:
        yield "中期目标与年度目标并列，按右边的年度目标读取"
    if table.longterm:
        block = "调整前的指标" if table.replaced else "中期（实施期）指标"
        yield f"{block}{len(table.longterm)}行没有读，按{'调整后的' if table.replaced else '年度'}指标审核"
    for name, told in (("target", "指标值"), ("level2", "二级指标")):
        if name not in table.columns and not any(levels.get(name) for levels in table.titles.values()):
            yield f"没有找到“{told}”这一列"
    for one in table.read:
        if one.field == "level3" and heading(one.name) is None and one.confidence >= SURE:
            yield f"“{one.name}”这一列按三级指标读取"
    unused = dict.fromkeys(
        one.name for one in table.read if not one.field and heading(one.name) is None and not is_ignored(one.name)
    )
    if unused:
        yield f"没有用到的列：{'、'.join(unused)}"


def reading_doubts(grid: Grid, tables: tuple[GridTable, ...]) -> Iterator[str]:
    """What a person has to know of the reading of a grid: columns that were not understood, rows that were not read."""
    for told in (*map(_not_understood, tables), unread_rows(grid, tables)):
        if told is not None:
            yield told


def _not_understood(table: GridTable) -> str | None:
    """One sentence on what of a table was not understood, and what to write in a mapping; None where all was."""
    if not table.unsure:
        return None
    told = "；".join(dict.fromkeys(table.unsure.values()))
    open_ones = [one for one in table.read if one.confidence < SURE][:3]
    pairs = [f"{one.name}: {FIELDS.get(one.field, '指标值')}" for one in open_ones] or ["表里的名称: 指标值"]
    return f"{told}。有关的结论都不作判断；请用 --mapping 说明，例如 columns: {{{'，'.join(pairs)}}}"
