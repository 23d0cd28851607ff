"""Tables whose levels are titles between the rows: each row stands under its levels, and no title is read as an indicator."""

import pytest

from auditor.reading.extract import read_content
from material.forms.documents import word_file
from material.forms.workbooks import sheet_of

HEAD = [
    ["项目绩效目标申报表"],
    ["项目名称", "社区养老服务补助", "主管部门", "区民政局"],
    ["年度目标", "提供居家养老服务"],
]
NAMES = ["指标名称", "目标值", "评分标准", "分值"]
PEOPLE = ["服务老年人数", "≥2600人", "按比例得分", 30]
QUALITY = ["站点验收合格率", "100%", "", 20]
COST = ["人均补助标准", "≤300元/人", "", 10]
SAFETY = ["老年人走失发生数", "≤3起", "", 30]
CONTENT = ["老年人满意度", "≥92%", "", 10]


def rows_of(lines, merged=()):
    (project,) = read_content(sheet_of(lines, merged=merged), "申报表.xlsx").projects
    return [(row.level1, row.level2, row.level3, row.target, row.weight) for row in project.indicators]


def below(first, second, row):
    name, target, _, points = row
    return (first, second, name, target, points)


NUMBERED = [
    below("一、产出指标", "（一）数量指标", PEOPLE),
    below("一、产出指标", "（二）质量指标", QUALITY),
    below("一、产出指标", "（三）成本指标", COST),
    below("二、效益指标", "（一）社会效益指标", SAFETY),
    below("三、满意度指标", "三、满意度指标", CONTENT),
]


def numbered(title):
    return [
        *(
            title("一、产出指标"),
            title("（一）数量指标"),
            PEOPLE,
            title("（二）质量指标"),
            QUALITY,
            title("（三）成本指标"),
            COST,
        ),
        *(title("二、效益指标"), title("（一）社会效益指标"), SAFETY, title("三、满意度指标"), CONTENT),
    ]


def test_titles_in_one_cell():
    assert rows_of([*HEAD, NAMES, *numbered(lambda text: [text])]) == NUMBERED


def test_titles_over_the_whole_width_right_of_a_column_of_numbers():
    rows = numbered(lambda text: [text])
    lines = [["", *row] if len(row) > 1 else row for row in rows]
    first = len(HEAD) + 1
    merged = [(first + place, 0, first + place, 4) for place, row in enumerate(rows) if len(row) == 1]
    assert rows_of([*HEAD, ["序号", *NAMES], *lines], merged) == NUMBERED


def test_titles_with_the_points_of_their_block():
    assert rows_of([*HEAD, NAMES, *numbered(lambda text: [text, "", "", 60])]) == NUMBERED


def test_headings_printed_again_below_each_title():
    rows = numbered(lambda text: [text])
    lines = [line for row in rows for line in ([row] if len(row) == 1 else [NAMES, row])]
    assert rows_of([*HEAD, *lines]) == NUMBERED


def test_sums_between_blocks_are_no_indicators_and_end_no_table():
    lines = [
        *([["产出指标"], ["数量指标"], PEOPLE, ["小计", "", "", 30], ["质量指标"], QUALITY, ["小计", "", "", 20]]),
        *([["成本指标"], COST, ["小计", "", "", 10], ["效益指标"], ["社会效益指标"], SAFETY, ["合计", "", "", 90]]),
    ]
    assert rows_of([*HEAD, NAMES, *lines]) == [
        below("产出指标", "数量指标", PEOPLE),
        below("产出指标", "质量指标", QUALITY),
        below("产出指标", "成本指标", COST),
        below("效益指标", "社会效益指标", SAFETY),
    ]


