"""Forms for a whole department: own indicators are let be; tasks, money, title and cover are held against what is written."""

import pytest

from auditor.model import DepartmentForm, Indicator, Project, Submission
from auditor.pipeline.write import audit_files, audit_submissions
from material.forms.evaluation_forms import write_docx, write_xlsx

HEAD = [["部门整体支出绩效目标申报表"], ["（2026年度）"], ["部门名称", "沙洲县林业局"]]
TASKS = [
    ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
    ["", "国土绿化", "人工造林1800亩，补植退化林600亩", "150"],
    ["", "林火防控", "巡护林区5200公里，更新瞭望设备9套", "86"],
    ["", "基本支出", "保障在职人员工资福利", "410"],
    ["", "金额合计", "", "646"],
    ["年度总体目标", "人工造林1800亩，巡护林区5200公里。"],
]
ROWS = [
    ["一级指标", "二级指标", "三级指标", "年度指标值"],
    ["产出指标", "数量指标", "人工造林面积", "≥1800亩"],
    ["", "", "巡护林区里程", "≥5200公里"],
    ["", "质量指标", "造林成活率", "≥85%"],
    ["", "", "部门预算编制完整性", "完整"],
    ["", "", "资金使用合规性", "合规"],
    ["", "时效指标", "造林完成时间", "2026年5月底前"],
    ["", "", "资金支付及时率", "≥98%"],
    ["", "成本指标", "“三公”经费控制率", "≤95%"],
    ["效益指标", "生态效益指标", "林地新增面积", "≥1700亩"],
    ["满意度指标", "服务对象满意度指标", "林农满意度", "≥88%"],
]


def told(auditor, cells, path, write=write_xlsx) -> list[str]:
    write(cells, path)
    one = audit_files([path], auditor).submissions[0]
    found = [*one.findings, *(each for project in one.projects for each in project.findings)]
    return sorted(each.rule for each in found if each.severity != "info")


def changed(cells, old, new):
    return [[new if text == old else text for text in row] for row in cells]


@pytest.mark.parametrize(("suffix", "write"), [("xlsx", write_xlsx), ("docx", write_docx)])
def test_indicators_that_the_form_prescribes_are_not_accused(auditor, tmp_path, suffix, write):
    assert told(auditor, HEAD + TASKS + ROWS, tmp_path / f"整体.{suffix}", write) == []


def test_levels_of_its_own_are_not_asked_for_those_of_a_project(auditor, tmp_path):
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值"],
        ["运行成本", "成本控制", "公用经费变动率", "≤0%"],
        ["管理效率", "预算管理", "预算编制完整性", "完整"],
        ["履职效能", "核心业务", "人工造林面积", "≥1800亩"],
        ["", "", "巡护林区里程", "≥5200公里"],
        ["社会效应", "社会满意度", "林农满意度", "≥88%"],
    ]
    assert told(auditor, HEAD + TASKS + rows, tmp_path / "整体.xlsx") == []


def test_the_same_indicators_are_accused_in_a_project(auditor, tmp_path):
    head = [["项目支出绩效目标申报表"], ["（2026年度）"], ["项目名称", "退化林修复", "主管部门", "沙洲县林业局"]]
    goal = [["年度总体目标", "人工造林1800亩，巡护林区5200公里。"]]
    assert {"REL004", "REL002"} <= set(told(auditor, head + goal + ROWS, tmp_path / "项目.xlsx"))


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("646", "664", ["CON061"]),
        ("巡护林区里程", "造林苗木株数", ["CON062"]),
        ("≥5200公里", "≥4300公里", ["CON016", "CON063"]),
        ("沙洲县林业局", "沙洲县林业局（本级）", []),
        ("部门整体支出绩效目标申报表", "沙洲县水利局部门整体支出绩效目标申报表", ["CON065"]),
        ("部门整体支出绩效目标申报表", "沙洲县林业局部门整体支出绩效目标申报表", []),
    ],
)
def test_one_change_is_found(auditor, tmp_path, old, new, rules):
    cells = changed(HEAD + TASKS + ROWS, old, new)
    if new == "造林苗木株数":
        cells = changed(changed(cells, "≥5200公里", "≥9万株"), "人工造林1800亩，巡护林区5200公里。", "人工造林1800亩。")
    assert told(auditor, cells, tmp_path / "整体.xlsx") == rules


@pytest.mark.parametrize(
    ("cover", "rules"),
    [
        (["沙洲县林业局", "2025年部门预算绩效目标", "2025年1月"], ["CON065"]),
        (["沙洲县林业局", "2026年部门预算绩效目标", "2025年12月"], []),
        (["沙洲县水利局", "2026年部门预算绩效目标"], ["CON065"]),
        (["沙洲县林业局2025年工作总结"], []),
    ],
)
def test_the_cover_of_another_year_or_department(auditor, tmp_path, cover, rules):
    text = [[line] for line in cover] + [["一、部门概况"], ["部门负责造林和林火防控，设六个股室，年内任务见下表。"]]
    cells = [*text, ["部门整体支出绩效目标申报表（2026年度）"], *HEAD[2:], *TASKS, *ROWS]
    assert told(auditor, cells, tmp_path / "整体.docx", write_docx) == rules


def submission(source, *projects, year=2026, department="沙洲县林业局"):
    return Submission(
        source=source, sha256=source, status="audited", year=year, department=department, projects=projects
    )


def project(name, budget, **more):
    row = Indicator(id=f"{name}/1", level1="产出指标", level2="数量指标", level3="巡护里程", target="≥60公里")
    return Project(code="", name=name, budget_wan=budget, indicators=(row,), **more)


@pytest.mark.parametrize(
    ("money", "found"),
    [
        (236, []),
        (300, []),
        (200, ["整体支出表里项目支出是 200 万元，本批材料中该部门 2 个项目的预算合计 236 万元，疑似有一处写错。"]),
    ],
)
def test_projects_in_other_files_are_added_up(auditor, money, found):
    whole = project(
        "沙洲县林业局整体支出", 646, department_form=DepartmentForm(department="沙洲县林业局", projects_wan=money)
    )
    files = (
        submission("整体.xlsx", whole),
        submission("造林.xlsx", project("国土绿化", 150)),
        submission("防火.xlsx", project("林火防控", 86)),
        submission("上年.xlsx", project("林火防控", 500), year=2025),
        submission("别处.xlsx", project("湿地修复", 900), department="沙洲县水利局"),
    )
    judged = audit_submissions(files, auditor).submissions[0].projects[0].findings
    assert [one.message for one in judged if one.rule == "CON064"] == found
