"""Projects of one file that have no codes, or the same one, are told apart in what is said of them."""

import auditor
from auditor.checks.narrative import table_without_narrative
from auditor.checks.protocol import Batch, ProjectView, Subject
from auditor.model import NarrativeItem
from auditor.reading.forms.narrative import match_projects
from material.forms.workbooks import sheet_of
from tests.building import project, submission

HEADS = ["项目编码", "项目名称", "一级指标", "二级指标", "三级指标", "指标值", "指标解释"]
ROWS = (
    ("产出指标", "数量指标", "发放津贴人数", "≥320人", "休渔期内上缴渔网并登记船号的渔户人数"),
    ("产出指标", "质量指标", "船号登记准确率", "≥98%", "登记船号与渔船检验证书一致的户数占比"),
    ("产出指标", "时效指标", "津贴发放时间", "2026年8月底前", "休渔期结束后一个月内发放到渔户账户"),
    ("效益指标", "社会效益指标", "伏季休渔违规起数", "≤3起", "休渔期内查获违规出海捕捞的起数"),
    ("满意度指标", "服务对象满意度指标", "渔户满意度", "≥92%", "抽样调查渔户的满意人数占比"),
)


def audited(tmp_path, code):
    rows = [
        (code, f"{place}护渔津贴", *row) if not number else ("", "", *row)
        for place in ("石墩镇", "芦荡镇", "苇港镇")
        for number, row in enumerate(ROWS)
    ]
    path = tmp_path / "清单.xlsx"
    path.write_bytes(sheet_of([["2026年项目绩效目标表"], HEADS, *rows]))
    return auditor.audit(path).submissions[0].projects


def test_one_policy_in_places_names_every_project(tmp_path):
    for code in ("", "001"):
        told = [
            (one.name, [proof.text.removeprefix(f"{code} ") for proof in finding.evidence])
            for one in audited(tmp_path, code)
            for finding in one.findings
            if finding.rule == "DUP012"
        ]
        assert told == [("石墩镇护渔津贴", ["芦荡镇护渔津贴", "苇港镇护渔津贴"])]


def narrated(*codes):
    """Projects with these codes, and an item of the narrative for each but the last."""
    projects = tuple(project(code, name=f"{name}项目") for code, name in zip(codes, "甲乙丙", strict=False))
    items = [NarrativeItem(ordinal=f"{number}.", name=one.name) for number, one in enumerate(projects[:-1], 1)]
    return submission(*projects).model_copy(update={"narrative": match_projects(items, projects)})


def test_items_of_a_narrative_belong_to_their_own_project(language):
    for codes in (("", "", ""), ("001", "001", "001"), ("001", "002", "003")):
        one = narrated(*codes)
        assert [[item.name for item in one.items_of(other)] for other in one.projects] == [["甲项目"], ["乙项目"], []]
        views = tuple(ProjectView(Subject(0, at), one, other, (), language) for at, other in enumerate(one.projects))
        hits = table_without_narrative(Batch((one,), views, language), {}).hits
        assert [hit.subject.project for hit in hits] == [2]
