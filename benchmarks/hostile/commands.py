"""The program as a user runs it, in a folder of its own: with its own folder for temporary files and its own cache."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LONGEST = 600.0
"""Seconds after which a run counts as one that does not end; the limits of its files end any of them long before."""

TIDY_WITHIN = 5.0
"""Seconds within which nothing of a killed run is left."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, negative for a signal, and what it said."""

    code: int
    out: str
    said: str

    @property
    def has_traceback(self) -> bool:
        """Whether it broke down in a way that is told to programmers only."""
        return any(word in self.out + self.said for word in ("Traceback", "panicked at"))


@dataclass(frozen=True)
class Home:
    """The folder in which a run works; temporary files and what is kept for the next run lie in folders of it.

    Args:
        folder: exists already.
        settings: of the environment, beside those that every run has.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def temporary(self) -> Path:
        """Where temporary files go."""
        return self.folder / "临时"

    def environment(self) -> dict[str, str]:
        """The environment of a run."""
        self.temporary.mkdir(exist_ok=True)
        own = {"TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(self.folder / "缓存"), "PYTHONUTF8": "1"}
        return {**os.environ, **own, **self.settings}

    def start(self, words: tuple[str, ...], prefix: tuple[str, ...] = (), **more: Any) -> subprocess.Popen[str]:
        """A run that is at work, in a group of its own; ``prefix``: a command that starts it."""
        return subprocess.Popen(
            [*prefix, sys.executable, "-m", "auditor", *words],
            cwd=self.folder,
            env=self.environment(),
            text=True,
            errors="replace",
            start_new_session=True,
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
        )

    def run(self, *words: str, prefix: tuple[str, ...] = (), **more: Any) -> Ended | None:
        """How a run ended, None where it did not."""
        return ended(self.start(words, prefix, **more))

    def left_over(self) -> list[str]:
        """Names of temporary files that are there after the time in which they should have gone."""
        _until(lambda: not any(self.temporary.iterdir()), TIDY_WITHIN)
        return sorted(path.name for path in self.temporary.iterdir())


def ended(process: subprocess.Popen[str]) -> Ended | None:
    """How a run ends, None where it does not; it is killed then with all that it started."""
    try:
        out, said = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None
    return Ended(process.returncode, out or "", said or "")


def group_has_ended(group: int) -> bool:
    """Whether nothing of a group is at work within this time; what still is gets killed."""
    if _until(lambda: not _is_at_work(group), TIDY_WITHIN):
        return True
    os.killpg(group, signal.SIGKILL)
    return False


def _is_at_work(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return found
