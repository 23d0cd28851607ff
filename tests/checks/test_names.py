"""Two measures joined in one name are pointed at from the first word to the last; one measure of two things is not."""

import pytest

from auditor.checks.names import two_measures_in_name
from auditor.checks.protocol import build_batch
from tests.building import project, submission


def accused(language, name, target="≥90%", description=""):
    rows = project("P1", ("产出指标", "质量指标", name, description, target))
    batch = build_batch((submission(rows),), language)
    return [hit.values["accused"] for hit in two_measures_in_name(batch, {}).hits]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("办结率和群众满意率", "办结率和群众满意率"),
        ("巡河次数、清淤次数", "次数、清淤次数"),
        ("设备完好率及在线率", "完好率及在线率"),
        ("培训人数及取证人数", "人数及取证人数"),
        ("政策知晓率与服务满意度", "政策知晓率与服务满意度"),
    ],
)
def test_two_measures_are_shown_whole(language, name, words):
    assert accused(language, name) == [words]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("走访党员和困难群众人数", "≥80人"),
        ("设备完好率", "≥95%"),
        ("巡河次数、清淤次数", "≥24次，≥6次"),
        ("完好率和完成情况说明报告的编制和报送率", "≥90%"),
        ("合格率和", "≥90%"),
        ("", "≥90%"),
    ],
)
def test_one_measure_or_a_number_for_each_is_no_fault(language, name, target):
    assert accused(language, name, target) == []


def test_a_blank_name_cannot_be_judged(language):
    rows = project("P1", ("产出指标", "质量指标", " ", "", "≥90%"), ("产出指标", "质量指标", "完好率", "", "≥90%"))
    found = two_measures_in_name(build_batch((submission(rows),), language), {})
    assert [(subject.indicator, reason) for subject, reason in found.undecided] == [(0, "三级指标空白")]
    assert [one.indicator for one in found.examined] == [0, 1]
