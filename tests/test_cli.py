"""The command line end to end, as a person types it."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from auditor.resources import data_path
from auditor.rules.examples import cases
from auditor.rules.load import load_pack
from tests.command import run

SAMPLES = data_path("corpora", "samples", "text")


def examples_of(*rule_ids):
    return [tuple(cases(runnable)) for runnable in load_pack().written if runnable.rule.id in rule_ids]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    out = tmp_path_factory.mktemp("audit") / "报告"
    return run("audit", SAMPLES / "culture-centre.txt", "--out", out), out


def test_audit_writes_three_reports_and_says_where(outcome):
    done, out = outcome
    assert sorted(path.name for path in out.iterdir()) == ["ledger.xlsx", "report.html", "result.json"]
    assert done.returncode == 1
    assert "report.html" in done.stdout.replace("\n", "")


def test_the_result_is_the_published_contract(outcome):
    from jsonschema import validate

    _, out = outcome
    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    validate(result, json.loads(run("schema").stdout))
    assert result["schema_version"] == "1.0"


def test_fail_on_never_and_a_clean_file_exit_zero(tmp_path):
    done = run("audit", SAMPLES / "culture-centre.txt", "--out", tmp_path / "a", "--fail-on", "never")
    clean = run("audit", SAMPLES / "water-bureau.txt", "--out", tmp_path / "b")
    assert (done.returncode, clean.returncode) == (0, 0)


BAD_FILES = {
    "空.txt": (b"", "是空的"),
    "二进制.txt": (b"\x00\x01\x02\x03MZ\x90\x00" * 40, "不是文本"),
    "没有表.txt": ("关于召开会议的通知，请各单位按时参加。".encode(), "没有找到绩效指标表"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_input_gets_one_sentence_and_the_batch_goes_on(tmp_path, name):
    content, sentence = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    shutil.copy(SAMPLES / "water-bureau.txt", tmp_path / "好.txt")
    done = run("audit", tmp_path, "--out", tmp_path / "out", "--fail-on", "never")
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    by_name = {one["source"].replace("\\", "/").rpartition("/")[2]: one for one in result["submissions"]}
    assert sentence in by_name[name]["error"]["message"]
    assert (by_name["好.txt"]["status"], len(by_name["好.txt"]["projects"])) == ("audited", 3)
    assert done.returncode == (0 if by_name[name]["status"] == "no_indicators" else 3)
    assert "Traceback" not in done.stderr


def test_gb18030_text_is_read(tmp_path):
    text = (SAMPLES / "water-bureau.txt").read_text(encoding="utf-8")
    (tmp_path / "国标.txt").write_bytes(text.encode("gb18030"))
    assert run("audit", tmp_path / "国标.txt", "--out", tmp_path / "out").returncode == 0
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert len(result["submissions"][0]["projects"]) == 3


def test_a_folder_without_files_and_a_missing_path_are_usage_errors(tmp_path):
    empty = run("audit", tmp_path, "--out", tmp_path / "out")
    missing = run("audit", tmp_path / "没有.txt", "--out", tmp_path / "out")
    assert (empty.returncode, missing.returncode) == (2, 2)
    assert "没有可以审核的文件" in empty.stderr
    assert "找不到" in missing.stderr
    assert not (tmp_path / "out").exists()


def test_a_wrong_rule_file_is_named_and_nothing_is_audited(tmp_path):
    (tmp_path / "ABC001-x.yaml").write_text("id: ABC001\nname: x\n", encoding="utf-8")
    done = run("audit", SAMPLES / "water-bureau.txt", "--rules", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "ABC001-x.yaml:1" in done.stderr
    assert not (tmp_path / "out").exists()


def test_rules_can_be_listed_shown_and_tested():
    listed, shown = run("rules", "list"), run("rules", "show", "REL001")
    tested = run("rules", "test", "REL001", "fmt003", "--clauses")
    assert [one.returncode for one in (listed, shown, tested)] == [0, 0, 0]
    assert "REL001" in listed.stdout
    assert "以资金额代替产出数量" in shown.stdout and "反例" in shown.stdout
    first, *survey = tested.stdout.splitlines()
    assert first == f"2 条规则，{sum(map(len, examples_of('REL001', 'FMT003')))} 个例子，0 个不符。"
    assert "没有例子察觉" not in "".join(one for one in survey if "：" in one)


def test_a_rule_that_is_not_there_cannot_be_tested():
    done = run("rules", "test", "REL999")
    assert done.returncode == 2
    assert done.stderr.startswith("错误：没有编号为“REL999”的规则。")


def test_help_is_chinese():
    assert "绩效目标质量审核" in run("--help").stdout


def test_two_runs_write_the_same_bytes(outcome, tmp_path):
    _, out = outcome
    run("audit", SAMPLES / "culture-centre.txt", "--out", tmp_path / "again")
    for name in ("result.json", "report.html", "ledger.xlsx"):
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_new_rule_starts_from_a_skeleton_that_works(tmp_path):
    made = run("rules", "new", "ABC001", "my-rule", "--out", tmp_path)
    again = run("rules", "new", "ABC001", "my-rule", "--out", tmp_path)
    tested = run("rules", "test", "ABC001", "--rules", tmp_path)
    assert (made.returncode, again.returncode, tested.returncode) == (0, 2, 0)
    assert "已经存在" in again.stderr
    assert tested.stdout.startswith("1 条规则，") and "0 个不符" in tested.stdout


def test_a_check_that_failed_makes_the_run_incomplete(tmp_path):
    """A bureau's rule that counts rows while it looks at single rows cannot run: that is no pass."""
    run("rules", "new", "ABC001", "broken", "--out", tmp_path)
    path = tmp_path / "ABC001-broken.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("text: {equals: [要找的词语]}", "rows: {place: 全部行}"), encoding="utf-8")
    done = run(
        "audit", SAMPLES / "health-bureau.txt", "--rules", tmp_path, "--out", tmp_path / "out", "--fail-on", "never"
    )
    assert done.returncode == 3


