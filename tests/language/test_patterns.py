"""Expressions that rules and checks share: what each finds, and the look-alike that it leaves alone."""

import pytest

from auditor.errors import ConfigurationError
from auditor.language.patterns import pattern


@pytest.mark.parametrize(
    ("name", "found", "left"),
    [
        ("money_collected", ["征收河道管理费", "依法追缴罚金", "减免检测费"], ["征地费", "征收征管经费", "资金回收"]),
        ("incident_name", ["决堤事故", "欠薪投诉件数", "治理后返工"], ["事故预案", "返工治理", "从严查处违法行为"]),
        ("countable_change", ["门票收入", "旅客人次增长", "出苗率"], ["教学质量", "办事效率", "品牌价值"]),
        ("run_by_somebody", ["泵站由供水公司运行", "由专业队伍管护"], ["由村民自愿", "公司运行良好"]),
        ("somebody_engaged", ["委托第三方检测土样", "聘请专业团队运营"], ["委托办理", "聘请专业讲师"]),
        ("tells_its_fact", ["泵站通过验收", "入冬前供暖", "有无断档"], ["群众拥护", "管理规范"]),
        ("marks_beside_value", ["≥80%（**）", "XX≥12人"], ["20XX", "3月××", "80%"]),
        ("spending_changed", ["压减印刷支出", "逐年加大投入"], ["印刷支出", "投入"]),
    ],
)
def test_what_is_found_and_what_is_left(name, found, left):
    expression = pattern(name)
    assert [text for text in (*found, *left) if expression.found_in(text)] == found


def test_a_name_that_stands_nowhere_is_refused():
    with pytest.raises(ConfigurationError) as caught:
        pattern("no_such_expression")
    assert caught.value.code == "C003"
