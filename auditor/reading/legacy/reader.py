"""Formats of old programs (.doc, .wps, .rtf, .odt, old spreadsheets), turned into today's by LibreOffice if it is here."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from auditor.errors import UnreadableError
from auditor.reading.compound_file import SIGNATURE

_SECONDS = 180
_COMMANDS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find_converter() -> str | None:
    """The LibreOffice program of this computer, None where there is none."""
    found = next((command for name in _COMMANDS if (command := shutil.which(name))), None)
    return found or next((str(place) for place in _places() if place.is_file()), None)


def converted(content: bytes, to: Literal["docx", "xlsx"], path: str) -> bytes:
    """The file in today's format.

    Args:
        content: the whole file.
        to: the format wanted.
        path: named in error messages.

    Raises:
        UnreadableError: R012 without LibreOffice, R007 where it cannot open the file, R013 where it takes too long.
    """
    program = find_converter()
    if program is None:
        raise UnreadableError("R012", path=path, format=to)
    with tempfile.TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"source.{_ending(content, to)}"
        source.write_bytes(content)
        _run(_command(program, source, to), path)
        try:
            return (source.parent / "out" / f"source.{to}").read_bytes()
        except OSError as error:
            raise UnreadableError("R007", path=path, reason="文件不完整或已损坏，转换失败") from error


def _command(program: str, source: Path, to: str) -> list[str]:
    """A profile of its own keeps it apart from a LibreOffice that the user has open."""
    profile = (source.parent / "profile").as_uri()
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={profile}"]
    return [program, *options, "--convert-to", to, "--outdir", str(source.parent / "out"), str(source)]


_REACHED_A_LIMIT = frozenset(
    code
    for name in ("SIGXCPU", "SIGKILL")
    if (number := getattr(signal, name, None)) is not None
    for code in (-number, 128 + number)
)
"""How the program, or the script that starts it, ends where the system ended it."""


def _run(command: list[str], path: str) -> None:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
    ) as process:
        try:
            process.wait(timeout=_SECONDS)
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                raise UnreadableError("R013", path=path, seconds=_SECONDS) from error
            raise
    if process.returncode in _REACHED_A_LIMIT:
        raise UnreadableError("R022", path=path, reason="把它转换成新格式用的处理器时间或者内存超过了限额")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and, where the system groups them, the processes it started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _ending(content: bytes, to: str) -> str:
    if content.startswith(b"{\\rtf"):
        return "rtf"
    if content.startswith(b"PK"):
        return "odt"
    old = {"docx": "doc", "xlsx": "xls"}[to]
    return old if content.startswith(SIGNATURE) else "xml"


def _places() -> Iterator[Path]:
    yield from map(Path, _USUAL_PLACES)
    for name in _WINDOWS_FOLDERS:
        if os.environ.get(name):
            yield Path(os.environ[name]) / "LibreOffice" / "program" / "soffice.exe"
