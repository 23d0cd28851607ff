"""Tables whose headings stand left of their values: cards, transposed tables, projects side by side below labels."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.label_layouts import upright
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

HEAD = [["项目支出绩效目标表"], ["（2026年度）"], ["项目名称", "公路养护"], ["年度资金总额", "120万元"]]
ROWS = [
    ("产出指标", "数量指标", "养护里程", "≥120公里"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
]


def read(lines, merged=()):
    return read_content(sheet_of([*HEAD, *lines], merged), "目标表.xlsx").projects


def told(project):
    assert not any(row.doubts for row in project.indicators)
    return [(row.level1, row.level2, row.level3, row.target) for row in project.indicators]


def two_rows(first, second, third, value):
    return [["一级指标", first, "", "二级指标", second], ["三级指标", third, "", "指标值", value]]


def one_column(first, second, third, value):
    return [["一级指标", first], ["二级指标", second], ["三级指标", third], ["指标值", value]]


@pytest.mark.parametrize("card", [two_rows, one_column])
@pytest.mark.parametrize("between", [[], [[]], [["指标2"]]])
def test_an_indicator_a_card(card, between):
    lines = [line for place, row in enumerate(ROWS) for line in [*(between if place else []), *card(*row)]]
    (project,) = read(lines)
    assert (project.name, project.budget_wan, told(project)) == ("公路养护", 120, list(ROWS))


def test_a_card_says_where_its_name_stands():
    (project,) = read([line for row in ROWS for line in two_rows(*row)])
    assert [row.location.cell for row in project.indicators] == ["B6", "B8", "B10"]


def test_what_follows_cards_is_not_of_them():
    lines = [*(line for row in ROWS for line in two_rows(*row)), ["填报人：张三"], ["备注", "≥5"]]
    assert told(read(lines)[0]) == list(ROWS)


def transposed(levels):
    labels = ("一级指标", "二级指标", "三级指标", "指标值")
    lines = [[label, *(row[place] for row in ROWS)] for place, label in enumerate(labels)]
    if levels == "left out":
        lines[0][2] = ""
    return lines, [(4, 1, 4, 2)] if levels == "merged" else []


@pytest.mark.parametrize("levels", ["repeated", "left out", "merged"])
def test_an_indicator_a_column(levels):
    lines, merged = transposed(levels)
    if levels == "merged":
        lines[0][2] = ""
    assert told(read(lines, merged)[0]) == list(ROWS)


def test_a_transposed_table_with_results():
    lines = [*transposed("repeated")[0], ["实际完成值", "121公里", "96%", "3.1万人"], ["分值", "20", "20", "10"]]
    (project,) = read(lines)
    assert [(row.actual, row.weight) for row in project.indicators] == [("121公里", 20), ("96%", 20), ("3.1万人", 10)]


def test_a_project_a_column():
    lines = [
        ["项目名称", "干部培训", "设备购置"],
        ["预算金额（万元）", "30", "50"],
        ["绩效目标", "培训干部。", "购置设备。"],
        ["数量指标", "培训人次≥100人次", "购置设备5台"],
        ["质量指标", "培训合格率≥95%", "验收合格率100%"],
    ]
    projects = read_content(sheet_of([["绩效目标表"], *lines]), "目标表.xlsx").projects
    assert [(one.name, one.budget_wan, one.goal) for one in projects] == [
        ("干部培训", 30, "培训干部。"),
        ("设备购置", 50, "购置设备。"),
    ]
    assert [[(row.level2, row.level3, row.target) for row in one.indicators] for one in projects] == [
        [("数量指标", "培训人次", "≥100人次"), ("质量指标", "培训合格率", "≥95%")],
        [("数量指标", "购置设备", "5台"), ("质量指标", "验收合格率", "100%")],
    ]


def grid(*rows):
    width = max(map(len, rows))
    return Grid(None, tuple((*row, *("",) * (width - len(row))) for row in rows))


@pytest.mark.parametrize(
    "rows",
    [
        [("一级指标", "二级指标", "三级指标", "指标值"), *ROWS],
        [("一级指标", "二级指标", "三级指标", "指标值"), *ROWS, ("一级指标", "二级指标", "三级指标", "指标值"), *ROWS],
        [("三级指标", "指标值"), ("养护里程", "≥120公里"), ("验收合格率", "≥95%")],
        [("项目名称", "公路养护"), ("预算金额", "120"), ("数量指标", "养护里程≥120公里")],
        [("三级指标", "养护里程", "指标值", "≥120公里")],
        [("分值", "10"), ("得分", "9"), ("指标值", "1")],
    ],
)
def test_other_tables_stay_as_they_are(rows):
    assert upright(grid(*rows)) is None


def test_an_indicator_without_a_value_keeps_its_column():
    rows = [
        ["项目名称", "河道保洁"],
        ["一级指标", "产出指标", "产出指标", "效益指标"],
        ["二级指标", "数量指标", "质量指标", "社会效益指标"],
        ["三级指标", "保洁河道长度", "保洁合格率", "投诉件数"],
        ["指标值", "≥30公里", "≥95%", ""],
    ]
    (project,) = read_content(sheet_of(rows), "表.xlsx").projects
    assert [(row.level3, row.target) for row in project.indicators] == [
        ("保洁河道长度", "≥30公里"), ("保洁合格率", "≥95%"), ("投诉件数", ""),
    ]  # fmt: skip


TABLE = [["一级指标", "二级指标", "三级指标", "指标值", "备注"], *ROWS]
CARDS = [("河道清淤长度", "≥3公里"), ("清淤合格率", "≥95%")]


def test_cards_below_a_table_do_not_take_over_its_last_level():
    cards = [
        line
        for (name, value), second in zip(CARDS, ("数量指标", "质量指标"), strict=True)
        for line in (["二级指标", second, "三级指标", name], ["指标值", value, "指标解释", "按图纸"])
    ]
    (project,) = read([*TABLE, *cards])
    assert told(project) == [*ROWS, ("", "数量指标", *CARDS[0]), ("", "质量指标", *CARDS[1])]
    assert not any(row.unsure for row in project.indicators)


@pytest.mark.parametrize(
    "below",
    [
        [["三级指标", name, "指标值", value] for name, value in CARDS],
        [["三级指标", "指标值"], *CARDS],
        [["三级指标", "指标值", "备注"], *CARDS],
    ],
)
def test_of_what_kind_rows_are_is_not_known_where_a_table_below_another_names_none(below):
    (project,) = read([*TABLE, *below])
    assert told(project) == [*ROWS, ("", "", *CARDS[0]), ("", "", *CARDS[1])]
    assert [set(row.unsure) for row in project.indicators] == [set()] * 3 + [{"level1", "level2"}] * 2


def test_a_table_whose_headings_are_printed_again_goes_on():
    (project,) = read([*TABLE[:3], TABLE[0], ["", *ROWS[1][1:]], ROWS[2]])
    assert told(project) == [ROWS[0], ROWS[1], ROWS[1], ROWS[2]]


def test_labels_of_one_indicator_that_was_not_read_are_told():
    (project,) = read([*TABLE, ["联系人：王某"], ["三级指标", "河道清淤长度", "指标值", "≥3公里"]])
    assert told(project) == ROWS
    assert "有1行像是指标" in project.unsure["indicators"]
