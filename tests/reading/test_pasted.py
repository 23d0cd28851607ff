"""Tables pasted as text: merged cells left out, Markdown, headings over two rows, tables without any cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import UnreadableError
from auditor.reading.extract import read_content
from auditor.reading.radicals import unified

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
NAMES = st.sampled_from(
    ["栽植乔木", "修剪绿篱", "苗木成活率", "病虫害防治面积", "补植完成时间", "游园人次", "管护投诉下降率"]
)
TARGETS = st.sampled_from(["≥350株", "12公里", "≥96%", "2026年4月底前", "≤5次", "0.8万人次", "明显改善", "100%"])
CELLS = st.lists(st.tuples(NAMES, TARGETS), min_size=1, max_size=3)


@st.composite
def tables(draw):
    labels = [(one, two) for one, seconds in LEVELS.items() for two in seconds]
    return [(*label, *cell) for label in labels for cell in draw(CELLS)]


def collapsed(rows, separator):
    lines, above = [], ("", "")
    for one, two, name, target in rows:
        cells = [one] * (one != above[0]) + [two] * ((one, two) != above) + [name, target]
        lines.append(separator.join(cells))
        above = (one, two)
    return lines


@settings(max_examples=40)
@given(rows=tables(), separator=st.sampled_from(["\t", " | "]))
def test_left_out_merged_cells_are_put_in_again(rows, separator):
    head = [
        separator.join(("项目名称", "城区绿化管护")),
        separator.join(("一级指标", "二级指标", "三级指标", "指标值")),
    ]
    (project,) = read_content("\n".join([*head, *collapsed(rows, separator)]).encode(), "表.txt").projects
    assert [(row.level1, row.level2, row.level3, row.target) for row in project.indicators] == rows


def test_the_rule_line_of_a_markdown_table_is_no_indicator():
    text = (
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|:--|:-:|---|--:|\n| 产出指标 | 数量指标 | 栽植乔木 | ≥350株 |\n"
    )
    (project,) = read_content(text.encode(), "表.md").projects
    assert [(row.level3, row.target) for row in project.indicators] == [("栽植乔木", "≥350株")]


def test_a_row_with_a_level_of_its_own_does_not_undo_the_table():
    text = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t栽植乔木\t≥350株\n\t质量指标\t成活率\t≥96%\n资金管理\t支出进度\t支出进度\t100%"
    (project,) = read_content(text.encode(), "表.txt").projects
    assert [(row.level2, row.level3, row.target) for row in project.indicators] == [
        ("数量指标", "栽植乔木", "≥350株"),
        ("质量指标", "成活率", "≥96%"),
        ("支出进度", "支出进度", "100%"),
    ]


def test_a_heading_pasted_as_one_cell_over_three_columns():
    text = "一级指标\t二级指标\t三级指标\t绩效指标值\t权重\n\t\t\t指标性质\t指标值\t度量单位\t\n产出指标\t数量指标\t栽植乔木\t≥\t350\t株\t20"
    (project,) = read_content(text.encode(), "表.txt").projects
    assert [(row.level3, row.target, row.weight) for row in project.indicators] == [("栽植乔木", "≥350株", 20)]


def test_single_blanks_between_results_and_scores_are_refused():
    text = "项目名称 绿化管护\n一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分\n产出指标 数量指标 栽植乔木 350株 360株 10 10\n质量指标 成活率 96% 97% 10 10"
    with pytest.raises(UnreadableError) as refusal:
        read_content(text.encode(), "表.txt")
    assert refusal.value.code == "R010"


def test_radicals_are_the_characters_a_person_reads():
    assert unified("⻓期⺠⽣⻋辆⼾籍⻔⻛⻅") == "长期民生车辆户籍门风见"


@pytest.mark.issue(15)
@pytest.mark.parametrize("bar", ["\t", " | "])
def test_the_figures_of_a_money_table_stand_below_their_headings_when_its_label_was_left_out(bar):
    lines = [
        ("项目名称", "校舍加固"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", "48.5", "52", "41.6", "10", "80%", "8"),
        ("其中：财政拨款", "48.5", "52", "41.6", "-", "80%", "-"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "加固校舍面积", "≥3600平方米", "3650平方米", "50", "50"),
        ("质量指标", "验收合格率", "100%", "100%", "40", "40"),
    ]
    (project,) = read_content("\n".join(bar.join(line) for line in lines).encode(), "表.txt").projects
    money = project.execution
    assert (money.budget_wan, money.executed_wan, money.rate_percent, money.weight, money.score) == (
        52,
        41.6,
        80,
        10,
        8,
    )
    assert [(row.level2, row.level3, row.target) for row in project.indicators] == [
        ("数量指标", "加固校舍面积", "≥3600平方米"),
        ("质量指标", "验收合格率", "100%"),
    ]


@pytest.mark.issue(15)
def test_a_lower_heading_row_that_lost_its_empty_cells_divides_the_value_above_it():
    text = (
        "一级指标\t二级指标\t三级指标\t绩效指标值\t依据\n符号\t数值\t计量单位\n"
        "产出指标\t数量指标\t巡护林地\t≥\t820\t公顷\t管护合同\n质量指标\t火情扑灭率\t＝\t100\t%\t应急预案"
    )
    (project,) = read_content(text.encode(), "表.txt").projects
    assert [(row.level2, row.target, row.basis) for row in project.indicators] == [
        ("数量指标", "≥820公顷", "管护合同"),
        ("质量指标", "＝100%", "应急预案"),
    ]


@pytest.mark.issue(15)
def test_a_level_that_stands_twice_in_a_row_is_marked_and_so_are_the_rows_that_take_it_over():
    text = (
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t补植苗木\t300株\n"
        "成本指标\t成本指标\t≤100%\n管护单价\t6元/平方米\n效益指标\t社会效益指标\t游园人次\t2万人次"
    )
    (project,) = read_content(text.encode(), "表.txt").projects
    assert [bool(row.doubts) for row in project.indicators] == [False, True, True, False]


@pytest.mark.parametrize("name", ["指标内容", "绩效指标内容", "三级指标", "绩效指标"])
def test_the_label_of_a_table_at_its_side_heads_no_names(name):
    lines = (
        "项目名称\t救助管理",
        f"绩效指标\t一级指标名称\t二级指标名称\t{name}\t绩效指标值\t依据",
        "上年度实际值\t2025年目标值",
        "成本指标\t经济成本指标\t临时救助人均水平\t1600元\t≤1650元/人次\t预算支出标准",
        "服务费减免\t900元\t每具1080元\t政策文件",
        "产出指标\t数量指标\t护理型床位占比\t55%\t≥60%\t规划",
    )
    (project,) = read_content("\n".join(lines).encode(), "表.txt").projects
    assert [(row.level1, row.level2, row.level3, row.target) for row in project.indicators] == [
        ("成本指标", "经济成本指标", "临时救助人均水平", "≤1650元/人次"),
        ("成本指标", "经济成本指标", "服务费减免", "每具1080元"),
        ("产出指标", "数量指标", "护理型床位占比", "≥60%"),
    ]
