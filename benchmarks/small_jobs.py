"""Small jobs as people run them: whole programs from start to end, what their imports cost, and what one rule would.

``python -m benchmarks.small_jobs [--runs 7]`` writes ``benchmarks/results/small_jobs.md``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from auditor.runtime.atomic import write_bytes, write_text
from benchmarks.measuring import Rounds, in_rounds, middle, whole_process
from benchmarks.page import machine, table
from material.forms.build_samples import STYLE
from material.forms.render import linearised
from material.forms.sample import corpus_rows, sample_projects
from material.forms.workbooks import flat_workbook
from material.season import PROJECTS

RESULTS = Path(__file__).parent / "results" / "small_jobs.md"
SHOWN = 10
"""Packages in the table of imports."""

_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")
_AUDITOR = (str(Path(sys.executable).with_name("auditor")),)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    page = "\n".join(report(parser.parse_args().runs)) + "\n"
    write_text(RESULTS, page)
    print(page)


def report(runs: int) -> Iterator[str]:
    """The page, line by line."""
    yield "# 小任务：一个部门自查一份材料"
    yield ""
    yield f"命令：`python -m benchmarks.small_jobs --runs {runs}`（先 `pip install -e '.[dev,bench]'`）。机器：{machine()}。"
    yield ""
    with tempfile.TemporaryDirectory() as name:
        wanted = commands(Path(name))
        yield from _whole(wanted, runs)
        yield from _imports(wanted)


def commands(folder: Path) -> dict[str, list[str]]:
    """What is measured, by what the page calls it: with a department's 18 projects as text and as a workbook."""
    sector, *_ = corpus_rows().values()
    projects = sample_projects(Random(1), sector, PROJECTS)
    workbook = write_bytes(folder / "department.xlsx", flat_workbook(projects))
    text = write_text(folder / "department.txt", linearised(projects, STYLE))
    check = [*_AUDITOR, "audit", "--out", str(folder / "out"), "--fail-on", "never"]
    return {
        "`auditor --help`": [*_AUDITOR, "--help"],
        "`auditor audit` 一份 .xlsx，三种报告": [*check, str(workbook)],
        "`auditor audit` 一份 .txt（由 PDF 导出的样子），三种报告": [*check, str(text)],
        "`auditor audit` 一份 .xlsx，只写 result.json": [*check, str(workbook), "--format", "json"],
        "`auditor read` 一份 .txt": [*_AUDITOR, "read", str(text)],
        "`auditor rules list`": [*_AUDITOR, "rules", "list"],
    }


def _whole(wanted: dict[str, list[str]], runs: int) -> Iterator[str]:
    candidates = {name: partial(whole_process, command) for name, command in wanted.items()}
    in_rounds(candidates, 1)
    found: Rounds = in_rounds(candidates, runs)
    yield "## 整个程序从启动到结束"
    yield ""
    yield f"{PROJECTS} 个项目一份材料，先空跑一次，{runs} 轮的中位数。目标：`--help` 0.25 秒以内，审核 1.5 秒以内。"
    yield from table(
        ("命令", "秒", "处理器秒", "最快", "最慢"),
        (
            (
                name,
                f"{middle(some):.2f}",
                f"{middle(some, 'cpu'):.2f}",
                f"{min(one.seconds for one in some):.2f}",
                f"{max(one.seconds for one in some):.2f}",
            )
            for name, some in found.items()
        ),
    )


# --- imports ----------------------------------------------------------------------------------------------------------


def _imports(wanted: dict[str, list[str]]) -> Iterator[str]:
    yield "## 导入"
    yield ""
    yield (
        "`python -X importtime` 各模块自身的时间，按顶层包相加，一次测量，列出最费时的包；计时本身使导入慢一些，看占比。"
        "rjieba 的时间是建词典，导入时就建。目标：一份材料的导入合计 0.6 秒以内。"
    )
    for title, command in islice(wanted.items(), 2):
        found = _imported_by(command)
        whole = sum(seconds for _, seconds in found.values())
        modules = sum(count for count, _ in found.values())
        lines = [
            (name, f"{count}", f"{seconds * 1000:.0f}", f"{seconds / whole:.0%}")
            for name, (count, seconds) in islice(found.items(), SHOWN)
        ]
        yield from table(
            (title, "模块数", "毫秒", "占比"), [*lines, ("合计", f"{modules}", f"{whole * 1000:.0f}", "100%")]
        )


def _imported_by(command: Sequence[str]) -> dict[str, tuple[int, float]]:
    """Modules and seconds that each top-level package costs to import, most expensive first."""
    timed = [sys.executable, "-X", "importtime", *command]
    said = subprocess.run(timed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False).stderr
    found: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for microseconds, module in _IMPORT.findall(said):
        package = module.partition(".")[0]
        modules, seconds = found[package]
        found[package] = modules + 1, seconds + int(microseconds) / 1e6
    return dict(sorted(found.items(), key=lambda item: (-item[1][1], item[0])))


if __name__ == "__main__":
    main()
