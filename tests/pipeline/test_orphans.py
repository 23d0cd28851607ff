"""A run that is killed leaves neither processes at work nor temporary folders behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes where Linux lists them")

RUN = """
import sys, time
from pathlib import Path
from auditor.runtime.limits import Limits
from auditor.runtime.parallel import parallel_map

def told(folder, item):
    Path(folder, str(item)).touch()
    time.sleep(600)

list(parallel_map(sys.argv[1], told, range(6), 3, scratch=Path(sys.argv[2]), limits=lambda item: Limits()))
"""


def group_is_at_work(group):
    """Whether a process of a group runs; one that has ended and is not yet looked after does not count."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = place.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            return True
    return False


@pytest.mark.issue(20)
def test_processes_end_with_the_one_that_started_them_and_take_its_folder_along(tmp_path):
    begun, scratch = tmp_path / "begun", tmp_path / "scratch"
    begun.mkdir()
    scratch.mkdir()
    (scratch / "piece").touch()
    words = [sys.executable, "-c", RUN, str(begun), str(scratch)]
    with subprocess.Popen(words, start_new_session=True) as process:
        until(lambda: len(list(begun.iterdir())) == 3)
        process.kill()
    try:
        until(lambda: not group_is_at_work(process.pid) and not scratch.exists())
    finally:
        if group_is_at_work(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
