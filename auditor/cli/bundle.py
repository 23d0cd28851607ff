"""``auditor bundle``: everything a dispute needs, in one zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import RuleFolders
from auditor.errors import AuditorError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Result
    from auditor.outputs.reports.bundle import Packed


def bundle_command(
    result_file: Annotated[Path, typer.Argument(metavar="RESULT.json", help="audit 命令写出的 result.json。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="证据包写到哪个文件。")] = Path("audit-out/evidence.zip"),
    rules: RuleFolders = None,
) -> None:
    """把审核结果、台账、所用规则和各文件的校验值打成一个证据包；同样的结果和规则，每次打出的包完全相同。

    原文件不放进包里，只记校验值，并核对原处的文件有没有改动。
    """
    from auditor.outputs.reports.bundle import checked, write_bundle
    from auditor.outputs.reports.stored import stored
    from auditor.reading.archives.contents import content_of

    result = stored(result_file)
    parts = result.parts()
    inputs = tuple(checked(submission, content_of) for submission in parts.submissions)
    packed = _rules_used(parts.head, rules or ())
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        typer.echo(f"已写出 {write_bundle(result, inputs, packed, out)}")
    except OSError as error:
        raise AuditorError("C004", path=out, reason=error.strerror or str(error)) from error
    for one in inputs:
        if one.state != "一致":
            typer.echo(f"注意：{one.source} {one.state}")


def _rules_used(result: Result, folders: Sequence[Path]) -> tuple[Packed, ...]:
    """The files that judged, refused where they are not the ones of the result."""
    from auditor.outputs.reports.bundle import Packed
    from auditor.resources import data_path
    from auditor.rules.load import load_pack

    pack = load_pack(result.rules.profile, folders)
    if pack.fingerprint != result.rules.fingerprint:
        raise ConfigurationError("C013", now=pack.fingerprint, then=result.rules.fingerprint)
    homes = [(data_path("rules").parent, "")]
    homes += [(folder, f"rules-own/{number}-{folder.resolve().name}") for number, folder in enumerate(folders, 1)]
    return tuple(
        Packed("/".join(filter(None, (prefix, path.relative_to(home).as_posix()))), path.read_bytes())
        for path in pack.files
        for home, prefix in homes
        if path.is_relative_to(home)
    )
