"""What was understood of a file, as tables in the terminal, with doubts marked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from auditor.model import ColumnNote, FormNote, Indicator, Project, Submission
from auditor.outputs.reports.places import place_of
from auditor.wording import FIELDS, KIND

_COLUMNS = (("level1", "一级"), ("level2", "二级"), ("level3", "三级指标"), ("description", "描述"), ("target", "指标值"),
            ("basis", "依据"), ("actual", "完成值"), ("weight", "分值"), ("score", "得分"))  # fmt: skip
_ALWAYS = ("level1", "level2", "level3", "target")


def print_submission(submission: Submission, console: Console) -> None:
    """Print a submission: what it is, how its tables were understood, and a table for each project."""
    console.print(f"[bold]{escape(submission.source)}[/bold]")
    if submission.error is not None:
        console.print(escape(f"{submission.error.message}{submission.error.hint}"))
        return
    year = f"　{submission.year} 年度" if submission.year else ""
    console.print(escape(f"{KIND[submission.kind]}　{submission.department or '没有读出部门'}{year}"))
    for doubt in submission.doubts:
        console.print(f"[yellow]疑点：{escape(doubt)}[/yellow]")
    for notes in _alike(submission.forms):
        _print_notes(notes, console)
    for project in submission.projects:
        _print_project(project, console)
    rows = sum(len(project.indicators) for project in submission.projects)
    doubtful = sum(bool(row.doubts) for project in submission.projects for row in project.indicators)
    console.print(f"共 {len(submission.projects)} 个项目，{rows} 行指标，其中 {doubtful} 行读取时拿不准。")


def _alike(notes: Sequence[FormNote]) -> list[list[FormNote]]:
    """The notes, those of tables understood in the same way together."""
    groups: dict[str, list[FormNote]] = {}
    for note in notes:
        groups.setdefault(note.model_dump_json(exclude={"location"}), []).append(note)
    return list(groups.values())


def _print_notes(notes: Sequence[FormNote], console: Console) -> None:
    note = notes[0]
    columns = "，".join(
        text if text == FIELDS.get(name) else f"{text}→{FIELDS.get(name, name)}" for text, name in note.columns.items()
    )
    many = f"等 {len(notes)} 张表" if len(notes) > 1 else ""
    console.print(escape(f"{note.form}（{place_of(note.location)}{many}）：{columns}"), style="dim")
    for one in note.read_as:
        if one.confidence < 1 and (one.field or one.confidence == 0):
            console.print(escape(f"　{_meaning(one)}"), style="dim")
    for guess in note.guesses:
        console.print(f"[yellow]　猜测：{escape(guess)}[/yellow]")


def _meaning(one: ColumnNote) -> str:
    """One column in words: what it was taken for, how sure that is, and why."""
    if not one.field:
        return f"“{one.heading}”：{one.reason}，没有读"
    return f"“{one.heading}”当作“{FIELDS.get(one.field, one.field)}”，把握 {one.confidence:.0%}：{one.reason}"


def _print_project(project: Project, console: Console) -> None:
    budget = "没有读出预算" if project.budget_wan is None else f"{project.budget_wan:g} 万元"
    title = escape(f"{project.code} {project.name or '（没有读出名称）'}　{budget}".strip())
    shown = [
        (name, told)
        for name, told in _COLUMNS
        if name in _ALWAYS or any(getattr(row, name) not in ("", None) for row in project.indicators)
    ]
    table = Table(title=title, title_justify="left", show_lines=False)
    table.add_column("行", justify="right")
    for _, told in shown:
        table.add_column(told, overflow="fold")
    for number, row in enumerate(project.indicators, 1):
        table.add_row(_number(number, row), *(escape(_cell(getattr(row, name))) for name, _ in shown))
    console.print(table)
    if project.goal:
        console.print(escape(f"绩效目标：{project.goal}"))
    doubted: dict[str, list[int]] = {}
    for number, row in enumerate(project.indicators, 1):
        for doubt in row.doubts:
            doubted.setdefault(doubt, []).append(number)
    for doubt, numbers in doubted.items():
        console.print(f"[yellow]　第 {_runs(numbers)} 行疑点：{escape(doubt)}[/yellow]")


def _runs(numbers: Sequence[int]) -> str:
    """Ascending numbers as people write them, e.g. 1–3、7."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    pairs = zip(starts, ends, strict=True)
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in pairs)


def _number(number: int, row: Indicator) -> str:
    return f"[yellow]{number}?[/yellow]" if row.doubts else str(number)


def _cell(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
