"""``auditor audit``: read, judge, write the reports."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_FINDINGS, EXIT_INCOMPLETE, Formats, Profile, RuleFolders

if TYPE_CHECKING:
    from auditor.model import Result


class FailOn(StrEnum):
    """The least severity that makes the exit code 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def audit_command(
    paths: Annotated[list[Path], typer.Argument(help="要审核的文件或文件夹，可写多个。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="报告写到哪个文件夹，没有会新建。")] = Path("audit-out"),
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="有此级别及以上的问题时退出码为 1。")] = FailOn.error,
    formats: Formats = None,
    rules: RuleFolders = None,
    profile: Profile = "national",
) -> None:
    """审核申报材料，写出 result.json、report.html 和 ledger.xlsx，或 --format 指定的格式。

    退出码：0 没有达到 --fail-on 级别的问题；1 有；2 用法或规则有误；3 有文件读不了或有检查未能完成（其余照常写出）。
    """
    from rich.console import Console

    from auditor.audit import audit, prepare
    from auditor.reading import discover
    from auditor.reporting.formats import chosen, write_formats
    from auditor.reporting.terminal import print_summary, progress

    names = chosen(formats or ())
    console = Console()
    files = discover(paths)
    auditor = prepare(profile, rules or ())
    with progress(Console(stderr=True), len(files)) as advance:
        result = audit(files, auditor, lambda path, submission: advance(Path(submission.source).name))
    written = write_formats(result, out, ("json", *(name for name in names if name != "json")))
    print_summary(result, console, written)
    raise typer.Exit(_exit_code(result, fail_on))


def _exit_code(result: Result, fail_on: FailOn) -> int:
    statuses = {submission.status for submission in result.submissions}
    incomplete = "unreadable" in statuses or "audited" not in statuses
    if incomplete or any(line.failed for line in result.coverage):
        return EXIT_INCOMPLETE
    if fail_on is FailOn.never:
        return 0
    order = ("error", "warning", "info")
    counted = order[: order.index(fail_on.value) + 1]
    return EXIT_FINDINGS if any(result.totals.by_severity.get(level) for level in counted) else 0
