#!/usr/bin/env bash
# typer 0.25.1 against 0.26.0: whose exceptions a Typer app raises with standalone_mode=False.
# Up to 0.25.1 a wrong option raises click's UsageError, so a program that tells errors in its own language catches
# click.ClickException. From 0.26.0 on typer carries a click of its own: the exception has the same names but another class,
# `except click.ClickException` no longer catches it, and users see a traceback. A class that holds for both is found among
# the bases of typer.BadParameter. Exit status 1 where a version behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cat >"$work/probe.py" <<'PY'
"""What a mistyped option of a one-command app raises."""
import click
import typer

app = typer.Typer()


@app.command()
def audit(path: str) -> None:
    """Audit."""


try:
    app(["--nope"], standalone_mode=False)
except click.ClickException:
    print("click's")
except Exception as error:
    by_name = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
    print("typer's own" if isinstance(error, by_name) else f"another: {error!r}")
PY
wrong=0
check() { # version, what is raised
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install --quiet "typer==$1" "click==8.3.1"
  raised=$("$work/$1/bin/python" "$work/probe.py")
  echo "typer $1: the exception is $raised"
  [ "$raised" = "$2" ] || wrong=1
}
check 0.25.1 "click's"
check 0.26.0 "typer's own"
exit "$wrong"
