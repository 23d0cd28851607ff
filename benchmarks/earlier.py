"""Today's program beside an earlier build of it, as whole commands in pairs.

``python -m benchmarks.earlier PROGRAM [--files 200 600] [--runs 3]``, where PROGRAM is the ``auditor`` of an environment with
the earlier wheel, writes ``benchmarks/results/earlier.md``.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from auditor.runtime.atomic import write_text
from benchmarks.candidates import WORKERS
from benchmarks.file_batch import OURS, through_command_line, write_files
from benchmarks.measuring import Rounds, in_rounds, middle, ratio, whole_process
from benchmarks.page import machine, table

RESULTS = Path(__file__).parent / "results" / "earlier.md"
RUNS_OF_SMALL = 7
TODAY, EARLIER = "现在", "以前"


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--files", type=int, nargs="+", default=[200, 600])
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    page = "\n".join(report(wanted.program, wanted.files, wanted.runs)) + "\n"
    write_text(RESULTS, page)
    print(page)


def report(earlier: str, counts: Sequence[int], runs: int) -> Iterator[str]:
    """The page, line by line."""
    yield "# 现在的程序与以前的一版"
    yield ""
    version = subprocess.run([earlier, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    files = " ".join(map(str, counts))
    yield (
        f"命令：`python -m benchmarks.earlier 以前那一版的auditor --files {files} --runs {runs}`。以前的一版自称 {version}。"
        f"机器：{machine()}。每份 .xlsx 有 18 个项目 162 行；整个程序从启动到结束，不用以前留下的内容；两版轮流运行，取各轮之比的中位数。"
        "两版的规则不同：以前的一版查得少。目标：一批材料不超过 0.50，一份材料三种报告不超过 0.90 秒。"
    )
    yield ""
    yield from table(
        (
            "做什么",
            "现在÷以前：时间",
            "现在÷以前：处理器",
            "现在（秒）",
            "以前（秒）",
            "现在：内存（GB）",
            "以前：内存（GB）",
        ),
        (_line(what, rounds) for what, rounds in _measured(earlier, counts, runs)),
    )


def _measured(earlier: str, counts: Sequence[int], runs: int) -> Iterator[tuple[str, Rounds]]:
    programs = {TODAY: OURS, EARLIER: earlier}
    with tempfile.TemporaryDirectory() as name:
        for count in (1, *counts):
            folder = Path(name) / str(count) / "材料"
            folder.mkdir(parents=True)
            write_files(folder, count)
            if count == 1:
                yield "一份材料，三种报告", _small(folder, programs)
                continue
            for workers in reversed(WORKERS):
                candidates = {who: partial(through_command_line, folder, workers, one) for who, one in programs.items()}
                yield f"{count} 份，{workers} 个进程，只写 result.json", in_rounds(candidates, runs)


def _small(folder: Path, programs: dict[str, str]) -> Rounds:
    out = str(folder.with_name("out"))
    commands = {who: [one, "audit", str(folder), "--out", out, "--fail-on", "never"] for who, one in programs.items()}
    candidates = {who: partial(whole_process, command) for who, command in commands.items()}
    in_rounds(candidates, 1)  # modules are compiled, files read once
    return in_rounds(candidates, RUNS_OF_SMALL)


def _line(what: str, rounds: Rounds) -> tuple[str, ...]:
    today, earlier = rounds[TODAY], rounds[EARLIER]
    ratios = (ratio(today, earlier, clock) for clock in ("seconds", "cpu"))
    seconds = (middle(some) for some in (today, earlier))
    peaks = (middle(some, "peak") for some in (today, earlier))
    return (what, *(f"{one:.2f}" for one in (*ratios, *seconds, *peaks)))


if __name__ == "__main__":
    main()
