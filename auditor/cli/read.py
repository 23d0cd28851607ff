"""``auditor read``: what was understood of a file, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_INCOMPLETE, Mapping

if TYPE_CHECKING:
    from auditor.model import Submission


def read_command(
    path: Annotated[Path, typer.Argument(help="要查看的文件。")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给其他程序用。")] = False,
    mapping: Mapping = None,
    drawing: Annotated[
        Path | None,
        typer.Option("--draw", help="另写一个网页，把找到的框线、单元格、读出的行和疑点画在原页上（PDF 和文本）。"),
    ] = None,
) -> None:
    """显示从文件里读出了什么：每个项目一张表，拿不准的地方标出来。不作审核。"""
    from rich.console import Console

    from auditor.errors import UnreadableError
    from auditor.outputs.reports.understood import print_submission
    from auditor.reading import read
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections

    if not path.is_file() and not any(holder.is_file() for holder in path.parents):
        raise UnreadableError("R005", path=path)
    submission = read(path, load_corrections(mapping) if mapping else NO_CORRECTIONS)
    if drawing is not None:
        from auditor.outputs.drawing import draw
        from auditor.reading.archives.contents import content_of

        draw(content_of(path), submission, drawing)
    if as_json:
        for piece in _json_pieces(submission):
            typer.echo(piece, nl=False)
    else:
        print_submission(submission, Console())
    raise typer.Exit(0 if submission.status == "audited" else EXIT_INCOMPLETE)


def _json_pieces(submission: Submission) -> Iterator[str]:
    """The submission as JSON, project by project: a large file's text is never held whole."""
    whole = submission.model_copy(update={"projects": ()}).model_dump_json(indent=1)
    before, marked, after = whole.rpartition('\n "projects": []')
    yield before + (marked[:-1] if submission.projects else marked)
    for number, project in enumerate(submission.projects):
        yield (",\n" if number else "\n") + indent(project.model_dump_json(indent=1), "  ")
    yield ("\n ]" if submission.projects else "") + after + "\n"
