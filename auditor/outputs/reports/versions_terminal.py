"""The comparison of two versions in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from auditor.checks.history.versions import Comparison, FindingStatus
from auditor.outputs.reports.versions import (
    CellLine,
    FindingLine,
    cell_lines,
    finding_lines,
    lead_sentence,
    tally_sentence,
    title_of,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

MOST_LINES = 60
COLOURS: dict[FindingStatus, str] = {
    "new": "red",
    "reworked": "yellow",
    "fixed": "green",
    "remaining": "dim",
    "absent": "dim",
}


def print_versions(comparison: Comparison, console: Console) -> None:
    """What became of the findings in a sentence; for each submission its findings and changed cells; then the total line.

    What is left as it was is only counted: it stands in the earlier report, and in the file of ``--out``.
    """
    from rich.markup import escape

    console.print(f"[bold]{lead_sentence(comparison)}[/]", soft_wrap=True)
    for pair in comparison.pairs:
        console.print(f"[bold]{escape(title_of(pair))}[/]", soft_wrap=True)
        every, cells = list(finding_lines(pair)), list(cell_lines(pair))
        findings = [line for line in every if line.status not in ("remaining", "absent")]
        if findings:
            console.print(_findings_table(findings))
        if cells:
            console.print(_cells_table(cells))
        for what, number in (("问题", len(findings)), ("改动", len(cells))):
            if number > MOST_LINES:
                console.print(f"{what}只列出前 {MOST_LINES} 条，共 {number} 条；全部见 --out 写出的文件。")
        if left := len(every) - len(findings):
            which = "未改的" if pair.new is not None else "这份材料的"
            console.print(f"{which} {left} 处没有列出，见上次的报告或 --out 写出的文件。")
        if not every and not cells:
            console.print("没有问题，也没有改动。" if pair.new is not None else "上次没有问题。")
    console.print(tally_sentence(comparison), soft_wrap=True)


def _table(title: str, columns: Iterable[str]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _findings_table(lines: list[FindingLine]) -> Table:
    from rich.markup import escape

    table = _table("问题", ("结果", "级别", "项目", "位置", "问题"))
    for line in islice(lines, MOST_LINES):
        title = f"{line.title}（疑点）" if line.doubt else line.title
        told = map(escape, (line.project, line.place, title))
        table.add_row(f"[{COLOURS[line.status]}]{line.outcome}[/]", line.level, *told)
    return table


def _cells_table(lines: list[CellLine]) -> Table:
    from rich.markup import escape

    table = _table("表格改动", ("改动", "项目", "行", "栏目", "旧", "新"))
    for line in islice(lines, MOST_LINES):
        table.add_row(*map(escape, (line.outcome, line.project, line.row, line.field, line.old, line.new)))
    return table
