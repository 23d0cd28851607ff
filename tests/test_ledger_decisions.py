"""What people enter in the ledger comes back in the next run: waivers with reasons, dates, and notes on those without effect."""

import json
import shutil

import openpyxl
import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.resources import data_path

SAMPLE = data_path("corpora", "samples", "text", "subdistrict.txt")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def result_of(folder):
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def findings_of(result):
    return [
        f for s in result["submissions"] for f in (*s["findings"], *(f for p in s["projects"] for f in p["findings"]))
    ]


def fill(ledger, *entries):
    """Enter (row of findings from 0, decision, reason, person, date) and return the fingerprints of those rows."""
    book = openpyxl.load_workbook(ledger)
    sheet = book["问题明细"]
    header = [cell.value for cell in sheet[1]]
    told = []
    for row, *entered in entries:
        for name, value in zip(("处理意见", "理由", "责任人", "到期日"), entered, strict=True):
            sheet.cell(row + 2, header.index(name) + 1, value)
        told.append(sheet.cell(row + 2, header.index("指纹") + 1).value)
    book.save(ledger)
    return told


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """The reports of a first run, that every test begins with a copy of."""
    folder = tmp_path_factory.mktemp("audited")
    run("audit", SAMPLE, "--out", folder, "--fail-on", "never", "--format", "xlsx")
    return folder


@pytest.fixture
def first(audited, tmp_path):
    return shutil.copytree(audited, tmp_path / "first")


def audited_again(first, tmp_path, *words):
    """A run with what was entered in the first ledger, of which only the result is looked at."""
    known = ("--ledger", first / "ledger.xlsx", "--format", "json")
    return run("audit", SAMPLE, "--out", tmp_path / "second", *known, *words)


def test_a_kept_finding_stays_in_the_report_with_its_reason_and_no_longer_counts(first, tmp_path):
    before = result_of(first)
    (key,) = fill(first / "ledger.xlsx", (0, "说明保留", "已与业务科室核实", "张三", "2030-12-31"))
    run("audit", SAMPLE, "--out", tmp_path / "second", "--ledger", first / "ledger.xlsx", "--today", "2025-01-01")
    after = result_of(tmp_path / "second")
    (waived,) = [finding for finding in findings_of(after) if finding["waived"]]
    assert waived["fingerprint"] == key
    assert waived["waived"] == {"reason": "已与业务科室核实", "by": "张三", "on": "", "until": "2030-12-31"}
    assert after["totals"]["findings"] == before["totals"]["findings"] - 1
    assert after["totals"]["waived"] == 1
    assert after["handling_notes"] == []
    page = (tmp_path / "second" / "report.html").read_text(encoding="utf-8")
    assert "已豁免：已与业务科室核实" in page
    book = openpyxl.load_workbook(tmp_path / "second" / "ledger.xlsx")["问题明细"]
    entered = [
        [cell.value for cell in row] for row in book.iter_rows(min_row=2) if "说明保留" in [c.value for c in row]
    ]
    assert len(entered) == 1


def test_a_decision_without_effect_is_told(first, tmp_path):
    keys = fill(
        first / "ledger.xlsx",
        (0, "不予采纳", "不属于本单位", "李四", "2024-06-30"),
        (1, "说明保留", None, "李四", None),
        (2, "采纳修改", None, "王五", None),
    )
    book = openpyxl.load_workbook(first / "ledger.xlsx")
    sheet = book["问题明细"]
    sheet.cell(5, [cell.value for cell in sheet[1]].index("指纹") + 1, "不存在的指纹")
    sheet.cell(5, [cell.value for cell in sheet[1]].index("处理意见") + 1, "采纳修改")
    book.save(first / "ledger.xlsx")
    done = run(
        "audit", SAMPLE, "--out", tmp_path / "second", "--ledger", first / "ledger.xlsx", "--today", "2025-01-01"
    )
    after = result_of(tmp_path / "second")
    assert [line for line in done.output.splitlines() if line.startswith("没有生效")] == [
        "没有生效　台账第 2 行“不予采纳”：已过到期日 2024-06-30，问题重新列出",
        "没有生效　台账第 3 行“说明保留”：没有写理由，不能保留，问题照常列出",
        "没有生效　台账第 5 行“采纳修改”：这一条问题已经不在本次结果中，处理意见没有用到",
    ]
    assert after["totals"]["waived"] == 0
    assert {note["fingerprint"]: note["problem"] for note in after["handling_notes"]} == {
        keys[0]: "已过到期日 2024-06-30，问题重新列出",
        keys[1]: "没有写理由，不能保留，问题照常列出",
        "不存在的指纹": "这一条问题已经不在本次结果中，处理意见没有用到",
    }
    (kept,) = [finding for finding in findings_of(after) if finding["fingerprint"] == keys[2]]
    assert kept["handling"]["by"] == "王五"


