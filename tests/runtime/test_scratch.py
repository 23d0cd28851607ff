"""Temporary files do not outlive the process that made them, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.runtime.scratch import scratch_folder
from tests.waiting import until

pytestmark = [pytest.mark.issue(20), pytest.mark.skipif(os.name != "posix", reason="not promised on Windows")]

_KILLED = """
import os, signal
from auditor.runtime.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "行.xml").write_text("x")
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_folder_is_gone_afterwards():
    with scratch_folder() as folder:
        (folder / "行.xml").write_text("x")
    assert not folder.exists()


def test_the_folder_is_gone_where_the_process_was_killed():
    done = subprocess.run([sys.executable, "-c", _KILLED], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    folder = Path(done.stdout.strip())
    assert folder.is_absolute()
    until(lambda: not folder.exists())
