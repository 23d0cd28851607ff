"""A scheduler that goes in the middle, with its workers: a run goes on where it comes back, and says so where it does not."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from auditor.errors import AuditorError
from auditor.outputs.reports.json import read_result
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.events import FileRead, SubmissionJudged
from auditor.pipeline.job import AuditJob, run_job
from auditor.resources import data_path
from tests.waiting import PATIENCE

distributed = pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from auditor.cluster.job import ClusterOptions, run_cluster_job  # noqa: E402

pytestmark = [pytest.mark.issue(21)]

SETTINGS = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False", "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}


def lasting_port():
    """A free port below those that the system gives to connections: nobody gets it between the end and the next start."""
    start = 20_000 + os.getpid() % 5_000
    for port in range(start, start + 5_000):
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


class ClusterOfProcesses:
    """A scheduler and a worker that the test can take away at once and start again at the same address."""

    def __init__(self, folder):
        self.folder = folder
        self.port = lasting_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.processes = []

    def start(self):
        """Start both, and wait until the worker is there."""
        self._run("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self._run("worker", self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder))
        with distributed.Client(self.address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=PATIENCE)

    def take_away(self):
        """End both as a power failure does."""
        for process in self.processes:
            process.kill()
            process.wait()
        self.processes.clear()

    def _run(self, *arguments):
        command = [str(Path(sys.executable).with_name("dask")), *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen(command, env=os.environ | SETTINGS, **quiet))


@pytest.fixture
def cluster(tmp_path):
    made = ClusterOfProcesses(tmp_path / "dask")
    made.start()
    try:
        yield made
    finally:
        made.take_away()


@pytest.fixture(scope="module")
def engine():
    return EngineCore().load()


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for path in sorted(data_path("corpora", "samples", "text").iterdir())[:4]:
        shutil.copy(path, folder)
    return tuple(sorted(folder.iterdir()))


def told_by_file(results):
    """Every submission, by its source, as it stands in results."""
    return {one.source: one for path in results for one in read_result(path).submissions}


def test_a_run_goes_on_when_the_scheduler_was_started_again(cluster, files, engine, tmp_path):
    left = [FileRead, SubmissionJudged]

    def restart(event):
        if left and isinstance(event, left[0]):
            left.pop(0)
            cluster.take_away()
            cluster.start()

    out, alone = tmp_path / "集群", tmp_path / "一台"
    run_cluster_job(AuditJob(files, out, ("json",)), engine, ClusterOptions(cluster.address, attempt=60), restart)
    assert left == []
    run_job(AuditJob(files, alone, workers=1), engine)
    assert told_by_file(out.glob("departments/*/result.json")) == told_by_file([alone / "result.json"])


def test_a_scheduler_that_stays_away_is_one_sentence_and_resume_goes_on(cluster, files, engine, tmp_path):
    out, alone = tmp_path / "集群", tmp_path / "一台"
    judged = []

    def take_away(event):
        if isinstance(event, SubmissionJudged):
            judged.append(event.done)
            cluster.take_away()

    options = ClusterOptions(cluster.address, attempt=20, patience=1)
    with pytest.raises(AuditorError, match=r"C051.*连不上集群"):
        run_cluster_job(AuditJob(files, out, ("json",)), engine, options, take_away)
    assert judged
    cluster.start()
    options = ClusterOptions(cluster.address, attempt=60)
    outcome = run_cluster_job(AuditJob(files, out, ("json",), resume=True), engine, options)
    assert outcome.audit.summary.submissions == len(files)
    run_job(AuditJob(files, alone, workers=1), engine)
    assert told_by_file(out.glob("departments/*/result.json")) == told_by_file([alone / "result.json"])
