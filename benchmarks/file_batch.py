"""A batch of real workbooks through the command line: ``auditor audit FOLDER``, with one worker and with more."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

from auditor.runtime.atomic import write_bytes
from benchmarks.measuring import Measured, whole_process
from material.forms.workbooks import flat_workbook
from material.season import PROJECTS, ROWS, submissions


def write_files(folder: Path, count: int) -> None:
    """So many workbooks with one indicator a row, each of one department."""
    for submission in islice(submissions(count * PROJECTS * ROWS), count):
        write_bytes(folder / submission.source, flat_workbook(submission.projects))


OURS = str(Path(sys.executable).with_name("auditor"))
"""The program of this environment."""


def through_command_line(folder: Path, workers: int, program: str = OURS) -> Measured:
    """The whole program over all files; the SHA-256 of the result is told."""
    out = folder.with_name(f"out-{workers}")
    options = ["--fail-on", "never", "--format", "json", "--workers", str(workers)]
    measured = whole_process([program, "audit", str(folder), "--out", str(out), *options])
    written = hashlib.sha256((out / "result.json").read_bytes()).hexdigest()
    return replace(measured, told={"sha256": written})
