"""The second time: what did not change is neither read nor judged nor written anew, and no file shows it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.duplicates import pairs
from auditor.model import Indicator, Project
from auditor.pipeline import kept_judgements, run, write
from auditor.pipeline.run import BatchAudit, judge_repetition
from auditor.reading import read
from auditor.resources import data_path
from auditor.runtime import parallel
from auditor.runtime.disk_cache import DiskCache
from material.forms.workbooks import flat_workbook
from tests.pipeline import conftest
from tests.waiting import until

pytestmark = pytest.mark.issue(21)

SAMPLES = conftest.SAMPLES[:2]
FORMATS = "html,xlsx,json,csv,md,sarif,junit"


class Work:
    """Notes what is read and judged, and of what the repetition alone is judged anew; reading is done in another process."""

    def __init__(self, notes):
        self._notes = notes
        self.judged = []
        self.compared = []
        self.clear()

    def clear(self):
        self._notes.write_text("", encoding="utf-8")
        self.judged.clear()
        self.compared.clear()

    @property
    def read(self):
        return sorted(self._notes.read_text(encoding="utf-8").splitlines())

    def reading(self, path, corrections, sizes):
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(f"{path.name}\n")
        return read(path, corrections, sizes)

    def judging(self, batch, number):
        self.judged.append(Path(batch.sources[number]).name)
        return JUDGE(batch, number)

    def judging_repetition(self, judged, *given):
        self.compared.append(Path(judged.submission.source).name)
        return judge_repetition(judged, *given)


JUDGE = BatchAudit.judge


@pytest.fixture
def folder(tmp_path):
    """Two submissions in a folder: enough for one to change while another stays."""
    return conftest.copied(SAMPLES, tmp_path / "材料")


@pytest.fixture
def work(tmp_path, monkeypatch):
    noted = Work(tmp_path / "notes")
    monkeypatch.setattr("auditor.pipeline.read.read_within_limits", noted.reading)
    monkeypatch.setattr(BatchAudit, "judge", lambda batch, number: noted.judging(batch, number))
    monkeypatch.setattr(kept_judgements, "judge_repetition", noted.judging_repetition)
    return noted


def audit(folder, out, *words):
    typed = ["audit", str(folder), "--out", str(out), "--fail-on", "never", "--format", FORMATS, "--workers", "1"]
    outcome = CliRunner().invoke(app, [*typed, *map(str, words)])
    assert outcome.exit_code == 0, outcome.output
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def fresh(folder, out, *words):
    """What is written where nothing is known from before."""
    return audit(folder, out, "--cache-mb", 0, *words)


def told(folder, tmp_path, work, *words):
    """What a second run did, once its files were found to be those of a run that knows nothing from before."""
    again = audit(folder, tmp_path / "again", *words)
    done = work.read, sorted(work.judged)
    assert again == fresh(folder, tmp_path / "fresh", *words)
    return done


def begin(folder, tmp_path, work, *words):
    audit(folder, tmp_path / "first", *words)
    assert work.read == sorted(work.judged) == [path.name for path in sorted(folder.iterdir())]
    work.clear()


def test_an_unchanged_folder_is_neither_read_nor_judged(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    assert told(folder, tmp_path, work) == ([], [])


def test_a_changed_file_is_read_and_judged_and_no_other(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    changed = folder / SAMPLES[0].name
    changed.write_text(changed.read_text(encoding="utf-8").replace("95%", "93%"), encoding="utf-8")
    assert told(folder, tmp_path, work) == ([changed.name], [changed.name])


def test_a_removed_file_costs_nothing_and_a_new_one_itself(folder, tmp_path, work):
    moved = tmp_path / SAMPLES[1].name
    (folder / moved.name).rename(moved)
    begin(folder, tmp_path, work)
    moved.rename(folder / moved.name)
    (folder / SAMPLES[0].name).unlink()
    assert told(folder, tmp_path, work) == ([moved.name], [moved.name])


def test_a_renamed_file_is_read_under_its_name(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    (folder / SAMPLES[0].name).rename(folder / "改名.txt")
    read_, judged = told(folder, tmp_path, work)
    assert (read_, judged) == (["改名.txt"], ["改名.txt"])


def test_a_copy_that_comes_and_goes_is_told_on_both_sides(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    copied = SAMPLES[0].read_text(encoding="utf-8")
    department = next(line for line in copied.splitlines() if line.strip())
    copy = folder / "另一个部门.txt"
    copy.write_text(copied.replace(department, f"另一个{department}").replace("局", "中心"), encoding="utf-8")
    read_, judged = told(folder, tmp_path, work)
    assert read_ == [copy.name]
    assert set(judged) >= {copy.name}
    work.clear()
    copy.unlink()
    shutil.rmtree(tmp_path / "again")
    shutil.rmtree(tmp_path / "fresh")
    assert told(folder, tmp_path, work) == ([], [])  # it is known from the first time


ROWS = 9
LEVELS = (
    *(("产出指标", level2) for level2 in ("数量指标", "数量指标", "质量指标", "质量指标", "时效指标", "数量指标")),
    *(("效益指标", level2) for level2 in ("社会效益指标", "生态效益指标")),
    ("满意度指标", "服务对象满意度指标"),
)
_CHARACTERS = [chr(code) for code in range(0x4E00, 0x9F00, 7)]


def project(number, shared=(), *, target="≥90%"):
    """A project whose words are its own but for those of the first rows, which it takes over from another."""
    words = Random(number)
    own = ["".join(words.choices(_CHARACTERS, k=9)) for _ in range(2 * ROWS)]
    rows = [
        Indicator(id=f"{number}/{place}", level1=level1, level2=level2, level3=level3, description=told, target=target)
        for place, ((level1, level2), level3, told) in enumerate(zip(LEVELS, own[::2], own[1::2], strict=True), 1)
    ]
    taken = [row.model_copy(update={"id": rows[place].id}) for place, row in enumerate(shared)]
    name = "".join(words.choices(_CHARACTERS, k=6))
    return Project(code=f"{number:06d}", name=name, indicators=(*taken, *rows[len(taken) :]))


VAGUE = "效果良好"


def write_departments(folder, alike, *, target="≥90%"):
    """Three files: one of many projects, and two of one project each that have so many rows in common."""
    folder.mkdir(exist_ok=True)
    one = project(1, target=target)
    for name, projects in (
        ("甲单位.xlsx", [one]),
        ("乙单位.xlsx", [project(2, one.indicators[:alike])]),
        ("丙单位.xlsx", [project(number) for number in range(3, 23)]),
    ):
        path = folder / name
        if not path.exists() or name == "甲单位.xlsx":
            path.write_bytes(flat_workbook(tuple(projects)))


def test_tables_too_little_alike_to_be_told_are_judged_each_for_itself(tmp_path, work):
    folder = tmp_path / "单位"
    write_departments(folder, 4)
    begin(folder, tmp_path, work)
    write_departments(folder, 4, target="≥80%")
    assert told(folder, tmp_path, work) == (["甲单位.xlsx"], ["甲单位.xlsx"])
    result = json.loads((tmp_path / "again" / "result.json").read_bytes())
    assert [0.35 <= pair["share"] < 0.45 for pair in result["duplicates"]["project_pairs"]] == [True]


def begin_alike(tmp_path, work, *words, alike=7):
    """Three departments judged, two of which have so many rows in common: from 5 on their tables are told to be alike."""
    folder = tmp_path / "单位"
    write_departments(folder, alike, target=VAGUE)
    begin(folder, tmp_path, work, *words)
    return folder


def test_of_tables_that_are_told_to_be_alike_one_is_judged_where_it_changes_and_of_the_other_the_repetition(
    tmp_path, work
):
    folder = begin_alike(tmp_path, work)
    write_departments(folder, 7, target="≥80%")
    assert told(folder, tmp_path, work) == (["甲单位.xlsx"], ["甲单位.xlsx"])
    assert work.compared == ["乙单位.xlsx"]
    assert rules_told(tmp_path / "again", "乙单位.xlsx") >= {"DUP001", "MEA001"}


def rules_told(out, name):
    """The rules that have found something in the projects of a file."""
    submissions = json.loads((out / "result.json").read_bytes())["submissions"]
    (projects,) = (one["projects"] for one in submissions if one["source"].endswith(name))
    return {finding["rule"] for project in projects for finding in project["findings"]}


def removed(folder):
    (folder / "甲单位.xlsx").unlink()


def renamed(folder):
    (folder / "甲单位.xlsx").rename(folder / "新甲单位.xlsx")


def added(folder):
    (folder / "丁单位.xlsx").write_bytes(flat_workbook((project(40, project(1).indicators[:6]),)))


def swapped(folder):
    one, other, aside = (folder / f"{name}单位.xlsx" for name in "甲乙丁")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def no_more_alike(folder):
    (folder / "乙单位.xlsx").write_bytes(flat_workbook((project(2),)))


CHANGES = {
    removed: ([], [], ["乙单位.xlsx"]),
    renamed: (["新甲单位.xlsx"], ["新甲单位.xlsx"], ["乙单位.xlsx"]),
    added: (["丁单位.xlsx"], ["丁单位.xlsx"], ["乙单位.xlsx", "甲单位.xlsx"]),
    swapped: (["乙单位.xlsx", "甲单位.xlsx"], ["乙单位.xlsx", "甲单位.xlsx"], []),
    no_more_alike: (["乙单位.xlsx"], ["乙单位.xlsx"], ["甲单位.xlsx"]),
}


@pytest.mark.parametrize(("alike", "rule"), [(4, "DUP002"), (7, "DUP001")])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_becomes_of_a_file_of_its_partner_the_repetition_alone_is_judged_anew(
    tmp_path, work, change, alike, rule
):
    folder = begin_alike(tmp_path, work, alike=alike)
    assert rules_told(tmp_path / "first", "乙单位.xlsx") >= {rule, "MEA001"}
    change(folder)
    assert (*told(folder, tmp_path, work), sorted(work.compared)) == CHANGES[change]
    work.clear()
    audit(folder, tmp_path / "third")
    assert (work.read, work.judged, work.compared) == ([], [], [])  # what was judged anew is kept


def test_findings_that_come_back_with_an_earlier_share_are_compared_and_decided_like_all_others(tmp_path, work):
    folder = begin_alike(tmp_path, work)
    words = "--baseline", tmp_path / "first" / "result.json"
    audit(folder, tmp_path / "compared", *words)
    work.clear()
    added(folder)
    told(folder, tmp_path, work, *words)
    assert sorted(work.compared) == ["乙单位.xlsx", "甲单位.xlsx"]


def test_where_a_rule_yields_to_one_of_repetition_all_rules_are_judged_anew(tmp_path, work):
    rules = tmp_path / "rules" / "completeness"
    rules.mkdir(parents=True)
    own = data_path("rules", "completeness", "CMP007-basis-empty.yaml").read_text(encoding="utf-8")
    (rules / "CMP007-basis-empty.yaml").write_text(f"{own}yields_to: [DUP002]\n", encoding="utf-8")
    folder = begin_alike(tmp_path, work, "--rules", tmp_path / "rules")
    write_departments(folder, 7, target="≥80%")
    read_, judged = told(folder, tmp_path, work, "--rules", tmp_path / "rules")
    assert (read_, judged) == (["甲单位.xlsx"], ["乙单位.xlsx", "甲单位.xlsx"])


@pytest.mark.parametrize(
    "entry", [b"", b"share", b"share\n", b'share\n{"summary":{},"new":null,"fingerprints":[],"first":2}\n{}']
)
def test_an_entry_that_says_nothing_counts_as_none(tmp_path, work, entry):
    folder = begin_alike(tmp_path, work)
    cache = DiskCache(Path(os.environ["AUDITOR_CACHE"]))
    for file in cache.files():
        name = file.path.parent.name + file.path.name
        if b'"fingerprints":' in (cache.get(name) or b""):
            cache.put(name, entry)
    names = sorted(path.name for path in folder.iterdir())
    assert told(folder, tmp_path, work) == ([], names)


def test_tables_that_stayed_are_not_compared_with_each_other_again(tmp_path, work, monkeypatch):
    noted, compare = [], pairs._corresponding

    def comparing(one, other):
        noted.append(tuple(Path(side.table.origin.source).name for side in (one, other)))
        return compare(one, other)

    monkeypatch.setattr(pairs, "_corresponding", comparing)
    folder = tmp_path / "单位"
    write_departments(folder, 7)
    (folder / "丁单位.xlsx").write_bytes(flat_workbook((project(40, project(1).indicators[:6]),)))
    begin(folder, tmp_path, work)
    assert len(noted) == 3
    noted.clear()
    write_departments(folder, 7, target="≥80%")
    again = audit(folder, tmp_path / "again")
    assert sorted(map(sorted, noted)) == [["丁单位.xlsx", "甲单位.xlsx"], ["乙单位.xlsx", "甲单位.xlsx"]]
    assert again == fresh(folder, tmp_path / "fresh")


def test_the_second_time_one_process_does_what_is_left(tmp_path, monkeypatch):
    used, find = [], run.find_repetition

    def finding(corpus, language, workers=1, *given):
        used.append(workers)
        return find(corpus, language, workers, *given)

    monkeypatch.setattr(run, "find_repetition", finding)
    monkeypatch.setattr(
        write,
        "work_stealing_map",
        lambda batch, judge, left, workers, on_lost: (
            used.append(workers) or ((number, judge(batch, number)) for number in left)
        ),
    )
    monkeypatch.setattr(parallel, "available_cpus", lambda: 2)
    folder = tmp_path / "单位"
    folder.mkdir()
    for number in range(20):
        shared = project(1).indicators[:7] if number < 2 else ()
        (folder / f"{number:02d}.xlsx").write_bytes(flat_workbook((project(100 + number, shared),)))
    typed = ["audit", str(folder), "--out", str(tmp_path / "out"), "--fail-on", "never", "--format", "json"]
    for _ in range(2):
        assert CliRunner().invoke(app, typed).exit_code == 0
    assert used == [2, 2, 1, 1]


def test_other_rules_and_another_profile_judge_what_was_read(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "changes.yaml").write_text("disable: {DUP003: 本单位不查}\n", encoding="utf-8")
    names = sorted(path.name for path in SAMPLES)
    read_, judged = told(folder, tmp_path, work, "--rules", rules)
    assert (read_, judged) == ([], names)
    work.clear()
    shutil.rmtree(tmp_path / "again")
    shutil.rmtree(tmp_path / "fresh")
    read_, judged = told(folder, tmp_path, work, "--profile", "hubei")
    assert (read_, judged) == ([], names)


def test_other_ways_to_read_are_other_readings(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    read_, judged = told(folder, tmp_path, work, "--year", 2031)
    assert read_ == sorted(path.name for path in SAMPLES)
    assert set(judged) <= set(read_)


def test_decisions_and_an_earlier_result_are_part_of_a_judgement(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    result = tmp_path / "first" / "result.json"
    read_, judged = told(folder, tmp_path, work, "--baseline", result)
    assert (read_, judged) == ([], sorted(path.name for path in SAMPLES))


def test_damaged_entries_are_worked_out_anew(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    files = DiskCache(Path(os.environ["AUDITOR_CACHE"])).files()
    for number, file in enumerate(files):
        content = file.path.read_bytes()
        middle = len(content) // 2
        damage = (content[:middle], b"", content[:middle] + b"?" + content[middle + 1 :], b"auditor 1\n" + b"x" * 99)
        file.path.write_bytes(damage[number % 4])
    names = sorted(path.name for path in SAMPLES)
    assert told(folder, tmp_path, work) == (names, names)


def test_what_could_not_be_judged_is_judged_again(folder, tmp_path, work, monkeypatch):
    def broken(*given):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("auditor.judging.run._run", broken)
        with pytest.raises(AssertionError):
            audit(folder, tmp_path / "first")
    work.clear()
    read_, judged = told(folder, tmp_path, work)
    assert (read_, judged) == ([], sorted(path.name for path in SAMPLES))


def test_entries_are_for_this_user_alone_and_a_folder_open_to_others_is_not_used(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    place = Path(os.environ["AUDITOR_CACHE"])
    if sys.platform == "win32":
        pytest.skip("permissions are those of the user's own folder there")
    assert place.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in place.rglob("*")} == {0o700, 0o600}
    place.chmod(0o777)
    assert told(folder, tmp_path, work)[0] == sorted(path.name for path in SAMPLES)


def test_the_command_tells_how_much_there_is_and_clears_it(folder, tmp_path, work):
    begin(folder, tmp_path, work)
    cache = DiskCache(Path(os.environ["AUDITOR_CACHE"]))
    number = len(cache.files())
    said = CliRunner().invoke(app, ["cache"]).output
    assert said.splitlines()[0] == str(cache.folder)
    assert said.splitlines()[1].startswith(f"{number} 个文件，")
    assert CliRunner().invoke(app, ["cache", "--clear"]).output.startswith(f"已清掉 {number} 个文件")
    assert not cache.folder.exists()
    assert CliRunner().invoke(app, ["cache"]).output.splitlines()[1] == "0 个文件，0.0 MB。"


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as Linux does")
def test_a_run_that_is_killed_leaves_nothing_wrong_behind(folder, tmp_path):
    place = Path(os.environ["AUDITOR_CACHE"])
    command = [
        sys.executable,
        "-m",
        "auditor",
        "audit",
        str(folder),
        "--out",
        str(tmp_path / "first"),
        "--workers",
        "1",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: process.poll() is not None or len(DiskCache(place).files()) >= 3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert audit(folder, tmp_path / "again") == fresh(folder, tmp_path / "fresh")


def test_two_runs_at_once_share_it(folder, tmp_path):
    def command(number):
        out = str(tmp_path / f"out-{number}")
        return [sys.executable, "-m", "auditor", "audit", str(folder), "--out", out, "--fail-on", "never"]

    both = [subprocess.Popen(command(number), stdout=subprocess.DEVNULL) for number in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / f"out-{number}").rglob("*") if path.is_file()}
        for number in range(2)
    )
    assert first == second
