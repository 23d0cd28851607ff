"""Forms in workbooks and delimited text: what a bureau's officer would look for in the outcome."""

import io

import pytest
import xlsxwriter

from auditor.model import Funding, SpendingStep
from auditor.reading.extract import read_content
from material.forms.workbooks import sheet_of

CELLS = ("level1", "level2", "level3", "target")


def rows_of(project):
    return [tuple(getattr(row, cell) for cell in CELLS) for row in project.indicators]


def test_declaration_form_with_merged_levels():
    lines = [
        ["项目支出绩效目标申报表", "", "", "", ""],
        ["项目名称", "", "城区道路保洁", "", ""],
        ["主管部门", "", "某市城管局", "", ""],
        ["项目资金（万元）", "", "年度资金总额：", "", 120],
        ["", "", "其中：财政拨款", "", 100],
        ["", "", "其他资金", "", 20],
        ["总体目标", "", "保持路面整洁。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
        ["产出指标", "数量指标", "保洁面积", "≥30万平方米", ""],
        ["", "", "出动车辆", "12台", ""],
        ["", "质量指标", "达标率", "≥95%", ""],
        ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", ""],
    ]
    found = read_content(sheet_of(lines, merged=[(8, 0, 10, 0), (8, 1, 9, 1)]), "申报表.xlsx")
    (project,) = found.projects
    assert (project.name, project.goal, project.budget_wan) == ("城区道路保洁", "保持路面整洁。", 120)
    assert project.funding == (Funding(source="财政拨款", amount_wan=100), Funding(source="其他资金", amount_wan=20))
    assert rows_of(project) == [
        ("产出指标", "数量指标", "保洁面积", "≥30万平方米"),
        ("产出指标", "数量指标", "出动车辆", "12台"),
        ("产出指标", "质量指标", "达标率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
    ]
    assert (found.department, found.kind) == ("某市城管局", "target_declaration")
    assert project.indicators[1].location.cell == "C10"


def test_self_evaluation_keeps_results_scores_and_reasons():
    lines = [
        ["项目名称", "文化惠民演出", "", "", "", "", "", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", 30, 30, 27, 10, "90%", 9],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "演出场次", "≥40场", "36场", 20, 18, "因疫情减少4场"],
        ["效益指标", "社会效益指标", "观众人次", "≥1万人次", "1.2万人次", 30, 30, ""],
        ["总分", "", "", "", "", 100, 95, ""],
    ]
    found = read_content(sheet_of(lines), "自评表.xlsx")
    (project,) = found.projects
    assert found.kind == "self_evaluation"
    assert project.budget_wan == 30
    assert [(row.weight, row.actual, row.score, row.deviation_reason) for row in project.indicators] == [
        (20, "36场", 18, "因疫情减少4场"),
        (30, "1.2万人次", 30, None),
    ]


def test_flat_list_joins_sign_value_and_unit_and_gathers_projects():
    lines = [
        [
            "项目编码",
            "项目名称",
            "预算数（元）",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标值",
            "度量单位",
            "权重",
        ],
        ["A01", "绿化养护", 1230000, "产出指标", "数量指标", "养护面积", "≥", 25, "万平方米", 20],
        ["A01", "绿化养护", 1230000, "产出指标", "质量指标", "苗木成活率", "≥", "95%", "%", 20],
        ["A02", "路灯维修", 86000, "产出指标", "时效指标", "修复时限", "≤", 24, "小时", 30],
        ["A01", "绿化养护", 1230000, "效益指标", "社会效益指标", "市民知晓", "定性", "有所提高", "", 10],
    ]
    first, second = read_content(sheet_of(lines), "导出.xlsx").projects
    assert (first.code, first.budget_wan, second.code, second.budget_wan) == ("A01", 123.0, "A02", 8.6)
    assert [row.target for row in first.indicators] == ["≥25万平方米", "≥95%", "有所提高"]
    assert [(row.id, row.target, row.weight) for row in second.indicators] == [("A02/1", "≤24小时", 30)]


def test_a_number_shown_as_a_percentage_is_read_as_shown():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["一级指标", "二级指标", "三级指标", "指标值"])
        sheet.write_row(1, 0, ["产出指标", "质量指标", "合格率"])
        sheet.write_number(1, 3, 0.95, percent)
        sheet.write_row(2, 0, ["产出指标", "成本指标", "单价", 0.95])
    (project,) = read_content(stream.getvalue(), "表.xlsx").projects
    assert [row.target for row in project.indicators] == ["95%", "0.95"]


def test_spending_plan_and_uses_of_money_in_a_sheet():
    lines = [
        ["项目编码", "B7", "预算项目名称", "窗口建设", "", ""],
        ["项目资金主要用途", "预算数0.3亿元。其中：财政资金2500万元，自筹资金500万元。用于设备。"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底", ""],
        ["", "25%", "50%", "75%", "100%", ""],
        ["绩效目标", "完成建设。"],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "窗口数", "新增窗口", "6个", "建设方案"],
    ]
    (project,) = read_content(sheet_of(lines, merged=[(2, 0, 3, 0)]), "表.xlsx").projects
    assert project.budget_wan == 3000
    assert project.funding == (Funding(source="财政资金", amount_wan=2500), Funding(source="自筹资金", amount_wan=500))
    assert project.spending_plan == tuple(
        SpendingStep(by=by, percent=percent)
        for by, percent in (("3月底", 25), ("6月底", 50), ("10月底", 75), ("12月底", 100))
    )


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), ("\t", "gb18030"), ("\t", "utf-16")])
def test_delimited_text_in_the_usual_encodings(delimiter, encoding):
    lines = [
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["河道清淤", "产出指标", "数量指标", "清淤长度", "12公里"],
    ]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (project,) = read_content(text.encode(encoding), "表.csv").projects
    assert (project.name, rows_of(project)) == ("河道清淤", [("产出指标", "数量指标", "清淤长度", "12公里")])


