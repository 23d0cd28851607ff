"""What a person sees in the terminal: progress, the worst projects, and where the reports are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import Severity
from auditor.scoring.digest import Digest, ProjectLine
from auditor.wording import CATEGORY, SEVERITY

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from auditor.rules.grammar import Rule

MOST_PROBLEMS = 8
LEAST_TO_SHOW = 2
"""Submissions from which on a bar is shown."""

COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}


class Progress:
    """A bar that moves on with files and rows; shows nothing where there is no terminal or not enough to do.

    Args:
        console: where to.
        files: how many there are.
    """

    def __init__(self, console: Console, files: int) -> None:
        self._console = console
        self._files = files

    @contextmanager
    def reading(self) -> Iterator[Callable[[str, int], None]]:
        """While files are read: tell the name of each and how many rows it has."""
        rows = 0
        with self._bar("读取", self._files) as advance:

            def read(source: str, of_file: int) -> None:
                nonlocal rows
                rows += of_file
                advance(f"已读 {rows:,} 行　{Path(source).name}")

            yield read

    @contextmanager
    def judging(self, submissions: int) -> Iterator[Callable[[Digest], None]]:
        """While submissions are judged: tell what each comes to."""
        rows = findings = 0
        with self._bar("审核", submissions) as advance:

            def judged(digest: Digest) -> None:
                nonlocal rows, findings
                rows += digest.indicators
                findings += digest.by_severity.total()
                advance(f"已审 {rows:,} 行　问题 {findings:,} 个")

            yield judged

    @contextmanager
    def _bar(self, doing: str, total: int) -> Iterator[Callable[[str], None]]:
        if not self._console.is_terminal or total < LEAST_TO_SHOW:
            yield lambda told: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("份"),
            TimeRemainingColumn(), TextColumn("{task.fields[told]}", markup=False),
        )  # fmt: skip
        with Bar(*columns, console=self._console, transient=True) as bar:
            task = bar.add_task(doing, total=total, told="")
            yield lambda told: bar.update(task, advance=1, told=told)


def print_summary(digest: Digest, console: Console, written: Sequence[Path]) -> None:
    """The outcome in a screenful: unreadable files, worst projects first, commonest problems, and the reports' places."""
    for error in sorted(digest.errors, key=lambda error: error.message):
        console.print(f"[red]未审核[/]　{_plain(error.message)}{_plain(error.hint)}", soft_wrap=True)
    if digest.worst:
        console.print(_projects_table(digest.worst))
    rest = digest.projects - len(digest.worst)
    if rest > 0:
        console.print(f"其余 {rest} 个项目见报告。")
    totals = digest.totals
    by_severity = "，".join(f"{SEVERITY[key]} {totals.by_severity.get(key, 0)}" for key in COLOURS)
    console.print(
        f"共 {totals.submissions} 份材料，{totals.projects} 个项目，{totals.indicators} 行指标；问题 {totals.findings} 个：{by_severity}。",
        soft_wrap=True,
    )
    for line in _commonest(digest):
        console.print(line)
    if digest.failed:
        console.print(f"[red]有检查没能完成（程序缺陷，不算通过）：{'、'.join(sorted(digest.failed))}[/]")
    for path in written:
        console.print(f"已写出　{_plain(str(path))}", soft_wrap=True)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _projects_table(projects: Sequence[ProjectLine]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    heading = "各项目工具初评（由低到高，不代表正式审核结论）"
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("项目编码", no_wrap=True)
    table.add_column("项目名称", overflow="fold")
    for title in ("预算(万元)", "指标", "初评", "等次", *SEVERITY.values()):
        table.add_column(title, justify="right")
    for project in projects:
        table.add_row(*_project_cells(project))
    return table


def _project_cells(project: ProjectLine) -> list[str]:
    budget = "" if project.budget_wan is None else f"{project.budget_wan:g}"
    total = "" if project.total is None else f"{project.total:g}"
    counts = project.findings
    numbers = [f"[{colour}]{counts[key]}[/]" if counts.get(key) else "" for key, colour in COLOURS.items()]
    return [_plain(project.code), _plain(project.name), budget, str(project.rows), total, project.grade, *numbers]


def _commonest(digest: Digest) -> Iterator[str]:
    for found, count in sorted(digest.by_rule.items(), key=lambda item: (-item[1], item[0]))[:MOST_PROBLEMS]:
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
