"""Reports as people open them: complete, quoted where the words stand, and harmless whatever a department typed."""

import json
import os
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rich.console import Console

from auditor.model import Duplicates, ProjectPair, Result
from auditor.outputs.reports.formats import write_formats
from auditor.outputs.reports.html import render
from auditor.outputs.reports.json import write_json
from auditor.outputs.reports.marking import SEVERITY_ORDER, pieces
from auditor.outputs.reports.outcomes import outcome_of_rules
from auditor.outputs.reports.terminal import print_summary
from auditor.scoring.summary import summarise
from tests.outputs.reports.sample import FINDINGS, HOSTILE_FORMULA, HOSTILE_MARKUP, RESULT, finding

GOLDEN = Path(__file__).parents[2] / "golden" / "report.html"
REWRITE = os.environ.get("AUDITOR_REWRITE_GOLDEN") == "1"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return load_workbook(write_formats(RESULT, tmp_path_factory.mktemp("ledger"), ["xlsx"])[0])


def test_the_golden_switch_is_off():
    assert not REWRITE, "重写标准答案的开关还开着"


def test_html_is_the_golden_page():
    if REWRITE:
        GOLDEN.write_text(render(RESULT), encoding="utf-8")
    assert render(RESULT) == GOLDEN.read_text(encoding="utf-8")


def test_html_escapes_what_a_department_typed():
    page = render(RESULT)
    assert HOSTILE_MARKUP not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>培训</b>" not in page


def test_html_needs_no_network():
    page = render(RESULT)
    assert re.findall(r"(?:src|href)=[\"'](?!#)[^\"']+", page) == []
    assert "@import" not in page
    assert "url(" not in page


def test_html_tells_doubts_waivers_failures_and_unread_files():
    page = render(RESULT)
    for words in (
        "可信程度</span> 80%",
        "已豁免：已电话核实",
        "程序缺陷，没能运行",
        "未审核　坏.txt",
        "解析疑点：三级指标与描述的分界是推定的",
    ):
        assert words in page


def test_overlapping_spans_are_divided_and_the_graver_colour_wins():
    found = [one for one in FINDINGS if one.indicator == "A1/1"]
    told = [(piece.text, piece.severity, piece.rules) for piece in pieces("12万元左右", found)]
    assert told == [
        ("12", "error", ("REL001",)),
        ("万元", "error", ("REL001", "FMT010")),
        ("左右", "info", ("FMT010",)),
    ]


@given(
    st.text(max_size=12),
    st.lists(st.tuples(st.sampled_from(SEVERITY_ORDER), st.integers(0, 15), st.integers(0, 15)), max_size=4),
)
def test_marking_keeps_the_text_and_colours_accused_words_only(text, accused):
    found = [finding(f"R{n}", grade, "A1/1", "target", (a, b)) for n, (grade, a, b) in enumerate(accused)]
    parts = pieces(text, found)
    painted = [piece.severity for piece in parts for _ in piece.text]
    assert "".join(piece.text for piece in parts) == text
    assert painted == [
        min((grade for grade, a, b in accused if a <= at < b), key=SEVERITY_ORDER.index, default=None)
        for at in range(len(text))
    ]


def test_words_of_a_project_name_are_marked_too():
    assert '<h3>A2　<mark class="warning" title="FMT020">+加</mark>号开头的项目　' in render(RESULT)


def test_each_rule_has_one_outcome_and_a_failure_is_no_pass():
    assert outcome_of_rules(RESULT) == {
        "REL001": "发现问题",
        "MEA001": "没能运行",
        "FMT010": "没有内容可以判断",
    }


