"""Verdicts teach: counted from presses of buttons, shown from ten on, a suggestion becomes a setting, answers become rows."""

import json

import pytest

from auditor.classifier.corpus import read_labelled
from auditor.rules.load import load_pack
from auditor.web.store.decisions import DecidedFinding, DecisionChange, decide
from auditor.web.users import LOCAL, Account
from auditor.web.worker import AuditOrder, audit_batch


def pressed(server, rule, choices, department=""):
    """One press of a button for each choice: on an opinion with a leading and another finding."""
    for number, choice in enumerate(choices):
        findings = [
            DecidedFinding(f"{rule}{department}{number}", 0, rule, {}),
            DecidedFinding(f"{rule}{department}{number}-note", 0, "CMP002", {}),
        ]
        with server.site.store.writing() as session:
            decide(session, department, findings, DecisionChange(choice), by=f"人{number}", batch="b")


def test_nothing_decided_is_told(server):
    assert "还没有处理意见。" in server.browser().get("/verdicts").text


def test_a_press_counts_once_for_the_leading_rule_and_shares_appear_from_ten_on(server):
    pressed(server, "FMT001", ["accepted"] * 7 + ["wrong"] * 2 + ["kept"] * 3)
    shown = server.browser().get("/verdicts").text
    assert (
        'data-label="采纳">7</td><td class="num" data-label="看错了">2</td><td class="num" data-label="保留">3</td>'
        in shown
    )
    assert "不足 10 次" in shown
    assert "CMP002" not in shown
    pressed(server, "FMT001", ["accepted"], department="水务局")
    assert "80%（49%–94%）" in server.browser().get("/verdicts").text


def test_an_accepted_suggestion_is_followed_by_the_next_audit(server, audited_folder, tmp_path):
    pressed(server, "FMT001", ["wrong"] * 9 + ["accepted"] * 3)
    browser = server.browser()
    assert "本单位此规则 12 次中 9 次判为看错，建议不再检查这一条。" in browser.get("/verdicts").text
    answer = browser.post("/verdicts/changes", {"rule": "FMT001"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/verdicts")
    own = server.settings.own_rules
    assert "FMT001" not in {item.rule.id for item in load_pack("national", [own]).rules}
    assert server.settings.rule_folders == (own,)
    assert "规则设置里已经改了" in browser.get("/verdicts").text
    assert browser.post("/verdicts/changes", {"rule": "MEA001"}).status_code == 409


def test_only_an_administrator_changes_rules(office):
    pressed(office, "FMT001", ["wrong"] * 12)
    assert office.browser("张审核").post("/verdicts/changes", {"rule": "FMT001"}).status_code == 403
    assert "照此修改规则设置" not in office.browser("张审核").get("/verdicts").text
    assert "照此修改规则设置" in office.browser("赵管理").get("/verdicts").text
    assert office.browser("李填报").get("/verdicts").status_code == 403


@pytest.fixture(scope="module")
def unsure_folder(tmp_path_factory):
    """A table whose rows the model, not a rule, decides about."""
    folder = tmp_path_factory.mktemp("unsure")
    (folder / "in").mkdir()
    rows = [("设备运行情况", "运行平稳"), ("图书更新", "及时更新上架"), ("网站维护", "全年不间断")]
    table = "".join(f"产出指标,质量指标,{name},{target}\n" for name, target in rows)
    (folder / "in" / "表.csv").write_text(f"项目名称,图书馆运行,,\n一级指标,二级指标,三级指标,指标值\n{table}", "utf-8")
    assert audit_batch(AuditOrder(folder)).state == "done"
    return folder


def test_answers_from_the_queue_become_labelled_rows(server, unsure_folder, tmp_path):
    server.audited(unsure_folder, LOCAL)
    browser = server.browser()
    shown = browser.get("/queue").text
    keys = [part.split('"')[0] for part in shown.split('action="/queue/')[1:]]
    assert len(keys) == 3
    first = browser.post(f"/queue/{keys[0]}", {"label": "measurable"}, **{"hx-request": "true"})
    assert "已判断为“可衡量”" in first.text
    assert browser.post(f"/queue/{keys[0]}", {"label": "vague"}).status_code == 409
    assert browser.post(f"/queue/{keys[1]}", {"label": "nonsense"}).status_code == 400
    assert browser.get("/queue").text.count('action="/queue/') == 2
    (tmp_path / "rows.jsonl").write_bytes(browser.get("/queue/rows.jsonl").content)
    (row,) = read_labelled([tmp_path / "rows.jsonl"])
    assert (row.label, row.source) == ("measurable", "审核页判断")
    assert json.loads((tmp_path / "rows.jsonl").read_text("utf-8"))["level3"] == row.indicator.level3
    assert row.indicator.level3 in ("设备运行情况", "图书更新", "网站维护")


def test_departments_are_not_asked(office):
    assert office.browser("李填报").get("/queue").status_code == 403
    assert Account("李填报", "填报人", "水务局").sees_all is False
