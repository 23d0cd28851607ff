"""The same project a year later, the same row, the same target: what is taken for it and what is not."""

import pytest

from auditor.checks.history.matching import match_projects, match_rows
from auditor.checks.history.targets import agreement, more_is_better
from auditor.checks.history.unit_cost import main_output, unit_cost, written_cost
from auditor.language.quantity import read_quantities
from tests.building import project


def pairs(old, new):
    matches = match_projects(
        [project(code, name=name) for code, name in old], [project(code, name=name) for code, name in new]
    )
    return [(old[match.old][1], new[match.new][1]) for match in matches]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([("101001", "2024年送戏下乡")], [("101001", "2025年送戏下乡")], [("2024年送戏下乡", "2025年送戏下乡")]),
        ([("101001", "送戏下乡（2024）")], [("101009", "送戏下乡")], [("送戏下乡（2024）", "送戏下乡")]),
        ([("101002", "馆舍维修"), ("101001", "送戏下乡")], [("101001", "送戏下乡"), ("101002", "馆舍维修")],
         [("送戏下乡", "送戏下乡"), ("馆舍维修", "馆舍维修")]),
        ([("101003", "山洪灾害预警员培训")], [("101003", "山洪预警员培训费")], [("山洪灾害预警员培训", "山洪预警员培训费")]),
        ([("101001", "河道清淤（一期）")], [("101001", "河道清淤（二期）")], []),
        ([("101001", "送戏下乡")], [("101001", "馆舍维修")], []),
        ([("101001", "村道养护")], [("101001", "村道养护"), ("101002", "村道养护")], [("村道养护", "村道养护")]),
    ],
)  # fmt: skip
def test_projects_of_two_years(old, new, expected):
    assert pairs(old, new) == expected


def test_a_renamed_project_is_matched_less_surely_than_one_that_kept_its_name():
    old = [project("101001", name="送戏下乡"), project("101002", name="山洪灾害预警员培训")]
    new = [project("101001", name="送戏下乡"), project("101002", name="山洪预警员培训费")]
    same, renamed = match_projects(old, new)
    assert same.sureness == 1 > renamed.sureness


def test_rows_are_matched_within_their_category_and_by_description_where_the_name_was_reworded():
    old = project(
        "1", ("", "数量指标", "培训人数", "参加培训的人数", "≥80人"), ("", "质量指标", "培训人数", "", "≥90%")
    )
    new = project(
        "1", ("", "质量指标", "培训人数", "", "≥95%"), ("", "数量指标", "参加培训人数", "参加培训的人数", "≥90人")
    )
    assert [(match.old, match.new) for match in match_rows(old.indicators, new.indicators)] == [(1, 0), (0, 1)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("≥95%", "95%以上", "same"),
        ("≥12.6公里", "≥12600米", "same"),
        ("160人", "≥160名", "same"),
        ("≥160", "160人", "same"),
        ("2025年5月底前", "5月底前", "same"),
        ("2025年5月底前", "2025年8月底前", "different"),
        ("≥95%", "≥90%", "different"),
        ("≥95%", "≤95%", "different"),
        ("≥160人", "≥160户", "different"),
        ("≥95%", "良好", "different"),
        ("良好", "较好", "reworded"),
    ],
)
def test_targets_agree_however_they_are_written(one, other, expected):
    assert agreement(one, other, year=2025) == agreement(other, one, year=2025) == expected


@pytest.mark.parametrize(
    ("target", "name", "expected"),
    [
        ("≥95%", "合格率", True),
        ("≤31万元/公里", "单价", False),
        ("160人", "培训人数", True),
        ("110元", "人均成本", False),
    ],
)
def test_which_way_is_better(target, name, expected):
    assert more_is_better(read_quantities(target, field="")[0], name) is expected


def test_unit_cost_is_exact_and_told_in_the_unit_as_written():
    dredging = project(
        "1", ("", "质量指标", "合格率", "", "100%"), ("", "数量指标", "清淤长度", "", "≥12.6公里"), budget_wan=386.0
    )
    output = main_output(dredging)
    assert (output.row.level3, output.measure) == ("清淤长度", "length")
    assert written_cost(unit_cost(dredging, output), "公里") == "30.63万元/公里"
    assert main_output(project("1", ("", "数量指标", "资金", "", "48万元"))) is None
