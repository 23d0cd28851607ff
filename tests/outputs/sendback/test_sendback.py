"""One zip a department: the very files of the other commands, only the chosen opinions, and told where a copy is missing."""

import io
import shutil
import zipfile

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.outputs.annotate.run import annotate
from auditor.outputs.papers.files import write_papers
from auditor.outputs.reports.json import write_json
from auditor.outputs.reports.told import told_of
from auditor.outputs.sendback.chosen import from_level
from auditor.outputs.sendback.package import PAPERS, Returned, departments, package, write_packages
from auditor.pipeline.write import audit_files, audit_submissions
from auditor.resources import data_path
from tests.building import project, submission

TEMPLATES = (data_path("reports", "templates"),)
SAMPLE = data_path("corpora", "samples", "text", "culture-centre.txt")
VAGUE = ("产出指标", "数量指标", "服务群众", "服务群众", "", "")


@pytest.fixture
def result(auditor, tmp_path):
    shutil.copy(SAMPLE, tmp_path / "申报.txt")
    return audit_files([tmp_path / "申报.txt"], auditor)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_package_holds_what_the_other_commands_write(result, tmp_path):
    (one,) = result.submissions
    content = (tmp_path / "申报.txt").read_bytes()
    made = package(result, "云岭区文化馆", (one,), lambda _: content, Returned(templates=TEMPLATES))
    paths = write_papers(result, tmp_path / "papers", PAPERS, TEMPLATES)
    expected = {path.relative_to(tmp_path / "papers").as_posix(): path.read_bytes() for path in paths}
    expected["批注副本/申报（审核批注）.txt"] = annotate(content, one.source, one)
    found = members(made.content)
    text = found.pop("退回意见.txt").decode("utf-8-sig")
    assert found == expected
    assert made.name == "退回-云岭区文化馆.zip"
    assert [line for line in text.splitlines() if line.startswith("关于")] == ["关于云岭区文化馆绩效目标的退回意见"]
    for told in told_of(one).all:
        assert told.to_send in text.replace("\r\n", "\n")
        assert text.count(told.opinion.standard) == 1


def test_same_input_same_bytes(result):
    made = [
        package(result, "某局", result.submissions, lambda _: None, Returned(templates=TEMPLATES)) for _ in range(2)
    ]
    assert made[0] == made[1]


def test_only_opinions_from_the_level_are_sent_under_their_numbers(result):
    (one,) = result.submissions
    sent = from_level(one, "error")
    graver = [opinion for opinion in one.opinions if opinion.severity == "error"]
    assert 0 < len(graver) < len(one.opinions)
    assert list(sent.opinions) == graver
    told = {key for opinion in graver for key in opinion.findings}
    assert {finding.fingerprint for each in sent.projects for finding in each.findings} <= told
    assert from_level(one, "info") is one
    made = package(result, "某局", result.submissions, lambda _: None, Returned("error", TEMPLATES))
    text = members(made.content)["退回意见.txt"].decode("utf-8-sig")
    assert f"4 个项目，{len(graver)} 条意见（错误 {len(graver)} 条）。" in text


def test_an_edited_letter_is_sent_as_it_is(result):
    how = Returned(templates=TEMPLATES, letter="请按要求修改。\n")
    made = package(result, "某局", result.submissions, lambda _: None, how)
    assert members(made.content)["退回意见.txt"] == "\ufeff请按要求修改。\r\n".encode()


def test_missing_and_unsuited_files_are_told_in_the_package(auditor):
    made = audit_submissions(
        (submission(project("1", VAGUE), source="甲.html"), submission(project("2", VAGUE), source="乙.txt")), auditor
    )
    contents = {"甲.html": b"<html><table><tr><td>1</td></tr></table></html>", "乙.txt": None}
    packed = package(made, "某局", made.submissions, lambda one: contents[one.source], Returned(templates=TEMPLATES))
    assert len(packed.without_copy) == 2
    assert packed.without_copy[1] == "《乙.txt》没有批注副本：原文件不在原处，或者审核以后改动过。"
    assert members(packed.content)["没有批注副本.txt"].decode("utf-8-sig").splitlines() == list(packed.without_copy)


def test_one_zip_a_department_and_names_that_fall_together_are_numbered(auditor, tmp_path):
    def of(department, source, code):
        return submission(project(code, VAGUE), source=source).model_copy(update={"department": department})

    judged = audit_submissions(
        (of("甲/局", "a.txt", "1"), of("甲:局", "b.txt", "2"), of("甲/局", "c.txt", "3")), auditor
    )
    assert {name: [one.source for one in each] for name, each in departments(judged).items()} == {
        "甲/局": ["a.txt", "c.txt"],
        "甲:局": ["b.txt"],
    }
    written = list(write_packages(judged, lambda _: None, Returned(templates=TEMPLATES), tmp_path / "out"))
    assert [path.name for path, _ in written] == ["退回-甲_局.zip", "退回-甲_局-2.zip"]
    first = members(written[0][0].read_bytes())
    assert sorted(name.split("/")[0] for name in first if name.endswith("整改清单-甲_局.docx")) == [
        "001-甲_局",
        "002-甲_局",
    ]


def test_command_writes_packages_and_says_which_file_changed(result, tmp_path):
    write_json(result, tmp_path)
    run = CliRunner().invoke(app, ["sendback", str(tmp_path / "result.json"), "-o", str(tmp_path / "out")])
    assert (run.exit_code, run.stdout) == (0, f"已写出 {tmp_path / 'out' / '退回-云岭区文化馆.zip'}\n")
    (tmp_path / "申报.txt").write_text("改过", "utf-8")
    run = CliRunner().invoke(app, ["sendback", str(tmp_path / "result.json"), "-o", str(tmp_path / "out")])
    assert run.exit_code == 3
    assert "原文件不在原处，或者审核以后改动过。" in run.stderr
