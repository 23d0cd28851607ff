"""What a person sees in the terminal: progress, the worst projects, and where the reports are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import HandlingNote, Severity
from auditor.scoring.summary import BatchSummary, ProjectLine
from auditor.wording import CATEGORY, SEVERITY

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

    from auditor.rules.grammar import Rule

MOST_PROBLEMS = 8
WORST_SHOWN = 10
COPIES_SHOWN = 3
LEAST_TO_SHOW = 2
"""Submissions from which on a bar is shown."""

COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}


class ProgressBar:
    """A bar that moves on with files and rows; shows nothing where there is no terminal or not enough to do.

    A context manager: whatever it shows is gone when it is left.

    Args:
        console: where to.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rows = self._findings = 0
        self._bar: Progress | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start_reading(self, files: int) -> None:
        """So many files are going to be read."""
        self._start("读取", files)

    def file_read(self, source: str, rows: int) -> None:
        """One more file was read, with so many rows."""
        self._rows += rows
        self._advance(f"已读 {self._rows:,} 行　{Path(source).name}")

    def start_judging(self, submissions: int) -> None:
        """So many submissions are going to be judged."""
        self._start("审核", submissions)

    def submission_judged(self, summary: BatchSummary) -> None:
        """One more submission was judged."""
        self._rows += summary.indicators
        self._findings += summary.by_severity.total()
        self._advance(f"已审 {self._rows:,} 行　问题 {self._findings:,} 个")

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = None

    def _start(self, doing: str, total: int) -> None:
        self.stop()
        self._rows = self._findings = 0
        if not self._console.is_terminal or total < LEAST_TO_SHOW:
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("份"),
            TimeRemainingColumn(), TextColumn("{task.fields[told]}", markup=False),
        )  # fmt: skip
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._bar.add_task(doing, total=total, told="")
        self._bar.start()

    def _advance(self, told: str) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], advance=1, told=told)


def print_summary(summary: BatchSummary, console: Console, written: Sequence[Path]) -> None:
    """The outcome in a screenful of 80 columns: the worst projects, the counts, the commonest faults, and what was not read."""
    if summary.worst:
        console.print(_projects_table(summary.worst[:WORST_SHOWN]))
    rest = summary.projects - len(summary.worst[:WORST_SHOWN])
    if rest > 0:
        console.print(f"其余 {rest} 个项目见报告。")
    console.print(_counted(summary), soft_wrap=True)
    for line in _commonest(summary):
        console.print(line, soft_wrap=True)
    for path in written:
        console.print(f"已写出　{_plain(str(path))}", soft_wrap=True)
    if summary.failed:
        console.print(
            f"[red]有检查没能完成（程序缺陷，不算通过）：{'、'.join(sorted(summary.failed))}[/]", soft_wrap=True
        )
    for line in _handed_in_twice(summary):
        console.print(line, soft_wrap=True)
    for error in sorted(summary.errors, key=lambda error: error.message):
        console.print(f"[red]未审核[/]　{_plain(error.message)}{_plain(error.hint)}", soft_wrap=True)


def _handed_in_twice(summary: BatchSummary) -> Iterator[str]:
    """A line for each material that came more than once, with the first few of its copies."""
    for earlier, same in groupby(sorted(summary.same, key=lambda one: one.earlier), key=lambda one: one.earlier):
        copies = sorted(one.source for one in same)
        named = "、".join(map(_plain, copies[:COPIES_SHOWN]))
        more = f"等 {len(copies)} 份" if len(copies) > COPIES_SHOWN else ""
        yield f"[yellow]重复[/]　{named}{more} 与 {_plain(earlier)} 是同一份材料，预算只计一次"


def print_notes(notes: Sequence[HandlingNote], console: Console) -> None:
    """Decisions of the ledger that had no effect, each with its line and why."""
    for note in notes:
        entered = note.handling
        line = f"台账第 {entered.line} 行" if entered.line else "处理意见"
        said = f"“{_plain(entered.decision)}”" if entered.decision else ""
        console.print(f"[yellow]没有生效[/]　{line}{said}：{_plain(note.problem)}", soft_wrap=True)


def _counted(summary: BatchSummary) -> str:
    totals = summary.totals
    by_severity = "，".join(f"{SEVERITY[key]} {totals.opinions_by_severity.get(key, 0)}" for key in COLOURS)
    waived = f"另有 {totals.waived} 处已按处理意见保留，不计在内。" if totals.waived else ""
    return (
        f"共 {totals.submissions} 份材料，{totals.projects} 个项目，{totals.indicators} 行指标；"
        f"审核意见 {totals.opinions} 条：{by_severity}（涉及 {totals.findings} 处）。{waived}"
    )


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _projects_table(projects: Sequence[ProjectLine]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    heading = "各项目工具初评（由低到高，不代表正式审核结论）"
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("项目", overflow="fold", min_width=16)
    for title in ("预算(万元)", "指标", "初评", "等次", "意见", "涉通病"):
        table.add_column(title, justify="right", no_wrap=True)
    for project in projects:
        table.add_row(*_project_cells(project))
    return table


def _project_cells(project: ProjectLine) -> list[str]:
    named = "\n".join(
        part
        for part in (
            _plain(project.name or "（没有读出名称）"),
            f"[dim]{_plain(project.code)}[/]" if project.code else "",
        )
        if part
    )
    budget = "未读出" if project.budget_wan is None else f"{project.budget_wan:,.6f}".rstrip("0").rstrip(".")
    total = "" if project.total is None else f"{project.total:g}"
    gravest = next((colour for key, colour in COLOURS.items() if project.opinions.get(key)), "")
    number = sum(project.opinions.values())
    own = f"[{gravest}]{number}[/]" if number else ""
    return [named, budget, str(project.rows), total, project.grade, own, str(project.common or "")]


def _commonest(summary: BatchSummary) -> Iterator[str]:
    for found, count in sorted(summary.by_rule.items(), key=lambda item: (-item[1], item[0]))[:MOST_PROBLEMS]:
        yield f"  {count:4} 处　{found.title}　[dim]{found.rule}　{CATEGORY[found.category]}[/]"


def rules_table(rules: Sequence[Rule]) -> Table:
    """All rules in a table: id, title, category, severity, certain or only likely."""
    from rich.table import Table

    table = Table()
    for title in ("编号", "名称", "类别", "级别", "性质"):
        table.add_column(title)
    for rule in rules:
        certainty = "确认" if rule.certainty == "certain" else "疑点"
        table.add_row(rule.id, rule.title, CATEGORY[rule.category], SEVERITY[rule.severity], certainty)
    return table