def test_evaluation_prints_the_program_beside_its_baselines(tmp_path):
    rows = [
        {"level2": "数量指标", "level3": "培训人数", "target": "≥120人", "label": "measurable"},
        {"level2": "社会效益指标", "level3": "居民生活", "target": "明显改善", "label": "vague"},
        {"level2": "生态效益指标", "level3": "生态效益指标", "target": "≥90%", "label": "placeholder"},
    ]
    filled = [{"level1": "", "description": "", "basis": "", **row} for row in rows]
    (tmp_path / "行.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in filled), encoding="utf-8"
    )
    done = run("evaluate", "--labels", tmp_path / "行.jsonl", "--out", tmp_path / "out")
    assert done.returncode == 0
    for name in ("规则与分类器", "只用规则", "只用分类器", "有空泛词就算", "没有数字就算"):
        assert name in done.stdout
    data = json.loads((tmp_path / "out" / "evaluation.json").read_text(encoding="utf-8"))
    assert data["predictors"]["规则与分类器"]["accuracy"] == 1.0
    assert (tmp_path / "out" / "evaluation.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_malformed_label_file_is_named_with_its_line(tmp_path):
    (tmp_path / "x.tsv").write_text("label\tlevel1\nvague\t产出指标\n", encoding="utf-8")
    done = run("evaluate", "--labels", tmp_path / "x.tsv", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "x.tsv:2" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file names of bytes")
def test_a_file_name_in_gbk_bytes_is_read_and_named(tmp_path):
    name = "绩效目标.txt"
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name.encode("gbk")))).write_bytes(
        (SAMPLES / "water-bureau.txt").read_bytes()
    )
    done = run("audit", tmp_path, "--out", tmp_path / "out", "--fail-on", "never")
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert result["submissions"][0]["source"].endswith(name)


def test_department_and_year_may_be_given_for_files_that_name_none(tmp_path):
    (tmp_path / "表.csv").write_text(
        "项目名称,一级指标,二级指标,三级指标,指标值\n河道清淤,产出指标,数量指标,清淤长度,12公里\n", encoding="utf-8"
    )
    run("audit", tmp_path / "表.csv", "--out", tmp_path / "o", "--department", "某县水利局", "--year", "2025")
    (one,) = json.loads((tmp_path / "o" / "result.json").read_text(encoding="utf-8"))["submissions"]
    assert (one["department"], one["year"]) == ("某县水利局", 2025)
