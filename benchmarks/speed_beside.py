"""The sections of the page on speed beside the audit itself: files, duplicates, word lists."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks import vale
from benchmarks.candidates import WORKERS
from benchmarks.file_batch import through_command_line, write_files
from benchmarks.measuring import Candidates, Rounds, in_own_process, in_rounds, middle, ratio
from benchmarks.page import table

LARGEST_FOR_DATASKETCH = 100_000
LARGEST_FOR_BRUTE_FORCE = 10_000
RUNS_OF_RIVALS = 3
"""Runs of a search for duplicates above 10,000 rows, and of the search for words."""


def files_section(counts: Sequence[int], runs: int) -> Iterator[str]:
    """Folders of workbooks through the command line."""
    yield "## 命令行审核一批文件"
    yield ""
    yield (
        "每份 .xlsx 有 18 个项目 162 行，一行一指标；`auditor audit 文件夹 --format json`，整个程序从启动到结束，含读取，"
        f"{runs} 轮。目标：两个进程的吞吐量不低于一个进程的 1.70 倍。"
    )
    found = {count: _through_files(count, runs) for count in counts}
    yield from table(
        ("文件", "进程", "秒", "处理器秒", "文件/秒", "内存峰值（GB）"),
        (
            (
                f"{count}",
                one,
                f"{middle(some):.2f}",
                f"{middle(some, 'cpu'):.2f}",
                f"{count / middle(some):.1f}",
                f"{middle(some, 'peak'):.2f}",
            )
            for count, rounds in found.items()
            for one, some in rounds.items()
        ),
    )
    yield from table(
        ("文件", "吞吐量之比", "各轮", "result.json 逐字节相同"),
        (_compared_workers(count, rounds) for count, rounds in found.items() if len(rounds) > 1),
    )


def _through_files(count: int, runs: int) -> Rounds:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        write_files(folder, count)
        return in_rounds(
            {f"{one} 个进程": partial(through_command_line, folder, one) for one in reversed(WORKERS)}, runs
        )


def _compared_workers(count: int, found: Rounds) -> tuple[str, ...]:
    best, alone = list(found.values())
    same = "是" if len({one.told["sha256"] for one in best + alone}) == 1 else "**否**"
    each = "、".join(f"{one.seconds / two.seconds:.2f}" for one, two in zip(alone, best, strict=True))
    return f"{count}", f"{ratio(alone, best):.2f}", each, same


# --- duplicates -------------------------------------------------------------------------------------------------------


def duplicates_section(sizes: Sequence[int], runs: int) -> Iterator[str]:
    """Our search beside datasketch and brute force."""
    found = {
        size: _searches(size, runs if size <= LARGEST_FOR_BRUTE_FORCE else min(runs, RUNS_OF_RIVALS)) for size in sizes
    }
    names = ("datasketch", "brute_force")
    yield "## 查重"
    yield ""
    yield (
        "本工具：整批材料的五类文字和项目对，含分组和核对。datasketch（`MinHashLSH`，128 个哈希，阈值 0.6）和逐对比较（rapidfuzz `ratio` ≥80）"
        "只在去重以后的各段文字中找候选对，不核对、不分组，也不比整表，做的事比本工具少。检出率的对照见 `duplicates.md`。"
        f"datasketch 测到 {LARGEST_FOR_DATASKETCH:,} 行，逐对比较测到 {LARGEST_FOR_BRUTE_FORCE:,} 行。"
    )
    yield from table(
        ("行数", "datasketch ÷ 本工具", "逐对比较 ÷ 本工具", "本工具（秒）", "datasketch（秒）", "逐对比较（秒）"),
        (
            (
                f"{size:,}",
                *(f"{ratio(rounds[name], rounds['duplicates']):.2f}" if name in rounds else "未测" for name in names),
                *(f"{middle(rounds[name]):.2f}" if name in rounds else "未测" for name in ("duplicates", *names)),
            )
            for size, rounds in found.items()
        ),
    )


def _searches(size: int, runs: int) -> Rounds:
    jobs = ["duplicates"]
    if size <= LARGEST_FOR_DATASKETCH and find_spec("datasketch"):
        jobs.append("datasketch")
    if size <= LARGEST_FOR_BRUTE_FORCE:
        jobs.append("brute_force")
    return in_rounds({job: partial(in_own_process, "benchmarks.candidates", job, size) for job in jobs}, runs)


# --- a linter's word list ---------------------------------------------------------------------------------------------


def words_section(size: int, runs: int) -> Iterator[str]:
    """Vale where it is installed; in any case its word list as one expression."""
    program = vale.program()
    words = len(vale.vague_words())
    yield "## 只查词表：Vale"
    yield ""
    yield (
        f"Vale 只查词，不读表、不算数、不查重。同样的文字一份材料写成一个 .txt，规则为 `extends: existence`、`nonword: true`，词表为 `corpora/lexicon` "
        f"的空泛词 {words} 个。作对照，同一词表合成一个正则表达式在内存中扫一遍，单线程，{min(runs, RUNS_OF_RIVALS)} 轮。"
    )
    yield ""
    jobs: Candidates = {"一个正则表达式": partial(in_own_process, "benchmarks.candidates", "lexicon", size)}
    with tempfile.TemporaryDirectory() as name:
        if program:
            vale.write_project(Path(name), size)
            jobs["Vale"] = partial(vale.over_texts, program, Path(name))
        else:
            yield vale.ABSENT
        jobs["本工具的整个审核"] = partial(in_own_process, "benchmarks.candidates", "audit", size, WORKERS[-1])
        found = in_rounds(jobs, min(runs, RUNS_OF_RIVALS))
    ours = found["本工具的整个审核"]
    yield from table(
        (f"{size:,} 行", "÷ 本工具的整个审核", "秒", "处理器秒"),
        (
            (name, f"{ratio(some, ours):.3f}", f"{middle(some):.2f}", f"{middle(some, 'cpu'):.2f}")
            for name, some in found.items()
        ),
    )
