"""Rows of the types that the budget system knows beside the comparators are judged by what they ask for."""

import pytest

from auditor.pipeline.write import audit_files
from material.forms.evaluation_forms import write_xlsx

HEAD = [["项目支出绩效目标申报表"], ["（2026年度）"], ["项目名称", "水库巡检", "主管部门", "沙洲县水利局"],
        ["年度绩效目标", "巡检水库24座。"],
        ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位", "指标解释"],
        ["产出指标", "数量指标", "巡检水库座数", "≥", "24", "座", "现场巡检并填写记录的水库"],
        ["", "成本指标", "单座巡检成本", "≤", "0.8", "万元", ""]]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        (["", "质量指标", "大坝安全状况", "是/否", "是", "", ""], ["MEA041"]),
        (["", "质量指标", "大坝安全状况", "是/否", "是", "", "以安全鉴定结论为准"], []),
        (["", "质量指标", "是否发生溃坝险情", "是否型", "否", "", ""], []),
        (["", "质量指标", "泵房由专业公司管护", "是/否", "是", "", ""], []),
        (["", "质量指标", "委托有资质单位检测渗压", "是/否", "是", "", ""], []),
        (["", "质量指标", "巡检人员由村组推荐", "是/否", "是", "", ""], ["MEA041"]),
        (["效益指标", "社会效益指标", "保护下游群众", "是/否", "是", "", "以防汛值班记录为准"], []),
        (["效益指标", "社会效益指标", "保护下游群众", "", "是", "", ""], ["MEA005"]),
        (["", "数量指标", "巡检路线长度", "定量（其他）", "12-15", "", ""], ["CMP041"]),
        (["", "数量指标", "巡检路线长度", "定量（其他）", "12-15", "", "每座水库的路线长度，公里"], []),
        (["效益指标", "经济效益指标", "经济效益", "不适用", "不适用", "", ""], []),
        (["效益指标", "经济效益指标", "经济效益", "10 不适用", "", "", ""], []),
    ],
)
def test_each_type_is_asked_for_its_own(auditor, tmp_path, row, rules):
    path = tmp_path / "表.xlsx"
    write_xlsx([*HEAD, row], path)
    read = audit_files([path], auditor).submissions[0].projects[0]
    own = read.indicators[-1].id
    assert sorted(one.rule for one in read.findings if one.indicator == own and one.rule != "REL025") == rules
