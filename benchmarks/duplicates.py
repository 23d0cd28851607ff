"""How many planted copies are found, how many of the found are copies, how fast and in how much memory.

Run from the checkout: ``python -m benchmarks.duplicates [sizes...]``; without sizes 10,000, 100,000 and 1,000,000 texts.
Goals of projects are planted and searched beside them, a third as many. Every measurement runs in a process of its own. datasketch's MinHashLSH does the same job on the same texts, at the
first threshold at which its recall reaches ours (sizes up to 100,000). Results go to ``benchmarks/results/duplicates.md``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

from auditor.duplicates.groups import CopyGroup, find_groups
from auditor.duplicates.keys import keys_of
from auditor.duplicates.phrases import Spread
from auditor.duplicates.statements import own_part, statement_groups, worn_clauses
from auditor.runtime.atomic import write_text
from benchmarks.measuring import exponent, peak_memory
from material.planted import KINDS, Text, planted_texts
from material.planted_goals import planted_goals

SIZES = (10_000, 100_000, 1_000_000)
SEED = 7
RUNS = 3
LARGEST_FOR_DATASKETCH = 100_000
THRESHOLDS = (0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4)
"""Jaccard thresholds offered to datasketch, strictest (fastest) first."""

RESULTS = Path(__file__).parent / "results" / "duplicates.md"
Measured = dict[str, float]


# --- one measurement, in a process of its own -------------------------------------------------------------------------


def measure_ours(texts: Sequence[Text]) -> Measured:
    """Precision over reported copies, recall by kind over planted ones, seconds and peak memory (GB) of our search."""
    return _measured(texts, lambda some: find_groups([text.text for text in some]))


def measure_goals(texts: Sequence[Text]) -> Measured:
    """The same of the search for copied goals, ten projects a department."""
    return _measured(texts, _goal_groups)


def _goal_groups(texts: Sequence[Text]) -> list[CopyGroup]:
    holders = (((number, 0), str(number // 10), text.text) for number, text in enumerate(texts))
    worn = worn_clauses(holders, Spread(len(texts), len(texts) // 10))
    return statement_groups([own_part(text.text, worn) or text.text for text in texts])


def _measured(texts: Sequence[Text], search: Callable[[Sequence[Text]], list[CopyGroup]]) -> Measured:
    search(texts[:200])
    before = peak_memory()
    start, cpu = perf_counter(), process_time()
    groups = search(texts)
    seconds, cpu = perf_counter() - start, process_time() - cpu
    peak = peak_memory()
    reported = [(group.centre, copy.number) for group in groups for copy in group.copies]
    right = sum(texts[centre].family == texts[copy].family for centre, copy in reported)
    return {
        **recalls(texts, found_with_base(texts, groups)),
        "reported": len(reported),
        "precision": right / len(reported),
        "seconds": seconds,
        "cpu": cpu,
        "peak": peak,
        "before": before,
    }


def found_with_base(texts: Sequence[Text], groups: Sequence[CopyGroup]) -> set[int]:
    """The planted copies that stand in the group of the text they were copied from."""
    base = {text.family: number for number, text in enumerate(texts) if not text.kind}
    group_of = {number: place for place, group in enumerate(groups) for number in group.numbers}
    return {
        number
        for number, text in enumerate(texts)
        if text.kind and group_of.get(number, -1) == group_of.get(base[text.family], -2)
    }


def recalls(texts: Sequence[Text], found: set[int]) -> Measured:
    """Recall over all planted copies and by kind."""
    planted = {kind: [number for number, text in enumerate(texts) if text.kind == kind] for kind in KINDS}
    by_kind = {kind: sum(number in found for number in some) / len(some) for kind, some in planted.items()}
    return {"recall": len(found) / sum(map(len, planted.values())), **by_kind}


def measure_datasketch(texts: Sequence[Text], threshold: float) -> Measured:
    """The same job with datasketch: signatures of shingles, an index, a query a text, and the same verification."""
    from datasketch import MinHash, MinHashLSH
    from rapidfuzz.fuzz import ratio

    start, cpu = perf_counter(), process_time()
    masked = [keys_of(text.text).masked for text in texts]
    shingles = [{text[place : place + 2] for place in range(max(1, len(text) - 1))} for text in masked]
    signatures = MinHash.bulk(([one.encode() for one in some] for some in shingles), num_perm=128, seed=1)
    index = MinHashLSH(threshold=threshold, num_perm=128)
    pairs: list[tuple[int, int]] = []
    for number, signature in enumerate(signatures):
        for other in index.query(signature):
            jaccard = len(shingles[number] & shingles[other]) / len(shingles[number] | shingles[other])
            if jaccard >= 0.6 or ratio(masked[number], masked[other]) >= 80:
                pairs.append((number, other))
        index.insert(number, signature)
    seconds, cpu = perf_counter() - start, process_time() - cpu
    base = {text.family: number for number, text in enumerate(texts) if not text.kind}
    together = {pair for one, other in pairs for pair in ((one, other), (other, one))}
    found = {number for number, text in enumerate(texts) if text.kind and (number, base[text.family]) in together}
    return {**recalls(texts, found), "seconds": seconds, "cpu": cpu, "peak": peak_memory(), "threshold": threshold}


# --- all measurements -------------------------------------------------------------------------------------------------


def in_own_process(*arguments: object) -> Measured:
    """The result of one measurement, made by this module in a new process."""
    command = [sys.executable, "-m", "benchmarks.duplicates", "--measure", *map(str, arguments)]
    measured: Measured = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return measured


def fastest(size: int, *arguments: object) -> Measured:
    """One measurement; up to 100,000 texts the fastest of three, for other work on the machine only ever slows it."""
    runs = RUNS if size <= LARGEST_FOR_DATASKETCH else 1
    return min((in_own_process(*arguments) for _ in range(runs)), key=lambda measured: measured["seconds"])


def rival(size: int, ours: Measured) -> Measured | None:
    """datasketch at the strictest threshold that finds as much as we do; at its loosest where none does."""
    if size > LARGEST_FOR_DATASKETCH:
        return None
    enough = (
        threshold
        for threshold in THRESHOLDS
        if in_own_process("datasketch", size, threshold)["recall"] >= ours["recall"]
    )
    return fastest(size, "datasketch", size, next(enough, THRESHOLDS[-1]))


def report(sizes: Sequence[int]) -> Iterator[str]:
    """The page, line by line."""
    ours = [fastest(size, "ours", size) for size in sizes]
    yield "# 查重：植入抄袭的检出"
    yield ""
    yield "命令：`python -m benchmarks.duplicates`。文本由本项目语料的分句组成，植入 15% 的副本（四类各四分之一，见 `material/planted.py`）；"
    yield "未植入而被报告的一律算误报。每次测量在单独的进程中进行，十万行及以下双方都取三次中最快的一次；内存为进程峰值，含生成的文本本身。"
    yield "耗时受机器上其他程序影响，处理器时间不受。"
    yield ""
    yield "| 行数 | 报告的副本 | 精确率 | 召回率 | 完全相同 | 数字、名称不同 | 增删改词 | 语序调换 | 耗时（秒） | 处理器（秒） | 内存峰值（GB） |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for size, one in zip(sizes, ours, strict=True):
        shares = (one[key] for key in ("precision", "recall", "identical", "masked", "edited", "reordered"))
        yield (
            f"| {size:,} | {one['reported']:,} | " + " | ".join(f"{share:.4f}" for share in shares)
            + f" | {one['seconds']:.2f} | {one['cpu']:.2f} | {one['peak']:.2f} |"
        )  # fmt: skip
    yield from _goals(sizes)
    if len(sizes) > 1:
        yield ""
        powers = [exponent(sizes, [one[clock] for one in ours]) for clock in ("seconds", "cpu")]
        yield f"随行数增长的指数（最小二乘，全部行数）：耗时 {powers[0]:.3f}，处理器时间 {powers[1]:.3f}。"
    yield ""
    yield "与 datasketch `MinHashLSH`（128 个哈希）同一次运行，取召回率不低于本工具的最严阈值："
    yield ""
    yield "| 行数 | datasketch 阈值 | datasketch 召回率 | datasketch 耗时（秒） | 本工具召回率 | 本工具耗时（秒） | 耗时之比 | 处理器时间之比 |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|"
    for size, one in zip(sizes, ours, strict=True):
        theirs = rival(size, one)
        if theirs is not None:
            yield (
                f"| {size:,} | {theirs['threshold']} | {theirs['recall']:.4f} | {theirs['seconds']:.2f} | "
                f"{one['recall']:.4f} | {one['seconds']:.2f} | {theirs['seconds'] / one['seconds']:.1f} | {theirs['cpu'] / one['cpu']:.1f} |"
            )


def _goals(sizes: Sequence[int]) -> Iterator[str]:
    yield ""
    yield "项目目标（`material/planted_goals.py`；改写的副本有十分之一的词增、删、换，另有句式相同、事情不同的目标，报告了算误报）："
    yield ""
    yield "| 目标数 | 报告的副本 | 精确率 | 召回率 | 完全相同 | 数字、名称不同 | 增删改词 | 语序调换 | 耗时（秒） | 内存峰值（GB） |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for size in (size // 3 for size in sizes):
        one = fastest(size, "goals", size)
        shares = (one[key] for key in ("precision", "recall", "identical", "masked", "edited", "reordered"))
        told = " | ".join(f"{share:.4f}" for share in shares)
        yield f"| {size:,} | {one['reported']:,} | {told} | {one['seconds']:.2f} | {one['peak']:.2f} |"


def main(arguments: Sequence[str]) -> None:
    """Measure once (``--measure``), or measure everything and write the page."""
    if arguments[:1] == ["--measure"]:
        what, size = arguments[1], int(arguments[2])
        texts = (planted_goals if what == "goals" else planted_texts)(size, SEED)
        measures = {"ours": measure_ours, "goals": measure_goals}
        print(json.dumps(measures[what](texts) if what in measures else measure_datasketch(texts, float(arguments[3]))))
        return
    page = "\n".join((*report([int(size) for size in arguments] or SIZES), ""))
    write_text(RESULTS, page)
    print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
