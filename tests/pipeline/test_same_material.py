"""The same material handed in twice is told, is no copy of itself, and its money counts once."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from auditor.checks.history.same_material import Materials
from auditor.cli import app
from auditor.outputs.reports.json import read_result
from auditor.outputs.reports.season import season_of
from material.forms.one_form import docx, packed, xlsx
from tests.building import project, submission

pytestmark = pytest.mark.issue(15)


def earlier(*submissions):
    known = Materials()
    return [known.earlier(one) for one in submissions]


def material(
    source, code="53010025T000001", name="湿地修复", department="林草局", year=2026, kind="target_declaration"
):
    rows = ("产出指标", "数量指标", "修复面积", "", "≥30公顷")
    one = submission(project(code, rows, name=name, budget_wan=40), source=source, year=year)
    return one.model_copy(update={"department": department, "kind": kind})


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (material("乙.docx"), True),
        (material("乙.docx", name="湿地修复（一期）"), True),
        (material("乙.docx", code="53010025T000002"), False),
        (material("乙.docx", department="水务局"), False),
        (material("乙.docx", department=None), False),
        (material("乙.docx", year=2025), False),
        (material("乙.docx", year=None), False),
        (material("乙.docx", kind="self_evaluation"), False),
    ],
)
def test_material_is_known_by_department_year_and_codes(other, same):
    assert earlier(material("甲.xlsx"), other) == [None, "甲.xlsx" if same else None]


def test_short_codes_are_numbers_in_a_list_and_names_tell_projects():
    one = material("甲.xlsx", code="01")
    assert earlier(one, material("乙.xlsx", code="01", name="苗圃建设")) == [None, None]
    assert earlier(one, material("乙.xlsx", code="01", name="湿地修复")) == [None, "甲.xlsx"]
    assert earlier(material("甲.xlsx", code="", name=""), material("乙.xlsx", code="", name="")) == [None, None]


def test_a_third_one_names_the_first():
    assert earlier(*map(material, ("甲.xlsx", "乙.xlsx", "丙.xlsx"))) == [None, "甲.xlsx", "甲.xlsx"]


def audited(folder, tmp_path, *words):
    out = tmp_path / "out"
    run = CliRunner().invoke(
        app, ["audit", str(folder), "--out", str(out), "--fail-on", "never", "--format", "json,html", *words]
    )
    return run.output, read_result(out / "result.json"), out


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_same_file_in_two_folders(tmp_path, workers):
    folder, content = tmp_path / "材料", xlsx()  # made once: a workbook holds the second it was made in
    for name in ("一", "二"):
        (folder / name).mkdir(parents=True)
        (folder / name / "申报表.xlsx").write_bytes(content)
    told, result, out = audited(folder, tmp_path, "--workers", workers)
    first, second = result.submissions
    assert (first.same_as, second.same_as) == (None, first.source)
    assert (first.doubts, len(second.doubts)) == ((), 1)
    assert first.source in second.doubts[0]
    assert f"{second.source} 与 {first.source} 是同一份材料，预算只计一次" in told.replace("\n", "")
    assert season_of(result.submissions).money().total == 86.4
    assert [one.rule for p in first.projects for one in p.findings] == [
        one.rule for p in second.projects for one in p.findings
    ]
    assert result.duplicates.clusters == ()
    assert "同一份材料" in (out / "report.html").read_text(encoding="utf-8")


def test_a_form_and_the_archive_it_also_stands_in(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "申报表.docx").write_bytes(docx())
    (folder / "打包.zip").write_bytes(packed({"申报表.docx": docx()}))
    _, result, _ = audited(folder, tmp_path)
    assert sorted((one.same_as is None) for one in result.submissions) == [False, True]
    assert season_of(result.submissions).money().total == 86.4


def test_a_run_that_goes_on_reads_no_file_of_an_archive_again(tmp_path, monkeypatch):
    folder, out = tmp_path / "材料", tmp_path / "out"
    folder.mkdir()
    (folder / "打包.zip").write_bytes(packed({"甲.docx": docx(), "乙.xlsx": xlsx()}))
    audited(folder, tmp_path)
    from auditor.pipeline.checkpoint import FILE, checkpoint, read_line
    from auditor.pipeline.read import AS_WRITTEN
    from auditor.reading import discover, read

    with checkpoint(out, AS_WRITTEN.conditions, resume=False) as kept:
        for path in discover([folder]):
            kept.add(read_line(read(path)))
    with checkpoint(out, AS_WRITTEN.conditions, resume=True) as kept:
        assert [kept.reading_of(path).source for path in discover([folder])] == [str(one) for one in discover([folder])]
        shutil.move(folder / "打包.zip", folder / "别处.zip")
        assert [kept.reading_of(path) for path in map(folder.joinpath, ("打包.zip/甲.docx", "打包.zip/乙.xlsx"))] == [
            None,
            None,
        ]
    assert json.loads((out / FILE).read_text(encoding="utf-8").splitlines()[1])["status"] == "audited"


def test_many_copies_of_one_file_are_told_in_one_line(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for number in range(1, 6):
        (folder / f"申报表{number}.xlsx").write_bytes(xlsx())
    told, result, _ = audited(folder, tmp_path)
    sources = [one.source for one in result.submissions]
    assert told.replace("\n", "").count("是同一份材料") == 1
    assert f"{'、'.join(sources[1:4])}等 4 份 与 {sources[0]} 是同一份材料，预算只计一次" in told.replace("\n", "")
