"""One audit with the local pool or on a cluster of processes of this machine: time, and the memory of everybody in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from os import environ
from pathlib import Path

import psutil

from auditor.cluster.departments import TABLES
from auditor.model import Project
from auditor.outputs.reports.stored import stored
from auditor.runtime.atomic import write_bytes, write_text
from benchmarks.measuring import watched, whole_process
from material.forms.workbooks import FLAT_HEADER, flat_lines, sheet_of
from material.season import submissions

FILES_OF_DEPARTMENT = 6
"""Workbooks of one department, 972 rows: a choice, as many as a middling department's units hand in."""

MEMORY_LIMIT = "2GB"
"""Of each worker, as the guide says."""

_LOOK_EVERY = 0.5
_PATIENCE = 60.0
_SETTINGS = {
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "200ms",
}
"""As the guide has them."""


@dataclass(frozen=True)
class ClusterMeasured:
    """One audit: wall seconds, processor seconds and peak memory (GB) by who took part, and how many findings there were.

    ``cpu`` and ``peak`` have a value for "client", and on a cluster for "scheduler", "worker1" and so on; a worker with the
    process that looks after it and the one that reads for it, pages they share counted once.
    """

    seconds: float
    cpu: dict[str, float]
    peak: dict[str, float]
    findings: int

    @property
    def all_cpu(self) -> float:
        """Processor seconds of everybody."""
        return sum(self.cpu.values())

    @property
    def worker_peak(self) -> float:
        """Memory in GB of the worker that held most."""
        return max((peak for who, peak in self.peak.items() if who.startswith("worker")), default=0.0)


class KeptMeasurements:
    """Measurements by their name, kept in a file as they are made: a run that was stopped goes on there.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, dict] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def get(self, name: str) -> dict | None:
        """What was kept under a name."""
        return self._known.get(name)

    def of(self, kind: str) -> Iterator[tuple[list, dict]]:
        """Everything whose name is a JSON list that begins with this, each with the rest of the list."""
        for name, measured in self._known.items():
            what, *rest = json.loads(name)
            if what == kind:
                yield rest, measured

    def keep(self, name: str, measured: dict) -> None:
        """Keep it."""
        self._known[name] = measured
        write_text(self._path, json.dumps(self._known, ensure_ascii=False, indent=1))


# --- material ---------------------------------------------------------------------------------------------------------


def write_province(folder: Path, rows: int) -> None:
    """Workbooks of so many rows at least, a department's in a folder; nothing is done where they are there already."""
    done = folder / ".done"
    if done.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    for number, submission in enumerate(submissions(rows)):
        department = f"第{number // FILES_OF_DEPARTMENT + 1}局"
        home = folder / department
        home.mkdir(parents=True, exist_ok=True)
        write_bytes(home / submission.source, _workbook(department, submission.projects))
    done.touch()


def _workbook(department: str, projects: Sequence[Project]) -> bytes:
    return sheet_of(
        [(f"填报单位：{department}",), FLAT_HEADER, *(line for one in projects for line in flat_lines(one))]
    )


# --- audits -----------------------------------------------------------------------------------------------------------


def with_local_pool(material: Path, out: Path, workers: int, formats: str) -> ClusterMeasured:
    """The whole program with a pool of processes of its own."""
    measured = whole_process([*_command(material, out, formats), "--workers", str(workers)])
    findings = stored(out / "result.json").parts().head.totals.findings
    shutil.rmtree(out)
    return ClusterMeasured(measured.seconds, {"client": measured.cpu}, {"client": measured.peak}, findings)


def on_cluster(material: Path, out: Path, workers: int, formats: str) -> ClusterMeasured:
    """The whole program with so many workers; their start is not timed, that they load the rules is."""
    with cluster_of(workers, out.with_name("cluster")) as cluster:
        before = {who: used(process) for who, process in cluster.processes.items()}
        with watched(cluster.processes, _LOOK_EVERY) as peak:
            measured = whole_process([*_command(material, out, formats), "--cluster", cluster.address])
        spent = {who: used(process) - before[who] for who, process in cluster.processes.items()}
    findings = _rows_of_tables(out)
    shutil.rmtree(out)
    return ClusterMeasured(
        measured.seconds, {"client": measured.cpu, **spent}, {"client": measured.peak, **peak}, findings
    )


def _command(material: Path, out: Path, formats: str) -> list[str]:
    auditor = str(Path(sys.executable).with_name("auditor"))
    options = ["--fail-on", "never", "--format", formats, "--cache-mb", "0"]
    return [auditor, "audit", str(material), "--out", str(out), *options]


def _rows_of_tables(out: Path) -> int:
    from pyarrow.parquet import read_metadata

    return sum(read_metadata(path).num_rows for path in (out / TABLES / "findings").rglob("*.parquet"))


# --- a cluster of processes -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClusterOfProcesses:
    """Where the scheduler listens, and the first process of everybody by name."""

    address: str
    processes: dict[str, psutil.Process]


@contextmanager
def cluster_of(workers: int, folder: Path) -> Iterator[ClusterOfProcesses]:
    """A scheduler and workers started as the guide says, each with its own command.

    Args:
        workers: how many.
        folder: for their files; emptied.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    told = folder / "scheduler.json"
    with ExitStack() as started:
        ports = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        processes = {"scheduler": started.enter_context(_started("scheduler", *ports, "--scheduler-file", str(told)))}
        _until(told.exists)
        address = json.loads(told.read_text("utf-8"))["address"]
        for number in range(1, workers + 1):
            local = ["--local-directory", str(folder), "--no-dashboard"]
            limits = ["--nworkers", "1", "--nthreads", "1", "--memory-limit", MEMORY_LIMIT]
            processes[f"worker{number}"] = started.enter_context(_started("worker", address, *limits, *local))
        _until(lambda: _number_of_workers(address) == workers)
        yield ClusterOfProcesses(address, processes)


@contextmanager
def _started(*arguments: str) -> Iterator[psutil.Process]:
    command = [str(Path(sys.executable).with_name("dask")), *arguments]
    usual = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | _SETTINGS
    process = subprocess.Popen(command, env=usual, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _number_of_workers(address: str) -> int:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return len(client.scheduler_info(n_workers=-1)["workers"])


def _until(condition) -> None:
    """Raises:
    TimeoutError: where it does not come true.
    """
    for waited in count():
        if condition():
            return
        if waited * 0.2 > _PATIENCE:
            raise TimeoutError
        time.sleep(0.2)


def used(process: psutil.Process) -> float:
    """Processor seconds of a process and all it has started."""
    return sum(sum(one.cpu_times()[:4]) for one in (process, *process.children(recursive=True)))
