"""Reports as people open them: complete, quoted where the words stand, and harmless whatever a department typed."""

import json
import os
import re
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from auditor.model import Result
from auditor.reporting.html import render
from auditor.reporting.json import write_json
from auditor.reporting.marking import pieces
from auditor.reporting.terminal import print_summary
from auditor.reporting.xlsx import write_ledger
from tests.reporting.sample import FINDINGS, HOSTILE_FORMULA, HOSTILE_MARKUP, RESULT

GOLDEN = Path(__file__).parent.parent / "golden" / "report.html"
REWRITE = os.environ.get("AUDITOR_REWRITE_GOLDEN") == "1"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return load_workbook(write_ledger(RESULT, tmp_path_factory.mktemp("ledger")))


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
        "疑点　可信程度 80%",
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


def test_ledger_has_the_five_sheets_with_frozen_headers_and_filters(book):
    assert book.sheetnames == ["总览", "问题明细", "重复矩阵", "未检查清单", "规则说明"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert all(sheet.auto_filter.ref for sheet in book)


def test_ledger_lists_every_finding_with_its_words_and_place(book):
    rows = list(book["问题明细"].iter_rows(min_row=2, values_only=True))
    head = [cell.value for cell in book["问题明细"][1]]
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["项目编码"], row["行"], row["规则"], row["级别"], row["性质"]) for row in table] == [
        ("A1", "", "CON004", "警告", "确认"),
        ("A1", "1", "REL001", "错误", "确认"),
        ("A1", "1", "FMT010", "提示", "疑点 80%"),
        ("A1", "2", "REL010", "提示", "已豁免：已电话核实"),
    ]
    assert table[1]["证据"] == "“12万元左右”　A1 第1行 指标值"
    assert table[1]["位置"] == "第1行 指标值 文本第12行"
    assert [row["处理意见"] for row in table] == [None] * 4


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
    print_summary(RESULT, Console(file=out, width=160), [Path("结果/report.html")])
    said = out.getvalue()
    for words in (
        "未审核",
        "文件“坏.txt”是空的。",
        "问题 4 个：错误 1，警告 1，提示 2",
        "没能完成",
        "结果/report.html",
    ):
        assert words in said
    assert HOSTILE_MARKUP in said


def test_the_example_report_is_fresh(monkeypatch):
    from tests.forms.build_examples import EXAMPLES, example_page

    monkeypatch.chdir(GOLDEN.parents[2])
    shipped = (EXAMPLES / "report.html").read_text(encoding="utf-8")
    assert shipped == example_page(), "请运行 python -m tests.forms.build_examples"
