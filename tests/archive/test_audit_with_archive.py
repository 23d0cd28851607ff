"""Audits with an archive, end to end: shipped samples against edited copies of themselves."""

import json

import pytest

from auditor.archive.entries import add
from auditor.archive.lookup import load_history
from auditor.archive.store import opened
from auditor.pipeline.history import History
from auditor.pipeline.write import audit_submissions
from auditor.reading import read
from auditor.resources import data_path
from tests.command import run

SAMPLES = data_path("corpora", "samples", "text")
WITH_ARCHIVE = ("DUP009", "DUP010", "DUP011", "FEA011", "FEA012", "CON023", "CON024")
WATER = (SAMPLES / "water-bureau.txt").read_text(encoding="utf-8")


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(result):
    """Project, row and rule of every finding of a rule that needs the archive."""
    return [
        (project.code, (finding.indicator or "").rpartition("/")[2], finding.rule)
        for one in result.submissions
        for project in one.projects
        for finding in project.findings
        if finding.rule in WITH_ARCHIVE
    ]


def audited(auditor, tmp_path, kept, now):
    """The result for ``now`` with an archive of ``kept``."""
    path = tmp_path / "档案.db"
    with opened(path, create=True) as connection:
        for one in kept:
            add(connection, one)
    return audit_submissions((now,), auditor, History(archive=load_history(path)))


def test_without_an_archive_every_project_is_undecided_and_none_passes(auditor):
    result = audit_submissions((read(SAMPLES / "water-bureau.txt"),), auditor)
    lines = {line.rule: line for line in result.coverage if line.rule in WITH_ARCHIVE}
    assert set(lines) == set(WITH_ARCHIVE)
    for line in lines.values():
        assert (line.examined, line.fine, line.undecided) == (3, 0, {"未提供历史档案": 3})


def test_copied_from_last_year_with_the_year_left_in_the_text(auditor, tmp_path):
    old = WATER.replace("2025年", "2024年")
    new = WATER.replace("2025年5月底前完成白石河", "2024年5月底前完成白石河").replace("≥160人", "≥170人")
    result = audited(
        auditor, tmp_path, [read(written(tmp_path, "旧.txt", old))], read(written(tmp_path, "新.txt", new))
    )
    assert told(result) == [
        ("412001001", "", "DUP009"),
        ("412001001", "", "DUP010"),
        ("412001002", "", "DUP010"),
    ]
    found = result.submissions[0].projects[0].findings
    left = next(finding for finding in found if finding.rule == "DUP009")
    goal = result.submissions[0].projects[0].goal
    assert goal[slice(*left.span)] == "2024年"
    assert left.evidence[0].text == goal
    assert left.evidence[0].origin == "档案中清泉县水利局2024年绩效目标申报"
    assert left.confidence < 1


def test_a_target_lowered_against_last_year_and_a_rewritten_project_that_is_not(auditor, tmp_path):
    old = WATER.replace("2025年", "2024年").replace("培训预警员人数", "培训人数").replace("≥98%", "≥90%")
    new = WATER.replace("≥12.6公里", "≥8公里")
    result = audited(
        auditor, tmp_path, [read(written(tmp_path, "旧.txt", old))], read(written(tmp_path, "新.txt", new))
    )
    lowered = [one for one in told(result) if one[2] == "FEA011"]
    assert lowered == [("412001001", "1", "FEA011")]
    (finding,) = [one for one in result.submissions[0].projects[0].findings if one.rule == "FEA011"]
    assert "2024年目标“≥12.6公里”" in finding.message


def _as_self_evaluation(submission, **changes):
    rows = [row.model_copy(update={"actual": row.target}) for row in submission.projects[0].indicators]
    rows[0] = rows[0].model_copy(update=changes)
    first = submission.projects[0].model_copy(update={"indicators": tuple(rows[:-1])})
    parts = {"kind": "self_evaluation", "projects": (first, *submission.projects[1:]), "sha256": "自评"}
    return submission.model_copy(update=parts)


def test_a_self_evaluation_with_another_target_and_a_row_less_than_declared(auditor, tmp_path):
    declared = read(SAMPLES / "water-bureau.txt")
    evaluated = _as_self_evaluation(declared, target="≥10公里", actual="10.2公里")
    result = audited(auditor, tmp_path, [declared], evaluated)
    assert told(result) == [("412001001", "", "CON024"), ("412001001", "1", "CON023")]
    changed = next(one for one in result.submissions[0].projects[0].findings if one.rule == "CON023")
    assert (changed.severity, changed.confidence) == ("error", 1)
    assert changed.message == (
        "“清淤河道长度”的目标由申报时的“≥12.6公里”降为自评（监控）表里的“≥10公里”，实际完成“10.2公里”，按申报时的目标没有完成。"
    )


