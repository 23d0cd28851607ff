"""Machine formats as their readers take them in: valid, complete, harmless, and the same every time."""

import csv
import io
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt

from auditor.errors import AuditorError, ConfigurationError
from auditor.model import Result
from auditor.outputs.reports import sarif
from auditor.outputs.reports.formats import FORMATS, chosen, write_formats
from auditor.outputs.reports.json import read_result, write_json
from auditor.outputs.reports.sanitize import cell_text, strip_control_chars
from tests.outputs.reports.sample import FINDINGS, HOSTILE_FORMULA, HOSTILE_MARKUP, OTHER, PROJECT, RESULT, finding

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "golden"
REWRITE = os.environ.get("AUDITOR_REWRITE_GOLDEN") == "1"
SCHEMA = json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
NAMES = {"result.sarif": "sarif", "junit.xml": "junit", "findings.csv": "csv", "report.md": "md"}
HOSTILE_NAMES = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "a\x00b\x1b", "]]>&\"'<x>", "| a | b", "[x](javascript:1)")  # fmt: skip


def named(name: str) -> Result:
    """The sample with this project name and finding text everywhere a department or rule can put it."""
    told = finding("REL001", "error", None, "project.name", None, message=name, suggestion=name)
    project = OTHER.model_copy(update={"name": name, "findings": (told,)})
    submission = RESULT.submissions[0].model_copy(update={"projects": (project,), "findings": ()})
    return RESULT.model_copy(update={"submissions": (submission,)})


def rendered(result, name, baseline=None):
    """The bytes of one format."""
    with TemporaryDirectory() as folder:
        (path,) = write_formats(result, Path(folder), (name,), baseline)
        return path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_format_is_the_golden_file(name):
    content = rendered(RESULT, NAMES[name])
    if REWRITE:
        (GOLDEN / name).write_bytes(content)
    assert content.decode() == (GOLDEN / name).read_bytes().decode()


def run_of(result, baseline=None):
    log = json.loads(rendered(result, "sarif", baseline))
    Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER).validate(log)
    return log["runs"][0]


def test_sarif_keeps_to_the_official_schema_and_says_what_was_set_aside():
    run = run_of(RESULT)
    told = [
        (one["ruleId"], one["level"], [why["justification"] for why in one["suppressions"]]) for one in run["results"]
    ]
    assert told == [
        ("DUP006", "warning", []), ("CON004", "warning", []), ("REL001", "error", []), ("FMT010", "note", []),
        ("REL010", "note", ["已电话核实（张三，2025-01-02）"]), ("FMT020", "warning", []),
    ]  # fmt: skip
    assert [one["partialFingerprints"]["auditorFinding/v1"] for one in run["results"][1:5]] == [
        one.fingerprint for one in FINDINGS
    ]
    assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])


def test_sarif_points_at_the_line_and_at_the_words():
    location = run_of(RESULT)["results"][2]["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "%E6%8A%A5%E9%80%81/%E7%94%B2.txt", "index": 0},
        "region": {"startLine": 12, "snippet": {"text": "12万元"}},
    }


def test_sarif_points_at_sheet_and_cell_of_a_workbook(auditor):
    from auditor.pipeline.write import audit_files

    book = HERE.parents[2] / "corpora" / "samples" / "workbooks" / "culture-centre.xlsx"
    run = run_of(audit_files([book], auditor))
    told = next(one for one in run["results"] if one["ruleId"] == "REL001")["locations"][0]
    assert "region" not in told["physicalLocation"]
    assert told["logicalLocations"][1] == {"name": "C8", "fullyQualifiedName": "表1/C8", "kind": "element"}


def test_sarif_tells_a_run_that_did_not_wholly_succeed():
    invocation = run_of(RESULT)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == [
        "文件“坏.txt”是空的。请重新提交。",
        "没能运行（程序缺陷）：ValueError: 坏了",
    ]


def test_sarif_compares_with_a_baseline():
    gone = finding("MEA001", "error", None, None, None, fingerprint="gone")
    before = PROJECT.model_copy(update={"findings": (FINDINGS[0], gone)})
    submission = RESULT.submissions[0].model_copy(update={"projects": (before,), "findings": ()})
    baseline = RESULT.model_copy(update={"submissions": (submission,)})
    states = [(one["ruleId"], one["baselineState"]) for one in run_of(RESULT, baseline)["results"]]
    assert states == [
        ("DUP006", "new"), ("CON004", "unchanged"), ("REL001", "new"), ("FMT010", "new"), ("REL010", "new"), ("FMT020", "new"),
        ("MEA001", "absent"),
    ]  # fmt: skip
    assert not any("baselineState" in one for one in run_of(RESULT)["results"])


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("C:\\报送 1\\a#b.xlsx", "file:///C:/%E6%8A%A5%E9%80%81%201/a%23b.xlsx"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("子\\a?.txt", "%E5%AD%90/a%3F.txt"),
    ],
)
def test_a_path_becomes_a_uri(source, uri):
    assert sarif.uri_of(source) == uri


def cases_of(result):
    root = ElementTree.fromstring(rendered(result, "junit"))
    return root, [
        (case.get("classname"), case.get("name"), *[child.tag for child in case]) for case in root.iter("testcase")
    ]


