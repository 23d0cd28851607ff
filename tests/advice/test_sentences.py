"""Advice in words: with the row's own figures where it has some, and by its category where nothing of its own was found."""

import pytest

from auditor.advice.sentences import instead_offer, with_base, with_one_sign, with_reference, with_unit
from auditor.checks.protocol import build_batch
from tests.building import project, submission

pytestmark = pytest.mark.issue(18)


def row(auditor, level2, level3, target):
    made = project("1", ("产出指标", level2, level3, "", target, ""))
    return build_batch((submission(made),), auditor.language).rows[0]


@pytest.mark.parametrize(
    ("level2", "level3", "target", "written"),
    [
        ("满意度指标", "居民满意度", "高于全省平均水平", "“≥__%（上年全省平均水平 __%）”"),
        ("数量指标", "接诊人次", "不低于去年", "“≥__人次（上年实际 __人次）”"),
        ("社会效益指标", "服务实体经济", "不低于上年同期", "“≥__（上年实际 __）”"),
        ("成本指标", "培训费", "按规定标准", "“≤__元（《__》规定标准）”"),
        ("质量指标", "事故发生率", "不高于行业平均", "“≤__%（上年行业平均 __%）”"),
    ],
)
def test_a_reference_is_given_its_figure(auditor, level2, level3, target, written):
    assert with_reference(row(auditor, level2, level3, target)) == written


def test_a_change_says_what_it_is_measured_from(auditor):
    assert with_base(row(auditor, "社会效益指标", "投诉件数", "下降20%"), "下降20%") == "“较上年（__件）下降20%”"


@pytest.mark.parametrize(
    ("level2", "level3", "written"),
    [
        ("成本指标", "项目总投资", "“45万元”或者“45元”"),
        ("经济效益指标", "节约电费", "“45万元”“45元”或者“45%”"),
        ("数量指标", "举办竞赛", "“45个”“45次”或者“45人”"),
        ("时效指标", "信访答复", "“45天”“45个工作日”或者“45%”"),
        ("质量指标", "路灯亮灯率", "“45%”"),
        ("社会效益指标", "网格化服务", "“45%”“45分”或者“45人次”"),
    ],
)
def test_a_bare_number_is_offered_units_of_its_category(auditor, level2, level3, written):
    assert with_unit(row(auditor, level2, level3, "45"), "45") == written


@pytest.mark.parametrize(
    ("target", "written"),
    [("≥95%以上", "“≥95%”"), ("≤30天以内", "“≤30天”"), ("≥20人及以上。", "“≥20人”"), ("大于等于95%以上", "“≥__”")],
)
def test_a_bound_told_twice_is_told_once(target, written):
    assert with_one_sign(target) == written


@pytest.mark.parametrize(
    ("level2", "short", "sentence"),
    [
        (
            "生态效益指标",
            "没有生态影响的，可以不设",
            "按实际改写：没有生态影响的，此类可以不设；确有的，写明排放、能耗、绿化等的数值，如“__排放量 较上年（__吨）下降__%”（示例，须由单位核定）",
        ),
        (
            "数量指标",
            "写明做了什么、做了多少，并带上个、次、人等单位，如“__数量 ≥__”",
            "写明做了什么、做了多少，并带上个、次、人等单位，如“__数量 ≥__”（示例，须由单位核定）",
        ),
    ],
)
def test_where_nothing_of_the_projects_own_was_found_its_category_says_what_is_wanted(auditor, level2, short, sentence):
    offer = instead_offer(row(auditor, level2, "美好", "良好"), ())
    assert (offer.kind, offer.short, offer.sentence, offer.indicators) == ("nothing", short, sentence, ())
