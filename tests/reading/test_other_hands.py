"""Forms as departments alter them: own names of columns, marks beside targets, lists inside a cell, levels in mid-height."""

from auditor.reading.extract import read_content
from material.forms.workbooks import sheet_of


def read_one(lines, merged=()):
    (project,) = read_content(sheet_of(lines, merged=merged), "表.xlsx").projects
    return project


def targets(project):
    return [(row.level1, row.level2, row.level3, row.target) for row in project.indicators]


def test_a_third_level_by_another_name_is_the_column_after_the_second_and_told_as_a_guess():
    lines = [
        ["项目名称", "码头照明", "", ""],
        ["一 级 指 标", "二级\n指标", "工作抓手", "绩效目标值及度量单位"],
        ["产出指标", "数量指标", "更换灯具", "≥80盏"],
        ["", "质量指标", "亮灯率", "≥98%"],
    ]
    found = read_content(sheet_of(lines), "表.xlsx")
    assert targets(found.projects[0]) == [
        ("产出指标", "数量指标", "更换灯具", "≥80盏"),
        ("产出指标", "质量指标", "亮灯率", "≥98%"),
    ]
    assert found.forms[0].guesses == ("“工作抓手”这一列按三级指标读取",)
    assert found.forms[0].columns["工作抓手"] == "level3"


def test_sign_value_and_unit_below_one_heading():
    lines = [
        ["项目名称", "门卫值守", "", "", "", ""],
        ["一级指标", "二级指标", "考核指标", "年度目标", "", ""],
        ["", "", "", "符号", "目标值", "单位"],
        ["产出指标", "数量指标", "配备人数", "≥", "24", "人"],
    ]
    merged = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5)]
    assert targets(read_one(lines, merged)) == [("产出指标", "数量指标", "配备人数", "≥24人")]


def test_several_numbered_indicators_in_one_row_are_parted_with_a_doubt():
    lines = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "1.购置水泵\n2.巡查里程", "1.≥20台\n2.≥1.5公里"],
        ["", "质量指标", "1.合格率2.完好率", "≥95%"],
    ]
    project = read_one(lines)
    assert targets(project) == [
        ("产出指标", "数量指标", "购置水泵", "≥20台"),
        ("产出指标", "数量指标", "巡查里程", "≥1.5公里"),
        ("产出指标", "质量指标", "1.合格率2.完好率", "≥95%"),
    ]
    assert [len(row.doubts) for row in project.indicators] == [1, 1, 0]


def test_the_budget_of_a_department_is_the_sum_of_its_tasks_not_the_first_of_them():
    lines = [
        ["部门整体支出绩效目标表", "", "", ""],
        ["部门名称", "某县文化馆", "", ""],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
        ["", "巡演", "演出60场", "88.6"],
        ["", "展览", "办展12次", "31.4"],
        ["", "金额合计", "", "120"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "演出场次", "≥60场"],
    ]
    project = read_one(lines)
    assert (project.name, project.budget_wan) == ("某县文化馆整体支出", 120)


def test_department_and_unit_of_money_in_a_line_above_the_form():
    lines = [
        ["填报单位：某县渔政队", "", "填报日期：2025年10月9日", "单位：元"],
        ["项目名称", "渔船检验", "预算金额", "1,250,000.00"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "检验艘数", "≥312艘"],
    ]
    found = read_content(sheet_of(lines), "表.xlsx")
    assert (found.department, found.projects[0].name, found.projects[0].budget_wan) == ("某县渔政队", "渔船检验", 125)


def test_a_first_level_in_the_middle_of_its_rows_belongs_to_those_above_too():
    text = """项目编码 999901C0001 项目名称 村道养护
预算规模及资金用途 预算数 210.00 万元，其中：财政资金 210.00 万元
绩效目标 养护村道 320 公里
一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据
数量指标 养护里程 实际里程 ≥320公里 计划
产出指标
质量指标 合格率 合格占比 ≥95% 规范
效益指标 社会效益指标 出行时间 缩短比例 ≥10% 统计
满意度指标 服务对象满意度指标 群众满意度 满意占比 ≥90% 问卷
"""
    (project,) = read_content(text.encode(), "表.txt").projects
    levels = ["产出指标", "产出指标", "效益指标", "满意度指标"]
    assert [row.level1 for row in project.indicators] == levels


def test_target_beside_a_heading_over_the_levels():
    lines = [
        ["项目名称", "码头照明", "", "", ""],
        ["绩效指标", "", "", "指标值", "备注"],
        ["一级指标", "二级指标", "三级指标", "", ""],
        ["产出指标", "数量指标", "更换灯具", "≥80盏", ""],
        ["", "质量指标", "亮灯率", "≥98%", ""],
    ]
    expected = [("产出指标", "数量指标", "更换灯具", "≥80盏"), ("产出指标", "质量指标", "亮灯率", "≥98%")]
    joined = [(1, 0, 1, 2), (1, 3, 2, 3), (1, 4, 2, 4)]
    assert targets(read_one(lines, joined)) == targets(read_one(lines)) == expected
    (note,) = read_content(sheet_of(lines, joined), "表.xlsx").forms
    assert (note.columns["指标值"], note.guesses) == ("target", ())


def test_unit_and_project_before_the_levels_are_who_reports_and_what_for():
    lines = [
        ["单位", "项目", "预算数（元）", "一级指标", "二级指标", "三级指标", "指标值"],
        ["某港务局", "码头照明", 250000, "产出指标", "数量指标", "更换灯具", "≥80盏"],
        ["某港务局", "航道疏浚", 500000, "产出指标", "数量指标", "疏浚里程", "3"],
    ]
    found = read_content(sheet_of(lines), "表.xlsx")
    assert [(one.name, one.budget_wan, targets(one)[0][3]) for one in found.projects] == [
        ("码头照明", 25, "≥80盏"),
        ("航道疏浚", 50, "3"),
    ]
    assert found.department == "某港务局"


def test_an_indicator_named_like_a_label_of_the_head_does_not_end_its_table():
    lines = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "成本指标", "项目预算", "25万元"],
        ["", "", "预算金额", "≤30万元"],
        ["满意度指标", "满意度指标", "满意度", "≥90%"],
        ["项目名称", "航道疏浚", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "疏浚里程", "3公里"],
    ]
    projects = read_content(sheet_of(lines, merged=[(1, 0, 2, 0), (1, 1, 2, 1)]), "表.xlsx").projects
    assert [[row.level3 for row in one.indicators] for one in projects] == [
        ["项目预算", "预算金额", "满意度"],
        ["疏浚里程"],
    ]
