"""``auditor papers``: documents that officials sign, from a result or from the files themselves."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_INCOMPLETE, LimitsOption, Profile, RuleFolders
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.model import Result, Submission
    from auditor.outputs.reports.stored import StoredResult
    from auditor.runtime.limits import Limits


class SheetLevel(StrEnum):
    """The least level from which evidence sheets are made."""

    error = "error"
    warning = "warning"
    info = "info"


def papers_command(
    paths: Annotated[list[Path], typer.Argument(help="一个 result.json，或者要审核的文件、文件夹。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹，没有会新建。")] = Path("papers-out"),
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            help="整改清单、审核表、重点审核表、取证单、工作底稿、审核页，用逗号隔开；不写则写除重点审核表以外的各种。",
        ),
    ] = None,
    templates: Annotated[
        Path | None, typer.Option("--templates", help="本单位审核表模板所在文件夹，其中没有的仍用自带模板。")
    ] = None,
    level: Annotated[
        SheetLevel, typer.Option("--level", help="取证单从哪一级开始逐条出单：error 错误，warning 警告，info 提示。")
    ] = SheetLevel.warning,
    rules: RuleFolders = None,
    profile: Profile = "national",
    limits: LimitsOption = None,
) -> None:
    """写出整改清单、绩效目标审核表、审计取证单、工作底稿和审核页（Word、Excel）。

    退出码：0 全部写出；2 用法有误；3 有材料读不了，没有为它写文书（其余照常写出）。
    """
    from auditor.outputs.papers.files import chosen_kinds, write_papers
    from auditor.resources import data_path
    from auditor.runtime.limits import parsed_limits

    wanted = chosen_kinds(kinds or ())
    if templates is not None and not templates.is_dir():
        raise AuditorError("C015", path=templates, reason="没有这个文件夹")
    folders = [*([templates] if templates else []), data_path("reports", "templates")]
    result = _result(paths, rules or [], profile, parsed_limits(limits))
    for path in write_papers(result, out, wanted, folders, level.value):
        typer.echo(f"已写出 {path}")
    raise typer.Exit(_report_unread(tuple(_unread(result))))


def _result(paths: list[Path], rules: list[Path], profile: str, limits: Limits) -> Result | StoredResult:
    """The result in the one ``.json`` that was named, else that of auditing the files."""
    if len(paths) == 1 and paths[0].suffix.lower() == ".json":
        from auditor.outputs.reports.stored import stored

        return stored(paths[0])
    from auditor.pipeline.engine import EngineCore
    from auditor.pipeline.read import ReadingOptions
    from auditor.pipeline.write import audit_files

    return audit_files(paths, EngineCore(profile=profile, rules=rules), options=ReadingOptions(limits=limits))


def _unread(result: Result | StoredResult) -> Iterable[Submission]:
    from auditor.outputs.reports.stored import StoredResult

    if isinstance(result, StoredResult):
        return result.where(lambda entry: entry.status != "audited").parts().submissions
    return (one for one in result.submissions if one.status != "audited")


def _report_unread(unread: Sequence[Submission]) -> int:
    """Say which submissions have no papers, and why; the exit code."""
    for one in unread:
        reason = f"{one.error.message}{one.error.hint}" if one.error else "没有找到绩效指标。"
        typer.echo(f"没有为“{one.source}”写文书：{reason}", err=True)
    return EXIT_INCOMPLETE if unread else 0