def test_a_second_level_is_not_handed_down_across_a_new_first_level():
    lines = [
        ["项目名称", "城区道路保洁", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "保洁面积", "≥30万平方米"],
        ["", "", "出动车辆", "12台"],
        ["效益指标", "", "受益居民", "≥6万人"],
        ["", "", "投诉件数", "≤5件"],
    ]
    (project,) = read_content(sheet_of(lines), "申报表.xlsx").projects
    assert rows_of(project) == [
        ("产出指标", "数量指标", "保洁面积", "≥30万平方米"),
        ("产出指标", "数量指标", "出动车辆", "12台"),
        ("效益指标", "", "受益居民", "≥6万人"),
        ("效益指标", "", "投诉件数", "≤5件"),
    ]


def test_points_are_those_of_the_third_level_where_each_level_has_its_own():
    lines = [
        ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "指标值"],
        ["产出指标", 50, "数量指标", 30, "修建公路里程", 20, "≥36公里"],
        ["", "", "", "", "修建桥梁", 10, "3座"],
        ["", "", "质量指标", 20, "工程合格率", 20, "100%"],
        ["效益指标", 50, "社会效益指标", 50, "惠及群众", 50, "≥6万人"],
    ]
    (project,) = read_content(sheet_of(lines), "指标表.xlsx").projects
    assert [(row.level3, row.weight) for row in project.indicators] == [
        ("修建公路里程", 20),
        ("修建桥梁", 10),
        ("工程合格率", 20),
        ("惠及群众", 50),
    ]


def test_points_of_the_second_level_alone_are_those_of_no_row():
    lines = [
        ["一级指标", "二级指标", "分值", "三级指标", "指标值"],
        ["产出指标", "数量指标", 30, "修建公路里程", "≥36公里"],
        ["", "", "", "修建桥梁", "3座"],
    ]
    (project,) = read_content(sheet_of(lines), "指标表.xlsx").projects
    assert [row.weight for row in project.indicators] == [None, None]
