"""A bureau's rule whose expression takes too long is told in the ledger; the audit goes on as without it."""

import json

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.language import timed_expressions

ROWS = """
项目名称\t街道保洁
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t保洁道路条数\t≥36条
产出指标\t质量指标\t路面洁净情况\t{long}
效益指标\t社会效益指标\t居民生活\t有所改善
"""
SLOW = r"(a*b?)(a*c?)\1\2(?=d)"


def audited(folder, text, *words):
    folder.mkdir()
    (folder / "申报.txt").write_text(text, encoding="utf-8")
    line = ["audit", folder / "申报.txt", "--out", folder / "out", "--format", "json", "--fail-on", "never", *words]
    done = CliRunner().invoke(app, list(map(str, line)))
    return done, json.loads((folder / "out" / "result.json").read_bytes())


def findings(result):
    return [
        (one["rule"], one["message"]) for project in result["submissions"][0]["projects"] for one in project["findings"]
    ]


@pytest.mark.issue(20)
def test_a_rule_that_takes_too_long_fails_in_words_and_the_others_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr(timed_expressions, "SECONDS", 0.001)
    rules = tmp_path / "rules"
    made = CliRunner().invoke(app, ["rules", "new", "ABC001", "slow", "--out", str(rules)])
    path = rules / "ABC001-slow.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("text: {equals: [要找的词语]}", f"text: {{matches: '{SLOW}'}}"), encoding="utf-8")
    text = ROWS.format(long="a" * 300 + "ed")
    _, without = audited(tmp_path / "甲", text)
    done, found = audited(tmp_path / "乙", text, "--rules", rules, "--workers", "1")
    assert (made.exit_code, done.exit_code) == (0, 3)
    (told,) = (line["failed"] for line in found["coverage"] if line["failed"])
    assert told.startswith(f"正则表达式“{SLOW}”在一段文字上找了0.001秒还没有找完，已经停下，这条规则没有审完；")
    assert findings(found) == findings(without) != []
