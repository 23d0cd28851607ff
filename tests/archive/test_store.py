"""The archive file: whole or not at all, one copy of each file, older versions lifted, every refusal one sentence."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from auditor.archive.entries import Added, add, entries, remove, taken_out
from auditor.archive.lookup import archived_projects
from auditor.archive.rows import packed
from auditor.archive.schema import APPLICATION, MIGRATIONS, VERSION_1
from auditor.archive.store import opened, transaction
from auditor.errors import AuditorError
from auditor.reading import read
from auditor.resources import data_path
from tests.building import project, submission

SAMPLES = data_path("corpora", "samples", "text")
WATER, CULTURE = (read(SAMPLES / name) for name in ("water-bureau.txt", "culture-centre.txt"))

STOPPED_HALF_WAY = """
import sys, time
from pathlib import Path
from auditor.archive import rows
from auditor.archive.entries import add
from auditor.archive.store import opened
from auditor.reading import read

whole = rows.insert_projects

def half(connection, number, submission):
    whole(connection, number, submission)
    print("half", flush=True)
    time.sleep(600)

with opened(Path(sys.argv[1])) as connection:
    connection.execute("PRAGMA cache_size = 1")
    rows.insert_projects = half
    add(connection, read(Path(sys.argv[2])))
"""


def _check(path):
    with opened(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        orphans = "SELECT count(*) FROM indicator WHERE project NOT IN (SELECT id FROM project)"
        assert connection.execute(orphans).fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_in_the_middle_of_an_add_nothing_is_lost_and_nothing_is_half_there(tmp_path):
    path = tmp_path / "档案.db"
    with opened(path, create=True) as connection:
        add(connection, WATER)
    words = [sys.executable, "-c", STOPPED_HALF_WAY, str(path), str(SAMPLES / "culture-centre.txt")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "half\n"
        os.kill(writer.pid, signal.SIGKILL)
    assert (tmp_path / "档案.db-journal").stat().st_size > 0, "pages were on their way to the file"
    _check(path)
    with opened(path) as connection:
        assert [(one.number, one.department, one.projects) for one in entries(connection)] == [(1, WATER.department, 3)]
        assert taken_out(connection, 1) == WATER
        assert add(connection, CULTURE).known is False
        assert taken_out(connection, entries(connection)[1].number) == CULTURE


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_between_many_files_each_is_there_whole_or_not_and_the_rest_can_be_added(tmp_path):
    text = (SAMPLES / "water-bureau.txt").read_text(encoding="utf-8")
    files = [tmp_path / f"材料{number:03d}.txt" for number in range(60)]
    for number, file in enumerate(files):
        file.write_text(text.replace("清泉县", f"清泉{number}县"), encoding="utf-8")
    path = tmp_path / "档案.db"
    words = [sys.executable, "-u", "-m", "auditor", "archive", "add", *map(str, files), "--archive", str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8") as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(5)]
        os.kill(writer.pid, signal.SIGKILL)
    assert all(line.startswith("已存入") for line in told)
    _check(path)
    with opened(path) as connection:
        kept = entries(connection)
        assert len(kept) >= 5
        assert [taken_out(connection, one.number) for one in kept] == [read(file) for file in files[: len(kept)]]
    again = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    assert (again.returncode, again.stdout.count("没有重复存入")) == (0, len(kept))
    with opened(path) as connection:
        assert len(entries(connection)) == 60


def test_the_same_file_is_kept_once_and_numbers_are_never_used_again(tmp_path):
    with opened(tmp_path / "a.db", create=True) as connection:
        assert add(connection, WATER) == Added(1, known=False)
        assert add(connection, WATER.model_copy(update={"source": "改名.txt"})) == Added(1, known=True)
        remove(connection, 1)
        assert entries(connection) == ()
        assert connection.execute("SELECT count(*) FROM indicator").fetchone() == (0,)
        assert add(connection, WATER) == Added(2, known=False)


def test_an_archive_of_version_1_is_lifted_and_can_be_asked(tmp_path):
    path = tmp_path / "旧.db"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    values = (WATER.sha256, WATER.source, WATER.department, WATER.department, WATER.year, WATER.kind, packed(WATER))
    connection.execute(
        "INSERT INTO submission (sha256, source, department, department_key, year, kind, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with opened(path) as lifted:
        assert lifted.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert [(one.number, one.projects) for one in entries(lifted)] == [(1, 3)]
        new = submission(source="新.txt", year=2026).model_copy(update={"department": WATER.department})
        past = archived_projects(lifted, new)
        assert [one.project.name for one in past.projects] == [one.name for one in WATER.projects]
        assert all(one.narrative for one in past.projects)
    _check(path)


def test_a_second_writer_waits_and_then_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "共用.db"
    with (
        opened(path, create=True) as first,
        transaction(first),
        pytest.raises(AuditorError) as raised,
        opened(path, patience=0.05) as second,
    ):
        add(second, WATER)
    assert raised.value.code == "C022"
    assert raised.value.message == f"档案“{path}”正被另一个人使用，等了 0.05 秒还没有轮到。"
    with opened(path) as connection:
        assert entries(connection) == ()


def test_readers_are_not_disturbed_by_a_writer_who_has_not_finished(tmp_path):
    path = tmp_path / "共用.db"
    with opened(path, create=True) as writer:
        add(writer, WATER)
        with transaction(writer), opened(path, patience=0.05) as reader:
            writer.execute("DELETE FROM submission")
            assert [one.number for one in entries(reader)] == [1]


def _with_a_damaged_table(path):
    with opened(path, create=True):
        pass
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE \x91ABLE", 1))


def _database(path, application, version):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE something (x)")
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda path: None, "C019", "找不到档案"),
        (lambda path: path.write_text("这不是数据库" * 100, encoding="utf-8"), "C021", "不是档案文件"),
        (lambda path: _database(path, 7, 1), "C021", "别的程序的数据库"),
        (_with_a_damaged_table, "C021", "文件已经损坏"),
        (lambda path: _database(path, APPLICATION, len(MIGRATIONS) + 1), "C017", "更新版本"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, make, code, words):
    path = tmp_path / "x.db"
    make(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(AuditorError) as raised, opened(path):
        pass
    assert (raised.value.code, words in raised.value.message) == (code, True)
    assert (path.read_bytes() if path.exists() else None) == before


def test_only_the_latest_version_of_a_project_is_recalled_as_last_years(tmp_path):
    versions = [
        submission(project("1001", name="培训", goal=goal), source=f"{goal}.txt", year=2024).model_copy(
            update={"department": "甲局", "sha256": goal}
        )
        for goal in ("初稿", "定稿")
    ]
    now = submission(project("1001", name="培训"), year=2025).model_copy(update={"department": "甲局"})
    with opened(tmp_path / "a.db", create=True) as connection:
        for one in versions:
            add(connection, one)
        past = archived_projects(connection, now)
    assert [one.project.goal for one in past.of(("甲局", 2024, "target_declaration"))] == ["定稿"]
