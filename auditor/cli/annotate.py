"""``auditor annotate``: the department's own file back, with a comment at each place concerned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_INCOMPLETE, LimitsOption, Mapping, Profile, RuleFolders
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Submission
    from auditor.runtime.limits import Limits


def annotate_command(
    paths: Annotated[list[Path], typer.Argument(help="要批注的文件或文件夹，可写多个。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="批注后的副本写到哪个文件夹，没有会新建。")] = Path(
        "audit-out"
    ),
    result_file: Annotated[
        Path | None, typer.Option("--result", help="已有的 result.json；不写则先审核这些文件。")
    ] = None,
    rules: RuleFolders = None,
    profile: Profile = "national",
    mapping: Mapping = None,
    limits: LimitsOption = None,
) -> None:
    """把审核意见写成批注，放进报送文件的副本（Excel、Word、PDF、文本），原文件不动。

    已豁免的问题不写批注。退出码：0 全部写出；2 用法或规则有误；3 有文件没能批注（其余照常写出）。
    """
    from auditor.outputs.annotate.run import copy_name
    from auditor.reading import discover
    from auditor.runtime.limits import parsed_limits

    files = discover(paths)
    within = parsed_limits(limits)
    submissions = _known(files, result_file) if result_file else _audited(files, profile, rules or (), mapping, within)
    taken: set[str] = set()
    for path, submission in zip(files, submissions, strict=True):
        if submission.error is not None:
            typer.echo(f"没有批注：{submission.error.message}{submission.error.hint}", err=True)
            continue
        name = copy_name(submission.source, frozenset(taken))
        try:
            typer.echo(_annotate(path, submission, out / name, within))
            taken.add(name)
        except AuditorError as error:
            typer.echo(f"没有批注：{error.message}{error.hint}", err=True)
    if len(taken) < len(files):
        raise typer.Exit(EXIT_INCOMPLETE)


def _audited(
    files: Sequence[Path], profile: str, rules: Sequence[Path], mapping: Path | None, limits: Limits
) -> tuple[Submission, ...]:
    from auditor.pipeline.engine import EngineCore
    from auditor.pipeline.read import ReadingOptions
    from auditor.pipeline.write import audit_files
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections

    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    engine = EngineCore(profile=profile, rules=rules)
    return audit_files(files, engine, options=ReadingOptions(corrections, limits=limits)).submissions


def _known(files: Sequence[Path], result_file: Path) -> tuple[Submission, ...]:
    """The submissions of a result that these files are, told by their content.

    Raises:
        AuditorError: C014 for a file that is not in the result as it now is.
    """
    import hashlib

    from auditor.outputs.reports.stored import stored
    from auditor.reading.archives.contents import content_of

    hashes = [hashlib.sha256(content_of(path)).hexdigest() for path in files]
    by_hash = {one.sha256: one for one in stored(result_file).parts().submissions if one.sha256 in hashes}
    for path, digest in zip(files, hashes, strict=True):
        if digest not in by_hash:
            raise AuditorError("C014", path=path, result=result_file)
    return tuple(by_hash[digest] for digest in hashes)


def _annotate(path: Path, submission: Submission, copy: Path, limits: Limits) -> str:
    """Write the copy and say how many comments it has."""
    from auditor.outputs.annotate.comments import comments_of
    from auditor.pipeline.contained import contained
    from auditor.runtime.atomic import write_bytes

    content = contained(_annotated, submission, path, limits)
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(copy, content)
    except OSError as error:
        raise AuditorError("C004", path=copy, reason=error.strerror or str(error)) from error
    return f"已写出 {copy}（批注 {len(comments_of(submission))} 条）"


def _annotated(submission: Submission, path: Path) -> bytes:
    from auditor.outputs.annotate.run import annotate
    from auditor.reading.archives.contents import content_of

    return annotate(content_of(path), submission.source, submission)