def test_against_a_baseline_only_what_is_new_is_told(first, tmp_path):
    text = SAMPLE.read_text(encoding="utf-8")
    changed = tmp_path / SAMPLE.name
    assert "≥" in text
    changed.write_text(text.replace("≥", "≥≥", 1), encoding="utf-8")
    again = run("audit", SAMPLE, "--out", tmp_path / "same", "--baseline", first / "result.json")
    assert again.exit_code == 0
    states = {finding["baseline"] for finding in findings_of(result_of(tmp_path / "same"))}
    assert states == {"unchanged"}
    book = openpyxl.load_workbook(tmp_path / "same" / "ledger.xlsx")["问题明细"]
    assert book.max_row == 1


def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(tmp_path, capsys):
    from auditor.cli import main

    (tmp_path / "x.xlsx").write_bytes(b"nothing")
    import sys

    sys.argv = ["auditor", "audit", str(SAMPLE), "--ledger", str(tmp_path / "x.xlsx"), "--out", str(tmp_path / "o")]
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "读不出处理意见：不是完好的 Excel 文件" in capsys.readouterr().err


@pytest.mark.parametrize(("today", "waived"), [("2025-06-30", 1), ("2025-07-01", 0)])
def test_a_waiver_holds_on_its_last_day(first, tmp_path, today, waived):
    fill(first / "ledger.xlsx", (0, "说明保留", "已与业务科室核实", "张三", "2025-06-30"))
    audited_again(first, tmp_path, "--today", today)
    assert result_of(tmp_path / "second")["totals"]["waived"] == waived


@pytest.mark.issue(18)
@pytest.mark.parametrize("words", ["保留", "同意保留", "误报", "不采纳", "无需修改", "确有依据，予以保留"])
def test_usual_words_for_keeping_are_understood(first, tmp_path, words):
    fill(first / "ledger.xlsx", (0, words, "合同另有约定", "张三", None))
    audited_again(first, tmp_path)
    (waived,) = [finding["waived"] for finding in findings_of(result_of(tmp_path / "second")) if finding["waived"]]
    assert waived["reason"] == "合同另有约定"


@pytest.mark.issue(18)
def test_a_reason_written_beside_the_decision_counts(first, tmp_path):
    fill(first / "ledger.xlsx", (0, "误报：合同另有约定", None, "张三", None))
    audited_again(first, tmp_path)
    (waived,) = [finding["waived"] for finding in findings_of(result_of(tmp_path / "second")) if finding["waived"]]
    assert waived["reason"] == "合同另有约定"


@pytest.mark.issue(18)
@pytest.mark.parametrize("words", ["不予保留", "同意修改", "已整改", "采纳", "不同意保留"])
def test_words_for_mending_keep_nothing_back(first, tmp_path, words):
    fill(first / "ledger.xlsx", (0, words, "按要求", "张三", None))
    done = audited_again(first, tmp_path)
    assert result_of(tmp_path / "second")["totals"]["waived"] == 0
    assert "没有生效" not in done.output


@pytest.mark.issue(18)
def test_a_bad_date_an_unclear_word_and_a_missing_fingerprint_cost_their_line_only(first, tmp_path):
    fill(
        first / "ledger.xlsx",
        (0, "误报", "合同另有约定", "张三", "年底"),
        (1, "再议", "等通知", "张三", None),
        (2, "误报", "合同另有约定", "张三", "2030.12.31"),
        (3, "误报", "合同另有约定", "张三", None),
    )
    book = openpyxl.load_workbook(first / "ledger.xlsx")
    sheet = book["问题明细"]
    sheet.cell(5, [cell.value for cell in sheet[1]].index("指纹") + 1).value = None
    book.save(first / "ledger.xlsx")
    done = run(
        "audit", SAMPLE, "--out", tmp_path / "second", "--ledger", first / "ledger.xlsx", "--today", "2025-01-01"
    )
    assert result_of(tmp_path / "second")["totals"]["waived"] == 1
    assert [line for line in done.output.splitlines() if line.startswith("没有生效")] == [
        "没有生效　台账第 2 行“误报”：到期日“年底”看不懂，请写成 2025-06-30 这样的日期；这一条没有生效，问题照常列出",
        "没有生效　台账第 3 行“再议”：看不出是保留还是修改，请写“说明保留”“不予采纳”或者“采纳修改”，问题照常列出",
        "没有生效　台账第 5 行“误报”：这一行的“指纹”是空的，不知道说的是哪一处",
    ]
