"""``auditor look``: the words, quantities, dates and vague terms of every text of a file, as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.options import EXIT_INCOMPLETE, LimitsOption, Mapping


def look_command(
    path: Annotated[Path, typer.Argument(help="要查看的文件。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写出的网页，用浏览器打开，不联网。")],
    mapping: Mapping = None,
    limits: LimitsOption = None,
) -> None:
    """把文件里的每段文字画成一个网页：分词、数量、时间、空泛说法，以及哪些说法不算空泛、为什么。不作审核。"""
    from auditor.errors import UnreadableError
    from auditor.outputs.look import look
    from auditor.pipeline.read import ReadingOptions, read_each
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
    from auditor.runtime.limits import parsed_limits

    if not path.is_file() and not any(holder.is_file() for holder in path.parents):
        raise UnreadableError("R005", path=path)
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    (submission,) = read_each([path], ReadingOptions(corrections, limits=parsed_limits(limits)))
    typer.echo(f"已写出 {look(submission, out)}")
    raise typer.Exit(0 if submission.status == "audited" else EXIT_INCOMPLETE)