def test_junit_fails_errors_and_warnings_and_skips_what_was_waived_or_undecided():
    root, cases = cases_of(RESULT)
    a1, a2 = f"A1 {HOSTILE_MARKUP}", "A2 +加号开头的项目"
    assert cases == [
        ("（整份材料）", "DUP006 DUP006的标题", "failure"),
        (a1, "CON004 CON004的标题", "failure"),
        (a1, "REL001 REL001的标题", "failure"),
        (a1, "FMT010 FMT010的标题", "system-out"),
        (a1, "REL010 REL010的标题", "skipped"),
        (a2, "FMT020 FMT020的标题", "failure"),
        ("（整份材料）", "MEA001 没有标准的词", "error"),
        ("（整份材料）", "读取", "error"),
    ]
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "8", "failures": "4", "errors": "2", "skipped": "1",
    }  # fmt: skip


def test_junit_skips_a_rule_that_had_nothing_to_judge_and_passes_one_that_found_nothing():
    lines = (
        RESULT.coverage[2].model_copy(update={"rule": "MEA001"}),
        RESULT.coverage[2].model_copy(update={"rule": "REL001", "fine": 1}),
        RESULT.coverage[2].model_copy(update={"examined": 0, "undecided": {}}),
    )
    quiet = RESULT.submissions[0].model_copy(update={"projects": (), "findings": ()})
    _, cases = cases_of(RESULT.model_copy(update={"submissions": (quiet,), "coverage": lines}))
    assert [(name.partition(" ")[0], *tags) for _, name, *tags in cases] == [
        ("MEA001", "skipped"), ("REL001", "system-out"), ("FMT010", "skipped"),
    ]  # fmt: skip


def rows_of(result):
    text = rendered(result, "csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_csv_has_a_line_for_each_finding_and_opens_as_utf8():
    assert rendered(RESULT, "csv").startswith(b"\xef\xbb\xbf")
    assert [(row["项目编码"], row["行"], row["原文"], row["规则"], row["豁免理由"]) for row in rows_of(RESULT)] == [
        ("（整份材料）", "", "", "DUP006", ""),
        ("A1", "", "培训", "CON004", ""),
        ("A1", "1", "12万元", "REL001", ""),
        ("A1", "1", "万元左右", "FMT010", ""),
        ("A1", "2", "学员满意度", "REL010", "已电话核实"),
        ("A2", "", "'+加", "FMT020", ""),
    ]


@pytest.mark.parametrize("name", [HOSTILE_FORMULA, *HOSTILE_NAMES])
def test_hostile_names_are_text_in_every_format(name):
    result = named(name)
    cell = rows_of(result)[0]["项目名称"]
    assert cell.lstrip()[:1] not in tuple("=+-@＝") and cell[:1] not in "\t\r"
    assert cell.removeprefix("'") == strip_control_chars(name)
    assert cases_of(result)[1][0][0] == f"A2 {strip_control_chars(name)}"
    assert run_of(result)["results"][0]["message"]["text"] == f"{name}\n建议：{name}"
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(rendered(result, "md").decode())
    assert "<a " not in page and "<x>" not in page and "<table" not in page
    tags = ElementTree.fromstring(f"<page>{page}</page>")
    assert " ".join("".join(tags.find("h3").itertext()).split()) == " ".join(
        f"A2 {strip_control_chars(name)} 预算未读出 工具初评 0 分（差）".split()
    )


@given(st.text(max_size=8))
def test_a_csv_cell_never_starts_like_a_formula_and_keeps_its_words(text):
    cell = cell_text(text)
    assert cell.lstrip()[:1] not in tuple("=+-@") and cell[:1] not in ("\t", "\r")
    assert cell in (strip_control_chars(text), f"'{strip_control_chars(text)}")


def test_no_markup_of_a_department_survives_in_markdown():
    page = MarkdownIt("commonmark", {"html": True}).render(rendered(RESULT, "md").decode())
    assert "<script" not in page and "&lt;script&gt;" in page


def test_chosen_formats_are_named_once_and_in_order():
    assert chosen([]) == ("json", "html", "xlsx")
    assert chosen(["csv,sarif", "CSV，md"]) == ("sarif", "csv", "md")


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(ConfigurationError) as refusal:
        chosen(["html,pdf"])
    assert "没有名为“pdf”的输出格式" in str(refusal.value) and "sarif" in str(refusal.value)


def test_all_formats_twice_give_the_same_bytes(tmp_path):
    first = {path.name: path.read_bytes() for path in write_formats(RESULT, tmp_path / "a", FORMATS)}
    again = {path.name: path.read_bytes() for path in write_formats(RESULT, tmp_path / "b", FORMATS)}
    assert sorted(first) == [
        "findings.csv",
        "junit.xml",
        "ledger.xlsx",
        "report.html",
        "report.md",
        "result.json",
        "result.sarif",
    ]
    assert first == again


def test_a_result_is_read_back_and_anything_else_refused(tmp_path):
    assert read_result(write_json(RESULT, tmp_path)) == RESULT
    (tmp_path / "x.json").write_text('{"schema_version": "1.0"}', encoding="utf-8")
    for name, why in (("x.json", "内容不合约定"), ("没有.json", "不是本工具写出的")):
        with pytest.raises(AuditorError, match=why):
            read_result(tmp_path / name)
