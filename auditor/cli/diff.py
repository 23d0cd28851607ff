"""``auditor diff``: what a correction has mended, left and newly broken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.inputs import is_written_by_us, written_submissions
from auditor.cli.options import EXIT_FINDINGS, LimitsOption, Mapping, Profile, RuleFolders
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Submission

    Judge = Callable[[Path | tuple[Submission, ...]], tuple[Submission, ...]]


def diff_command(
    old: Annotated[Path, typer.Argument(help="旧版：申报材料，或审核它得到的 result.json。")],
    new: Annotated[Path, typer.Argument(help="新版：同上。")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给其他程序用。")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="另写成文件：.xlsx 或 .html。")] = None,
    rules: RuleFolders = None,
    profile: Profile = "national",
    mapping: Mapping = None,
    limits: LimitsOption = None,
) -> None:
    """对照一份材料的前后两版：哪些问题已改、未改、新增，表格改了哪些格。

    退出码：0 新版没有错误级别的问题；1 还有；2 用法有误，或有一版读不了。
    """
    from rich.console import Console

    from auditor.checks.history.versions import compare
    from auditor.outputs.reports.versions import versions_json
    from auditor.outputs.reports.versions_file import write_versions
    from auditor.outputs.reports.versions_terminal import print_versions

    judge = _judge(rules, profile, mapping, limits)
    comparison = compare(_version(old, judge), _version(new, judge))
    written = write_versions(comparison, out) if out else None
    if as_json:
        typer.echo(versions_json(comparison))
    else:
        print_versions(comparison, Console())
        if written:
            typer.echo(f"已写出　{written}")
    raise typer.Exit(EXIT_FINDINGS if comparison.tally.errors_left else 0)


def _judge(rules: list[Path] | None, profile: str, mapping: Path | None, limits: str | None) -> Judge:
    """What audits a version, loaded once and only where one needs it."""
    from auditor.pipeline.engine import EngineCore
    from auditor.pipeline.read import ReadingOptions
    from auditor.pipeline.write import audit_files, audit_submissions
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
    from auditor.runtime.limits import parsed_limits

    engine = EngineCore(profile=profile, rules=rules or ())
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    within = parsed_limits(limits)

    def judged(found: Path | tuple[Submission, ...]) -> tuple[Submission, ...]:
        if isinstance(found, Path):
            return audit_files([found], engine, options=ReadingOptions(corrections, limits=within)).submissions
        return audit_submissions(found, engine).submissions

    return judged


def _version(path: Path, judge: Judge) -> tuple[Submission, ...]:
    """The audited submissions of one version; what was audited before is taken as it is.

    Raises:
        AuditorError: C020 where one of them could not be read.
    """
    found: Path | tuple[Submission, ...] = written_submissions(path) if is_written_by_us(path) else path
    submissions = found if not isinstance(found, Path) and _is_judged(found) else judge(found)
    for submission in submissions:
        if submission.error is not None:
            raise AuditorError("C020", path=path, reason=submission.error.message.rstrip("。"))
    return submissions


def _is_judged(submissions: tuple[Submission, ...]) -> bool:
    rows = (row for one in submissions for project in one.projects for row in project.indicators)
    return any(row.measurability is not None for row in rows)
