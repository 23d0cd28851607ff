"""Known projects, rendered as PDF text or as workbooks, come back as they were."""

from random import Random

import pytest

from auditor.model import Indicator, Project
from auditor.reading.extract import read_content
from material.forms.render import Style, linearised
from material.forms.sample import corpus_rows, sample_projects
from material.forms.workbooks import flat_workbook, hebei_workbook
from material.round_trip import FIELDS, measure

PROJECT_FIELDS = ("code", "name", "purpose", "goal", "budget_wan", "funding", "spending_plan")


def projects_of(seed: int, count: int = 3) -> tuple[Project, ...]:
    rows = [row for rows in corpus_rows().values() for row in rows]
    return sample_projects(Random(seed), tuple(rows), count)


def cells(project: Project) -> list[tuple[str, ...]]:
    return [tuple(getattr(row, field) for field in FIELDS) for row in project.indicators]


def test_pdf_text_in_many_looks_comes_back_nearly_whole():
    total, right, wrong, _, _ = measure(documents=20, seed=7, show=False)
    assert right / total >= 0.95
    assert 1 - wrong.total() / (total * len(FIELDS)) >= 0.98
    assert 1 - wrong["level2"] / total >= 0.99


@pytest.mark.parametrize("blank_lines", [False, True])
@pytest.mark.parametrize("rows_on_a_page", [0, 6])
def test_project_fields_survive_blank_lines_and_page_breaks(blank_lines, rows_on_a_page):
    projects = projects_of(11)
    style = Style(gap=0.0, blank_lines=blank_lines, rows_on_a_page=rows_on_a_page)
    found = read_content(linearised(projects, style).encode(), "样本.txt").projects
    assert [[getattr(one, field) for field in PROJECT_FIELDS] for one in found] == [
        [getattr(one, field) for field in PROJECT_FIELDS] for one in projects
    ]
    assert [len(one.indicators) for one in found] == [len(one.indicators) for one in projects]


@pytest.mark.parametrize("sheet_each", [False, True])
def test_hebei_form_as_workbook_is_read_exactly(sheet_each):
    projects = projects_of(3)
    found = read_content(hebei_workbook(projects, sheet_each=sheet_each), "样本.xlsx").projects
    assert [cells(one) for one in found] == [cells(one) for one in projects]
    assert [[getattr(one, field) for field in PROJECT_FIELDS] for one in found] == [
        [getattr(one, field) for field in PROJECT_FIELDS] for one in projects
    ]
    assert [row.id for row in found[1].indicators[:2]] == [f"{projects[1].code}/1", f"{projects[1].code}/2"]


def test_flat_list_is_read_exactly_and_yuan_become_wan():
    projects = projects_of(5)
    found = read_content(flat_workbook(projects), "样本.xlsx").projects
    assert [cells(one) for one in found] == [cells(one) for one in projects]
    assert [(one.code, one.name, one.goal) for one in found] == [(one.code, one.name, one.goal) for one in projects]
    assert [one.budget_wan for one in found] == pytest.approx([one.budget_wan for one in projects])


def test_rows_under_a_merged_label_are_told_apart():
    rows = (
        ("产出指标", "数量指标", "检查企业数量", "检查企业数量", "≥120家", "年度工作计划"),
        ("产出指标", "数量指标", "培训场次", "组织安全培训", "6场", "培训方案"),
        ("产出指标", "质量指标", "隐患整改率", "隐患整改率", "≥95%", "检查台账"),
    )
    indicators = tuple(Indicator(id="", **dict(zip(FIELDS, row, strict=True))) for row in rows)
    project = projects_of(1, 1)[0].model_copy(update={"indicators": indicators})
    found = read_content(linearised((project,), Style()).encode(), "样本.txt").projects
    assert cells(found[0]) == list(rows)


def test_other_column_sets_and_plain_numbers_in_the_plan():
    text = """2. 道路养护绩效目标表
单位：万元
项目编码 1301P00 项目名称 农村公路养护
预算规模及资金用途 预算数 1200.00 其中：财政资金 1200.00
资金支出计划（%） 3月底 6月底 10月底 12月底
25.00 50.00 75.00 100.00
绩效目标 保障道路畅通
绩效指标 一级指标 二级指标 三级指标 指标值 指标值确定依据
产出指标 数量指标 养护里程 ≥486公里 路网统计
质量指标 优良路率 ≥85% 行业标准
满意度
指标
服务对象满
意度指标
驾乘人员满意度 ≥90% 问卷调查
3. 桥梁检测绩效目标表
单位：万元
项目编码 1301P01 项目名称 桥梁检测
预算规模及资金用途 预算数 20.00 其中：财政资金 20.00
绩效目标 查清隐患
一级指标 二级指标 三级指标 指标值 指标值确定依据
产出指标 数量指标 检测座数 ≥48座 年度计划
质量指标 检测合格率 ≥85% 行业标准
"""
    roads, bridges = read_content(text.encode(), "样本.txt").projects
    assert (roads.budget_wan, bridges.budget_wan, bridges.name) == (1200, 20, "桥梁检测")
    assert [step.percent for step in roads.spending_plan] == [25, 50, 75, 100]
    assert cells(roads)[-1] == ("满意度指标", "服务对象满意度指标", "驾乘人员满意度", "", "≥90%", "问卷调查")
    assert cells(bridges)[-1] == ("产出指标", "质量指标", "检测合格率", "", "≥85%", "行业标准")


def test_a_declaration_form_without_code_in_running_text():
    text = """项目支出绩效目标表
项目名称 文化惠民演出
主管部门 文化局
项目资金（万元） 年度资金总额 30
其中：财政拨款 30
年度目标 开展演出活动
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 演出场次 ≥40场
满意度指标 服务对象满意度指标 观众满意度 ≥90%
"""
    (project,) = read_content(text.encode(), "样本.txt").projects
    assert (project.name, project.goal, project.budget_wan) == ("文化惠民演出", "开展演出活动", 30)
    assert [row.target for row in project.indicators] == ["≥40场", "≥90%"]
