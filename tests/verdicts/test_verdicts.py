"""What decisions say about rules: counted rightly, shown only when there are enough, written without harming the settings."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from auditor.classifier.corpus import read_labelled
from auditor.cli import app
from auditor.errors import AuditorError
from auditor.judging.suppressions import Suppressions
from auditor.model import Handling
from auditor.outputs.reports.json import write_json
from auditor.pipeline.history import History
from auditor.pipeline.write import audit_submissions
from auditor.rules.load import load_pack
from auditor.verdicts.changes import write_change
from auditor.verdicts.precision import DecisionShare, precision_by_rule
from auditor.verdicts.queue import review_queue, wording
from auditor.verdicts.sheet import queue_workbook, read_queue, write_labelled
from auditor.verdicts.suggestions import suggestions
from auditor.verdicts.verdict import FindingRuling, ruling_of, verdicts_in
from tests.building import project, submission

STEADY = ("产出指标", "质量指标", "设备运行情况", "", "运行平稳", "")
PROMPT = ("产出指标", "质量指标", "图书更新", "", "及时更新上架", "")


def verdicts(rule, accepted, mistaken, kept=0, department="甲局"):
    rulings = ["accepted"] * accepted + ["mistaken"] * mistaken + ["kept"] * kept
    return [FindingRuling(f"{rule}-{department}-{n}", rule, "名称", department, each) for n, each in enumerate(rulings)]


@pytest.mark.parametrize(
    ("entered", "ruling"),
    [
        ("采纳修改", "accepted"), ("已改", "accepted"), ("说明保留：合同另有约定", "kept"), ("同意保留", "kept"), ("不予采纳", "kept"),
        ("误报", "mistaken"), ("看错了，不属实", "mistaken"), ("不成立", "mistaken"), ("再议", None), ("", None),
    ],
)  # fmt: skip
def test_words_of_a_decision_are_one_ruling(entered, ruling):
    assert ruling_of(entered) == ruling


def test_share_is_shown_from_ten_decisions_on_and_kept_ones_count_as_neither():
    (one,) = precision_by_rule(verdicts("MEA001", 6, 3, kept=5))
    assert (one.share.decided, one.share.enough, one.kept) == (9, False, 5)
    (one,) = precision_by_rule(verdicts("MEA001", 8, 2))
    assert (one.share.enough, one.share.right) == (True, 0.8)
    # Wilson's interval of 8 of 10, from his formula: (p + z²/2n ± z√(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964
    assert one.share.interval == pytest.approx((0.490162, 0.943318), abs=1e-6)


@given(st.integers(0, 200), st.integers(0, 200))
def test_interval_holds_the_share_and_narrows(accepted, mistaken):
    if accepted + mistaken:
        low, high = DecisionShare(accepted, mistaken).interval
        assert 0 <= low <= accepted / (accepted + mistaken) + 1e-9
        assert accepted / (accepted + mistaken) - 1e-9 <= high <= 1
        more = DecisionShare(accepted * 4, mistaken * 4).interval
        assert more[1] - more[0] < high - low


def test_rules_are_listed_by_how_much_was_decided():
    found = precision_by_rule([*verdicts("B", 2, 0), *verdicts("A", 9, 9), *verdicts("C", 1, 1)])
    assert [one.rule for one in found] == ["A", "B", "C"]


def test_mostly_mistaken_rules_are_suggested_and_how_strongly():
    given_ = [
        *verdicts("OFF", 3, 9), *verdicts("LESS", 5, 7), *verdicts("HALF", 6, 6), *verdicts("FEW", 0, 9), *verdicts("GOOD", 12, 0),
    ]  # fmt: skip
    assert [(one.rule, one.change, one.sentence) for one in suggestions(given_)] == [
        ("OFF", "disable", "本单位此规则 12 次中 9 次判为看错，建议不再检查这一条。"),
        ("LESS", "info", "本单位此规则 12 次中 7 次判为看错，建议把这一条降为提示。"),
    ]


def test_a_department_is_counted_alone():
    given_ = [*verdicts("X", 0, 10, department="甲局"), *verdicts("X", 20, 0, department="乙局")]
    assert suggestions(given_) == ()
    (one,) = suggestions(given_, "甲局")
    assert one.sentence == "“甲局”此规则 10 次中 10 次判为看错，建议不再检查这一条。"
    assert suggestions(given_, "乙局") == ()


def test_a_change_is_taken_by_the_next_audit_and_comments_stay(tmp_path):
    (tmp_path / "changes.yaml").write_text("# 2026年起\nseverity:\n  CMP001: warning  # 处里定的\n", "utf-8")
    for each in suggestions([*verdicts("MEA003", 1, 11), *verdicts("FMT001", 5, 7)]):
        write_change(tmp_path, each)
    assert (tmp_path / "changes.yaml").read_text("utf-8") == (
        "# 2026年起\nseverity:\n  CMP001: warning  # 处里定的\n  FMT001: info\n"
        "disable:\n  MEA003: 本单位处理意见：12 次中 11 次判为看错\n"
    )
    pack = load_pack("national", [tmp_path])
    levels = {item.rule.id: item.rule.severity for item in pack.rules}
    assert levels["FMT001"] == "info"
    assert "MEA003" not in levels
    assert [one.reason for one in pack.adjusted.off if one.id == "MEA003"] == ["本单位处理意见：12 次中 11 次判为看错"]


@pytest.mark.parametrize("text", ["a: [", "- 一\n- 二\n", "disable: 全部\n"])
def test_settings_that_cannot_be_read_are_left_alone(tmp_path, text):
    (tmp_path / "changes.yaml").write_text(text, "utf-8")
    (one,) = suggestions(verdicts("MEA003", 1, 11))
    with pytest.raises(AuditorError) as raised:
        write_change(tmp_path, one)
    assert raised.value.code == "C001"
    assert (tmp_path / "changes.yaml").read_text("utf-8") == text


@pytest.fixture(scope="module")
def judged(auditor):
    made = submission(project("1", STEADY, PROMPT), project("2", PROMPT), source="甲.txt").model_copy(
        update={"department": "甲局"}
    )
    return audit_submissions((made,), auditor)


def test_queue_asks_each_wording_once_the_least_sure_first(judged):
    rows = review_queue(judged.submissions)
    assert len({row.wording for row in rows}) == len(rows) == 2
    assert [row.probability for row in rows] == sorted(row.probability for row in rows)
    assert all(row.probability < 1 for row in rows)
    assert review_queue(judged.submissions, size=1) == rows[:1]
    assert review_queue(judged.submissions, decided={rows[0].wording}) == rows[1:]


def test_what_a_person_answers_comes_back_as_labelled_rows(judged, tmp_path):
    rows = review_queue(judged.submissions)
    path = tmp_path / "待判断.xlsx"
    path.write_bytes(queue_workbook(rows))
    assert read_queue(path) == ()
    book = openpyxl.load_workbook(path)
    sheet = book.active
    answered = [cell.value for cell in sheet[1]].index("判断") + 1
    sheet.cell(2, answered, "不可衡量")
    book.save(path)
    (labelled,) = read_labelled([write_labelled(read_queue(path), tmp_path / "rows.jsonl")])
    assert (wording(labelled.indicator), labelled.label, labelled.sector, labelled.source) == (
        rows[0].wording, "vague", "甲局", "待判断.xlsx",
    )  # fmt: skip
    sheet.cell(2, answered, "还行")
    book.save(path)
    with pytest.raises(AuditorError, match="第2行的判断“还行”不是可衡量、不可衡量、伪量化、占位/照抄之一"):
        read_queue(path)


def test_another_workbook_is_refused_in_one_sentence(tmp_path):
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    (tmp_path / "x.xlsx").write_bytes(stream.getvalue())
    with pytest.raises(AuditorError, match="没有“待判断”表"):
        read_queue(tmp_path / "x.xlsx")


def test_command_counts_the_decisions_of_a_result(auditor, tmp_path):
    rows = [("产出指标", "数量指标", f"培训人数{number}", "", "", "") for number in range(12)]
    made = submission(project("1", *rows), source="甲.txt")
    first = audit_submissions((made,), auditor)
    rule = "CMP001"
    found = [one for one in first.submissions[0].projects[0].findings if one.rule == rule]
    assert len(found) == 12
    decisions = {one.fingerprint: Handling(decision="误报", reason="看错") for one in found[:9]}
    decisions |= {one.fingerprint: Handling(decision="采纳修改") for one in found[9:]}
    decided = audit_submissions((made,), auditor, History(suppressions=Suppressions(decisions)))
    assert len(list(verdicts_in(decided.submissions))) == 12
    write_json(decided, tmp_path)
    run = CliRunner().invoke(app, ["verdicts", str(tmp_path / "result.json"), "--write-changes", str(tmp_path / "own"), "--queue", str(tmp_path / "q.xlsx")])  # fmt: skip
    lines = run.stdout.splitlines()
    assert run.exit_code == 0
    assert lines[0] == f"{rule} {found[0].title}：采纳 3，看错 9，保留 0；准 25%（9%–53%）"
    assert lines[1] == f"{rule} {found[0].title}：本单位此规则 12 次中 9 次判为看错，建议不再检查这一条。"
    assert lines[2] == f"已写入 {tmp_path / 'own' / 'changes.yaml'}：1 处"
    assert lines[3].startswith(f"已写出 {tmp_path / 'q.xlsx'}：")
