"""``auditor verdicts``: what an office's own decisions say about the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Submission
    from auditor.verdicts.precision import OfficePrecision


def verdicts_command(
    paths: Annotated[
        list[Path],
        typer.Argument(help="带处理意见的 result.json（audit --ledger 写出），可写多个。"),
    ],
    changes: Annotated[
        Path | None,
        typer.Option("--write-changes", help="把建议写进这个规则文件夹的 changes.yaml，下次用 --rules 带上它。"),
    ] = None,
    queue: Annotated[
        Path | None,
        typer.Option("--queue", help="把模型最拿不准的 80 行写成 Excel，由人判断后交给 train --with-decisions。"),
    ] = None,
) -> None:
    """按本单位的处理意见统计每条规则有多准，并建议停用或降级哪些规则。

    采纳算准，看错（误报）算不准，说明保留两边都不算；满 10 条处理意见才给出比例，括号里是 95% 的区间。
    """
    from auditor.outputs.reports.stored import stored
    from auditor.verdicts.changes import write_change
    from auditor.verdicts.precision import precision_by_rule
    from auditor.verdicts.suggestions import suggestions
    from auditor.verdicts.verdict import verdicts_in

    submissions = [one for path in paths for one in stored(path).parts().submissions]
    verdicts = tuple(verdicts_in(submissions))
    for line in _lines(precision_by_rule(verdicts)):
        typer.echo(line)
    found = suggestions(verdicts)
    for one in found:
        typer.echo(f"{one.rule} {one.title}：{one.sentence}")
    if changes is not None:
        for one in found:
            write_change(changes, one)
        typer.echo(
            f"已写入 {changes / 'changes.yaml'}：{len(found)} 处" if found else "没有要改的，没有写 changes.yaml。"
        )
    if queue is not None:
        _write_queue(submissions, queue)


def _lines(found: tuple[OfficePrecision, ...]) -> Iterator[str]:
    if not found:
        yield "结果里没有处理意见。请先在台账里填写，再用 audit --ledger 重新审核。"
    for one in found:
        counted = f"采纳 {one.share.accepted}，看错 {one.share.mistaken}，保留 {one.kept}"
        yield f"{one.rule} {one.title}：{counted}；{_share(one)}"


def _share(one: OfficePrecision) -> str:
    if not one.share.enough:
        return "处理意见不足 10 条，不给比例"
    low, high = one.share.interval
    return f"准 {one.share.right:.0%}（{low:.0%}–{high:.0%}）"


def _write_queue(submissions: Sequence[Submission], path: Path) -> None:
    from auditor.errors import AuditorError
    from auditor.runtime.atomic import write_bytes
    from auditor.verdicts.queue import review_queue
    from auditor.verdicts.sheet import queue_workbook

    rows = review_queue(submissions)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, queue_workbook(rows))
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error
    typer.echo(f"已写出 {path}：{len(rows)} 行待判断")
