"""What a person sees in the terminal: progress, the worst projects, and where the reports are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import Finding, Project, Result, Severity
from auditor.wording import CATEGORY, SEVERITY

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from auditor.rules.grammar import Rule

MOST_PROJECTS = 20
MOST_PROBLEMS = 8
COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}


@contextmanager
def progress(console: Console, total: int) -> Iterator[Callable[[str], None]]:
    """A bar that moves on with each file, on a terminal and for more than one file only."""
    if not console.is_terminal or total < 2:
        yield lambda name: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("读取", total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=name)

        yield advance


def print_summary(result: Result, console: Console, written: Sequence[Path]) -> None:
    """The outcome in a screenful: unreadable files, worst projects first, commonest problems, and the reports' places."""
    for submission in result.submissions:
        if submission.error is not None:
            console.print(f"[red]未审核[/]　{_plain(submission.error.message)}{_plain(submission.error.hint)}")
    projects = [project for submission in result.submissions for project in submission.projects]
    if projects:
        console.print(_projects_table(projects))
    rest = len(projects) - MOST_PROJECTS
    if rest > 0:
        console.print(f"其余 {rest} 个项目见报告。")
    totals = result.totals
    by_severity = "，".join(f"{SEVERITY[key]} {totals.by_severity.get(key, 0)}" for key in COLOURS)
    console.print(
        f"共 {totals.submissions} 份材料，{totals.projects} 个项目，{totals.indicators} 行指标；问题 {totals.findings} 个：{by_severity}。"
    )
    for line in _commonest(result):
        console.print(line)
    failed = sorted({line.rule for line in result.coverage if line.failed})
    if failed:
        console.print(f"[red]有检查没能完成（程序缺陷，不算通过）：{'、'.join(failed)}[/]")
    for path in written:
        console.print(f"已写出　{_plain(str(path))}", soft_wrap=True)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _projects_table(projects: Sequence[Project]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    heading = "各项目工具初评（由低到高，不代表正式审核结论）"
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("项目编码", no_wrap=True)
    table.add_column("项目名称", overflow="fold")
    for title in ("预算(万元)", "指标", "初评", "等次", *SEVERITY.values()):
        table.add_column(title, justify="right")
    for project in sorted(projects, key=_worst_first)[:MOST_PROJECTS]:
        table.add_row(*_project_cells(project))
    return table


def _worst_first(project: Project) -> tuple[float, str]:
    return (project.score.total if project.score else 0.0, project.code)


def _project_cells(project: Project) -> list[str]:
    counts = Counter(finding.severity for finding in project.findings)
    budget = "" if project.budget_wan is None else f"{project.budget_wan:g}"
    score = (f"{project.score.total:g}", project.score.grade) if project.score else ("", "")
    numbers = [f"[{colour}]{counts[key]}[/]" if counts[key] else "" for key, colour in COLOURS.items()]
    return [_plain(project.code), _plain(project.name), budget, str(len(project.indicators)), *score, *numbers]


def _commonest(result: Result) -> Iterator[str]:
    counts = Counter((finding.rule, finding.title, finding.category) for finding in _all(result))
    for (rule, title, category), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_PROBLEMS]:
        yield f"  {count:4} 处　{title}　[dim]{rule}　{CATEGORY[category]}[/]"


def _all(result: Result) -> Iterator[Finding]:
    for submission in result.submissions:
        yield from submission.findings
        for project in submission.projects:
            yield from project.findings


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
