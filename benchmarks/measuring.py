"""Measurements in processes of their own: wall and CPU seconds, peak memory of the whole process tree, ratios by pairs."""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

import psutil

LOOK_EVERY = 0.2
"""Seconds between two looks at the memory of a process that has workers."""


@dataclass(frozen=True)
class Measured:
    """One measurement: ``seconds`` of wall and ``cpu`` time, ``peak`` memory in GB, and what else the job told."""

    seconds: float
    cpu: float
    peak: float = 0.0
    told: dict[str, Any] = field(default_factory=dict)


def clocked(job: Callable[[], Any]) -> tuple[Measured, Any]:
    """Run a job once in this process; processor time includes that of workers it waited for."""
    start, before = time.perf_counter(), _used()
    outcome = job()
    return Measured(time.perf_counter() - start, _used() - before), outcome


def _used() -> float:
    """Processor seconds of this process and of the workers it has waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def told(measured: Measured, **values: Any) -> None:
    """Print what was measured, for the process that asked; the peak is this process's own."""
    print(json.dumps({"seconds": measured.seconds, "cpu": measured.cpu, "peak": peak_memory(), "told": values}))


def peak_memory() -> float:
    """The most memory this process has held, in GB.

    Linux hands on the figure of ``getrusage`` from the process that started this one; its own record does not.
    """
    record = Path("/proc/self/status")
    if record.exists():
        held = next(line for line in record.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) * 1024 / 1e9
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def in_own_process(*arguments: object) -> Measured:
    """What ``python -m <arguments>`` tells through ``told``; the peak is that of the process with its workers.

    Raises:
        subprocess.CalledProcessError: where the process failed; its own message went to the terminal.
    """
    command = [sys.executable, "-m", *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output)
        with watched({"": psutil.Process(process.pid)}) as peak:
            code = process.wait()
        if code:
            raise subprocess.CalledProcessError(code, command)
        output.seek(0)
        said = json.loads(output.read().splitlines()[-1])
    return Measured(said["seconds"], said["cpu"], max(peak[""], said["peak"]), said["told"])


def whole_process(command: Sequence[str]) -> Measured:
    """One program from start to end, its modules compiled once and for all; what it prints is dropped.

    Nothing is kept from run to run unless the command says so.

    Raises:
        subprocess.CalledProcessError: where it did not get through.
    """
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    usual["AUDITOR_CACHE_MB"] = "0"
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=usual)
    with watched({"": psutil.Process(process.pid)}) as peak:
        code = process.wait()
        seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Measured(seconds, cpu, peak[""])


@contextmanager
def watched(processes: Mapping[str, psutil.Process], every: float = LOOK_EVERY) -> Iterator[dict[str, float]]:
    """The most memory in GB that each process with its workers is seen to hold, shared pages counted once.

    Args:
        processes: by what they are called.
        every: seconds between two looks.
    """
    peak = dict.fromkeys(processes, 0.0)
    over = Event()

    def look() -> None:
        while not over.wait(every):
            for who, process in processes.items():
                peak[who] = max(peak[who], _held(process))

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _held(process: psutil.Process) -> float:
    try:
        workers = process.children(recursive=True)
        if not workers:
            return float(process.memory_info().rss) / 1e9
        return float(sum(one.memory_full_info().pss for one in (process, *workers))) / 1e9
    except psutil.Error:  # a process that ended while we looked
        return 0.0


# --- many measurements ------------------------------------------------------------------------------------------------

Candidates = dict[str, Callable[[], Measured]]
Rounds = dict[str, list[Measured]]


def in_rounds(candidates: Candidates, runs: int) -> Rounds:
    """Every candidate once a round, neighbours in time; every second round runs backwards, so that drift evens out."""
    found: Rounds = {name: [] for name in candidates}
    for number in range(runs):
        for name in list(candidates)[:: -1 if number % 2 else 1]:
            found[name].append(one := candidates[name]())
            print(f"{number + 1}/{runs} {name}: {one.seconds:.2f} s, {one.peak:.2f} GB", file=sys.stderr, flush=True)
    return found


def ratio(one: Sequence[Measured], other: Sequence[Measured], clock: str = "seconds") -> float:
    """Median of the ratios one ÷ other, round by round."""
    return median(getattr(a, clock) / getattr(b, clock) for a, b in zip(one, other, strict=True))


def middle(measured: Sequence[Measured], value: str = "seconds") -> float:
    """Median of one of the values."""
    return median(getattr(one, value) for one in measured)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the size with which time grows: slope of the least-squares line over logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(one) for one in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)
