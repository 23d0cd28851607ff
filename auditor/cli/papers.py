"""``auditor papers``: documents that officials sign, from a result or from the files themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.options import Profile, RuleFolders


def papers_command(
    paths: Annotated[list[Path], typer.Argument(help="一个 result.json，或者要审核的文件、文件夹。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹，没有会新建。")] = Path("papers-out"),
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            help="整改清单、审核表、重点审核表、取证单、工作底稿、审核页；用逗号隔开或重复，不写则写前一种、取证单和审核页。",
        ),
    ] = None,
    templates: Annotated[
        Path | None, typer.Option("--templates", help="本单位审核表模板所在文件夹，没有的仍用自带模板。")
    ] = None,
    rules: RuleFolders = None,
    profile: Profile = "national",
) -> None:
    """写出整改清单、绩效目标审核表、审计取证单、工作底稿和审核页（Word、Excel）。"""
    from auditor.audit import audit, prepare
    from auditor.papers.files import write_papers
    from auditor.reporting.json import read_result
    from auditor.resources import data_path

    wanted = [
        name.strip()
        for one in kinds or ["整改清单,取证单,审核页"]
        for name in one.replace("，", ",").split(",")
        if name.strip()
    ]
    if len(paths) == 1 and paths[0].suffix == ".json":
        result = read_result(paths[0])
    else:
        result = audit(paths, prepare(profile, rules or ()))
    folders = [*([templates] if templates else []), data_path("reports", "templates")]
    for path in write_papers(result, out, wanted, folders):
        typer.echo(f"已写出 {path}")
