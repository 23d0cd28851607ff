"""``auditor sendback``: one zip a department, to be sent back as it is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.errors import AuditorError

if TYPE_CHECKING:
    from auditor.model import Submission


class SentLevel(StrEnum):
    """The least level of the opinions that are sent."""

    error = "error"
    warning = "warning"
    info = "info"


def sendback_command(
    result_file: Annotated[Path, typer.Argument(metavar="RESULT.json", help="audit 命令写出的 result.json。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹，没有会新建。")] = Path("sendback-out"),
    level: Annotated[
        SentLevel, typer.Option("--level", help="退回哪一级以上的意见：error 错误，warning 警告，info 全部。")
    ] = SentLevel.info,
    templates: Annotated[
        Path | None, typer.Option("--templates", help="本单位审核表模板所在文件夹，其中没有的仍用自带模板。")
    ] = None,
) -> None:
    """每个单位打成一个退回包：退回意见、整改清单、审核表和批注副本。

    批注副本由原文件做出，原文件要在审核时的位置，内容没有改动。退回包里每样文件都与 papers、annotate 写出的相同。
    退出码：0 全部写出；2 用法有误；3 有文件没能放进批注副本（其余照常写出）。
    """
    from auditor.cli.options import EXIT_INCOMPLETE
    from auditor.outputs.reports.json import read_result
    from auditor.outputs.sendback.package import Returned, write_packages
    from auditor.resources import data_path

    if templates is not None and not templates.is_dir():
        raise AuditorError("C015", path=templates, reason="没有这个文件夹")
    folders = (*([templates] if templates else []), data_path("reports", "templates"))
    missing = 0
    for path, made in write_packages(read_result(result_file), _content, Returned(level.value, folders), out):
        typer.echo(f"已写出 {path}")
        for sentence in made.without_copy:
            typer.echo(f"没有批注：{sentence}", err=True)
        missing += len(made.without_copy)
    raise typer.Exit(EXIT_INCOMPLETE if missing else 0)


def _content(submission: Submission) -> bytes | None:
    """The file as it was audited; None where it is gone or has changed since."""
    import hashlib

    from auditor.reading.archives.contents import content_of

    try:
        content = content_of(Path(submission.source))
    except (OSError, AuditorError):
        return None
    return content if hashlib.sha256(content).hexdigest() == submission.sha256 else None
