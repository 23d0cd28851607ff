"""``auditor preflight``: what the budget system is likely to refuse when a form is entered."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.options import EXIT_FINDINGS, EXIT_INCOMPLETE, EXIT_USAGE, LimitsOption, Mapping, Profile


def preflight_command(
    path: Annotated[Path, typer.Argument(help="要录入系统的申报表。")],
    total: Annotated[
        float | None, typer.Option("--total", help="系统规定的分值合计：多数地方 90，也有 100、80；不写则按地区配置。")
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(
            "--skip",
            help="本地系统不管的做法，可重复：value-missing、value-characters、unit-missing、weight-total、weight-zero、code、one-period。",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给其他程序用。")] = False,
    mapping: Mapping = None,
    profile: Profile = "national",
    limits: LimitsOption = None,
) -> None:
    """录入前先看一遍：预算系统会不会因为空值、字符、单位、分值、编码、实施期与年度不配套退回。

    退出码：0 没有看到；1 有；2 用法有误；3 没有读出指标。
    """
    from auditor.checks.preflight import PreflightSettings, preflight
    from auditor.errors import UnreadableError
    from auditor.outputs.reports.refusals import refusal_line
    from auditor.pipeline.read import ReadingOptions, read_each
    from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
    from auditor.resources import data_path
    from auditor.rules.profiles import load_profile, preflight_settings
    from auditor.runtime.limits import parsed_limits
    from auditor.wording import PRACTICE, PREFLIGHT_NOTE

    unknown = set(skip or ()) - PRACTICE.keys()
    if unknown:
        typer.echo(f"--skip 没有“{sorted(unknown)[0]}”这一项，可用：{'、'.join(PRACTICE)}", err=True)
        raise typer.Exit(EXIT_USAGE)
    if not path.is_file():
        raise UnreadableError("R005", path=path)
    corrections = load_corrections(mapping) if mapping else NO_CORRECTIONS
    (submission,) = read_each([path], ReadingOptions(corrections, limits=parsed_limits(limits)))
    if submission.status != "audited":
        typer.echo(submission.error.message if submission.error else "没有读出指标。")
        raise typer.Exit(EXIT_INCOMPLETE)
    settings = preflight_settings(load_profile(data_path("rules", "profiles"), profile)[1])
    off = settings.off | frozenset(name for name in PRACTICE if name in (skip or ()))
    found = preflight(submission, PreflightSettings(settings.total if total is None else Decimal(str(total)), off))
    if as_json:
        typer.echo(json.dumps([one.model_dump(mode="json") for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            typer.echo(refusal_line(one))
        told = f"共 {len(found)} 处系统可能不收。" if found else "没有看到系统会退回的地方。"
        typer.echo(told + PREFLIGHT_NOTE)
    raise typer.Exit(EXIT_FINDINGS if found else 0)
