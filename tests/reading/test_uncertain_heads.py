"""Codes whose last digits a sheet has lost, amounts whose unit nothing tells, and a list's department: none is made up."""

import pytest

from auditor.reading.extract import read_content
from material.forms.workbooks import sheet_of

NAMES = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW = ["产出指标", "数量指标", "巡护里程", "≥300公里"]
NO_UNIT = "没有写金额的单位，读出的数按万元算大得不合情理"
YUAN_SIGN = "数前面有“￥”，别处写的单位却是万元，分不清是元还是万元"


def read(lines):
    return read_content(sheet_of(lines), "表.xlsx")


def form(*head):
    (project,) = read([["项目名称", "森林防火"], *head, NAMES, ROW]).projects
    return project


def listed(*budgets, heading="预算数", above=()):
    lines = [[f"项目{place}", budget, *ROW] for place, budget in enumerate(budgets)]
    return read([*above, ["项目名称", heading, *NAMES], *lines]).projects


@pytest.mark.parametrize("code", ["51000025000000100", "3.301E+20", "5.1000025E+16"])
def test_a_code_that_a_sheet_kept_as_a_number_is_in_doubt(code):
    assert form(["项目编码", code]).unsure == {"project.code": f"项目编码“{code}”像是被当成数存的，后几位可能已经丢失"}
    (one,) = read([["项目编码", "项目名称", *NAMES], [code, "森林防火", *ROW]]).projects
    assert one.unsure == {"project.code": f"项目编码“{code}”像是被当成数存的，后几位可能已经丢失"}


@pytest.mark.parametrize("code", ["330100250000000012345", "5100002500000", "33010126A001", "305001"])
def test_a_code_with_all_of_its_digits_is_not(code):
    assert form(["项目编码", code]).unsure == {}


def test_a_large_amount_without_any_unit_is_in_doubt():
    doubtful = {"project.budget_wan": NO_UNIT, "project.funding": NO_UNIT}
    assert form(["预算数", 1860000]).unsure == doubtful
    assert [one.unsure for one in listed(1860000, 320)] == [doubtful, {}]


def test_an_amount_whose_unit_is_told_or_that_may_be_ten_thousands_is_not():
    told = [
        form(["预算数", 320]),
        form(["预算数（万元）", 18600]),
        form(["预算数", "18600万元"]),
        form(["", "", "单位：万元"], ["预算数", 18600]),
        *listed(18600, heading="预算数（万元）"),
        *listed(18600, above=[["金额单位：万元"]]),
        *listed("18600万元"),
    ]
    assert [one.unsure for one in told] == [{}] * 7


def test_a_large_amount_with_the_sign_of_yuan_where_the_unit_is_another_is_in_doubt():
    doubtful = {"project.budget_wan": YUAN_SIGN, "project.funding": YUAN_SIGN}
    assert form(["预算数（万元）", "￥1,860,000.00"]).unsure == doubtful
    assert form(["预算数（万元）", "¥ 1860000"]).unsure == doubtful
    assert [one.unsure for one in listed("￥1,860,000.00", heading="预算数（万元）")] == [doubtful]


def test_the_sign_of_yuan_beside_yuan_or_a_small_amount_is_not():
    told = [form(["预算数（元）", "￥1,860,000.00"]), form(["预算数（万元）", "￥186.00"])]
    assert [(one.budget_wan, one.unsure) for one in told] == [(186, {}), (186, {})]


@pytest.mark.parametrize("code", ["单位编码", "单位代码", "预算单位编码"])
def test_the_department_of_a_list_is_its_name_not_its_code(code):
    lines = [[code, "单位名称", "项目名称", *NAMES], ["203001", "县教育局本级", "营养改善", *ROW]]
    assert read(lines).department == "县教育局本级"


def test_the_department_of_a_list_that_has_but_its_code():
    assert read([["单位编码", "项目名称", *NAMES], ["203001", "营养改善", *ROW]]).department == "203001"


def test_the_unit_at_the_top_of_a_sheet_is_that_of_every_form_on_it():
    blocks = [
        [["项目名称", name], ["预算数", amount], NAMES, ROW] for name, amount in (("防火", 2100000), ("治虫", 1860000))
    ]
    projects = read([["", "", "", "单位：元"], *blocks[0], *blocks[1]]).projects
    assert [(one.name, one.budget_wan, one.unsure) for one in projects] == [("防火", 210, {}), ("治虫", 186, {})]
