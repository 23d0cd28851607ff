"""What a cluster costs over the local pool, what a second worker brings, how time and memory grow, and what it comes to.

``python -m benchmarks.cluster [--rows 100000 300000 1000000 3000000] [--texts 100000 300000 1000000] [--runs 3] [--work DIR]``
measures and writes ``benchmarks/results/cluster.md``. Each measurement is kept in ``--work`` as it is made: the same command
goes on where it was stopped, and sizes can be measured one after another, each with a command of its own (``--rows 3000000``);
the page tells all that is kept. ``--fresh`` forgets. Needs the extras ``cluster`` and ``bench``; 3,000,000 rows need 20 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median

from auditor.runtime.atomic import write_text
from benchmarks.band_joins import MEMORY, WAYS
from benchmarks.cluster_run import (
    FILES_OF_DEPARTMENT,
    MEMORY_LIMIT,
    ClusterMeasured,
    KeptMeasurements,
    on_cluster,
    with_local_pool,
    write_province,
)
from benchmarks.measuring import exponent
from benchmarks.page import machine, table
from material.season import PROJECTS, ROWS

RESULTS = Path(__file__).parent / "results" / "cluster.md"
SIZES = (100_000, 300_000, 1_000_000, 3_000_000)
TEXTS = (100_000, 300_000, 1_000_000)
RUNS_OF = 100_000
"""Above so many rows one run is made, of two workers only."""
PAIR_UP_TO = 300_000
"""Above so many rows the local pool is left out."""

LOCAL = {1: "本机，1 个进程", 2: "本机，2 个进程"}
CLUSTER = {1: "集群，1 个工作进程", 2: "集群，2 个工作进程"}
FAR_ROWS, FAR_MACHINES, FAR_WORKERS = 30_000_000, 20, 4

Found = dict[int, dict[str, list[ClusterMeasured]]]
Joins = dict[int, dict[str, dict]]


def main() -> None:
    """Measure what is not known yet; the page is written after each measurement."""
    given = _arguments()
    if given.fresh:
        shutil.rmtree(given.work, ignore_errors=True)
    given.work.mkdir(parents=True, exist_ok=True)
    kept = KeptMeasurements(given.work / "measured.json")
    for _ in _measured(given, kept):
        page = "\n".join(report(_found(kept), _joins(kept), given.note)) + "\n"
        write_text(RESULTS, page)
    print(page)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--texts", type=int, nargs="*", default=TEXTS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "auditor-cluster")
    parser.add_argument("--note", default="", help="a sentence that the page tells, as that the machine was busy")
    parser.add_argument("--fresh", action="store_true")
    return parser.parse_args()


def _measured(given: argparse.Namespace, kept: KeptMeasurements) -> Iterator[None]:
    for rows in given.rows:
        for run in range(given.runs if rows <= RUNS_OF else 1):
            yield from (_audited(given.work, kept, rows, run, name) for name in _turns(rows, run))
    for texts in given.texts:
        yield from (_joined(kept, texts, way) for way in WAYS)
    yield


def _turns(rows: int, run: int) -> list[str]:
    """Neighbours in time; every second round runs backwards."""
    names = [LOCAL[2], CLUSTER[2]] if rows <= PAIR_UP_TO else [CLUSTER[2]]
    names = [LOCAL[1], CLUSTER[1], *names] if rows <= RUNS_OF else names
    return names[:: -1 if run % 2 else 1]


def _audited(work: Path, kept: KeptMeasurements, rows: int, run: int, name: str) -> None:
    key = json.dumps(["rows", rows, name, run], ensure_ascii=False)
    if kept.get(key) is not None:
        return
    material = work / f"material-{rows}"
    write_province(material, rows)
    one = _ways()[name](material, work / "out")
    kept.keep(key, asdict(one))
    memory = "、".join(f"{who} {peak:.2f}" for who, peak in one.peak.items())
    print(f"{rows:,} {name}: {one.seconds:.1f} s, CPU {one.all_cpu:.1f} s, GB: {memory}", file=sys.stderr, flush=True)


def _ways() -> dict:
    local = {name: partial(with_local_pool, workers=number, formats="json") for number, name in LOCAL.items()}
    return local | {name: partial(on_cluster, workers=number, formats="json") for number, name in CLUSTER.items()}


def _joined(kept: KeptMeasurements, texts: int, way: str) -> None:
    key = json.dumps(["texts", texts, way], ensure_ascii=False)
    if kept.get(key) is not None:
        return
    command = [sys.executable, "-m", "benchmarks.band_joins", way, str(texts)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    kept.keep(key, told := json.loads(said.splitlines()[-1]))
    print(f"{texts:,} {way}: {told['seconds']:.1f} s, {told['peak']:.2f} GB", file=sys.stderr, flush=True)


def _found(kept: KeptMeasurements) -> Found:
    found: Found = {}
    for (rows, name, _), told in kept.of("rows"):
        found.setdefault(rows, {}).setdefault(name, []).append(ClusterMeasured(**told))
    return dict(sorted(found.items()))


def _joins(kept: KeptMeasurements) -> Joins:
    found: Joins = {}
    for (texts, way), told in kept.of("texts"):
        found.setdefault(texts, {})[way] = told
    return dict(sorted(found.items()))


# --- the page ---------------------------------------------------------------------------------------------------------


def report(found: Found, joins: Joins, note: str = "") -> Iterator[str]:
    """The page, line by line."""
    yield "# 集群：与一台电脑相比，以及随行数的增长"
    yield ""
    yield from _how(note)
    yield from _pairs(found)
    yield from _who(found)
    yield from _growth(found)
    yield from _far(found)
    yield from _joins_section(joins)


def _how(note: str) -> Iterator[str]:
    yield f"命令：`python -m benchmarks.cluster`（先 `pip install -e '.[cluster,bench]' duckdb polars`）。机器：{machine()}。"
    yield ""
    yield (
        f"每份 .xlsx 有 {PROJECTS} 个项目 {PROJECTS * ROWS} 行，每 {FILES_OF_DEPARTMENT} 份一个部门。本机是 `auditor audit 文件夹 --workers N --format json`，"
        "集群是同一条命令加 `--cluster`，调度程序和每个工作进程照 `docs/cluster.md` 各用一条命令启动，都在这台机器上，"
        f"`--memory-limit {MEMORY_LIMIT}`。集群另写出各部门的 parquet 表格，本机没有这一步，时间没有扣除。"
        "启动调度程序和工作进程不计时，载入规则计时。处理器秒是所有进程之和，内存是各自看到的最大值（共用的页只算一次，每半秒看一次）。"
        "两个工作进程、调度程序和发命令的进程共用这台机器的处理器。"
        f"{note}"
    )


def _pairs(found: Found) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield "## 集群与本机，两个工作进程与一个"
    lines = []
    for rows, some in found.items():
        if LOCAL[2] in some:
            pairs = [(CLUSTER[2], LOCAL[2]), (CLUSTER[1], LOCAL[1])]
            lines += [_pair(rows, f"{a} ÷ {b}", some[a], some[b]) for a, b in pairs if a in some and b in some]
        if CLUSTER[1] in some and CLUSTER[2] in some:
            title = f"{CLUSTER[1]} ÷ {CLUSTER[2]}"
            lines.append(_pair(rows, title, some[CLUSTER[1]], some[CLUSTER[2]]))
    yield from table(("比什么", "行数", "时间之比", "处理器时间之比", "问题数相同"), lines)
    yield "目标：100,000 行时集群不超过本机的 1.25；一个工作进程的时间不少于两个的 1.6 倍。比值在同一轮内相除，取各轮的中位数。"
    yield ""


def _pair(rows: int, title: str, one: Sequence[ClusterMeasured], other: Sequence[ClusterMeasured]) -> tuple[str, ...]:
    both = list(zip(one, other, strict=False))
    seconds = median(a.seconds / b.seconds for a, b in both)
    cpu = median(a.all_cpu / b.all_cpu for a, b in both)
    same = len({measured.findings for pair in both for measured in pair}) == 1
    return title, f"{rows:,}", f"{seconds:.2f}", f"{cpu:.2f}", "是" if same else "**否**"


def _who(found: Found) -> Iterator[str]:
    if not found:
        return
    yield "## 各用多少"
    headings = (
        "怎么审",
        "行数",
        "秒",
        "处理器秒",
        "其中发命令的",
        "调度程序",
        "内存（GB）：发命令的",
        "调度程序",
        "一个工作进程",
    )
    lines = [_use(rows, name, measured) for rows, some in found.items() for name, measured in some.items()]
    yield from table(headings, lines)
    yield "工作进程的内存连同看管它的进程和它用来读文件的进程。发命令的进程的内存连同它为查重启动的进程。目标：3,000,000 行时每个工作进程不超过 2 GB。"
    yield ""


def _use(rows: int, name: str, measured: Sequence[ClusterMeasured]) -> tuple[str, ...]:
    def middle(value) -> float:
        return median(value(one) for one in measured)

    alone = name in LOCAL.values()
    return (
        name,
        f"{rows:,}",
        f"{middle(lambda one: one.seconds):.1f}",
        f"{middle(lambda one: one.all_cpu):.1f}",
        f"{middle(lambda one: one.cpu['client']):.1f}",
        "—" if alone else f"{middle(lambda one: one.cpu['scheduler']):.1f}",
        f"{middle(lambda one: one.peak['client']):.2f}",
        "—" if alone else f"{middle(lambda one: one.peak['scheduler']):.2f}",
        "—" if alone else f"{middle(lambda one: one.worker_peak):.2f}",
    )


# --- growth, and what it comes to -------------------------------------------------------------------------------------

_MEASURES = {
    "时间（秒）": lambda one: one.seconds,
    "处理器秒，全部工作进程": lambda one: one.all_cpu - one.cpu["client"] - one.cpu["scheduler"],
    "处理器秒，发命令的": lambda one: one.cpu["client"],
    "处理器秒，调度程序": lambda one: one.cpu["scheduler"],
    "内存（GB），发命令的": lambda one: one.peak["client"],
    "内存（GB），一个工作进程": lambda one: one.worker_peak,
}


def _points(found: Found, measure: str) -> list[tuple[int, float]]:
    """Sizes of 100,000 rows and more with what two workers took."""
    sizes = {rows: some[CLUSTER[2]] for rows, some in found.items() if rows >= SIZES[0] and CLUSTER[2] in some}
    return [(rows, median(map(_MEASURES[measure], measured))) for rows, measured in sizes.items()]


def _growth(found: Found) -> Iterator[str]:
    points = {measure: _points(found, measure) for measure in _MEASURES}
    if min(map(len, points.values())) < 2:
        return
    yield "## 随行数的增长（两个工作进程）"
    sizes = [rows for rows, _ in next(iter(points.values()))]
    lines = [(name, *(f"{value:.2f}" for _, value in some), _power(some)) for name, some in points.items()]
    yield from table(("", *(f"{rows:,} 行" for rows in sizes), "指数"), lines)
    yield "指数由最小二乘法在对数上拟合，1 为随行数成正比。"
    yield ""


def _power(points: Sequence[tuple[int, float]]) -> str:
    return f"{exponent(*zip(*points, strict=True)):.2f}"


def _far(found: Found) -> Iterator[str]:
    measured = {measure: _points(found, measure) for measure in _MEASURES}
    if min(map(len, measured.values())) < 2:
        return
    far = {measure: _extended(points) for measure, points in measured.items()}
    number = FAR_MACHINES * FAR_WORKERS
    workers, client = far["处理器秒，全部工作进程"] / number, far["处理器秒，发命令的"]
    largest = measured["时间（秒）"][-1][0]
    yield f"## {FAR_ROWS:,} 行、{FAR_MACHINES} 台电脑：**算出来的，没有测过**"
    yield ""
    yield (
        f"由上表 {largest:,} 行的各部分按其指数外推：{FAR_MACHINES} 台各 {FAR_WORKERS} 个工作进程，每个 {workers / 60:.0f} 分钟；"
        f"发命令的电脑用处理器 {client / 60:.0f} 分钟、内存 {far['内存（GB），发命令的']:.0f} GB；"
        f"调度程序用处理器 {far['处理器秒，调度程序'] / 60:.0f} 分钟。发命令的电脑查重时工作进程空闲，其余时候同时做，"
        f"所以总时间在 {max(workers, client) / 60:.0f} 到 {(workers + client) / 60:.0f} 分钟之间。网络传输没有算进去。"
    )
    yield ""


def _extended(points: Sequence[tuple[int, float]]) -> float:
    """What the largest measured becomes at ``FAR_ROWS`` by the fitted power."""
    rows, value = points[-1]
    return value * (FAR_ROWS / rows) ** exponent(*zip(*points, strict=True))


# --- joins ------------------------------------------------------------------------------------------------------------


def _joins_section(joins: Joins) -> Iterator[str]:
    if not joins:
        return
    yield ""
    yield "## 找相近文字：Dask 的重分布与一台机器"
    yield ""
    yield (
        "同样的文字（`material/planted.py`，遮去数字和名称后各不相同）找同样的候选对。本机内存：程序平时的做法（numpy）。"
        f"Dask p2p：两个工作进程，文字从发命令的进程传出。DuckDB：{MEMORY} 内存上限，超出的写到磁盘。polars：流式引擎，经 parquet 文件。"
        "文字已在内存，签名和写文件计时。"
    )
    headings = ("做法", "文字（段）", "秒", "处理器秒", "内存（GB）", "÷ 本机内存", "候选对相同")
    yield from table(headings, [_join(way, one, some) for some in joins.values() for way, one in some.items()])
    yield "内存是找的那个进程的最大值，含文字；Dask 一行是发命令的进程加最大的工作进程。"


def _join(way: str, one: dict, some: dict[str, dict]) -> tuple[str, ...]:
    ours = some.get(next(iter(WAYS)))
    peak = f"{one['peak']:.2f}" + (f" + {one['workers']:.2f}" if "workers" in one else "")
    beside = (
        (f"{one['seconds'] / ours['seconds']:.1f}", "是" if one["sha256"] == ours["sha256"] else "**否**")
        if ours
        else ("—", "—")
    )
    return way, f"{one['texts']:,}", f"{one['seconds']:.1f}", f"{one['cpu']:.1f}", peak, *beside


if __name__ == "__main__":
    main()