def test_the_same_goal_of_another_department_and_a_unit_cost_unlike_the_others(auditor, tmp_path):
    ours = read(SAMPLES / "water-bureau.txt")

    def elsewhere(name, factor, goal):
        dredging = ours.projects[0].model_copy(update={"budget_wan": 386.0 * factor, "goal": goal})
        return ours.model_copy(update={"department": name, "sha256": name, "projects": (dredging,)})

    kept = [
        elsewhere("甲县水利局", 0.1, ours.projects[0].goal),
        elsewhere("乙县水利局", 0.12, "疏通城区排水沟渠，汛前完工。"),
        elsewhere("丙县水利局", 0.11, "整治乡镇灌溉渠道，改善灌溉。"),
    ]
    result = audited(auditor, tmp_path, kept, ours)
    assert told(result) == [("412001001", "", "DUP011"), ("412001001", "", "FEA012")]
    cost = next(one for one in result.submissions[0].projects[0].findings if one.rule == "FEA012")
    assert "合 30.63万元/公里" in cost.message and "一般为 3.37万元/公里" in cost.message
    assert [one.origin for one in cost.evidence] == [f"档案中{name}县水利局2025年绩效目标申报" for name in "甲乙丙"]


def test_a_submission_that_is_itself_in_the_archive_is_not_compared_with_itself(auditor, tmp_path):
    ours = read(SAMPLES / "water-bureau.txt")
    assert told(audited(auditor, tmp_path, [ours], ours)) == []


@pytest.fixture
def kept(tmp_path):
    old = written(tmp_path, "去年.txt", WATER.replace("2025年", "2024年"))
    path = tmp_path / "档案.db"
    assert run("archive", "add", old, "--archive", path).returncode == 0
    return path


def test_the_commands_from_adding_to_auditing(kept, tmp_path):
    again = run("archive", "add", tmp_path / "去年.txt", "--archive", kept)
    listed = run("archive", "list", "--archive", kept)
    assert (again.returncode, again.stdout) == (0, f"已在档案中（编号 1），没有重复存入　{tmp_path / '去年.txt'}\n")
    assert "清泉县水利局" in listed.stdout and "共 1 份材料，3 个项目。" in listed.stdout
    done = run("audit", SAMPLES / "water-bureau.txt", "--archive", kept, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "目标和指标与上年完全一样" in done.stdout
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert result["totals"]["by_severity"] == {"warning": 3}
    assert "档案中清泉县水利局2024年绩效目标申报" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_what_is_taken_out_can_be_added_elsewhere_and_removed(kept, tmp_path):
    assert run("archive", "export", 1, "--archive", kept, "--out", tmp_path / "一份.json").returncode == 0
    other = tmp_path / "另一份.db"
    assert run("archive", "add", tmp_path / "一份.json", "--archive", other).returncode == 0
    assert run("archive", "export", 1, "--archive", other).stdout == (tmp_path / "一份.json").read_text(
        encoding="utf-8"
    )
    assert run("archive", "remove", 1, "--archive", kept).stdout == "已删除，编号 1\n"
    gone = run("archive", "remove", 1, "--archive", kept)
    assert (gone.returncode, "没有编号为 1 的材料" in gone.stderr) == (2, True)


def test_an_audited_result_is_added_and_an_unreadable_file_is_told_while_the_rest_goes_on(tmp_path):
    run("audit", SAMPLES / "water-bureau.txt", "--out", tmp_path / "out")
    bad = written(tmp_path, "空.txt", "")
    done = run("archive", "add", tmp_path / "out" / "result.json", bad, "--archive", tmp_path / "a.db")
    assert done.returncode == 3
    assert [line.partition("　")[0] for line in done.stdout.splitlines()] == ["已存入，编号 1", "没有存入"]


def test_a_missing_archive_is_told_before_anything_is_read(tmp_path):
    done = run("audit", SAMPLES / "water-bureau.txt", "--archive", tmp_path / "没有.db", "--out", tmp_path / "out")
    assert (done.returncode, "找不到档案" in done.stderr, (tmp_path / "out").exists()) == (2, True, False)


def test_two_runs_with_an_archive_write_the_same_bytes(kept, tmp_path):
    for name in ("a", "b"):
        run("audit", SAMPLES / "water-bureau.txt", "--archive", kept, "--out", tmp_path / name)
    assert (tmp_path / "a" / "result.json").read_bytes() == (tmp_path / "b" / "result.json").read_bytes()


def test_two_processes_that_look_up_for_themselves_write_what_one_does(kept, tmp_path):
    for workers in ("1", "2"):
        done = run(
            "audit", SAMPLES, "--archive", kept, "--workers", workers, "--fail-on", "never", "--out", tmp_path / workers
        )
        assert done.returncode == 0
    one, two = ((tmp_path / workers / "result.json").read_bytes() for workers in ("1", "2"))
    assert one == two and b"DUP010" in one