@pytest.mark.parametrize("cost", ["一、成本指标", "四、成本指标"])
def test_cost_numbered_as_a_first_level_is_one(cost):
    lines = [[cost], ["（一）经济成本指标"], COST, ["二、产出指标"], ["（一）数量指标"], PEOPLE]
    after = [["二、产出指标"], ["（一）数量指标"], PEOPLE, [cost], ["（一）经济成本指标"], COST]
    found = [below(cost, "（一）经济成本指标", COST), below("二、产出指标", "（一）数量指标", PEOPLE)]
    assert rows_of([*HEAD, NAMES, *(lines if cost.startswith("一") else after)]) == (
        found if cost.startswith("一") else found[::-1]
    )


def test_second_levels_between_rows_beside_a_column_of_first_ones():
    lines = [
        *(["产出指标", "数量指标"], ["", *PEOPLE], ["", "质量指标"], ["", *QUALITY]),
        *(["效益指标", "社会效益指标"], ["", *SAFETY]),
    ]
    assert rows_of([*HEAD, ["一级指标", *NAMES], *lines]) == [
        below("产出指标", "数量指标", PEOPLE),
        below("产出指标", "质量指标", QUALITY),
        below("效益指标", "社会效益指标", SAFETY),
    ]


def test_a_row_called_as_a_level_that_has_a_value_is_an_indicator():
    lines = [["（一）数量指标"], PEOPLE, ["满意度", "≥90%", "", 10]]
    assert rows_of([*HEAD, NAMES, *lines]) == [
        ("", "（一）数量指标", *PEOPLE[:2], 30),
        ("", "（一）数量指标", "满意度", "≥90%", 10),
    ]


def test_levels_that_are_headings_of_a_document_between_small_tables():
    names = ["指标名称", "指标值"]
    content = word_file(
        [
            "2026年度项目绩效目标申报表",
            "项目名称：社区戒毒康复工作经费",
            "预算金额：36万元",
            "一、绩效目标",
            "完成社区戒毒人员帮扶120人，复吸率控制在5%以内。",
            "二、绩效指标",
            *("（一）产出指标", "1.数量指标", ([names, ["帮扶人数", "≥120人"], ["尿检次数", "≥1440次"]], ())),
            *("2.质量指标", ([names, ["帮扶建档率", "100%"]], ())),
            *("（二）效益指标", "1.社会效益指标", ([names, ["复吸率", "≤5%"]], ())),
            *("（三）满意度指标", ([names, ["居民满意度", "≥90%"]], ())),
        ]
    )
    (project,) = read_content(content, "申报.docx").projects
    assert (project.name, project.budget_wan) == ("社区戒毒康复工作经费", 36)
    assert [(row.level1, row.level2, row.level3, row.target) for row in project.indicators] == [
        ("（一）产出指标", "1.数量指标", "帮扶人数", "≥120人"),
        ("（一）产出指标", "1.数量指标", "尿检次数", "≥1440次"),
        ("（一）产出指标", "2.质量指标", "帮扶建档率", "100%"),
        ("（二）效益指标", "1.社会效益指标", "复吸率", "≤5%"),
        ("（三）满意度指标", "（三）满意度指标", "居民满意度", "≥90%"),
    ]


@pytest.mark.parametrize("line", ["项目组成员如下。", "三、项目组成员"])
def test_a_table_of_something_else_below_small_tables_holds_no_indicators(line):
    small = ([["指标名称", "指标值"], ["帮扶人数", "≥120人"]], ())
    others = ([["姓名", "职务"], ["张三", "主任"]], ())
    content = word_file(["项目名称：社区戒毒康复工作经费", "产出指标", small, line, others])
    (project,) = read_content(content, "申报.docx").projects
    assert [(row.level1, row.level3, row.target) for row in project.indicators] == [("产出指标", "帮扶人数", "≥120人")]


def test_an_indicator_without_a_value_beside_its_level_is_no_title():
    lines = [["产出指标", *PEOPLE], ["满意度指标", "满意度", "", "", 10]]
    assert rows_of([*HEAD, ["一级指标", *NAMES], *lines]) == [
        ("产出指标", "", *PEOPLE[:2], 30),
        ("满意度指标", "", "满意度", "", 10),
    ]