def test_ledger_has_the_six_sheets_with_frozen_headers_and_filters(book):
    assert book.sheetnames == ["总览", "审核意见", "问题明细", "重复矩阵", "未检查清单", "规则说明"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert all(sheet.auto_filter.ref for sheet in book)


def test_overview_counts_opinions_without_what_was_set_aside_and_a_score_of_nought_is_a_number(book):
    rows = [[cell.value for cell in row] for row in book["总览"].iter_rows(min_row=2)]
    assert [(row[1], row[3], row[5], *row[7:13]) for row in rows] == [
        ("（通病和整份材料）", None, None, 1, 0, 1, 0, 0, None),
        ("A1", 12.5, 92.5, 2, 1, 1, 0, 0, 0),
        ("A2", "未读出", 0, 1, 0, 1, 0, 0, 0),
        (None,) * 9,
    ]
    assert [row[5].number_format for row in book["总览"].iter_rows(min_row=3, max_row=4)] == ["#,##0.######"] * 2


@pytest.mark.issue(18)
def test_the_sheet_of_opinions_has_one_row_each_with_what_else_there_is_to_say(book):
    rows = [[cell.value for cell in row] for row in book["审核意见"].iter_rows(min_row=2)]
    assert [(row[1], row[2], row[5], row[6], row[8], row[11]) for row in rows] == [
        (1, "警告", "（整份材料）", "DUP006的标题", "", 1),
        (2, "警告", f"《{HOSTILE_MARKUP}》", "CON004的标题", "", 1),
        (3, "错误", f"《{HOSTILE_MARKUP}》第1行", "REL001的标题", "FMT010指出的问题。", 2),
        (4, "警告", "《+加号开头的项目》", "FMT020的标题", "", 1),
    ]


def test_matrix_keeps_projects_of_different_files_apart(tmp_path):
    here, there = RESULT.duplicates.project_pairs[0].a, RESULT.duplicates.project_pairs[0].b
    twin = here.model_copy(update={"submission": "乙.txt"})
    pairs = tuple(ProjectPair(a=here, b=b, share=share, similarity=1) for b, share in ((twin, 0.9), (there, 0.4)))
    result = RESULT.model_copy(update={"duplicates": Duplicates(project_pairs=pairs)})
    rows = list(load_workbook(write_formats(result, tmp_path, ["xlsx"])[0])["重复矩阵"].iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if row[0] == "共有矩阵")
    assert [row[:4] for row in rows[top:]] == [
        ("共有矩阵", "A1", "A1", "A2"),
        (f"A1 {HOSTILE_MARKUP}", None, 0.9, None),
        (f"A1 {HOSTILE_MARKUP}", 0.9, None, 0.4),
        ("A2 +加号开头的项目", None, 0.4, None),
    ]


def test_repeated_texts_stand_under_the_pairs_with_their_kind(book):
    rows = [row[:4] for row in book["重复矩阵"].iter_rows(values_only=True)]
    head = rows.index(("重复的描述", "次数", "出现在", "性质"))
    assert rows[head + 1] == ("按要求拨付到位", 2, "A1/1、A2/1", "通用表述")


def test_the_same_result_gives_the_same_ledger(tmp_path):
    first = write_formats(RESULT, tmp_path, ["xlsx"])[0].read_bytes()
    assert write_formats(RESULT, tmp_path, ["xlsx"])[0].read_bytes() == first


def test_a_report_that_cannot_be_written_leaves_no_leftovers(tmp_path):
    (tmp_path / "result.json").mkdir()
    with pytest.raises(OSError):
        write_json(RESULT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_ledger_lists_every_finding_with_its_words_and_place(book):
    rows = list(book["问题明细"].iter_rows(min_row=2, values_only=True))
    head = [cell.value for cell in book["问题明细"][1]]
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["项目编码"], row["行"], row["规则"], row["级别"], row["性质"]) for row in table] == [
        ("（整份材料）", "", "DUP006", "警告", "确认"),
        ("A1", "", "CON004", "警告", "确认"),
        ("A1", "1", "REL001", "错误", "确认"),
        ("A1", "1", "FMT010", "提示", "疑点 80%"),
        ("A1", "2", "REL010", "提示", "已豁免：已电话核实"),
        ("A2", "", "FMT020", "警告", "确认"),
    ]
    assert table[2]["证据"] == "“12万元左右”　A1 第1行 指标值"
    assert table[2]["位置"] == "第1行 指标值 文本第12行"
    assert [row["处理意见"] for row in table] == [None] * 6


def test_ledger_offers_the_decisions_in_a_list(book):
    rules = book["问题明细"].data_validations.dataValidation
    assert [(rule.type, rule.formula1) for rule in rules] == [("list", '"采纳修改,说明保留,不予采纳"')]


def test_ledger_never_holds_a_formula(book):
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert HOSTILE_FORMULA in {cell.value for cell in cells}
    assert any(str(cell.value).startswith("A2 +加号") for cell in cells)


def test_unread_files_stand_in_the_overview(book):
    last = [cell.value for cell in book["总览"][book["总览"].max_row]]
    assert last[0] == "坏.txt"
    assert last[-1] == "未审核：文件“坏.txt”是空的。请重新提交。"


def test_result_json_comes_back_as_it_went(tmp_path):
    text = write_json(RESULT, tmp_path).read_text(encoding="utf-8")
    assert Result.model_validate_json(text) == RESULT
    assert list(json.loads(text)) == list(Result.model_fields)


def test_summary_shows_counts_unread_files_and_places():
    out = StringIO()
    print_summary(
        summarise(RESULT.submissions, RESULT.coverage), Console(file=out, width=160), [Path("结果/report.html")]
    )
    said = out.getvalue()
    for words in (
        "未审核",
        "文件“坏.txt”是空的。",
        "审核意见 4 条：错误 1，警告 3，提示 0（涉及 5 处）",
        "没能完成",
        "结果/report.html",
    ):
        assert words in said
    assert HOSTILE_MARKUP in said


def test_a_sentence_about_an_unread_file_is_not_broken_by_a_narrow_window():
    out = StringIO()
    print_summary(summarise(RESULT.submissions, RESULT.coverage), Console(file=out, width=20), [])
    assert "未审核　文件“坏.txt”是空的。请重新提交。" in out.getvalue().splitlines()


def test_the_examples_are_fresh(monkeypatch, tmp_path):
    from material.forms.build_examples import EXAMPLES, TEXTS, build

    monkeypatch.chdir(GOLDEN.parents[2])
    build(tmp_path / "made")
    files = {path.relative_to(tmp_path / "made") for path in (tmp_path / "made").rglob("*") if path.is_file()}
    assert files == {path.relative_to(EXAMPLES) for path in EXAMPLES.rglob("*") if path.is_file()}
    stale = [
        str(path)
        for path in sorted(files)
        if path.suffix in TEXTS and (tmp_path / "made" / path).read_bytes() != (EXAMPLES / path).read_bytes()
    ]
    assert stale == [], "请运行 python -m material.forms.build_examples"
