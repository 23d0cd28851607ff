"""``auditor diff``: what a department runs after corrections."""

import json

import pytest

from auditor.checks.history.versions import compare
from auditor.outputs.reports.versions import lead_sentence
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from tests.building import project, submission
from tests.command import run

SAMPLES = data_path("corpora", "samples", "text")
CULTURE = (SAMPLES / "culture-centre.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """The sample with its first row written anew, its eighth row deleted and a vague word put into another."""
    text = CULTURE.replace(
        "数量指标 48万 用于送戏下乡演出 48万 专款专用", "数量指标 演出场次 到村演出 ≥60场 年度演出计划"
    )
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("长期坚持 送戏下乡"))
    text = text.replace("≥24次", "稳步提升")
    assert text.count("稳步提升") == 1
    path = tmp_path_factory.mktemp("diff") / "改后.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def done(corrected):
    return run("diff", SAMPLES / "culture-centre.txt", corrected, "--json")


def test_mended_left_and_new_findings_and_every_changed_cell(done):
    assert done.returncode == 1
    (pair,) = json.loads(done.stdout)["pairs"]
    outcome = {(one["status"], one["code"], one["finding"]["rule"], one["dropped"]) for one in pair["findings"]}
    assert ("fixed", "507003001", "REL001", False) in outcome
    assert ("fixed", "507003001", "REL007", True) in outcome
    assert ("remaining", "507003001", "MEA001", False) in outcome
    assert ("remaining", "507003001", "REL015", False) in outcome
    assert {rule for status, _, rule, _ in outcome if status == "new"} == {"MEA001", "CON005"}
    rows = [
        (one["status"], one["code"], [(c["field"], c["old"], c["new"]) for c in one["cells"]]) for one in pair["rows"]
    ]
    assert ("dropped", "507003001", []) in rows
    assert (
        "changed",
        "507003001",
        [
            ("level3", "48万", "演出场次"),
            ("description", "用于送戏下乡演出", "到村演出"),
            ("target", "48万", "≥60场"),
            ("basis", "专款专用", "年度演出计划"),
        ],
    ) in rows
    assert ("changed", "507003003", [("target", "≥24次", "稳步提升")]) in rows


def test_the_terminal_ends_with_the_total_and_a_clean_version_exits_zero(corrected, tmp_path):
    water = SAMPLES / "water-bureau.txt"
    edited = tmp_path / "水利.txt"
    edited.write_text(water.read_text(encoding="utf-8").replace("160人", "180人"), encoding="utf-8")
    dirty, clean, same = run("diff", water, corrected), run("diff", water, edited), run("diff", edited, edited)
    assert (dirty.returncode, clean.returncode, same.returncode) == (1, 0, 0)
    assert clean.stdout.splitlines()[-1].endswith("指标行改动 1 行、增加 0 行、删去 0 行。新版没有错误级别的问题了。")
    assert "≥160人" in clean.stdout and "≥180人" in clean.stdout
    assert "没有问题，也没有改动" in same.stdout


def test_two_results_compare_as_their_files_do(corrected, done, tmp_path):
    for name, path in (("旧", SAMPLES / "culture-centre.txt"), ("新", corrected)):
        run("audit", path, "--out", tmp_path / name, "--fail-on", "never")
    by_result = run("diff", tmp_path / "旧" / "result.json", tmp_path / "新" / "result.json", "--json")
    assert by_result.stdout == done.stdout


def test_a_workbook_and_a_page_tell_the_same(corrected, tmp_path):
    from openpyxl import load_workbook

    for name in ("对照.xlsx", "对照.html"):
        assert run("diff", SAMPLES / "culture-centre.txt", corrected, "--out", tmp_path / name).returncode == 1
    book = load_workbook(tmp_path / "对照.xlsx")
    assert book.sheetnames == ["总览", "问题对照", "表格改动"]
    page = (tmp_path / "对照.html").read_text(encoding="utf-8")
    told = {row[1] for row in book["问题对照"].iter_rows(min_row=2, values_only=True)}
    assert told == {"未改", "新增", "已改", "已改（该行已删去）"}
    assert all(word in page for word in told)
    changed = list(book["表格改动"].iter_rows(min_row=2, values_only=True))
    assert any(row[4:] == ("指标值", "≥24次", "稳步提升") for row in changed)
    shown = run("diff", SAMPLES / "culture-centre.txt", corrected).stdout
    for sentence in (book["总览"]["A2"].value, book["总览"]["A3"].value):
        assert sentence in page and sentence in shown
    assert shown.splitlines()[0] == book["总览"]["A2"].value
    assert "http" not in page


def test_what_cannot_be_compared_is_told_in_one_sentence(tmp_path):
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    empty = run("diff", SAMPLES / "water-bureau.txt", tmp_path / "空.txt")
    format_ = run("diff", SAMPLES / "water-bureau.txt", SAMPLES / "water-bureau.txt", "--out", tmp_path / "x.pdf")
    assert (empty.returncode, format_.returncode) == (2, 2)
    assert "不能拿来对照" in empty.stderr and "是空的" in empty.stderr
    assert ".xlsx、.html" in format_.stderr


def test_batches_are_compared_submission_by_submission_and_projects_by_name():
    def one(department, *projects):
        return submission(*projects, source=f"{department}.txt").model_copy(update={"department": department})

    rows = (("产出指标", "数量指标", "培训人数", "", "≥80人"),)
    old = [one("甲局", project("101", *rows, name="培训")), one("乙局", project("201", name="维修"))]
    new = [one("丙局", project("301", name="宣传")), one("甲局", project("105", *rows, name="培训"))]
    comparison = compare(old, new)
    assert [(pair.old, pair.new) for pair in comparison.pairs] == [
        (None, "丙局.txt"),
        ("甲局.txt", "甲局.txt"),
        ("乙局.txt", None),
    ]
    moved = [
        (row.status, row.name, [cell.field for cell in row.cells]) for pair in comparison.pairs for row in pair.rows
    ]
    assert moved == [("added", "宣传", []), ("changed", "培训", ["code"])]


def test_a_corrected_code_or_name_does_not_make_old_findings_new(tmp_path):
    old = (SAMPLES / "health-bureau.txt").read_text(encoding="utf-8")
    assert old.count("60800203 ") == 1
    new = old.replace("60800203 ", "608002003 ").replace("（五）健康知识宣传", "（五）全民健康促进行动")
    paths = tmp_path / "old.txt", tmp_path / "new.txt"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    (pair,) = json.loads(run("diff", *paths, "--json").stdout)["pairs"]
    changed = {(one["status"], one["finding"]["rule"]) for one in pair["findings"] if one["status"] != "remaining"}
    assert changed == {("fixed", "FMT020"), ("fixed", "CON008")}
    (narrative,) = [cell for row in pair["rows"] for cell in row["cells"] if cell["field"] == "narrative"]
    assert narrative["old"].startswith("健康知识宣传") and narrative["new"].startswith("全民健康促进行动")


def of_nobody(source, *codes):
    """A submission whose department is not known, with a project of each code and a row that says nothing."""
    vague = ("效益指标", "社会效益指标", "服务成效", "说明", "稳步提升")
    return submission(*(project(code, vague, name=f"项目{code}") for code in codes), source=source)


@pytest.mark.parametrize(
    ("codes", "paired"),
    [
        (("101001", "101002"), True),
        (("101001", "101009"), True),
        (("101001", "101008", "101009"), False),
        (("101009", "101008"), False),
    ],
)
def test_a_file_of_another_name_is_known_by_its_projects(codes, paired):
    old = [of_nobody("甲.xlsx", "101001", "101002"), of_nobody("乙.xlsx", "202001", "202002")]
    comparison = compare(old, [of_nobody("甲（改）.xlsx", *codes)])
    sources = [(pair.old, pair.new) for pair in comparison.pairs]
    assert (("甲.xlsx", "甲（改）.xlsx") in sources) == paired


def test_projects_of_short_codes_and_of_other_departments_tell_nothing():
    old = [of_nobody("甲.xlsx", "1", "2"), of_nobody("乙.xlsx", "101001").model_copy(update={"department": "乙局"})]
    new = [of_nobody("丁.xlsx", "1", "2"), of_nobody("丙.xlsx", "101001").model_copy(update={"department": "丙局"})]
    assert all(pair.old is None or pair.new is None for pair in compare(old, new).pairs)


def test_files_of_a_department_whose_projects_are_the_same_are_told_apart_by_their_names():
    old = [of_nobody(f"{name}.xlsx", "1").model_copy(update={"department": "甲局"}) for name in "甲乙丙"]
    pairs = compare(old, old[1:]).pairs
    assert [(pair.old, pair.new) for pair in pairs] == [
        ("乙.xlsx", "乙.xlsx"),
        ("丙.xlsx", "丙.xlsx"),
        ("甲.xlsx", None),
    ]


def test_what_was_not_handed_in_again_is_not_mended(auditor):
    one, other = of_nobody("甲.xlsx", "101001"), of_nobody("乙.xlsx", "202001")
    old = audit_submissions((one, other), auditor).submissions
    (new,) = audit_submissions((one,), auditor).submissions
    comparison = compare(old, [new])
    again, absent = comparison.pairs
    assert {change.status for change in absent.findings} == {"absent"} and absent.rows == ()
    assert "fixed" not in {change.status for change in again.findings}
    tally = comparison.tally
    assert (tally.fixed, tally.absent) == (0, len(absent.findings))
    assert tally.errors_left == sum(change.finding.severity == "error" for change in again.findings)
    assert lead_sentence(comparison) == (
        f"上次 {tally.remaining + tally.absent} 处：已改 0 处，改过仍在 0 处，未改 {tally.remaining} 处，"
        f"在新版没有的材料里 {tally.absent} 处；新出现 0 处。"
    )


@pytest.mark.issue(18)
def test_what_was_changed_and_is_still_wrong_is_neither_mended_nor_new(auditor):
    def version(*targets):
        rows = tuple(
            ("效益指标", "社会效益指标", f"第{n}件事的成效", "说明", target) for n, target in enumerate(targets, 1)
        )
        made = submission(project("101", *rows, name="培训", budget_wan=10.0))
        return audit_submissions((made,), auditor).submissions

    comparison = compare(
        version("稳步提升", "效果显著", "≥90%", "明显改善"), version("持续提升", "效果显著", "大幅提高", "≥95%")
    )
    (pair,) = comparison.pairs
    told = [
        (change.status, change.finding.indicator.rpartition("/")[2])
        for change in pair.findings
        if change.finding.rule == "MEA001"
    ]
    assert told == [("new", "3"), ("reworked", "1"), ("fixed", "4"), ("remaining", "2")]
    tally = comparison.tally
    assert lead_sentence(comparison) == (
        f"上次 {tally.fixed + tally.reworked + tally.remaining} 处：已改 {tally.fixed} 处，改过仍在 {tally.reworked} 处，"
        f"未改 {tally.remaining} 处；新出现 {tally.new} 处。"
    )
