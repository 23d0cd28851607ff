"""A run that is stopped leaves a result of what was done, and goes on from there without reading anything again."""

import json

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.pipeline.checkpoint import FILE, checkpoint, read_line
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections
from auditor.reading.reader import read_within_limits
from tests.pipeline.conftest import SAMPLES


def audit(folder, out, *words):
    return CliRunner().invoke(
        app, ["audit", str(folder), "--out", str(out), "--fail-on", "never", "--cache-mb", "0", *words]
    )


class StoppedAfter:
    """Stands for the user's Ctrl-C: the reading of file number ``count`` + 1 is interrupted.

    What was read is noted in a file, for files are read in another process.
    """

    def __init__(self, count, notes):
        self._count = count
        self._notes = notes
        notes.write_text("", encoding="utf-8")

    @property
    def read(self):
        return self._notes.read_text(encoding="utf-8").splitlines()

    def __call__(self, path, corrections, sizes):
        if len(self.read) == self._count:
            raise KeyboardInterrupt
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(f"{path.name}\n")
        return read_within_limits(path, corrections, sizes)


@pytest.mark.issue(7)
def test_a_stopped_run_leaves_its_part_and_resume_completes_it(folder, tmp_path, monkeypatch):
    whole, out = tmp_path / "一次", tmp_path / "两次"
    assert audit(folder, whole).exit_code == 0
    first = StoppedAfter(2, tmp_path / "先")
    monkeypatch.setattr("auditor.pipeline.read.read_within_limits", first)
    stopped = audit(folder, out)
    assert stopped.exit_code == 3
    assert f"共 {len(SAMPLES)} 份材料，审完 2 份" in stopped.output
    assert "--resume" in stopped.output
    assert "不再读取，正在审核已读的 2 份" in stopped.stderr
    part = json.loads((out / "result.json").read_bytes())
    assert [one["status"] for one in part["submissions"]] == ["audited", "audited"]
    second = StoppedAfter(len(SAMPLES), tmp_path / "后")
    monkeypatch.setattr("auditor.pipeline.read.read_within_limits", second)
    assert audit(folder, out, "--resume").exit_code == 0
    assert first.read + second.read == [path.name for path in SAMPLES]
    assert (out / "result.json").read_bytes() == (whole / "result.json").read_bytes()
    assert not (out / FILE).exists()


@pytest.mark.issue(7)
def test_without_resume_everything_is_read_again(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("auditor.pipeline.read.read_within_limits", StoppedAfter(2, tmp_path / "先"))
    audit(folder, tmp_path / "报告")
    again = StoppedAfter(len(SAMPLES), tmp_path / "后")
    monkeypatch.setattr("auditor.pipeline.read.read_within_limits", again)
    assert audit(folder, tmp_path / "报告").exit_code == 0
    assert len(again.read) == len(SAMPLES)


@pytest.mark.issue(7)
def test_a_line_cut_off_in_the_middle_a_changed_file_and_other_corrections_count_as_not_read(folder, tmp_path):
    files = sorted(folder.iterdir())[:3]
    with checkpoint(tmp_path, NO_CORRECTIONS, resume=False) as kept:
        for path in files:
            kept.add(read_line(read_within_limits(path)))
    torn = tmp_path / FILE
    torn.write_bytes(torn.read_bytes()[:-40])
    files[0].write_bytes(files[0].read_bytes() + b"\n")
    with checkpoint(tmp_path, NO_CORRECTIONS, resume=True) as kept:
        assert [kept.reading_of(path) is not None for path in files] == [False, True, False]
    with checkpoint(tmp_path, Corrections(ignore=frozenset({"备注"})), resume=True) as kept:
        assert [kept.reading_of(path) for path in files] == [None, None, None]


@pytest.mark.issue(7)
def test_a_stop_before_anything_is_judged_says_so_and_nothing_is_read_twice(folder, tmp_path, monkeypatch):
    def stopped(*given, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("auditor.pipeline.write.prepare_batch", stopped)
        outcome = audit(folder, tmp_path / "报告")
    assert outcome.exit_code == 3
    assert "还没有审完一份" in outcome.stderr and "--resume" in outcome.stderr
    again = StoppedAfter(0, tmp_path / "后")
    monkeypatch.setattr("auditor.pipeline.read.read_within_limits", again)
    assert audit(folder, tmp_path / "报告", "--resume").exit_code == 0
    assert again.read == []
