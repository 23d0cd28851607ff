"""``auditor read``: what was understood of a file, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_INCOMPLETE, LimitsOption, Mapping

if TYPE_CHECKING:
    from auditor.model import Submission
    from auditor.reading.grid import Grid
    from auditor.runtime.limits import Limits
    from auditor.runtime.size_limits import SizeLimits


def read_command(
    path: Annotated[Path, typer.Argument(help="要查看的文件。")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给其他程序用。")] = False,
    mapping: Mapping = None,
    drawing: Annotated[
        Path | None,
        typer.Option("--draw", help="另写一个网页，把找到的框线、单元格、读出的行和疑点画在原页上（PDF 和文本）。"),
    ] = None,
    mapping_template: Annotated[
        bool,
        typer.Option("--mapping-template", help="在当前文件夹写出这个文件的列名对照文件，填好后用 --mapping 带上。"),
    ] = False,
    limits: LimitsOption = None,
) -> None:
    """显示从文件里读出了什么：每个项目一张表，拿不准的地方标出来。不作审核。"""
    from rich.console import Console

    from auditor.errors import UnreadableError
    from auditor.outputs.reports.understood import print_submission
    from auditor.pipeline.read import ReadingOptions, read_each
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
    from auditor.runtime.limits import parsed_limits

    if not path.is_file() and not any(holder.is_file() for holder in path.parents):
        raise UnreadableError("R005", path=path)
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    within = parsed_limits(limits)
    (submission,) = read_each([path], ReadingOptions(corrections, limits=within))
    if drawing is not None:
        _draw(path, submission, drawing, within)
    if mapping_template:
        typer.echo(
            f"已写出 {_write_template(path, submission, within)}，填好后运行：auditor read {path.name} --mapping 这个文件"
        )
        return
    if as_json:
        for piece in _json_pieces(submission):
            typer.echo(piece, nl=False)
    else:
        print_submission(submission, Console())
        names = corrections.columns.keys() | corrections.ignore
        if mapping:
            _tell_names(submission, frozenset(names))
    raise typer.Exit(0 if submission.status == "audited" else EXIT_INCOMPLETE)


def _draw(path: Path, submission: Submission, drawing: Path, limits: Limits) -> None:
    from auditor.pipeline.contained import contained

    contained(_drawn, (submission, drawing, limits.sizes), path, limits)


def _drawn(given: tuple[Submission, Path, SizeLimits], path: Path) -> None:
    from auditor.outputs.drawing import draw
    from auditor.reading.archives.contents import content_of

    draw(content_of(path), *given)


def _tell_names(submission: Submission, names: frozenset[str]) -> None:
    """Say which names of the mapping stood in the file."""
    met = "、".join(submission.mapped) or "无"
    missed = "、".join(sorted(names - set(submission.mapped))) or "无"
    typer.echo(f"列名对照文件里的名称，文件中找到的：{met}；没有找到的：{missed}。")


def _write_template(path: Path, submission: Submission, limits: Limits) -> Path:
    """Write the mapping file to fill in beside where the command runs, never over another file."""
    from auditor.errors import AuditorError
    from auditor.pipeline.contained import contained
    from auditor.reading.mapping_template import mapping_template

    target = Path(f"{path.stem}-列名对照.yaml")
    if target.exists():
        raise AuditorError("C006", path=target)
    tables = () if submission.forms else contained(_tables, limits.sizes, path, limits)
    target.write_text(mapping_template(submission, tables), encoding="utf-8")
    return target


def _tables(sizes: SizeLimits, path: Path) -> tuple[Grid, ...]:
    from auditor.reading.mapping_template import tables_of

    return tables_of(path, sizes)


def _json_pieces(submission: Submission) -> Iterator[str]:
    """The submission as JSON, project by project: a large file's text is never held whole."""
    whole = submission.model_copy(update={"projects": ()}).model_dump_json(indent=1)
    before, marked, after = whole.rpartition('\n "projects": []')
    yield before + (marked[:-1] if submission.projects else marked)
    for number, project in enumerate(submission.projects):
        yield (",\n" if number else "\n") + indent(project.model_dump_json(indent=1), "  ")
    yield ("\n ]" if submission.projects else "") + after + "\n"
