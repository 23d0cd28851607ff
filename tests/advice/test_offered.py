"""What the bank offers is never found fault with by the rules that bring the advice."""

from auditor.advice.bank import CATEGORIES, load_bank
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from auditor.taxonomy import LEVEL2_ORDER
from tests.building import project, submission

LABELS = {
    "quantity": ("产出指标", "数量指标"),
    "quality": ("产出指标", "质量指标"),
    "economic": ("效益指标", "经济效益指标"),
    "social": ("效益指标", "社会效益指标"),
    "ecological": ("效益指标", "生态效益指标"),
    "sustainable": ("效益指标", "可持续影响指标"),
}


def _filled(indicator) -> str:
    if indicator.unit == "%":
        return "100%" if indicator.comparator == "=" else f"{indicator.comparator}96%"
    return f"{indicator.comparator}12{indicator.unit}"


def test_no_error_and_no_warning_is_made_of_an_offered_indicator(auditor):
    assert set(LABELS) == set(CATEGORIES) <= set(LEVEL2_ORDER)
    bank = [one for one in load_bank(data_path("corpora", "indicator_bank")).indicators() if one.level2 in LABELS]
    projects = [
        project(str(number), (*LABELS[one.level2], one.name, one.method, _filled(one), one.basis))
        for number, one in enumerate(bank)
    ]
    result = audit_submissions((submission(*projects),), auditor)
    told = [
        (found.rule, item.indicators[0].level3)
        for item in result.submissions[0].projects
        for found in item.findings
        if found.indicator and found.severity != "info"
    ]
    assert len(projects) > 800
    assert told == []
