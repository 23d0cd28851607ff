"""A process that the system kills costs the item it was on, and nothing else; the run ends with a sentence."""

import json
import os
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.errors import AuditorError
from auditor.judging.run import Judge
from auditor.reading import reader
from auditor.runtime.parallel import parallel_map, run_in_subprocess, work_stealing_map
from tests.pipeline.conftest import SAMPLES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills processes as Linux does when memory runs out")


def killed_at(fatal, item):
    """``fatal``: the items that kill their process, and a folder where each is noted; it may kill but once."""
    return ended_at(fatal, item, signal.SIGKILL)


def terminated_at(fatal, item):
    """The same by the signal with which programs that watch the memory ask first."""
    return ended_at(fatal, item, signal.SIGTERM)


def ended_at(fatal, item, by):
    numbers, once, folder = fatal
    if item in numbers:
        notes = folder / str(item)
        before = notes.read_text() if notes.exists() else ""
        notes.write_text(before + "x")
        if not (once and before):
            os.kill(os.getpid(), by)
    return item * 10


def told_lost(item, ending):
    return f"lost {item}"


@pytest.mark.parametrize(
    ("method", "fatal"), [("fork", (3,)), ("fork", (1, 2)), ("fork", (5, 6, 7, 19)), ("spawn", (3,))]
)
def test_only_the_fatal_items_are_lost_each_after_a_second_try(fatal, method, tmp_path, start_method):
    start_method(method)
    expected = {item: told_lost(item, None) if item in fatal else item * 10 for item in range(20)}
    for name, share in (("a", parallel_map), ("b", work_stealing_map)):
        folder = tmp_path / name
        folder.mkdir()
        found = list(share((fatal, False, folder), killed_at, range(20), 2, on_lost=told_lost))
        by_item = dict(found) if share is work_stealing_map else dict(enumerate(found))
        assert by_item == expected
        assert {int(notes.name): notes.read_text() for notes in folder.iterdir()} == dict.fromkeys(fatal, "xx")


def test_an_item_that_was_killed_once_is_done_the_second_time(tmp_path):
    found = list(parallel_map(((4, 9), True, tmp_path), killed_at, range(12), 2))
    assert found == [item * 10 for item in range(12)]


@pytest.mark.issue(20)
@pytest.mark.parametrize("once", [True, False])
def test_an_item_whose_process_was_terminated_is_tried_again_and_then_told(tmp_path, once):
    expected = [item * 10 if once or item != 4 else told_lost(item, None) for item in range(12)]
    assert list(parallel_map(((4,), once, tmp_path), terminated_at, range(12), 2, on_lost=told_lost)) == expected
    assert (tmp_path / "4").read_text() == "xx"


@pytest.mark.issue(20)
def test_a_process_that_never_begins_ends_the_run_with_a_sentence(monkeypatch):
    monkeypatch.setattr("auditor.runtime.process._work", lambda *given: os._exit(1))
    with pytest.raises(AuditorError) as raised:
        list(parallel_map(((), False, None), killed_at, range(4), 2))
    assert raised.value.code == "C042"


_MANY_RUNS = """
from auditor.runtime.parallel import parallel_map
from tests.pipeline.conftest import SAMPLES

def doubled(given, item):
    return given * item

if __name__ == "__main__":
    for count in range(60):
        assert list(parallel_map(2, doubled, range(count % 7), 2)) == [2 * item for item in range(count % 7)]
"""


@pytest.mark.issue(20)
def test_many_small_runs_say_nothing_on_the_error_stream(tmp_path):
    """A process told to end while it begins must not write its own ending over the user's screen."""
    script = tmp_path / "runs.py"
    script.write_text(_MANY_RUNS, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def killed(folder):
    killed_at(((0,), False, folder), 0)


def test_a_single_process_killed_twice_is_told_in_a_sentence(tmp_path):
    with pytest.raises(AuditorError) as raised:
        run_in_subprocess(killed, tmp_path)
    assert raised.value.code == "C024"
    assert (tmp_path / "0").read_text() == "xx"


def audit(folder, out):
    words = [
        "audit",
        str(folder),
        "--out",
        str(out),
        "--fail-on",
        "never",
        "--workers",
        "2",
        "--format",
        "xlsx,html,csv",
        "--cache-mb",
        "0",
    ]
    return CliRunner().invoke(app, words)


def kills(name, method, marked):
    """The method, but that its process is killed where it meets the marked source."""

    def fatal(*given):
        if marked(*given):
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*given)

    return fatal


def test_a_submission_whose_judging_is_killed_is_told_as_failed_and_the_others_are_as_ever(
    folder, tmp_path, monkeypatch
):
    assert audit(folder, tmp_path / "好").exit_code == 0
    whole = json.loads((tmp_path / "好" / "result.json").read_bytes())
    victim = sorted(folder.iterdir())[-1].name
    fatal = kills("judge", Judge.judge, lambda judge, batch: batch.submissions[0].source.endswith(victim))
    monkeypatch.setattr(Judge, "judge", fatal)
    outcome = audit(folder, tmp_path / "坏")
    assert (outcome.exit_code, "Traceback" in outcome.output) == (3, False)
    result = json.loads((tmp_path / "坏" / "result.json").read_bytes())
    assert [one for one in result["submissions"] if not one["source"].endswith(victim)] == [
        one for one in whole["submissions"] if not one["source"].endswith(victim)
    ]
    (lost,) = [one for one in result["submissions"] if one["source"].endswith(victim)]
    assert [project["findings"] for project in lost["projects"]] == [[] for _ in lost["projects"]]
    lines = [line for line in result["coverage"] if line["submission"].endswith(victim)]
    assert {line["rule"] for line in lines} == {line["rule"] for line in whole["coverage"]}
    assert {line["failed"] for line in lines} == {"审核用的进程两次被系统中止，多半是内存不足。"}
    assert {line["failed"] for line in result["coverage"] if not line["submission"].endswith(victim)} == {None}


def test_a_file_whose_reading_is_killed_has_an_error_and_the_others_are_read(folder, tmp_path, monkeypatch):
    victim = sorted(folder.iterdir())[-1].name
    fatal = kills("read", reader.read_content, lambda content, source, corrections, sizes: source.endswith(victim))
    monkeypatch.setattr(reader, "read_content", fatal)
    outcome = audit(folder, tmp_path / "坏")
    assert (outcome.exit_code, "Traceback" in outcome.output) == (3, False)
    result = json.loads((tmp_path / "坏" / "result.json").read_bytes())
    assert [one["status"] for one in result["submissions"]] == ["audited"] * (len(SAMPLES) - 1) + ["unreadable"]
    error = result["submissions"][-1]["error"]
    assert error["code"] == "R020"
    assert "进程两次被系统中止" in error["message"] and victim in outcome.stdout.replace("\n", "")
