"""How fast an audit is, beside one plain pass of segmentation over the same text.

``python -m benchmarks.speed [--rows 1000 10000 100000 1000000] [--runs 5] [--files 200 600]`` measures everything and writes
``benchmarks/results/speed.md``. Every measurement runs in a process of its own; candidates of one comparison take turns.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from auditor.runtime.atomic import write_text
from benchmarks.candidates import WORKERS
from benchmarks.measuring import Measured, Rounds, exponent, in_own_process, in_rounds, middle, ratio
from benchmarks.page import machine, table
from benchmarks.speed_beside import duplicates_section, files_section, words_section
from benchmarks.speed_material import material_section
from benchmarks.stages import STAGES

RESULTS = Path(__file__).parent / "results" / "speed.md"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
LARGE = 50_000
"""Above so many rows the other segmenters are left out, and at most ``RUNS_OF_LARGE`` runs are made."""
RUNS_OF_LARGE = 3
HUGE = 500_000
"""Above so many rows one run is made, of the whole audit with all workers only."""

YARDSTICK = "jieba 一遍"
OTHERS = {"rjieba 一遍": "rjieba", "spaCy（空管道，jieba 分词）": "spacy"}
ALONE = "审核，1 个进程"
BEST = f"审核，{WORKERS[-1]} 个进程"


def main() -> None:
    """Measure everything; what is known so far is on the page after each section."""
    wanted = _arguments()
    lines: list[str] = []
    for line in report(wanted.rows, wanted.runs, wanted.files):
        lines.append(line)
        if line.startswith("## "):
            write_text(RESULTS, "\n".join(lines[:-1]) + "\n")
    write_text(RESULTS, "\n".join(lines) + "\n")
    print("\n".join(lines))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, nargs="+", default=[200, 600])
    return parser.parse_args()


def report(sizes: Sequence[int], runs: int, files: Sequence[int]) -> Iterator[str]:
    """The page, line by line."""
    yield "# 速度：整个审核与单纯分词一遍相比"
    yield ""
    yield from _how(sizes, runs, files)
    found = {size: measured_whole(size, _runs(size, runs)) for size in sizes}
    yield from _ratios(found)
    yield from _absolutes(found)
    yield from _growth(found)
    yield from _workers(found)
    told = [size for size in sizes if size <= HUGE]
    yield from _stages(told, runs)
    yield from files_section(files, runs)
    yield from duplicates_section(told, runs)
    yield from words_section(min(LARGE, max(sizes)), runs)
    yield from material_section(told)


def _how(sizes: Sequence[int], runs: int, files: Sequence[int]) -> Iterator[str]:
    numbers = (" ".join(map(str, some)) for some in (sizes, files))
    command = "python -m benchmarks.speed --rows {} --runs {runs} --files {}".format(*numbers, runs=runs)
    yield f"{date.today()} 测，命令：`{command}`（先 `pip install -e '.[dev,bench]'`）。机器：{machine()}。"
    yield ""
    yield (
        "审核指从读好的材料（程序读完后放在磁盘上，逐份取用）到写完 result.json：规整文字、分词、数量和日期、全部规则、分类器、查重、前后一致、初评、写出；读取文件和生成报告不在内。"
        "标尺是同一段文字（每行的每格、每个项目和分项目标的每段文字）用 `jieba.lcut` 单线程切一遍。"
        "载入词典、规则、模型和生成材料都不计时。"
    )
    yield ""
    yield (
        f"每次测量用一个新进程。各候选轮流测（甲、乙、丙，再丙、乙、甲……），比值在同一轮内相除，再取各轮的中位数；{LARGE:,} 行及以下 {runs} 轮，"
        f"以上 {min(runs, RUNS_OF_LARGE)} 轮，{HUGE:,} 行以上 1 轮。秒、处理器秒、内存也是中位数；处理器时间和内存含工作进程，共用的内存页只算一次。"
    )
    if WORKERS[-1] == 1:
        yield "现在的审核只用一个进程。"
    yield ""


def _runs(size: int, runs: int) -> int:
    return runs if size <= LARGE else min(runs, RUNS_OF_LARGE) if size <= HUGE else 1


# --- the whole audit --------------------------------------------------------------------------------------------------


def measured_whole(size: int, runs: int) -> Rounds:
    """All candidates at one size."""
    jobs: dict[str, tuple[object, ...]] = {YARDSTICK: ("jieba", size)}
    wanted = WORKERS if size <= HUGE else WORKERS[-1:]
    jobs |= {f"审核，{workers} 个进程": ("audit", size, workers) for workers in reversed(wanted)}
    if size <= LARGE:
        jobs |= {name: (job, size) for name, job in OTHERS.items()}
    return in_rounds({name: partial(in_own_process, "benchmarks.candidates", *job) for name, job in jobs.items()}, runs)


def _ratios(found: dict[int, Rounds]) -> Iterator[str]:
    names = [name for name in next(iter(found.values())) if name != YARDSTICK]
    yield f"## 与 {YARDSTICK}之比"
    yield from table(
        ("行数", *(f"{name}：{kind}" for name in names for kind in ("耗时", "处理器"))),
        (
            (f"{size:,}", *(_ratio(rounds, name, clock) for name in names for clock in ("seconds", "cpu")))
            for size, rounds in found.items()
        ),
    )
    yield f"小于 1 的比标尺快。目标：100,000 行时“{BEST}：耗时”不超过 0.50。"
    yield ""


def _ratio(rounds: Rounds, name: str, clock: str) -> str:
    return f"{ratio(rounds[name], rounds[YARDSTICK], clock):.2f}" if name in rounds else "未测"


def _absolutes(found: dict[int, Rounds]) -> Iterator[str]:
    yield "## 绝对数"
    yield from table(
        ("行数", "做什么", "秒", "处理器秒", "行/秒", "内存峰值（GB）"),
        (
            (
                f"{size:,}",
                name,
                f"{middle(some):.2f}",
                f"{middle(some, 'cpu'):.2f}",
                f"{size / middle(some):,.0f}",
                f"{middle(some, 'peak'):.2f}",
            )
            for size, rounds in found.items()
            for name, some in rounds.items()
        ),
    )
    yield "`jieba` 一遍的内存含全部文字。目标：1,000,000 行在 4 GB 以内。"
    yield ""


def _growth(found: dict[int, Rounds]) -> Iterator[str]:
    if len(found) < 2:
        return
    sizes = list(found)
    yield "## 随行数的增长"
    yield from table(
        ("做什么", *(f"{size:,} 行（秒）" for size in sizes), "指数：耗时", "指数：处理器"),
        (
            (
                name,
                *(f"{middle(rounds[name]):.2f}" if name in rounds else "未测" for rounds in found.values()),
                *(_power(found, name, clock) for clock in ("seconds", "cpu")),
            )
            for name in next(iter(found.values()))
        ),
    )
    yield "指数由最小二乘法在对数上拟合，1 为随行数成正比。"
    yield ""


def _power(found: dict[int, Rounds], name: str, clock: str) -> str:
    points = [(size, middle(rounds[name], clock)) for size, rounds in found.items() if name in rounds]
    return f"{exponent(*zip(*points, strict=True)):.2f}" if len(points) > 1 else "—"


def _workers(found: dict[int, Rounds]) -> Iterator[str]:
    if BEST == ALONE:
        return
    yield f"## {WORKERS[-1]} 个进程与 1 个进程"
    yield from table(
        ("行数", "吞吐量之比", "结果逐字节相同"),
        (
            (f"{size:,}", f"{ratio(rounds[ALONE], rounds[BEST]):.2f}", _same(rounds[ALONE] + rounds[BEST]))
            for size, rounds in found.items()
            if ALONE in rounds
        ),
    )


def _same(measured: Sequence[Measured]) -> str:
    return "是" if len({one.told["sha256"] for one in measured}) == 1 else "**否**"


# --- stages -----------------------------------------------------------------------------------------------------------


def _stages(sizes: Sequence[int], runs: int) -> Iterator[str]:
    yield "## 各阶段"
    yield ""
    yield "一个进程里按先后顺序逐段做完，前一段算好的后一段直接用。"
    for size in sizes:
        measured = in_rounds(
            {f"各阶段，{size:,} 行": partial(in_own_process, "benchmarks.stages", size)}, _runs(size, runs)
        )
        (some,) = measured.values()
        yield from _stages_of(size, some)


def _stages_of(size: int, measured: Sequence[Measured]) -> list[str]:
    by_stage = list(zip(*(_each_stage(one) for one in measured), strict=True))
    whole = sum(middle(some) for some in by_stage)
    return table(
        (f"阶段（{size:,} 行）", "秒", "处理器秒", "行/秒", "占比"),
        (
            (
                stage,
                f"{middle(some):.2f}",
                f"{middle(some, 'cpu'):.2f}",
                f"{size / middle(some):,.0f}",
                f"{middle(some) / whole:.0%}",
            )
            for stage, some in zip(STAGES, by_stage, strict=True)
        ),
    )


def _each_stage(measured: Measured) -> list[Measured]:
    told = measured.told
    return [Measured(seconds, cpu) for seconds, cpu in zip(told["stages"], told["cpu"], strict=True)]


if __name__ == "__main__":
    main()
