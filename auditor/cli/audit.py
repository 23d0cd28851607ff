"""``auditor audit``: read, judge, write the reports."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_FINDINGS, EXIT_INCOMPLETE, Formats, Mapping, Profile, RuleFolders

if TYPE_CHECKING:
    from auditor.audit import Recall
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
    mapping: Mapping = None,
    ledger: Annotated[
        Path | None,
        typer.Option("--ledger", help="填写过处理意见的台账（ledger.xlsx）：保留的问题照列但不再计数，到期恢复。"),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="以前的 result.json：报告只列新出现的问题，退出码也只看新问题。")
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", help="历年材料档案（auditor archive 建立）：与上年、申报时和其他部门的项目对照。"),
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", help="文件里没有写部门时用这个名称（与档案对照时需要）。")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="文件里没有写年度时用这个年度。")] = None,
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="按哪一天判断到期，不写则为今天。")
    ] = None,
) -> None:
    """审核申报材料，写出 result.json、report.html 和 ledger.xlsx，或 --format 指定的格式。

    退出码：0 没有达到 --fail-on 级别的问题；1 有；2 用法或规则有误；3 有文件读不了或有检查未能完成（其余照常写出）。
    """
    from rich.console import Console

    from auditor.audit import Assumed, History, audit, prepare
    from auditor.judging.waivers import Decisions
    from auditor.reading import discover
    from auditor.reading.corrections import NO_CORRECTIONS, load_corrections
    from auditor.reading.ledger import read_decisions
    from auditor.reporting.formats import COMPLETE, chosen, write_formats
    from auditor.reporting.json import read_result
    from auditor.reporting.terminal import print_summary, progress
    from auditor.scoring.novelty import fingerprints_of, only_new

    names = chosen(formats or ())
    console = Console()
    files = discover(paths)
    auditor = prepare(profile, rules or ())
    day = (today or datetime.now()).date()
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    earlier = read_result(baseline) if baseline else None
    history = History(
        decisions=Decisions(read_decisions(ledger) if ledger else {}, day),
        baseline=fingerprints_of(earlier) if earlier else None,
        recall=_recall(archive) if archive else None,
    )
    with progress(Console(stderr=True), len(files)) as advance:
        result = audit(
            files,
            auditor,
            lambda path, submission: advance(Path(submission.source).name),
            history,
            corrections,
            Assumed(department, year),
        )
    told = only_new(result) if baseline else result
    complete = [name for name in COMPLETE if name in ("json", *names)]
    written = write_formats(result, out, complete, earlier)
    written += write_formats(told, out, [name for name in names if name not in COMPLETE])
    print_summary(told, console, written)
    raise typer.Exit(_exit_code(told, fail_on))


def _recall(archive: Path) -> Recall:
    """What fetches earlier projects; an archive that cannot be used is told before anything is read."""
    from auditor.archive.recall import recall_from
    from auditor.archive.store import opened

    with opened(archive):
        return partial(recall_from, archive)


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
