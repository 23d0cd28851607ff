"""``auditor report``: other formats from a result that is already there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.options import Formats


def report_command(
    result_file: Annotated[Path, typer.Argument(metavar="RESULT.json", help="audit 命令写出的 result.json。")],
    formats: Formats = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="报告写到哪个文件夹，没有会新建。")] = Path("audit-out"),
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="上一次的 result.json；SARIF 里标出新增、仍在和已消除的问题。")
    ] = None,
) -> None:
    """由已有的 result.json 写出各种格式的报告，不重新审核。"""
    from auditor.outputs.reports.formats import chosen, write_formats
    from auditor.outputs.reports.stored import stored

    names = chosen(formats or ())
    earlier = stored(baseline) if baseline else None
    for path in write_formats(stored(result_file), out, names, earlier):
        typer.echo(f"已写出 {path}")
