"""``auditor archive ...``: keep submissions from year to year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.inputs import is_written_by_us, written_submissions
from auditor.cli.options import EXIT_INCOMPLETE, LimitsOption
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from sqlite3 import Connection

    from rich.table import Table

    from auditor.archive.entries import ArchiveEntry
    from auditor.model import Submission
    from auditor.runtime.limits import Limits

archive_app = typer.Typer(help="历年材料档案：存入、列出、删除、取出。", no_args_is_help=True)
ArchiveFile = Annotated[Path, typer.Option("--archive", help="档案文件，如 历年绩效.db；存入时没有会新建。")]


@archive_app.command("add")
def archive_add(
    files: Annotated[list[Path], typer.Argument(help="申报材料、自评材料或文件夹，也可以是 result.json，可写多个。")],
    archive: ArchiveFile,
    department: Annotated[str | None, typer.Option("--department", help="材料没有写明部门时，按这个部门存。")] = None,
    year: Annotated[int | None, typer.Option("--year", help="材料没有写明年度时，按这一年存。")] = None,
    limits: LimitsOption = None,
) -> None:
    """存入材料。同一份文件只存一次；每份要么完整存入，要么不存。

    退出码：0 全部存好（含早已存过的）；2 用法有误或档案不能使用；3 有文件读不了（其余照常存入）。
    """
    from auditor.archive.store import opened
    from auditor.runtime.limits import parsed_limits

    complete = True
    with opened(archive, create=True) as connection:
        for submission in _submissions(files, parsed_limits(limits)):
            known = {"department": submission.department or department, "year": submission.year or year}
            complete &= _kept(connection, submission.model_copy(update=known))
    raise typer.Exit(0 if complete else EXIT_INCOMPLETE)


def _submissions(files: list[Path], limits: Limits) -> Iterator[Submission]:
    from auditor.pipeline.read import ReadingOptions, read_each
    from auditor.reading import discover

    for path in (path for path in files if is_written_by_us(path)):
        yield from written_submissions(path)
    material = [path for path in files if not is_written_by_us(path)]
    yield from read_each(discover(material) if material else (), ReadingOptions(limits=limits))


def _kept(connection: Connection, submission: Submission) -> bool:
    """Keep one submission and say what became of it."""
    from auditor.archive.entries import add

    if submission.error is not None:
        typer.echo(f"没有存入　{submission.error.message}{submission.error.hint}")
        return False
    added = add(connection, submission)
    if added.known:
        typer.echo(f"已在档案中（编号 {added.number}），没有重复存入　{submission.source}")
        return True
    missing = [name for name, value in (("部门", submission.department), ("年度", submission.year)) if value is None]
    remark = f"　（没有写明{'和'.join(missing)}，不能用于跨年对照）" if missing else ""
    typer.echo(f"已存入，编号 {added.number}　{submission.source}　{len(submission.projects)} 个项目{remark}")
    return True


@archive_app.command("list")
def archive_list(archive: ArchiveFile) -> None:
    """列出档案里的材料。"""
    from rich.console import Console

    from auditor.archive.entries import entries
    from auditor.archive.store import opened

    with opened(archive) as connection:
        kept = entries(connection)
    Console().print(_table(kept))
    typer.echo(f"共 {len(kept)} 份材料，{sum(entry.projects for entry in kept)} 个项目。")


def _table(kept: tuple[ArchiveEntry, ...]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from auditor.wording import KIND

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("编号", "部门", "年度", "种类", "项目", "文件"):
        table.add_column(title, overflow="fold")
    for entry in kept:
        known = (entry.department or "（没有写明）", str(entry.year or "（没有写明）"), KIND[entry.kind])
        table.add_row(str(entry.number), *map(escape, known), str(entry.projects), escape(entry.source))
    return table


@archive_app.command("remove")
def archive_remove(
    numbers: Annotated[list[int], typer.Argument(help="材料编号（archive list 第一列），可写多个。")],
    archive: ArchiveFile,
) -> None:
    """从档案中删除材料。"""
    from auditor.archive.entries import remove
    from auditor.archive.store import opened

    with opened(archive) as connection:
        for number in numbers:
            remove(connection, number)
            typer.echo(f"已删除，编号 {number}")


@archive_app.command("export")
def archive_export(
    number: Annotated[int, typer.Argument(help="材料编号（archive list 第一列）。")],
    archive: ArchiveFile,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写到哪个文件；不写则输出到屏幕。")] = None,
) -> None:
    """取出一份材料（JSON，可以再次存入）。"""
    from auditor.archive.entries import taken_out
    from auditor.archive.store import opened
    from auditor.runtime.atomic import write_text

    with opened(archive) as connection:
        text = taken_out(connection, number).model_dump_json(indent=1) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        typer.echo(f"已写出 {write_text(out, text)}")
    except OSError as error:
        raise AuditorError("C004", path=out, reason=error.strerror or str(error)) from error
