"""What stands around the material: results of other versions, settings in other encodings, consoles that cannot show Chinese."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.resources import data_path
from tests import command

pytestmark = pytest.mark.issue(20)
SAMPLE = data_path("corpora", "samples", "text", "water-bureau.txt")


def run(*words):
    return command.run(*words)


def started(*words, **environment):
    """A process of its own, whose console is another."""
    return subprocess.run(
        [sys.executable, "-m", "auditor", *map(str, words)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    out = tmp_path_factory.mktemp("result")
    assert run("audit", SAMPLE, "--out", out, "--fail-on", "never").returncode == 0
    return (out / "result.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"schema_version":"1.0"', '"schema_version":"9.9"', "版本 9.9 不认识，本程序认识的是 1.0"),
        ('"schema_version":"1.0",', "", "没有写 schema_version"),
    ],
)
@pytest.mark.parametrize("command", ["report", "papers", "sendback"])
def test_a_result_of_another_version_is_refused(result, tmp_path, before, after, said, command):
    assert before in result
    (tmp_path / "result.json").write_text(result.replace(before, after, 1), "utf-8")
    done = run(command, tmp_path / "result.json", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert said in done.stderr
    assert list((tmp_path / "out").rglob("*")) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_rules_in_another_encoding_are_refused_in_one_sentence(tmp_path, encoding):
    (tmp_path / "changes.yaml").write_text("severity: {CMP001: warning}  # 处里定的\n", encoding)
    done = run("audit", SAMPLE, "--rules", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "changes.yaml 有误：不是 UTF-8 文本，请用记事本另存为 UTF-8" in done.stderr


def test_rules_with_the_mark_of_windows_editor_are_read(tmp_path):
    (tmp_path / "changes.yaml").write_text("severity: {CMP001: warning}\n", "utf-8-sig")
    assert run("audit", SAMPLE, "--rules", tmp_path, "--out", tmp_path / "out", "--fail-on", "never").returncode == 0


def test_a_console_that_cannot_show_chinese_shows_the_rest(tmp_path):
    done = started(
        "audit", SAMPLE, "--out", tmp_path / "out", "--fail-on", "never", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"result.json" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows names files in UTF-16")
def test_where_the_system_has_no_chinese_at_all_the_result_is_the_same(result, tmp_path):
    without = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = ("audit", SAMPLE, "--out", tmp_path / "结果", "--fail-on", "never", "--format", "json")
    assert started(*words, **without).returncode == 0
    assert (tmp_path / "结果" / "result.json").read_text("utf-8") == result


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_words_that_cannot_be_written_where_they_are_sent_end_in_one_sentence(tmp_path):
    words = [sys.executable, "-m", "auditor", "audit", str(SAMPLE), "--out", str(tmp_path), "--fail-on", "never"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert said.startswith("错误：要显示的话没有写完：")
    assert len(said.splitlines()) == 1
