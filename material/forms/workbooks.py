"""Known projects → workbooks: the Hebei form as a sheet, and a flat list with one indicator a row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from auditor.model import Indicator, Project

_FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
_HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
FLAT_HEADER = ("项目编码", "项目名称", "预算数（元）", "年度绩效目标", *_HEADER)


def hebei_workbook(projects: Sequence[Project], *, sheet_each: bool) -> bytes:
    """The forms below each other in one sheet, or one in each sheet; repeated levels are merged."""
    stream = io.BytesIO()
    with _workbook(stream) as book:
        sheet, row = None, 0
        for number, project in enumerate(projects, start=1):
            if sheet is None or sheet_each:
                sheet, row = book.add_worksheet(f"表{number}"), 0
            row = _write_form(sheet, row, project) + 1
    return stream.getvalue()


def flat_workbook(projects: Sequence[Project]) -> bytes:
    """One row an indicator, every cell filled, the budget as a number in yuan."""
    return sheet_of([FLAT_HEADER, *(line for project in projects for line in flat_lines(project))])


def sheet_of(lines: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of one sheet; ``merged`` are ranges (first row, first column, last row, last column) from 0."""
    stream = io.BytesIO()
    with _workbook(stream) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                sheet.write(number, column, value)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, lines[top][left])
    return stream.getvalue()


def _workbook(stream: io.BytesIO) -> Any:
    """One that tells no moment of its making: what is made twice is the same."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2025, 1, 1)})
    return book


def _write_form(sheet: Any, row: int, project: Project) -> int:
    """Write one form from ``row`` on; returns the first row below it."""
    sheet.merge_range(row, 0, row, 5, f"{project.name}绩效目标表")
    for column, text in ((0, "项目编码"), (1, project.code), (2, "预算项目名称"), (3, project.name)):
        sheet.write(row + 1, column, text)
    sheet.write_row(row + 2, 0, ("项目资金主要用途", project.purpose))
    sheet.merge_range(row + 3, 0, row + 4, 0, "资金支出计划（%）")
    for number, step in enumerate(project.spending_plan, start=1):
        sheet.write(row + 3, number, step.by)
        sheet.write(row + 4, number, f"{step.percent:g}%")
    sheet.write_row(row + 5, 0, ("绩效目标", project.goal))
    sheet.write_row(row + 6, 0, _HEADER)
    return _write_rows(sheet, row + 7, project.indicators)


def _write_rows(sheet: Any, row: int, indicators: Sequence[Indicator]) -> int:
    for place, indicator in enumerate(indicators, start=row):
        sheet.write_row(place, 0, [getattr(indicator, field) for field in _FIELDS])
    start = row
    for level1, block in groupby(indicators, key=lambda one: one.level1):
        rows = len(tuple(block))
        if rows > 1:
            sheet.merge_range(start, 0, start + rows - 1, 0, level1)
        start += rows
    return row + len(indicators)


def flat_lines(project: Project) -> list[tuple[object, ...]]:
    """The lines of a project in a flat list, in the columns of ``FLAT_HEADER``."""
    budget = (project.budget_wan or 0) * 10000
    head = (project.code, project.name, round(budget, 2), project.goal)
    return [(*head, *(getattr(one, field) for field in _FIELDS)) for one in project.indicators]
