"""Heads of forms with money: whatever their order, sum and spaces, parts belong to their own total, and nothing is made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reading.extract import read_content
from auditor.reading.forms.form import read_grid
from auditor.reading.forms.head import Head, read_head
from auditor.reading.forms.nested_sources import outer_sources
from auditor.reading.forms.tables import find_tables
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

SOURCES = (
    "财政拨款",
    "中央财政资金",
    "省级补助",
    "县级配套资金",
    "单位自筹资金",
    "上年结转资金",
    "其他资金",
    "事业收入",
)
AMOUNT = st.integers(1, 9_000_000).map(lambda cents: cents / 100)
PARTS = st.lists(st.tuples(st.sampled_from(SOURCES), AMOUNT), min_size=2, max_size=5, unique_by=lambda part: part[0])


def _grid(*rows: tuple[str, ...]) -> Grid:
    width = max(map(len, rows))
    return Grid(None, tuple(row + ("",) * (width - len(row)) for row in rows), {})


def _head(*rows: tuple[str, ...]) -> Head:
    return read_head(_grid(*rows), 0, len(rows))


def _written(amount: float, unit: str, thousands: bool) -> str:
    number = round(amount * (10000 if unit == "元" else 1), 2)
    return f"{number:,.2f}" if thousands else f"{number:.2f}"


@settings(max_examples=150)
@given(PARTS, st.sampled_from(["元", "万元"]), st.booleans(), st.booleans(), st.sampled_from([1.0, 3.0]))
def test_the_parts_of_a_head_are_those_of_the_years_total(parts, unit, thousands, of_it, times):
    total = round(sum(amount for _, amount in parts), 2)

    def money(amount: float) -> str:
        return _written(amount, unit, thousands)

    lead = "其中：" if of_it else ""
    rows = [
        ("项目名称", "水库除险", "", "", ""),
        (f"项目资金（{unit}）", "实施期资金总额", money(total * times), "年度资金总额", money(total)),
    ]
    for place, (name, amount) in enumerate(parts):
        label = (lead if place == 0 else "") + name
        rows.append(("", label, money(amount * times), label, money(amount)))
    head = _head(*rows)
    assert head.budget_wan == pytest.approx(total)
    assert head.total_budget_wan == pytest.approx(round(total * times, 2), abs=0.01)
    assert [(part.source, pytest.approx(part.amount_wan)) for part in head.funding] == [
        (name, pytest.approx(amount)) for name, amount in parts
    ]


@settings(max_examples=100)
@given(AMOUNT, AMOUNT, st.sampled_from(["：", ":", ""]), st.lists(st.sampled_from(SOURCES), max_size=3, unique=True))
def test_amounts_beside_their_labels_are_budget_and_spending(budget, spent, colon, sources):
    rows = [("资金情况（万元）", f"预算数{colon}", f"{budget:.2f}", f"执行数{colon}", f"{spent:.2f}")]
    share = round(spent / max(len(sources), 1), 2)
    rows += [("", f"其中：{name}", f"{budget:.2f}", f"其中：{name}", f"{share:.2f}") for name in sources]
    head = _head(*rows)
    assert head.execution is not None
    assert (head.execution.budget_wan, head.execution.executed_wan) == pytest.approx((budget, spent))
    assert [(part.source, part.executed_wan) for part in head.execution.parts] == [
        (name, pytest.approx(share)) for name in sources
    ]


def _project(*head: tuple[str, ...]):
    grid = _grid(*head, ("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "除险水库数", "≥2座"))
    (project,) = read_grid(grid, find_tables(grid))
    return project


@pytest.mark.parametrize(
    "parts",
    [
        (("财政拨款", "80"), ("其中：中央资金", "50"), ("其他资金", "15")),
        (("1.财政拨款", "80"), ("其中：省级资金", "60"), ("市级资金", "30"), ("2.自筹资金", "20")),
    ],
)
def test_sources_on_several_levels_that_do_not_make_up_the_budget_are_not_sure(parts):
    project = _project(("年度资金总额", "100"), *parts)
    assert project.unsure == {"project.funding": "资金来源写了几层，分不清哪些相加是总额"}


@pytest.mark.parametrize(
    "parts", [(("财政拨款", "70"), ("其他资金", "20")), (("其中：财政拨款", "70"), ("自筹资金", "20"))]
)
def test_sources_side_by_side_that_do_not_make_up_the_budget_are_told(parts):
    project = _project(("年度资金总额", "100"), *parts)
    assert (project.unsure, sum(part.amount_wan for part in project.funding)) == ({}, 90)


def test_the_goal_of_all_years_is_kept_beside_that_of_the_year():
    project = _project(
        ("总体目标", "实施期目标", "年度目标"), ("", "三年除险水库6座。", "除险水库2座。"), ("年度资金总额", "100")
    )
    assert (project.longterm_goal, project.goal) == ("三年除险水库6座。", "除险水库2座。")


@pytest.mark.parametrize(
    ("row", "unfilled"),
    [
        (("项目名称", "", "主管部门", "水利局"), ("name",)),
        (("主管部门", "水利局", "项目名称", ""), ("name",)),
        (("项目名称：", "", "", ""), ("name",)),
        (("项目名称", "水库除险", "主管部门", "水利局"), ()),
        (("主管部门", "水利局", "", ""), ()),
    ],
)
def test_a_name_is_blank_only_where_its_label_stands_beside_an_empty_cell(row, unfilled):
    assert _project(row, ("年度资金总额", "100")).unfilled == unfilled


def test_a_name_below_its_label_is_no_blank_one():
    project = _project(("项目名称", "主管部门"), ("水库除险", "水利局"), ("年度资金总额", "100"))
    assert (project.name, project.unfilled) == ("水库除险", ())


ITEMS = [["师资费", "1500元/课时", 18], ["场地费", "2000元/天", 6]]
SUBTOTALS = [["支出内容", "标准", "金额（万元）"], ITEMS[0], ["小计", "", 18], ITEMS[1], ["小计", "", 6]]


@pytest.mark.parametrize(
    ("lines", "budget", "doubt"),
    [
        (
            [["支出内容", "标准", "金额（万元）"], *ITEMS],
            None,
            "只读到逐项的金额，没有读到总额",
        ),
        ([["支出内容", "标准", "金额（万元）"], *ITEMS, ["合计", "", 24]], 24, None),
        ([["支出内容", "标准", "金额（万元）"], ["合计", "", 24], *ITEMS], 24, None),
        ([["预算金额", "30万元"], ["支出内容", "标准", "金额（万元）"], *ITEMS], 30, None),
        ([["支出内容", "标准", "金额（万元）"], ITEMS[0]], 18, None),
        ([*SUBTOTALS, ["合计", "", 24]], 24, None),
        (SUBTOTALS, None, "只读到逐项的金额，没有读到总额"),
    ],
    ids=["no sum", "sum below", "sum above", "stated elsewhere", "one item", "sums of parts too", "sums of parts only"],
)
def test_the_amount_of_one_item_is_not_the_budget(lines, budget, doubt):
    table = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "培训人次", "1200人次"]]
    head = [["项目名称", "职业技能培训"], ["绩效目标", "完成职业技能培训1200人次"]]
    (project,) = read_content(sheet_of([*head, *lines, *table]), "申报表.xlsx").projects
    assert (project.budget_wan, project.unsure.get("project.budget_wan")) == (budget, doubt)


def test_the_money_of_the_form_of_transfers_is_that_of_the_year():
    lines = [
        ["转移支付名称", "农田建设补助资金", "", ""],
        ["资金情况（万元）", "实施期金额：", 156000, "年度金额：", 52000],
        ["", "其中：中央补助", 120000, "其中：中央补助", 40000],
        ["", "地方资金", 36000, "地方资金", 12000],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "高标准农田建设面积", "≥30万亩"],
    ]
    (project,) = read_content(sheet_of(lines), "目标表.xlsx").projects
    parts = [(part.source, part.amount_wan) for part in project.funding]
    assert (project.budget_wan, project.total_budget_wan) == (52000, 156000)
    assert parts == [("中央补助", 40000), ("地方资金", 12000)]


NESTED = [
    ((("财政资金", 120), ("财政拨款", 120)), (0,)),
    ((("财政资金", 120), ("财政拨款", 120), ("其他资金", 30)), (0, 2)),
    ((("财政资金", 120), ("一般公共预算", 80), ("政府性基金", 40), ("自筹资金", 30)), (0, 3)),
    ((("财政拨款", 60), ("自筹资金", 60)), (0, 1)),
    ((("中央财政资金", 60), ("省级财政资金", 60)), (0, 1)),
    ((("财政拨款", 60), ("上级财政补助", 40)), (0, 1)),
    ((("财政资金", 0), ("财政拨款", 0)), (0, 1)),
    ((("财政资金", 120), ("财政拨款", 100), ("其他资金", 20)), None),
]


@pytest.mark.parametrize(("parts", "outer"), NESTED)
def test_sources_that_are_made_up_of_others_are_counted_once(parts, outer):
    assert outer_sources(parts) == outer


def test_a_table_of_sources_without_a_sum_counts_them_once():
    rows = (
        ("资金来源", "项目总投资（万元）", "本年预算（万元）"),
        ("财政资金", "200", "120"),
        ("财政拨款", "200", "120"),
    )
    head = _head(("项目名称", "公路养护"), *rows, ("其他资金", "0", "0"))
    assert (head.budget_wan, head.total_budget_wan) == (120, 200)
    assert _head(("资金总额", "财政资金120万元，财政拨款120万元")).budget_wan == 120


def test_of_sources_that_may_be_the_same_money_no_sum_is_made():
    rows = (("资金来源", "本年预算（万元）"), ("财政资金", "120"), ("财政拨款", "100"), ("其他资金", "20"))
    head = _head(("项目名称", "公路养护"), *rows)
    assert (head.budget_wan, head.nested) == (None, True)


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ([("预算数（万 元）", "120")], 1),
        ([("预 算 数 （ 万 元 ）", "120")], 1),
        ([("预算数（ 元 ）", "120")], 0.0001),
        ([("金额单位：万 元",), ("预算数", "120")], 1),
        ([("金额单位：千 元",), ("预算数", "120")], 0.1),
    ],
)
def test_a_unit_with_blanks_inside_is_that_unit(rows, unit):
    assert _head(("项目名称", "公路养护"), *rows).budget_wan == pytest.approx(120 * unit)


def _spent(heads: tuple[str, ...], *amounts: str) -> Head:
    return _head(("项目名称", "公路养护"), ("项目资金（万元）", *heads), ("年度资金总额", *amounts))


@pytest.mark.parametrize("adjusted", ["调整预算", "调整后预算数", "全年预算数", "预算调整数"])
@pytest.mark.parametrize("spent", ["实际支出", "支出数", "全年执行数"])
def test_of_two_budgets_the_later_is_in_force(adjusted, spent):
    head = _spent(("年初预算", adjusted, spent, "执行率"), "50", "52", "51", "98.08%")
    assert (head.budget_wan, head.execution and head.execution.executed_wan, head.other_budget) == (52, 51, "")


@pytest.mark.parametrize(
    ("amounts", "other"),
    [
        (("50", "52", "51", "98.08%"), "到位数"),
        (("50", "52", "51", ""), "到位数"),
        (("50", "50", "49", "98%"), ""),
        (("50", "48", "48", "96%"), ""),
        (("52", "50", "51", "98.08%"), ""),
        (("50", "已到位", "51", "102%"), ""),
    ],
)
def test_money_that_the_rate_fits_better_than_the_budget_is_told(amounts, other):
    assert _spent(("预算数", "到位数", "执行数", "执行率"), *amounts).other_budget == other
