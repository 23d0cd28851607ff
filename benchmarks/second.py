"""The second time: a season of which a few files changed, after a run over the season before they did.

``python -m benchmarks.second [--files 600] [--changed 12] [--runs 3] [--formats html,xlsx,json json]`` writes ``benchmarks/results/second.md``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from filecmp import cmp
from functools import partial
from itertools import islice
from pathlib import Path

from auditor.model import Project
from auditor.runtime.atomic import write_bytes, write_text
from auditor.runtime.disk_cache import DiskCache
from benchmarks.measuring import Candidates, Measured, in_rounds, middle, ratio, whole_process
from benchmarks.page import machine, table
from material.forms.workbooks import flat_workbook
from material.season import PROJECTS, ROWS, submissions

RESULTS = Path(__file__).parent / "results" / "second.md"
FORMATS = {"html,xlsx,json": "三份结果", "json": "只写 result.json"}
GOAL = 0.12


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--changed", type=int, default=12)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=[*FORMATS])
    given = parser.parse_args()
    page = "\n".join(report(given.files, given.changed, given.runs, given.formats)) + "\n"
    write_text(RESULTS, page)
    print(page)


def report(files: int, changed: int, runs: int, formats: Sequence[str]) -> Iterator[str]:
    """The page, line by line."""
    yield "# 第二次：改了几份再审一遍"
    yield ""
    yield (
        f"命令：`python -m benchmarks.second --files {files} --changed {changed} --runs {runs} --formats {' '.join(formats)}`。机器：{machine()}。"
        f"每份 .xlsx 有 18 个项目 162 行；审过一遍后改 {changed} 份（每份三个项目各改两行），再审全部 {files} 份。从头审不留也不用以前的内容。"
        f"每轮两样相邻，取各轮之比的中位数。目标：不超过从头审的 {GOAL}。"
    )
    with tempfile.TemporaryDirectory() as name:
        yield from table(
            ("写出", "时间之比", "处理器时间之比", "第二次（秒）", "从头审（秒）", "留下（MB）", "逐字节相同"),
            [_compared(Path(name), one, files, changed, runs) for one in formats],
        )


def _compared(folder: Path, formats: str, files: int, changed: int, runs: int) -> tuple[str, ...]:
    material, cache = folder / "材料", folder / "cache"
    for path in (material, cache):
        shutil.rmtree(path, ignore_errors=True)
    _write(material, files, changed=0)
    whole_process(_command(material, folder / "before", formats, cache))
    _write(material, files, changed)
    size = sum(file.size for file in DiskCache(cache).files()) / (1 << 20)
    candidates: Candidates = {
        "second": partial(_second, material, folder, formats),
        "fresh": partial(whole_process, _command(material, folder / "fresh", formats, None)),
    }
    found = in_rounds(candidates, runs)
    used = sum(one.cpu for one in found["second"]) / sum(one.cpu for one in found["fresh"])
    return (
        FORMATS[formats],
        f"{ratio(found['second'], found['fresh']):.3f}",
        f"{used:.3f}",
        f"{middle(found['second']):.1f}",
        f"{middle(found['fresh']):.1f}",
        f"{size:.0f}",
        "是" if _same(folder / "second", folder / "fresh") else "**否**",
    )


def _second(material: Path, folder: Path, formats: str) -> Measured:
    """A run that knows what the one before the change has left, and nothing that later ones have."""
    cache = folder / "cache-of-second"
    shutil.rmtree(cache, ignore_errors=True)
    shutil.copytree(folder / "cache", cache)
    return whole_process(_command(material, folder / "second", formats, cache))


def _command(material: Path, out: Path, formats: str, cache: Path | None) -> list[str]:
    auditor = str(Path(sys.executable).with_name("auditor"))
    kept = ["--cache", str(cache), "--cache-mb", "2048"] if cache else ["--cache-mb", "0"]
    return [auditor, "audit", str(material), "--out", str(out), "--fail-on", "never", "--format", formats, *kept]


def _same(one: Path, other: Path) -> bool:
    names = [{path.relative_to(home) for path in home.rglob("*") if path.is_file()} for home in (one, other)]
    return names[0] == names[1] and all(cmp(one / name, other / name, shallow=False) for name in names[0])


def _write(folder: Path, files: int, changed: int) -> None:
    """The workbooks of a season, so many of them changed, spread over the whole."""
    folder.mkdir(exist_ok=True)
    chosen = {files * number // changed for number in range(changed)} if changed else set()
    for number, submission in enumerate(islice(submissions(files * PROJECTS * ROWS), files)):
        projects = submission.projects
        if number in chosen:
            projects = tuple(_changed(one, number) if place % 6 == 0 else one for place, one in enumerate(projects))
        if number in chosen or not changed:
            write_bytes(folder / submission.source, flat_workbook(projects))


def _changed(project: Project, number: int) -> Project:
    first, second, *rest = project.indicators
    first = first.model_copy(update={"target": f"≥{number + 37}个"})
    second = second.model_copy(update={"description": f"本年度第{number}批次资料的整理归档与数字化扫描工作"})
    return project.model_copy(update={"indicators": (first, second, *rest)})


if __name__ == "__main__":
    main()
