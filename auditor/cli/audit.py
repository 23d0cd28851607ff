"""``auditor audit``: read, judge, write the reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_FINDINGS, EXIT_INCOMPLETE, Formats, Mapping, Profile, RuleFolders
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from auditor.audit import Assumed, Auditor, History, Outcome, Recall
    from auditor.model import Result, Submission
    from auditor.outputs.reports.terminal import Progress
    from auditor.reading.forms.mapping import Corrections
    from auditor.scoring.digest import Digest


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
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="按哪一天判断到期，不写则为今天。")
    ] = None,
) -> None:
    """审核申报材料，写出 result.json、report.html 和 ledger.xlsx，或 --format 指定的格式。

    退出码：0 没有达到 --fail-on 级别的问题；1 有；2 用法或规则有误；3 有文件读不了或有检查未能完成（其余照常写出）。
    """
    from rich.console import Console

    from auditor.audit import Assumed, History, prepare
    from auditor.judging.waivers import Decisions
    from auditor.outputs.reports.formats import chosen
    from auditor.outputs.reports.json import read_result
    from auditor.outputs.reports.terminal import Progress, print_summary
    from auditor.reading import discover
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
    from auditor.reading.kept import forget
    from auditor.reading.ledger import read_decisions
    from auditor.scoring.novelty import fingerprints_of

    names = chosen(formats or ())
    files = discover(paths)
    day = (today or datetime.now()).date()
    earlier = read_result(baseline) if baseline else None
    run = _Run(
        auditor=prepare(profile, rules or ()),
        out=out,
        history=History(
            decisions=Decisions(read_decisions(ledger) if ledger else {}, day),
            baseline=fingerprints_of(earlier) if earlier else None,
            recall=_recall(archive) if archive else None,
        ),
        progress=Progress(Console(stderr=True), len(files)),
        workers=workers,
    )
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    outcome = run.judge(run.read(files, corrections, Assumed(department, year), resume))
    written = _reports(outcome, names, earlier)
    print_summary(outcome.news, Console(), written)
    if outcome.digest.submissions < len(files):
        typer.echo(
            f"已按要求停下：共 {len(files)} 份材料，审完 {outcome.digest.submissions} 份，以上是这一部分的结果。"
            "在原来的命令后加上 --resume，从停下的地方接着审。"
        )
        raise typer.Exit(EXIT_INCOMPLETE)
    forget(out)
    raise typer.Exit(_exit_code(outcome.news, fail_on))


@dataclass
class _Run:
    """One run of the command: what is given to its two halves, reading and judging."""

    auditor: Auditor
    out: Path
    history: History
    progress: Progress
    workers: int | None

    def read(self, files: list[Path], corrections: Corrections, assumed: Assumed, resume: bool) -> Sequence[Submission]:
        """Read until all is read or the user stops; what was read lies on disk until all is judged."""
        from auditor.audit import read_all
        from auditor.reading.kept import keeping

        sources: list[str] = []
        conditions = sorted(corrections.columns.items()), sorted(corrections.ignore), assumed
        with _writing(self.out), keeping(self.out, conditions, resume=resume) as kept, self.progress.reading() as tell:
            try:
                for reading in read_all(files, kept, corrections, assumed, self.workers):
                    sources.append(reading.source)
                    tell(reading.source, reading.rows)
            except KeyboardInterrupt:
                typer.echo(f"不再读取，正在审核已读的 {len(sources)} 份；再按一次 Ctrl-C，只写出审完的部分。", err=True)
        return kept.submissions(sources)

    def judge(self, submissions: Sequence[Submission]) -> Outcome:
        """Judge until all is judged or the user stops."""
        from auditor.audit import audit_to_file

        path = self.out / "result.json"
        try:
            with _writing(path), self.progress.judging(len(submissions)) as tell:
                return audit_to_file(
                    submissions, self.auditor, path, workers=self.workers, history=self.history, on_judged=tell
                )
        except KeyboardInterrupt:
            typer.echo("已停下，还没有审完一份。读好的材料留着，在原来的命令后加上 --resume，可以接着审。", err=True)
            raise typer.Exit(EXIT_INCOMPLETE) from None


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """What the system says against writing, in one sentence."""
    try:
        yield
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error


def _reports(outcome: Outcome, names: tuple[str, ...], earlier: Result | None) -> tuple[Path, ...]:
    """The reports that were asked for, made from the result that was written."""
    from auditor.outputs.reports.formats import COMPLETE, write_formats
    from auditor.outputs.reports.json import read_result
    from auditor.outputs.reports.stored import stored
    from auditor.scoring.novelty import only_new

    others = [name for name in names if name != "json"]
    if not others:
        return (outcome.path,)
    folder = outcome.path.parent
    if earlier is None:
        return (outcome.path, *write_formats(stored(outcome.path), folder, others))
    result = read_result(outcome.path)
    complete = [name for name in others if name in COMPLETE]
    written = write_formats(result, folder, complete, earlier)
    told = only_new(result)
    return (outcome.path, *written, *write_formats(told, folder, [name for name in others if name not in COMPLETE]))


def _recall(archive: Path) -> Recall:
    """What fetches earlier projects; an archive that cannot be used is told before anything is read."""
    from auditor.archive.recall import recall_from
    from auditor.archive.store import opened

    with opened(archive):
        return partial(recall_from, archive)


def _exit_code(digest: Digest, fail_on: FailOn) -> int:
    if digest.unreadable or not digest.audited or digest.failed:
        return EXIT_INCOMPLETE
    if fail_on is FailOn.never:
        return 0
    order = ("error", "warning", "info")
    counted = order[: order.index(fail_on.value) + 1]
    return EXIT_FINDINGS if any(digest.totals.by_severity.get(level) for level in counted) else 0
