"""Small jobs as people run them: whole programs from start to end, and what their imports cost."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

from auditor.atomic import write_text
from benchmarks.measuring import Rounds, in_rounds, whole_process
from benchmarks.season import PROJECTS
from tests.forms.build_samples import STYLE
from tests.forms.render import linearised
from tests.forms.sample import corpus_rows, sample_projects

_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")


def one_file(folder: Path) -> Path:
    """The text file of a department with 18 projects."""
    sector, *_ = corpus_rows().values()
    projects = sample_projects(Random(1), sector, PROJECTS)
    return write_text(folder / "department.txt", linearised(projects, STYLE))


def commands(file: Path) -> dict[str, list[str]]:
    """What is measured, by what the page calls it."""
    out = str(file.parent / "out")
    check = [*_AUDITOR, "audit", str(file), "--out", out, "--fail-on", "never"]
    return {
        "`auditor --help`": [*_AUDITOR, "--help"],
        "`auditor audit`，18 个项目的一份材料，三种报告": check,
        "同上，只写 result.json": [*check, "--format", "json"],
    }


_AUDITOR = (str(Path(sys.executable).with_name("auditor")),)


def measured_jobs(file: Path, runs: int) -> Rounds:
    """Each command in turn, after one run that is not counted."""
    candidates = {name: lambda command=command: whole_process(command) for name, command in commands(file).items()}
    in_rounds(candidates, 1)
    return in_rounds(candidates, runs)


def imports_of(command: Sequence[str]) -> dict[str, tuple[int, float]]:
    """Modules and seconds that each top-level package costs to import, most expensive first; our own by sub-package."""
    timed = [sys.executable, "-X", "importtime", *command]
    said = subprocess.run(timed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False).stderr
    found: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for microseconds, module in _IMPORT.findall(said):
        package = module.partition(".")[0]
        modules, seconds = found[package]
        found[package] = modules + 1, seconds + int(microseconds) / 1e6
    return dict(sorted(found.items(), key=lambda item: (-item[1][1], item[0])))
