"""``auditor audit``: read, judge, write the reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import (
    EXIT_FINDINGS,
    EXIT_INCOMPLETE,
    CacheFolder,
    CacheMegabytes,
    Formats,
    LimitsOption,
    Mapping,
    Profile,
    RuleFolders,
)
from auditor.runtime.disk_cache import CACHE_MB

if TYPE_CHECKING:
    from rich.console import Console

    from auditor.pipeline.engine import EngineCore
    from auditor.pipeline.events import Event, Listener
    from auditor.pipeline.job import AuditJob, JobOutcome
    from auditor.scoring.summary import BatchSummary


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
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="用几个进程，不写时按材料多少自动决定；结果与进程数无关。")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="接着上一次按 Ctrl-C 停下的地方审（同样的材料和 --out）。")
    ] = False,
    limits: LimitsOption = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", help="在 Dask 集群上审核（如 tcp://10.0.0.5:8786），结果按部门写出；见 docs/cluster.md。"
        ),
    ] = None,
    cache: CacheFolder = None,
    cache_mb: CacheMegabytes = CACHE_MB,
    open_report: Annotated[bool, typer.Option("--open", help="审完后用浏览器打开报告。")] = False,
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="按哪一天判断到期，不写则为今天。")
    ] = None,
) -> None:
    """审核申报材料，写出 result.json、report.html 和 ledger.xlsx，或 --format 指定的格式。

    退出码：0 没有达到 --fail-on 级别的问题；1 有；2 用法或规则有误；3 有文件读不了或有检查未能完成（其余照常写出）。
    """
    from rich.console import Console

    from auditor.outputs.reports.formats import chosen
    from auditor.outputs.reports.json import read_result
    from auditor.outputs.reports.terminal import print_notes, print_summary
    from auditor.pipeline.engine import EngineCore
    from auditor.pipeline.job import AuditJob, StoppedError, history_from, run_job
    from auditor.pipeline.read import Defaults, ReadingOptions
    from auditor.reading import discover
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
    from auditor.runtime.disk_cache import DiskCache, usual_folder
    from auditor.runtime.limits import parsed_limits

    names, files = chosen(formats or ()), discover(paths)
    earlier = read_result(baseline) if baseline else None
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    day = (today or datetime.now()).date()
    engine = EngineCore(profile=profile, rules=rules or ()).load()
    job = AuditJob(
        files=files,
        out=out,
        formats=names,
        options=ReadingOptions(corrections, Defaults(department, year), parsed_limits(limits)),
        history=history_from(ledger=ledger, today=day, earlier=earlier, archive=archive),
        earlier=earlier,
        workers=workers,
        resume=resume,
        cache=DiskCache(cache or usual_folder(), cache_mb << 20),
    )
    try:
        with _progress(Console(stderr=True)) as listener:
            outcome = _on_cluster(cluster, job, engine, listener) if cluster else run_job(job, engine, listener)
    except StoppedError as stopped:
        told = "已停下，还没有审完一份。读好的材料留着，在原来的命令后加上 --resume，可以接着审。"
        typer.echo(str(stopped) or told, err=True)
        raise typer.Exit(EXIT_INCOMPLETE) from None
    print_summary(outcome.audit.new, Console(), outcome.written)
    print_notes(outcome.audit.notes, Console())
    if open_report:
        _open(outcome.written)
    if not outcome.complete:
        typer.echo(
            f"已按要求停下：共 {len(files)} 份材料，审完 {outcome.audit.summary.submissions} 份，以上是这一部分的结果。"
            "在原来的命令后加上 --resume，从停下的地方接着审。"
        )
        raise typer.Exit(EXIT_INCOMPLETE)
    raise typer.Exit(_exit_code(outcome.audit.new, fail_on))


def _on_cluster(address: str, job: AuditJob, engine: EngineCore, listener: Listener) -> JobOutcome:
    from auditor.cluster.job import ClusterOptions, require_extra, run_cluster_job

    require_extra()
    return run_cluster_job(job, engine, ClusterOptions(address), listener)


def _open(written: Sequence[Path]) -> None:
    """Show the page among the files in the browser; say where to look where there is none."""
    import webbrowser

    page = next((path for path in written if path.suffix == ".html"), None)
    if page is None:
        typer.echo("没有写出网页报告，--open 没有用到；请在 --format 里加上 html。", err=True)
    elif not webbrowser.open(page.resolve().as_uri()):
        typer.echo(f"打不开浏览器，请自己打开 {page}。", err=True)


@contextmanager
def _progress(console: Console) -> Iterator[Listener]:
    """Shows what a job tells: a bar for each of its stages, and a sentence where it is stopped."""
    from auditor.outputs.reports.terminal import ProgressBar
    from auditor.pipeline.events import FileRead, JudgingStarted, ReadingStarted, ReadingStopped, SubmissionJudged

    with ProgressBar(console) as bar:

        def listen(event: Event) -> None:
            match event:
                case ReadingStarted(total):
                    bar.start_reading(total)
                case FileRead(source, rows):
                    bar.file_read(source, rows)
                case ReadingStopped(done):
                    bar.stop()
                    typer.echo(f"不再读取，正在审核已读的 {done} 份；再按一次 Ctrl-C，只写出审完的部分。", err=True)
                case JudgingStarted(total):
                    bar.start_judging(total)
                case SubmissionJudged(summary, done, total):
                    bar.submission_judged(summary)
                    if done == total:
                        bar.stop()

        yield listen


def _exit_code(summary: BatchSummary, fail_on: FailOn) -> int:
    if summary.unreadable or not summary.audited or summary.failed:
        return EXIT_INCOMPLETE
    if fail_on is FailOn.never:
        return 0
    order = ("error", "warning", "info")
    counted = order[: order.index(fail_on.value) + 1]
    return EXIT_FINDINGS if any(summary.totals.by_severity.get(level) for level in counted) else 0
