"""The command line: the only room that knows every other. Heavy rooms are entered only by the command that needs them."""

from __future__ import annotations

import gc
import os
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli.annotate import annotate_command
from auditor.cli.archive import archive_app
from auditor.cli.audit import audit_command
from auditor.cli.bundle import bundle_command
from auditor.cli.classifier import evaluate_command, train_command
from auditor.cli.diff import diff_command
from auditor.cli.look import look_command
from auditor.cli.options import EXIT_USAGE
from auditor.cli.papers import papers_command
from auditor.cli.preflight import preflight_command
from auditor.cli.read import read_command
from auditor.cli.report import report_command
from auditor.cli.rules import rules_app
from auditor.cli.schema import schema_command
from auditor.errors import AuditorError

app = typer.Typer(
    help="绩效目标质量审核：读取预算绩效目标申报材料，逐行检查并出具报告。全部在本机运行，不联网。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("audit")(audit_command)
app.command("annotate")(annotate_command)
app.command("report")(report_command)
app.command("bundle")(bundle_command)
app.command("diff")(diff_command)
app.command("papers")(papers_command)
app.command("preflight")(preflight_command)
app.command("read")(read_command)
app.command("look")(look_command)
app.add_typer(archive_app, name="archive")
app.add_typer(rules_app, name="rules")
app.command("train")(train_command)
app.command("evaluate")(evaluate_command)
app.command("schema")(schema_command)


_NEW_OBJECTS = 500_000
"""Objects from one look for cycles to the next. A run makes hardly any; looking ever so often costs a small job a twentieth."""


def main() -> None:
    """Run the command line; an expected failure becomes one sentence and exit code 2."""
    gc.set_threshold(_NEW_OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it searches every installed package for some
    try:
        app()
    except AuditorError as error:
        typer.echo(f"错误：{error.message}{error.hint}", err=True)
        raise SystemExit(EXIT_USAGE) from error
    finally:
        gc.freeze()  # the process ends: what is left goes with it, and need not be looked through once more


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号后退出。")
    ] = False,
) -> None:
    pass
