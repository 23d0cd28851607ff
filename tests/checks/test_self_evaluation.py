"""Self-evaluation rows are held against their target only where it is known which way is better."""

import pytest

from auditor.model import Indicator, Project, Submission
from auditor.pipeline.write import audit_submissions

UNMET = {"CMP017", "CON013", "FEA007"}


def told(auditor, level2: str, name: str, target: str, actual: str) -> list[str]:
    level1 = "满意度指标" if "满意" in level2 else "效益指标" if "效益" in level2 else "产出指标"
    row = Indicator(
        id="1/1", level1=level1, level2=level2, level3=name, target=target, actual=actual, weight=10, score=10
    )
    project = Project(code="1", name="示例项目", indicators=(row,))
    one = Submission(
        source="自评.csv", sha256="", status="audited", kind="self_evaluation", year=2024, projects=(project,)
    )
    found = audit_submissions((one,), auditor).submissions[0].projects[0].findings
    return sorted(finding.rule for finding in found if finding.rule in UNMET)


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual"),
    [
        ("成本指标", "设备购置成本", "30万元", "28.6万元"),
        ("成本指标", "人均培训成本", "400元", "650元"),
        ("时效指标", "许可办理", "15天", "9天"),
        ("社会效益指标", "辖区安全事故", "2起", "0起"),
        ("质量指标", "管网漏损率", "10%", "8.4%"),
        ("数量指标", "培训人数", "120人", "126人"),
        ("成本指标", "单位造价", "≤2600元/平方米", "2480元/平方米"),
    ],
)
def test_what_may_be_as_good_or_better_is_no_shortfall(auditor, level2, name, target, actual):
    assert told(auditor, level2, name, target, actual) == []


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual", "rules"),
    [
        ("数量指标", "培训人数", "120人", "96人", ["CMP017", "CON013"]),
        ("质量指标", "管网漏损率", "10%", "13%", ["CMP017", "CON013"]),
        ("成本指标", "设备购置成本", "≤30万元", "31万元", ["CMP017", "CON013"]),
        ("质量指标", "投诉办结率", "98%", "91%", ["CMP017", "CON013"]),
        ("数量指标", "检查次数", "≥20次", "41次", ["FEA007"]),
    ],
)
def test_a_clear_shortfall_or_excess_is_told(auditor, level2, name, target, actual, rules):
    assert told(auditor, level2, name, target, actual) == rules
