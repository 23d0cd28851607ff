"""Profiles and a bureau's own folder: what they change happens, is told, and a mistake is refused with its line."""

import pytest

from auditor.errors import ConfigurationError
from auditor.model import Indicator, Project, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_files, audit_submissions
from auditor.resources import data_path
from auditor.rules.load import load_pack
from auditor.rules.source import read_yaml

PROFILES = sorted(path.stem for path in data_path("rules", "profiles").glob("*.yaml"))


@pytest.mark.parametrize("name", PROFILES)
def test_every_shipped_profile_loads(name):
    pack = load_pack(name)
    assert len(pack.rules) + len(pack.adjusted.off) == len(pack.written)


def test_a_local_monitoring_line_is_used_where_there_is_one():
    national, sichuan = load_pack("national"), load_pack("sichuan")
    assert [one.id for one in national.adjusted.off] == ["FEA009", "FEA030", "FEA031"]
    assert sichuan.adjusted.off == ()
    assert sichuan.find("FEA009").citations[0] == "川监控/预警线"


def test_what_binds_a_central_department_is_only_reference_for_others():
    binds = {name: "reference" in load_pack(name).profile.binds for name in ("national", "central", "hebei")}
    assert binds == {"national": False, "central": True, "hebei": False}


def bureau(tmp_path, text):
    (tmp_path / "changes.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_bureau_turns_off_and_changes_rules_and_the_result_says_so(tmp_path):
    folder = bureau(
        tmp_path,
        "disable: {FEA003: 本县统一按季拨款}\nseverity: {REL015: info}\nsettings: {FEA008: {min_rows: 8}}\n",
    )
    result = audit_files([data_path("corpora", "samples", "text")], EngineCore(rules=[folder]))
    off = {one.id: (one.reason, one.by) for one in result.rules.off}
    assert off["FEA003"] == ("本县统一按季拨款", f"本单位规则（{tmp_path.name}）")
    notes = {rule.id: rule.overridden for rule in result.rules.rules if rule.overridden}
    assert notes == {
        "FEA008": f"参数min_rows由5改为8（本单位规则（{tmp_path.name}））",
        "REL015": f"级别由警告改为提示（本单位规则（{tmp_path.name}））",
    }
    findings = [f for s in result.submissions for f in (*s.findings, *(f for p in s.projects for f in p.findings))]
    assert {finding.severity for finding in findings if finding.rule == "REL015"} == {"info"}
    assert not any(finding.rule == "FEA003" for finding in findings)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("disable: {XXX001: 不用}", 1, "没有编号为“XXX001”的规则"),
        ("severity:\n  REL015: fatal", 2, "“REL015”的值“fatal”不在允许范围内"),
        ("settings:\n  FEA008:\n    min_row: 8", 3, "规则 FEA008 的“min_row”不能改，可以改的参数：min_rows"),
        ("settings: {FEA008: {min_rows: 八}}", 1, "“min_rows”应当是一个数"),
        ("cite: {REL015: [没有的办法]}", 1, "没有名为“没有的办法”的依据"),
        ("disabled: {}", 1, "不认识的键“disabled”"),
    ],
)
def test_a_mistake_is_refused_with_its_line(tmp_path, text, line, told):
    with pytest.raises(ConfigurationError) as caught:
        load_pack("national", [bureau(tmp_path, text)])
    assert f"changes.yaml:{line}:" in str(caught.value)
    assert told in str(caught.value)


def test_an_unknown_profile_names_the_known_ones():
    with pytest.raises(ConfigurationError, match="可用：central、hebei、hubei、national、neimenggu、sichuan、zhejiang"):
        load_pack("atlantis")


def test_thresholds_that_may_be_changed_are_numbers_of_the_rule():
    for item in load_pack().written:
        for name in item.rule.tunable:
            assert isinstance(item.rule.settings[name], int | float), item.rule.id


def test_profiles_are_named_as_their_files():
    assert [read_yaml(data_path("rules", "profiles", f"{name}.yaml"))["name"] for name in PROFILES] == PROFILES


@pytest.mark.parametrize(
    ("profile", "total", "found"),
    [
        ("national", 90, 0),
        ("national", 80, 0),
        ("national", 85, 1),
        ("hubei", 80, 0),
        ("hubei", 85, 1),
        ("zhejiang", 80, 1),
    ],
)
def test_points_kept_for_execution_differ_by_place(profile, total, found):
    rows = tuple(
        Indicator(id=f"1/{place}", level1="产出指标", level2="数量指标", level3=name, target="≥9项", weight=weight)
        for place, (name, weight) in enumerate((("检修闸门数量", total - 30), ("巡查水库数量", 30)), 1)
    )
    project = Project(code="1", name="水库管护", indicators=rows)
    one = Submission(source="表.xlsx", sha256="", status="audited", year=2025, projects=(project,))
    judged = audit_submissions((one,), EngineCore(profile=profile)).submissions[0].projects[0]
    assert sum(finding.rule == "CON011" for finding in judged.findings) == found


@pytest.mark.parametrize(("year", "cited"), [(2025, True), (2024, False), (None, False)])
def test_a_regulation_is_cited_from_the_year_on_in_which_it_applies(year, cited):
    rows = (Indicator(id="1/1", level1="产出指标", level2="数量指标", level3="巡查水库数量", target=""),)
    project = Project(code="1", name="水库管护", indicators=rows)
    one = Submission(source="表.xlsx", sha256="", status="audited", year=year, projects=(project,))
    judged = audit_submissions((one,), EngineCore(profile="neimenggu")).submissions[0].projects[0]
    (standard,) = (finding.standard for finding in judged.findings if finding.rule == "CMP001")
    assert ("内蒙古自治区预算绩效管理条例》第十六条" in standard) is cited
