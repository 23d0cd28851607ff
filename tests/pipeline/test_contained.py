"""One file that ends, sleeps, works for ever or takes all memory costs itself one sentence; the batch goes on.

The readers that misbehave are stand-ins: none of these files is more than a name.
"""

import faulthandler
import json
import os
import sys
import time
from pathlib import Path

import numpy
import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.errors import AuditorError, UnreadableError
from auditor.pipeline.contained import LimitsBySize, contained
from auditor.reading import reader
from auditor.reading.pdf.recognition import Recogniser
from auditor.resources import data_path
from auditor.runtime.limits import Ending, Limits, parsed_limits
from auditor.runtime.parallel import parallel_map
from tests.waiting import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits for a single process")

GOOD = data_path("corpora", "samples", "text", "water-bureau.txt").read_text(encoding="utf-8")


class Panic(BaseException):
    """What no reader means to raise."""


Panic.__module__ = "pyo3_runtime"


def takes_memory():
    kept = []
    while True:
        kept.append(numpy.empty(100_000_000, numpy.uint8))  # asked for and not touched: that takes no time


def works():
    while True:
        pass


def panics():
    os.write(2, b"a parser of its own accord\n")
    raise Panic("index out of range")


def aborts():
    faulthandler.disable()  # pytest's would tell of it on the console
    os.abort()


def raises_nothing_known():
    raise GeneratorExit


