"""``auditor schema``: the result contract for other programs."""

from __future__ import annotations

import typer


def schema_command() -> None:
    """输出 result.json 的 JSON Schema。"""
    from auditor.outputs.reports.json import schema_text

    typer.echo(schema_text())
