"""The command line: the only room that knows every other. Heavy rooms are entered only by the command that needs them."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli.annotate import annotate_command
from auditor.cli.archive import archive_app
from auditor.cli.audit import audit_command
from auditor.cli.bundle import bundle_command
from auditor.cli.cache import cache_command
from auditor.cli.classifier import evaluate_command, train_command
from auditor.cli.diff import diff_command
from auditor.cli.look import look_command
from auditor.cli.options import EXIT_FINDINGS, EXIT_USAGE
from auditor.cli.papers import papers_command
from auditor.cli.preflight import preflight_command
from auditor.cli.read import read_command
from auditor.cli.report import report_command
from auditor.cli.rules import rules_app
from auditor.cli.schema import schema_command
from auditor.cli.sendback import sendback_command
from auditor.cli.serve import serve_command, serve_user_command
from auditor.cli.speech import speak_chinese, told
from auditor.cli.verdicts import verdicts_command
from auditor.errors import AuditorError

app = typer.Typer(
    help="绩效目标质量审核：读取预算绩效目标申报材料，逐行检查并出具报告。全部在本机运行，不联网。",
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
app.command("sendback")(sendback_command)
app.command("preflight")(preflight_command)
app.command("read")(read_command)
app.command("look")(look_command)
app.add_typer(archive_app, name="archive")
app.add_typer(rules_app, name="rules")
app.command("cache")(cache_command)
app.command("verdicts")(verdicts_command)
app.command("train")(train_command)
app.command("evaluate")(evaluate_command)
app.command("schema")(schema_command)
app.command("serve")(serve_command)
app.command("serve-user")(serve_user_command)
speak_chinese(app)

EXAMPLES = (
    ("审核一个文件夹里的材料，报告写到 audit-out", "auditor audit 材料文件夹 --open"),
    ("看看一个文件读出了什么", "auditor read 材料.xlsx"),
    ("改后再审，与上次对照", "auditor diff 上次的.docx 改后的.docx"),
)
"""What is shown to who types nothing else."""


_PARSER_ERROR: type[BaseException] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)
"""What the parser raises, wherever it keeps its errors."""

_NEW_OBJECTS = 500_000
"""Objects from one look for cycles to the next. A run makes hardly any; looking ever so often costs a small job a twentieth."""


def main() -> None:
    """Run the command line; an expected failure becomes one sentence and exit code 2."""
    gc.set_threshold(_NEW_OBJECTS)
    _in_utf8()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it searches every installed package for some
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a console cannot show must not end the run
    try:
        code = app(standalone_mode=False)
    except AuditorError as error:
        typer.echo(f"错误：{error.message}{error.hint}", err=True)
        raise SystemExit(EXIT_USAGE) from error
    except _PARSER_ERROR as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context is not None else "auditor"
        typer.echo(f"错误：{told(getattr(error, 'format_message', error.__str__)())}。用法见 {where} -h。", err=True)
        raise SystemExit(EXIT_USAGE) from error
    except typer.Abort as error:
        typer.echo("已停下。", err=True)
        raise SystemExit(EXIT_FINDINGS) from error
    except OSError as error:
        if error.filename is not None:
            raise
        _tell_of_console(error)
        raise SystemExit(EXIT_USAGE) from error
    finally:
        gc.freeze()  # the process ends: what is left goes with it, and need not be looked through once more
    raise SystemExit(code if isinstance(code, int) else 0)


def _in_utf8() -> None:
    """Begin anew in UTF-8 where the system's own encoding has no Chinese, in which files are named here."""
    try:
        os.fsencode("绩效")
    except UnicodeEncodeError:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "auditor", *sys.argv[1:]])


def _tell_of_console(error: OSError) -> None:
    """Say that what is said cannot be written where it was sent to (a file on a full disk), where there is still a way."""
    sys.stdout = io.StringIO()
    with suppress(OSError):
        typer.echo(f"错误：要显示的话没有写完：{error.strerror or error}。请检查输出重定向到的文件或磁盘。", err=True)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号后退出。")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo("绩效目标质量审核。常用的三件事：")
        for purpose, command in EXAMPLES:
            typer.echo(f"  {command}\n      {purpose}")
        typer.echo("全部命令和说明：auditor -h")
