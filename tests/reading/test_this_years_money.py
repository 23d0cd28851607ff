"""Money over all years and of other years beside that of the form's year: the budget is this year's, told in whatever way."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.annual import Amounts, amounts_in, budget_in
from material.forms.workbooks import sheet_of

TABLE = [
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "养护里程", "≥120公里"],
    ["产出指标", "质量指标", "验收合格率", "≥95%"],
]
ABOVE = [["项目支出绩效目标申报表"], ["（2026年度）"], ["项目名称", "农村公路养护"]]


def money(*rows):
    (project,) = read_content(sheet_of([*ABOVE, *rows, *TABLE]), "目标表.xlsx").projects
    return project.budget_wan, project.total_budget_wan, project.unsure.get("project.budget_wan")


@pytest.mark.parametrize(
    ("text", "annual", "total"),
    [
        ("总投资1200万元；其中2026年500万元", 500, 1200),
        ("项目总额1200万元，其中：本年500万元", 500, 1200),
        ("项目总投资1200万元，2026年安排500万元，2027年安排700万元", 500, 1200),
        ("500万元（项目总投资1200万元）", 500, 1200),
        ("2025年预算100万元，2026年预算120万元", 120, None),
        ("1200万元，其中本年度投入500万元", 500, 1200),
        ("总投资1200；其中：2026年500", 500, 1200),
        ("总投资0.12亿元，其中2026年500万元", 500, 1200),
    ],
)
def test_of_a_total_and_this_years_part_in_one_cell_the_part_is_the_budget(text, annual, total):
    assert money(["项目资金", text]) == (annual, total, None)


@pytest.mark.parametrize(
    ("text", "of_year", "amount"),
    [
        ("120万元，较2025年增加20万元", False, 120),
        ("120万元，比上年增加20万元", False, 120),
        ("资金总额120万元，其中：本年资金100万元，上年结转20万元", False, 120),
        ("项目总投资1200万元，其中：财政拨款800万元，自筹400万元", False, 1200),
        ("资金总额120万元，其中：本年财政拨款120万元", False, 120),
        ("120万元，其中本年安排100万元、追加20万元", True, 120),
        ("120万元（其中2026年新增20万元）", False, 120),
        ("120万元，购置3台设备", False, 120),
        ("120", False, 120),
    ],
)
def test_parts_of_the_years_own_money_and_comparisons_are_not_the_budget(text, of_year, amount):
    assert amounts_in(text, "万元", 2026, of_year=of_year) == Amounts(amount)


def test_in_running_text_the_budget_is_what_is_of_the_year():
    assert budget_in("新建校舍1栋，总投资1200万元，其中2026年安排500万元。2027年完工。", 2026) == 500
    assert budget_in("新建校舍1栋，总投资1200万元。", 2026) == 1200
    assert budget_in("预算数25万元。其中：财政资金25万元。", 2026) == 25


@pytest.mark.parametrize(
    "rows",
    [
        [["年度", "预算数（万元）"], ["2025年", "100"], ["2026年", "120"]],
        [["年度", "预算数（万元）"], ["2025", "100"], ["2026", "120"], ["2027", "130"]],
        [
            ["年度", "预算数（万元）", "执行数（万元）"],
            ["2024", "90", "88"],
            ["2025", "100", "99"],
            ["2026", "120", ""],
        ],
        [["项目资金", "2025年", "2026年", "2027年"], ["（万元）", "100", "120", "130"]],
        [["年度", "2025年", "2026年"], ["预算数（万元）", "100", "120"]],
        [["2025年预算数（万元）", "100"], ["2026年预算数（万元）", "120"]],
        [["年初预算数", "100万元", "调整后预算数", "120万元"]],
    ],
)
def test_of_amounts_of_several_years_that_of_the_forms_year_is_the_budget(rows):
    assert money(*rows) == (120, None, None)


def test_a_sum_over_the_years_is_the_total():
    rows = [["项目资金（万元）", "年度", "金额"], ["", "2025年", "100"], ["", "2026年", "120"], ["", "合计", "220"]]
    assert money(*rows) == (120, 220, None)


def test_amounts_of_other_years_only_leave_the_budget_open():
    budget, _, doubt = money(["年度", "预算数（万元）"], ["2027年", "100"], ["2028年", "120"])
    assert (budget, doubt) == (None, "只读到逐项的金额，没有读到总额")


@pytest.mark.parametrize(
    "rows",
    [
        [["项目资金", "总额（万元）", "1200", "其中：2026年", "500"]],
        [["项目总投资（万元）", "1200", "", "其中：本年度安排（万元）", "500"]],
        [["项目总额（万元）", "1200"], ["其中：本年预算（万元）", "500"], ["    以后年度（万元）", "700"]],
    ],
)
def test_a_label_for_this_years_part_of_a_total_has_the_budget(rows):
    assert money(*rows) == (500, 1200, None)


@pytest.mark.parametrize(
    "rows",
    [
        [["年度资金总额", "120万元"], ["其中：本年资金", "100万元"], ["上年结转资金", "20万元"]],
        [["年度资金总额", "120万元"], ["其中：本年安排", "100万元"]],
        [["项目资金", "120万元"], ["其中：本年财政拨款", "100万元"]],
        [["项目资金", "120万元"], ["开工时间", "2025年"]],
        [["立项年度", "2025年"], ["项目资金", "120万元"]],
    ],
)
def test_the_years_own_total_stays_the_budget(rows):
    assert money(*rows)[:2] == (120, None)


def test_a_list_has_the_money_of_the_year_too():
    head = ["项目名称", "项目资金", "一级指标", "二级指标", "三级指标", "指标值"]
    row = ["校舍维修", "总投资1200万元，其中2026年500万元", "产出指标", "数量指标", "维修校舍", "3栋"]
    (project,) = read_content(sheet_of([["2026年绩效目标表"], head, row]), "目标表.xlsx").projects
    assert (project.budget_wan, project.total_budget_wan) == (500, 1200)


def test_a_sum_beside_its_sources_is_the_budget():
    rows = [["资金来源", "财政拨款（万元）", "100"], ["", "自筹资金（万元）", "20"], ["", "合计（万元）", "120"]]
    assert money(*rows)[0] == 120
    assert money(*rows[:2])[0] is None
    assert money(["合计", "7"], ["参加人数", "5"])[0] is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("中央资金100万元，省级资金20万元，合计120万元", 120),
        ("中央资金100万元，省级资金20万元", 120),
        ("每月10万元，全年120万元", 120),
        ("300元/人×4000人=120万元", 120),
        ("1 200 000元", 120),
        ("120万元（其中：中央资金100万元，省级资金20万元）", 120),
        ("120万元，中央资金100万元", 120),
        ("120万元，较上年合计增加20万元", 120),
    ],
)
def test_of_several_amounts_in_a_cell_what_they_come_to_is_the_budget(text, amount):
    assert money(["项目资金", text])[0] == amount


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        (["年度资金总额", "1200000", "元"], 120),
        (["年度资金总额", "120", "", "万元"], 120),
        (["年度资金总额", "120万元", "元"], 120),
        (["年度资金总额", "120", "主管部门", "元"], 120),
    ],
)
def test_a_unit_in_a_cell_of_its_own_is_that_of_the_number_before_it(row, amount):
    assert money(row)[0] == amount


@pytest.mark.parametrize(
    "rows",
    [
        [["申报金额", "150万元", "批复金额", "120万元"]],
        [["申请资金（万元）", "150"], ["核定资金（万元）", "120"]],
        [["核定资金（万元）", "120"], ["申请资金（万元）", "150"]],
        [["申报金额", "120万元"]],
    ],
)
def test_what_was_granted_counts_before_what_was_asked_for(rows):
    assert money(*rows)[0] == 120


@pytest.mark.parametrize(
    ("text", "annual"),
    [
        ("120万元=80万元+40万元", 120),
        ("120万元＝设备80万元＋人工40万元", 120),
        ("80万元+40万元=120万元", 120),
        ("20人×6万元=120万元", 120),
    ],
)
def test_a_sum_is_told_from_what_is_added_up_on_either_side(text, annual):
    assert amounts_in(text, "万元", 2026, of_year=False).annual == annual


def test_the_unit_of_a_label_is_not_that_of_the_amount_behind_the_next_one():
    assert money(["预算金额（元）", "1200000", "万元", "120"])[0] == 120


def test_what_counts_something_else_below_a_label_is_no_budget():
    assert money(["立项年度", "2024年", "预算金额（万元）", ""], ["说明", "", "养护30公里", ""])[0] is None


@pytest.mark.parametrize(
    ("text", "annual"),
    [
        ("财政拨款100万元，自筹资金20万元", 120),
        ("财政拨款60万元，自筹资金60万元", 120),
        ("中央资金20万元，省级资金100万元，财政资金共120万元", 120),
        ("专项资金120万元，包括：中央资金80万元，省级资金40万元", 120),
        ("财政拨款120万元（含省级补助资金30万元）", 120),
        ("120（财政拨款100，单位自筹20）", 120),
        ("财政拨款120万元（省级补助资金30万元，县级资金90万元）", 120),
    ],
)
def test_sources_that_are_parts_of_another_are_not_added_to_it(text, annual):
    assert amounts_in(text, "万元", 2026, of_year=False).annual == annual


def test_the_sum_of_something_else_above_sources_is_no_budget():
    rows = [["人员数量", "20", "合计", "25"], ["财政拨款（万元）", "120", "其他资金（万元）", "0"]]
    assert money(*rows)[0] is None


OTHER_YEAR = "表是2026年度的，“{}”写的是别的年度"


@pytest.mark.parametrize("label", ["2025年预算", "2025年预算（万元）", "2024年度预算数"])
def test_money_below_the_label_of_another_year_is_not_certain(label):
    assert money([label, "120"]) == (120, None, OTHER_YEAR.format(label))


@pytest.mark.parametrize("label", ["2026年预算", "2025-2026年预算", "年度预算", "预算数"])
def test_money_of_this_year_or_of_none_is(label):
    assert money([label, "120"])[2] is None


def test_money_of_another_year_beside_this_years_is_no_doubt():
    assert money(["2025年预算", "100", "2026年预算", "120"]) == (120, None, None)


def test_the_column_of_another_year_in_a_list_is_not_certain():
    heads = ["项目名称", "2025年预算（万元）", "一级指标", "二级指标", "三级指标", "指标值"]
    rows = [["公路养护", "120", *TABLE[1]], ["河道清淤", "60", *TABLE[1]]]
    found = read_content(sheet_of([["2026年项目绩效目标表"], heads, *rows]), "目标表.xlsx").projects
    told = OTHER_YEAR.format("2025年预算（万元）")
    assert [(one.budget_wan, one.unsure) for one in found] == [(120, {"project.budget_wan": told}), (60, {"project.budget_wan": told})]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["项目总预算", "900万元", "项目当年预算", "300万元"]],
        [["项目总预算", "900万元"], ["项目当年预算", "300万元"]],
        [["项目总投资", "900万元"], ["年度预算", "300万元"]],
    ],
)
def test_of_the_whole_budget_and_this_years_the_latter_counts(rows):
    assert money(*rows) == (300, 900, None)


def test_a_year_a_row_beside_sources_that_head_columns():
    heads = ["资金情况（万元）", "年份", "合计", "财政拨款", "其他资金"]
    rows = [["", "2024年", "40", "38", "2"], ["", "2025年", "45", "41", "4"], ["", "2026年", "50", "44", "6"]]
    (project,) = read_content(sheet_of([*ABOVE, heads, *rows, *TABLE]), "目标表.xlsx").projects
    assert project.budget_wan == 50
    assert [(part.source, part.amount_wan) for part in project.funding] == [("财政拨款", 44), ("其他资金", 6)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("伍拾万元整（¥500,000.00）", 50),
        ("人民币壹佰贰拾万元整（￥1200000）", 120),
        ("¥120.5", 120.5),
        ("叁万元整（3万元）", 3),
    ],
)
def test_an_amount_in_capitals_beside_its_figure_tells_the_unit(text, amount):
    assert money(["申请资金总额（万元）" if text == "¥120.5" else "申请资金总额", text])[0] == amount


def test_the_whole_budget_alone_is_the_budget():
    assert money(["项目总预算", "900万元"]) == (900, None, None)
