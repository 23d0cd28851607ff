"""The command line as a person types it, without the second that a new interpreter takes to load every module."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from auditor.cli import main


def run(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``auditor`` with some words in a process of its own: a copy of this one where the system makes copies."""
    typed = [str(word) for word in words]
    if not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "-m", "auditor", *typed], capture_output=True, text=True, encoding="utf-8", cwd=cwd
        )
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(typed, out.fileno(), err.fileno(), cwd)
        _, status = os.waitpid(child, 0)
        return subprocess.CompletedProcess(typed, os.waitstatus_to_exitcode(status), _written(out), _written(err))


def _become(words: list[str], out: int, err: int, cwd: Path | None) -> None:
    """Never returns: the process ends as the command does."""
    code = 70
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        if cwd is not None:
            os.chdir(cwd)
        sys.argv = ["auditor", *words]
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _written(file) -> str:
    file.seek(0)
    return file.read().decode("utf-8")
