"""``auditor annotate`` as a person types it."""

import shutil

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.errors import AuditorError
from auditor.outputs.annotate.run import copy_name
from auditor.resources import data_path

SAMPLES = data_path("corpora", "samples")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path):
    for name in ("workbooks/culture-centre.xlsx", "text/culture-centre.txt"):
        shutil.copy(SAMPLES / name, tmp_path)
    return tmp_path


def test_copies_are_written_beside_untouched_originals(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run("annotate", folder / "culture-centre.xlsx", folder / "culture-centre.txt", "--out", folder)
    assert done.exit_code == 0
    assert done.stdout.count("已写出") == 2 and "批注 28 条" in done.stdout
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(set(after) - set(before)) == ["culture-centre（审核批注）.txt", "culture-centre（审核批注）.xlsx"]
    assert {name: after[name] for name in before} == before


def test_a_result_that_is_there_is_used(folder):
    source = folder / "culture-centre.xlsx"
    run("audit", source, "--out", folder / "out", "--fail-on", "never")
    run("annotate", source, "--result", folder / "out" / "result.json", "--out", folder / "a")
    run("annotate", source, "--out", folder / "b")
    name = "culture-centre（审核批注）.xlsx"
    assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()


def test_a_file_changed_after_the_audit_is_refused(folder):
    source = folder / "culture-centre.txt"
    run("audit", source, "--out", folder / "out", "--fail-on", "never")
    source.write_bytes(source.read_bytes() + b"\n")
    done = run("annotate", source, "--result", folder / "out" / "result.json", "--out", folder / "a")
    assert isinstance(done.exception, AuditorError) and done.exception.code == "C014"
    assert not (folder / "a").exists()


def test_a_file_that_cannot_be_annotated_is_told_and_the_others_go_on(folder):
    (folder / "空.txt").write_bytes(b"")
    done = run("annotate", folder / "空.txt", folder / "culture-centre.txt", "--out", folder / "a")
    assert done.exit_code == 3
    assert "没有批注：文件" in done.output and "是空的" in done.output
    assert [path.name for path in (folder / "a").iterdir()] == ["culture-centre（审核批注）.txt"]


def test_copies_of_files_of_one_name_are_numbered():
    assert copy_name("甲/报送.xlsx") == "报送（审核批注）.xlsx"
    assert copy_name("乙\\报送.xlsx", frozenset({"报送（审核批注）.xlsx"})) == "报送（审核批注）2.xlsx"
