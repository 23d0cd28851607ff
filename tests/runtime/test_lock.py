"""One folder of results, one run at a time."""

import subprocess
import sys

import pytest

from auditor.errors import AuditorError
from auditor.resources import data_path
from auditor.runtime.lock import FILE, locked

SAMPLE = data_path("corpora", "samples", "text", "water-bureau.txt")
HOLD = "import sys; from pathlib import Path; from auditor.runtime.lock import locked\n" + (
    "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
)


def holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_in_one_sentence_and_touches_nothing(tmp_path):
    process = holder(tmp_path)
    try:
        words = [sys.executable, "-m", "auditor", "audit", str(SAMPLE), "--out", str(tmp_path)]
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            done.stderr
            == f"错误：输出文件夹“{tmp_path}”正被另一次审核使用。请等那一次审完，或用 --out 换一个文件夹。\n"
        )
        assert [path.name for path in tmp_path.iterdir()] == [FILE]
    finally:
        process.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_a_crash_lets_go_of_the_folder(tmp_path):
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    assert (tmp_path / FILE).exists()
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_free_again_after_an_error(tmp_path):
    with pytest.raises(ValueError, match="x"), locked(tmp_path):
        raise ValueError("x")
    with locked(tmp_path), pytest.raises(AuditorError) as raised, locked(tmp_path):
        pass
    assert raised.value.code == "C025"