BAD = {
    "退出.txt": (lambda: os._exit(0), "R023"),
    "中止.txt": (aborts, "R023"),
    "离开.txt": (sys.exit, "R023"),
    "另类.txt": (raises_nothing_known, "R023"),
    "睡眠.txt": (lambda: time.sleep(600), "R022"),
    "空转.txt": (works, "R022"),
    "内存.txt": (takes_memory, "R022"),
    "惊慌.txt": (panics, "R007"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Good files among those whose reader misbehaves."""
    made = tmp_path / "材料"
    made.mkdir()
    for name in ("a.txt", "z.txt", *BAD):
        (made / name).write_text(GOOD, encoding="utf-8")
    honest = reader.read_content

    def read_content(content, path, corrections, sizes):
        misbehave = BAD.get(Path(path).name)
        return misbehave[0]() if misbehave else honest(content, path, corrections, sizes)

    monkeypatch.setattr(reader, "read_content", read_content)
    return made


LIMITS = ["--limits", "memory=600,processor=1,time=15"]


def run(*words):
    outcome = CliRunner().invoke(app, [*map(str, words), *LIMITS])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    assert "Traceback" not in outcome.output
    return outcome


@pytest.mark.issue(20)
def test_in_an_audit_each_bad_file_has_its_sentence_and_the_good_ones_are_as_ever(folder, tmp_path, capfd):
    assert run("audit", folder, "--out", tmp_path / "out", "--format", "json").exit_code == 3
    assert "of its own accord" not in capfd.readouterr().err
    result = json.loads((tmp_path / "out" / "result.json").read_bytes())
    told = {Path(one["source"]).name: one["error"] and one["error"]["code"] for one in result["submissions"]}
    assert told == {"a.txt": None, "z.txt": None} | {name: code for name, (_, code) in BAD.items()}
    first, last = (one for one in result["submissions"] if one["error"] is None)
    assert len(first["projects"]) == len(last["projects"]) > 0
    reasons = {
        Path(one["source"]).name: one["error"]["message"].split("没有读完：")[1]
        for one in result["submissions"]
        if one["error"] and one["error"]["code"] == "R022"
    }
    assert reasons["内存.txt"] == "读它用的内存超过了 600 MB，已经停止。"
    assert reasons["睡眠.txt"] == "读了 15 秒还没有读完，已经停止。"
    assert set(reasons) == {"内存.txt", "睡眠.txt", "空转.txt"}


def works_at(given, path):
    works()


@pytest.mark.issue(20)
def test_who_takes_too_much_processor_time_is_told_so_however_long_he_waits_for_it(tmp_path):
    with pytest.raises(UnreadableError) as raised:
        contained(works_at, None, tmp_path, Limits(processor=1, time=PATIENCE))
    assert raised.value.code == "R022"
    assert "读它用的处理器时间超过了 1 秒，已经停止。" in raised.value.message


@pytest.mark.issue(20)
@pytest.mark.parametrize("command", ["papers", "annotate"])
def test_other_commands_over_a_folder_go_on_too(command, folder, tmp_path):
    outcome = run(command, folder, "--out", tmp_path / "out")
    assert outcome.exit_code == 3
    assert sum(line.startswith(("没有为", "没有批注")) for line in outcome.output.splitlines()) == len(BAD)


@pytest.mark.issue(20)
def test_the_archive_keeps_the_good_files(folder, tmp_path):
    outcome = run("archive", "add", folder, "--archive", tmp_path / "a.db")
    assert outcome.exit_code == 3
    starts = [line.split("　")[0].split("，")[0] for line in outcome.output.splitlines()]
    assert (starts.count("没有存入"), starts.count("已存入"), starts.count("已在档案中（编号 1）")) == (len(BAD), 1, 1)


@pytest.mark.issue(20)
@pytest.mark.parametrize("command", ["read", "preflight"])
@pytest.mark.parametrize("name", ["退出.txt", "惊慌.txt", "睡眠.txt"])
def test_a_single_file_is_told_in_a_sentence(command, name, folder):
    outcome = run(command, folder / name)
    assert outcome.exit_code == 3
    assert name in outcome.output.replace("\n", "")


def swells(given, path):
    raise AuditorError("C012", path=path, format="图片")


@pytest.mark.issue(20)
def test_what_the_work_itself_says_comes_out_as_it_is(tmp_path):
    with pytest.raises(AuditorError) as raised:
        contained(swells, None, tmp_path)
    assert raised.value.code == "C012"


def sleeps_at(given, item):
    if item in given:
        time.sleep(600)
    return item


def ended(item, ending):
    return ending


@pytest.mark.issue(20)
@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("workers", [1, 3])
def test_what_waits_behind_a_sleeper_is_done(method, workers, start_method):
    start_method(method)
    found = list(parallel_map({2, 3}, sleeps_at, range(9), workers, on_lost=ended, limits=a_second_for_sleepers))
    assert found == [Ending("time", "1") if item in (2, 3) else item for item in range(9)]


def a_second_for_sleepers(item):
    return Limits(time=1) if item in (2, 3) else Limits()


class LoadsSlowly:
    """Stands in for work whose modules take long to load."""

    def __reduce__(self):
        return slowly, ()


def slowly():
    time.sleep(1.5)
    return "loaded"


def a_second(item):
    return Limits(time=1)


@pytest.mark.issue(20)
def test_what_a_process_loads_first_takes_no_time_of_its_first_item():
    assert list(parallel_map(None, echo, [LoadsSlowly()], 1, on_lost=ended, limits=a_second)) == ["loaded"]


def of_size(given, item):
    return b"x" * item


@pytest.mark.issue(20)
def test_large_answers_and_large_orders_do_not_wait_for_each_other():
    items = [0, 10, 5_000_000, 3, 9_000_000]
    assert [len(one) for one in parallel_map(None, of_size, items, 2)] == items
    orders = [b"y" * size for size in (3_000_000, 1, 4_000_000, 2)]
    assert list(parallel_map(None, echo, orders, 2)) == orders


def echo(given, item):
    return item


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    ("name", "installed", "limits"),
    [
        ("扫描.pdf", True, Limits(memory=2100, processor=50, time=70)),
        ("扫描.JPG", True, Limits(memory=2100, processor=50, time=70)),
        ("扫描.pdf", False, Limits(memory=600, processor=5, time=7)),
        ("目标表.xlsx", True, Limits(memory=600, processor=5, time=7)),
    ],
)
def test_pages_that_may_have_to_be_recognised_get_more(name, installed, limits, tmp_path, monkeypatch):
    monkeypatch.setattr(Recogniser, "is_installed", staticmethod(lambda: installed))
    (tmp_path / name).touch()
    assert LimitsBySize(Limits(memory=600, processor=5, time=7))(tmp_path / name) == limits


def test_a_large_file_gets_more_time():
    assert Limits(processor=10, time=20).for_size(3_000_000) == Limits(processor=40, time=80)


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (None, Limits()),
        ("", Limits()),
        (" memory = 5，time=7 ", Limits(memory=5, time=7)),
        ("processor=1", Limits(processor=1)),
    ],
)
def test_limits_as_written(written, meant):
    assert parsed_limits(written) == meant


@pytest.mark.issue(20)
@pytest.mark.parametrize("written", ["memory", "memory=0", "memory=-3", "speed=4", "time=1.5", "time=９"])
def test_limits_that_are_none_are_told_with_what_can_be_written(written):
    with pytest.raises(AuditorError) as raised:
        parsed_limits(written)
    assert (raised.value.code, "memory（不写时为 1000）" in raised.value.hint) == ("C041", True)


def test_an_unreadable_file_stays_the_error_that_it_is(tmp_path):
    with pytest.raises(UnreadableError) as raised:
        contained(refuses, None, tmp_path / "x")
    assert raised.value.code == "R001"


def refuses(given, path):
    raise UnreadableError("R001", path=path)
