"""A mapping file to fill in: the headings of one file that were not understood, and how the others were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.model import ColumnNote, Submission
from auditor.reading.forms.column_content import SURE
from auditor.reading.forms.header import has_category
from auditor.reading.forms.headings import heading
from auditor.reading.grid import Grid
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits
from auditor.wording import FIELDS

STANDARD = (
    "项目编码", "项目名称", "预算数", "绩效目标", "主管部门", "一级指标", "二级指标", "三级指标", "指标解释", "指标值", "指标性质",
    "度量单位", "指标值确定依据", "分值", "实际完成值", "得分", "偏差原因",
)  # fmt: skip
"""Names that a mapping may give; each is one that is known as a heading."""

_MOST = 40
_LONGEST = 20


def mapping_template(submission: Submission, grids: Iterable[Grid] = ()) -> str:
    """The text of a mapping file for a submission.

    Args:
        submission: the file as it was read.
        grids: its sheets or tables, looked at where no table was understood.
    """
    told = {one.heading: one for form in submission.forms for one in form.read_as}
    lines = [
        f"# 列名对照文件，用于“{Path(submission.source).name}”这样的表。",
        "# 在冒号后面写标准名称；不用改的行可以删去，空着的行不起作用。",
        f"# 可以写的标准名称：{'、'.join(STANDARD)}",
        "columns:",
    ]
    for name in headings_in(submission, grids):
        lines.append(_line(name, told.get(name)))
    return "\n".join([*lines, "", "# 不要读的列写在这里，例如 [备注]", "ignore: []", ""])


def headings_in(submission: Submission, grids: Iterable[Grid] = ()) -> tuple[str, ...]:
    """The headings of a file, each once: those that were read, or where no table was understood, what looks like some."""
    names = [one.heading for form in submission.forms for one in form.read_as] or list(_likely_headings(grids))
    return tuple(dict.fromkeys(names[:_MOST]))


def tables_of(path: Path, sizes: SizeLimits = USUAL_SIZES) -> tuple[Grid, ...]:
    """The sheets or tables of a workbook, document or web page; () for other formats and what cannot be read, or holds too much."""
    from auditor.reading.detect import detect
    from auditor.reading.dispatch import FORMATS, read_flow, read_sheets

    content = path.read_bytes()
    try:
        kind = detect(content, str(path), sizes)
        shape = FORMATS[kind].shape
        if shape == "sheets":
            return read_sheets(content, str(path), kind)
        if shape != "flow":
            return ()
        return tuple(one for one in read_flow(content, str(path), kind).items if isinstance(one, Grid))
    except UnreadableError:
        return ()


def _line(name: str, note: ColumnNote | None) -> str:
    written = json.dumps(name, ensure_ascii=False)
    if note is None or (not note.field and note.confidence == 0):
        return f"  {written}:   # 没有认出"
    if not note.field:
        return f"  # {written}   {note.reason}"
    meant = FIELDS.get(note.field, note.field)
    if note.confidence < SURE:
        return f"  {written}:   # {note.reason}“{meant}”，请核对后写上"
    return f"  # {written}   已认出：{meant}"


def _likely_headings(grids: Iterable[Grid]) -> Iterator[str]:
    """The cells of the row above the first that names a second level, or else of the row with the most short texts."""
    for grid in grids:
        first = next((row for row in range(1, len(grid.rows)) if has_category(grid, row)), None)
        row = first - 1 if first is not None else _fullest(grid)
        yield from (text for _, text in grid.printed(row) if len(text) <= _LONGEST and heading(text) is None)


def _fullest(grid: Grid) -> int:
    return max(
        range(len(grid.rows)),
        key=lambda row: sum(0 < len(text) <= _LONGEST for _, text in grid.printed(row)),
        default=0,
    )
