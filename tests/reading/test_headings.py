"""Headings are understood by their parts, over several rows, and with what the columns hold."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.headings import heading
from auditor.taxonomy import level2_of
from material.forms.composed_layouts import COMPOSED, LISTS
from material.forms.composed_matrix import FORMATS, LIST_FORMATS, measure_form, measure_list
from material.forms.matrix import commonest
from material.forms.workbooks import sheet_of

SEEDS = (1, 2, 3)


@pytest.mark.issue(15)
@pytest.mark.parametrize("form", [pytest.param(layout, id=layout.name) for layout in COMPOSED])
@pytest.mark.parametrize("name", FORMATS)
def test_composed_form_in_format(form, name):
    score = measure_form(form, FORMATS[name], SEEDS)
    assert (score.cells_right, score.heads_right, score.silent) == (score.cells, score.heads, 0), commonest(score)


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", LIST_FORMATS)
def test_list_in_format(name, form):
    score = measure_list(name, form, SEEDS)
    assert (score.cells_right, score.heads_right, score.wrong) == (score.cells, score.heads, [])


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "field", "period"),
    [
        ("当年预期实现值", "target", "current"),
        ("本年度计划水平", "target", "current"),
        ("2026年计划指标值", "target", "year"),
        ("去年实际完成值", "actual", "past"),
        ("实施期目标值", "target", "longterm"),
        ("截至9月完成值", "actual", "part"),
        ("绩效指标值单位", "unit", ""),
        ("单位名称、项目名称", "name", ""),
        ("中长期绩效指标", "section", "longterm"),
    ],
)
def test_a_heading_is_the_sum_of_its_parts(text, field, period):
    named = heading(text)
    assert (named.field, named.period) == (field, period)


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "text", ["按期完成情况良好", "420盏", "2025年", "总值", "预期社会效益", "一季度", "计划", "值"]
)
def test_what_only_looks_like_a_heading_is_none(text):
    assert heading(text) is None


def read_rows(*lines, merged=()):
    found = read_content(sheet_of([list(line) for line in lines], merged=list(merged)), "表.xlsx")
    return found, [(row.level2, row.level3, row.target) for one in found.projects for row in one.indicators]


@pytest.mark.issue(15)
def test_a_column_is_told_by_its_cells_where_its_heading_says_nothing():
    found, rows = read_rows(
        ["项目名称", "堤防维护", "", "", "", ""],
        ["门类", "子类", "三级指标", "走向", "指标值", "计数"],
        ["产出指标", "数量指标", "维护长度", "≥", "12", "公里"],
        ["", "质量指标", "验收合格率", "≥", "97", "%"],
    )
    assert rows == [("数量指标", "维护长度", "≥12公里"), ("质量指标", "验收合格率", "≥97%")]
    assert [(one.heading, one.field) for one in found.forms[0].read_as] == [
        ("门类", "level1"), ("子类", "level2"), ("三级指标", "level3"), ("走向", "comparator"), ("指标值", "target"), ("计数", "unit"),
    ]  # fmt: skip
    assert [one.unsure for one in found.projects] == [{}]


@pytest.mark.issue(15)
def test_a_value_column_under_an_unknown_heading_is_read_and_marked():
    found, rows = read_rows(
        ["项目名称", "堤防维护", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "某某栏", "备注"],
        ["产出指标", "数量指标", "维护长度", "≥12公里", ""],
        ["", "质量指标", "验收合格率", "≥97%", ""],
    )
    assert rows == [("数量指标", "维护长度", "≥12公里"), ("质量指标", "验收合格率", "≥97%")]
    assert found.projects[0].unsure["target"] == "“某某栏”这一栏是按内容当作“指标值”读的"
    assert found.doubts == (
        "“某某栏”这一栏是按内容当作“指标值”读的。有关的结论都不作判断；请用 --mapping 说明，例如 columns: {某某栏: 指标值}",
    )


@pytest.mark.issue(15)
def test_two_columns_that_may_both_be_the_value_are_a_doubt():
    found, _ = read_rows(
        ["项目名称", "堤防维护", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "目标值"],
        ["产出指标", "数量指标", "维护长度", "≥12公里", "≥14公里"],
        ["", "质量指标", "验收合格率", "≥97%", "≥99%"],
    )
    assert found.projects[0].unsure == {"target": "“指标值”和“目标值”都像指标值"}


@pytest.mark.issue(15)
def test_one_wide_heading_over_sign_number_and_unit():
    _, rows = read_rows(
        ["一级指标", "二级指标", "三级指标", "指标值", "", ""],
        ["产出指标", "数量指标", "维护长度", "≥", "12", "公里"],
        ["产出指标", "质量指标", "验收合格率", "≥", "97", "%"],
        merged=[(0, 3, 0, 5)],
    )
    assert rows == [("数量指标", "维护长度", "≥12公里"), ("质量指标", "验收合格率", "≥97%")]


@pytest.mark.issue(15)
def test_rows_that_were_seen_and_not_read_are_told():
    found, rows = read_rows(
        ["项目名称", "堤防维护", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "维护长度", "≥12公里"],
        ["以下由财务股填写，并与上面各行一并上报主管部门审核", "", "", ""],
        ["另表"],
        ["另行说明的情况见后附的说明材料"],
        ["又一行"],
        ["产出指标", "质量指标", "验收合格率", "≥97%"],
    )
    assert rows == [("数量指标", "维护长度", "≥12公里")]
    assert found.doubts == ("有1行像是指标，但没有读进来（第一处：工作表“Sheet1”第8行），请核对表头",)
    assert set(found.projects[0].unsure) == {"indicators"}


@pytest.mark.issue(15)
@pytest.mark.parametrize("level2", ["绩效目标", "预算执行率", "项目内容"])
def test_a_second_level_called_as_a_label_does_not_cut_the_table_short(level2):
    lines = [
        ["项目名称", "堤防维护", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", level2, "资金支付进度", "≥90%"],
        ["", "数量指标", "维护长度", "≥12公里"],
    ]
    expected = [(level2, "资金支付进度", "≥90%"), ("数量指标", "维护长度", "≥12公里")]
    assert read_rows(*lines)[1] == expected
    swapped = [*lines[:2], ["产出指标", "数量指标", "维护长度", "≥12公里"], ["", level2, "资金支付进度", "≥90%"]]
    assert read_rows(*swapped, merged=[(2, 0, 3, 0)])[1] == expected[::-1]


@pytest.mark.parametrize(
    ("label", "level2"),
    [
        ("产出指标（数量指标）", "quantity"),
        ("产出-质量", "quality"),
        ("产出指标/成本指标", "cost"),
        ("成本指标—经济成本指标", "economic_cost"),
        ("效益指标\n社会效益", "social"),
        ("一、满意度指标（服务对象满意度）", "satisfaction"),
        ("效益指标（数量指标）", None),
        ("产出指标（数量指标）（市级）", None),
        ("产出（2025年）", None),
        ("项目-数量指标", None),
    ],
)
def test_a_label_of_both_levels_is_of_the_second_that_belongs_to_the_first(label, level2):
    assert level2_of(label) == level2


def test_own_words_for_levels_beside_a_column_called_a_goal():
    lines = [
        ["项目名称", "公共文化活动"],
        ["指标类别", "具体指标", "指标性质", "年度目标"],
        ["数量", "举办活动场次", "☑定量 □定性", "24场"],
        ["质量", "活动按计划完成率", "☑定量 □定性", "100%"],
        ["满意度", "参与群众满意度", "☑定量 □定性", "不低于90%"],
    ]
    (project,) = read_content(sheet_of(lines), "申报表.xlsx").projects
    assert [(row.level2, row.level3, row.target) for row in project.indicators] == [
        ("数量", "举办活动场次", "24场"),
        ("质量", "活动按计划完成率", "100%"),
        ("满意度", "参与群众满意度", "不低于90%"),
    ]


@pytest.mark.parametrize(
    ("above", "heads"),
    [
        (["", "", "", "定量指标", "", "", "定性指标"], ["", "", "", "符号", "数值", "单位", "描述"]),
        (["", "", "", "指标值", "", "", ""], ["", "", "", "符号", "定量", "单位", "定性"]),
        ([], ["", "", "", "比较符号", "定量指标值", "计量单位", "定性指标值"]),
        ([], ["", "", "", "符号", "目标值（定量）", "单位", "目标值（定性）"]),
    ],
)
def test_a_value_in_words_stands_in_a_column_beside_those_in_figures(above, heads):
    levels = ["一级指标", "二级指标", "三级指标"]
    rows = [
        ["产出指标", "数量指标", "巡查次数", "≥", 240, "次", ""],
        ["效益指标", "社会效益指标", "安全生产形势", "", "", "", "持续稳定向好"],
    ]
    headings = [[*levels, *above[3:]], heads] if above else [[*levels, *heads[3:]]]
    (project,) = read_content(sheet_of([["项目名称", "安全巡查"], *headings, *rows]), "申报表.xlsx").projects
    assert [row.target for row in project.indicators] == ["≥240次", "持续稳定向好"]
    assert "target" not in project.unsure


def test_values_in_words_alone_are_the_values():
    lines = [
        ["一级指标", "二级指标", "三级指标", "定性指标值"],
        ["效益指标", "社会效益指标", "安全生产形势", "持续稳定向好"],
    ]
    (project,) = read_content(sheet_of(lines), "申报表.xlsx").projects
    assert [row.target for row in project.indicators] == ["持续稳定向好"]


def read_table(*rows):
    found = read_content(sheet_of([["2026年项目支出绩效目标表"], ["项目名称", "河道保洁"], *rows]), "目标表.xlsx")
    (project,) = found.projects
    return project


@pytest.mark.parametrize("signs", ["指标性质", "指标值类型", "关系"])
@pytest.mark.parametrize("values_head", ["指标值", "数值"])
@pytest.mark.parametrize("before", [[], ["上年指标值"]])
@pytest.mark.parametrize("first", [True, False])
def test_a_column_of_directions_does_not_take_the_place_of_that_of_signs(signs, before, first, values_head):
    heads = [
        *(["指标方向"] if first else []),
        signs,
        *before,
        values_head,
        *([] if first else ["指标方向"]),
        "计量单位",
    ]
    values = (("≥", "80公里", "120", "正向", "公里"), ("≤", "3小时", "2", "反向", "小时"))
    rows = [
        [*([way] if first else []), sign, *([last] if before else []), value, *([] if first else [way]), unit]
        for sign, last, value, way, unit in values
    ]
    names = (("数量指标", "巡查里程"), ("时效指标", "响应时间"))
    lines = [["产出指标", *name, *row] for name, row in zip(names, rows, strict=True)]
    project = read_table(["一级指标", "二级指标", "三级指标", *heads], *lines)
    assert [row.target for row in project.indicators] == ["≥120公里", "≤2小时"]


def test_an_explanation_stays_one_where_what_may_be_explained_is_the_name():
    heads = ["指标类型", "指标类别", "指标内容", "指标值", "指标解释"]
    rows = [
        ["产出指标", "数量指标", "巡查里程", "≥120公里", "按日累计"],
        ["产出指标", "质量指标", "合格率", "≥95%", "抽查"],
    ]
    project = read_table(heads, *rows)
    assert [(row.level3, row.description) for row in project.indicators] == [
        ("巡查里程", "按日累计"),
        ("合格率", "抽查"),
    ]


def test_the_title_beside_a_table_is_no_second_set_of_names():
    heads = ["绩效指标", "指标类型", "指标类别", "绩效指标", "上年指标值", "指标目标值"]
    rows = [
        ["绩效指标", "产出指标", "数量指标", "巡查里程", "80公里", "≥120公里"],
        ["", "", "质量指标", "合格率", "90%", "≥95%"],
    ]
    project = read_table(heads, *rows)
    assert [(row.level3, row.target) for row in project.indicators] == [("巡查里程", "≥120公里"), ("合格率", "≥95%")]


def test_names_and_values_in_one_cell():
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["产出指标", "数量指标", "巡查里程不少于120公里", ""],
        ["", "质量指标", "保洁到位", ""],
        ["", "", "合格率", "≥95%"],
    ]
    lines = [
        ["2026年项目支出绩效目标表"],
        ["项目名称", "河道保洁"],
        heads,
        *rows,
        ["其中：东片"],
        ["效益指标", "社会效益指标", "受益人口", "≥2万人"],
    ]
    merged = [(3, 2, 3, 3), (4, 2, 4, 3)]
    (project,) = read_content(sheet_of(lines, merged), "目标表.xlsx").projects
    assert [(row.level3, row.target, list(row.unsure)) for row in project.indicators][:3] == [
        ("巡查里程", "不少于120公里", []),
        ("保洁到位", "", ["target"]),
        ("合格率", "≥95%", []),
    ]


def test_numbered_kinds_of_values_beside_the_names():
    heads = ["一级指标", "二级指标", "绩效目标内容", "", "指标值"]
    rows = [
        ["产出", "数量目标", "定量指标一", "保护古树数量", "≥120株"],
        ["", "", "定量指标二", "建档数量", "≥120份"],
        ["", "质量目标", "定性指标描述", "古树长势", "良好"],
    ]
    lines = [["2026年项目支出绩效目标表"], ["项目名称", "古树保护"], heads, *rows]
    (project,) = read_content(sheet_of(lines, [(2, 2, 2, 3)]), "目标表.xlsx").projects
    assert [(row.level3, row.target) for row in project.indicators] == [
        ("保护古树数量", "≥120株"),
        ("建档数量", "≥120份"),
        ("古树长势", "良好"),
    ]
