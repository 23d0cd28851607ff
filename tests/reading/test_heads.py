"""Heads of forms: whose year it is, which total a part belongs to, and what a label without a value says."""

from __future__ import annotations

import pytest

from auditor.reading.forms.form import read_grid
from auditor.reading.forms.head import Head, read_head
from auditor.reading.forms.narrative import budget_year
from auditor.reading.forms.tables import find_tables
from auditor.reading.grid import Grid


def _head(*rows: tuple[str, ...]) -> Head:
    width = max(map(len, rows))
    return read_head(Grid(None, tuple(row + ("",) * (width - len(row)) for row in rows), {}), 0, len(rows))


def _money(head: Head) -> tuple[float | None, dict[str, float]]:
    return head.budget_wan, {part.source: part.amount_wan for part in head.funding}


@pytest.mark.parametrize("total", ["项目资金总额", "项目预算金额"])
@pytest.mark.parametrize("annual", ["年度资金申请总额", "年度资金总额", "本年预算数"])
@pytest.mark.parametrize(("unit", "in_wan"), [("元", 0.0001), ("万元", 1.0)])
def test_parts_belong_to_the_annual_total(total: str, annual: str, unit: str, in_wan: float) -> None:
    head = _head(
        (f"项目资金（{unit}）", total, "920000", annual, "310000"),
        ("", "其中：财政资金", "900000", "其中：当年财政拨款", "270000"),
        ("", "其他资金", "20000", "其他资金", "40000"),
    )
    expected = {"当年财政拨款": round(270000 * in_wan, 8), "其他资金": round(40000 * in_wan, 8)}
    assert _money(head) == (round(310000 * in_wan, 8), expected)


def test_parts_of_what_was_spent_are_no_sources() -> None:
    head = _head(
        ("资金情况（万元）", "预算数：", "52.5", "执行数：", "50"),
        ("", "其中：中央补助", "52.5", "其中：中央补助", "50"),
    )
    assert _money(head) == (52.5, {"中央补助": 52.5})


def test_a_single_part_below_the_total_is_no_list_of_sources() -> None:
    assert _money(_head(("项目金额", "70万元", "其中：市级财政资金", "44万元"))) == (70.0, {})


@pytest.mark.parametrize("label", ["二级项目名称", "转移支付名称", "一级项目名称"])
def test_names_of_projects(label: str) -> None:
    assert _head((label, "桥梁检修", "项目主管部门", "交通局")).fields == {"name": "桥梁检修", "department": "交通局"}


def test_headings_of_goals_are_no_goals() -> None:
    head = _head(
        ("项目绩效目标", "项目总目标", "年度总体目标"),
        ("", "三年检修桥梁30座。", "本年检修桥梁11座。"),
    )
    assert head.fields == {"goal": "本年检修桥梁11座。"}


def test_a_blank_name_stays_blank() -> None:
    grid = Grid(
        None,
        (
            ("项目名称", "", "主管部门", "交通局"),
            ("一级指标", "二级指标", "三级指标", "指标值"),
            ("产出指标", "数量指标", "检修桥梁数", "≥11座"),
        ),
        {},
    )
    assert [project.name for project in read_grid(grid, find_tables(grid))] == [""]


@pytest.mark.parametrize("comparison", ["比2031年预算增加5万元", "较2031年预算减少", "截至2031年6月30日"])
def test_the_year_is_the_forms(comparison: str) -> None:
    assert budget_year([comparison, comparison, "（2032年度）"]) == 2032


def test_a_year_compared_with_is_not_counted() -> None:
    assert budget_year(["比2031年预算增加", "与2031年预算相比", "较2031年预算减少", "2032年部门预算"]) == 2032


@pytest.mark.parametrize("title", ["交通局关于2032年部门预算绩效目标的报告", "低于2031年预算，合同2032年签订"])
def test_a_title_is_no_comparison(title: str) -> None:
    assert budget_year([title]) == 2032


def _self_evaluation(*parts: tuple[str, str, str, str]) -> Head:
    return _head(
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"),
        ("", "年度资金总额", "61", "64", "60", "93.75%"),
        *(("", *part, "") for part in parts),
    )


def test_parts_of_a_table_with_two_budgets_are_those_of_the_later() -> None:
    head = _self_evaluation(("其中：当年财政拨款", "51", "54", "52"), ("其他资金", "10", "10", "8"))
    assert _money(head) == (64.0, {"当年财政拨款": 54.0, "其他资金": 10.0})


@pytest.mark.parametrize("nested", [(("中央财政资金", 30), ("省级补助", 24)), (("中央财政资金", 30),)])
def test_nested_parts_are_not_added_to_the_part_they_belong_to(nested: tuple[tuple[str, int], ...]) -> None:
    inner = [(f"其中：{name}", "0", str(amount), "0") for name, amount in nested]
    head = _self_evaluation(("财政拨款", "51", "54", "52"), *inner, ("自筹资金", "10", "10", "8"))
    assert _money(head) == (64.0, {"财政拨款": 54.0, "自筹资金": 10.0})


def test_parts_that_do_not_make_up_the_total_stay_as_written() -> None:
    head = _self_evaluation(("中央补助", "51", "44", "52"), ("县级配套", "10", "10", "8"))
    assert _money(head) == (64.0, {"中央补助": 44.0, "县级配套": 10.0})


@pytest.mark.parametrize(
    "source",
    ["地方资金", "县级配套", "乡镇财政资金", "本级财政资金", "单位自有资金", "事业收入", "经营收入", "银行贷款", "社会投入", "债券资金", "以前年度结转"],
)  # fmt: skip
def test_names_of_sources(source: str) -> None:
    head = _self_evaluation(("中央补助", "51", "54", "52"), (source, "10", "10", "8"))
    assert _money(head) == (64.0, {"中央补助": 54.0, source: 10.0})
