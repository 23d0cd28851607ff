"""The model of categories: it says where a row belongs, only of rows that can be measured, and never as a fact."""

from auditor.judging.run import judge
from auditor.pipeline.run import whole_batch
from tests.building import project, submission


def judged(auditor, *rows):
    batch = whole_batch((submission(project("1", *rows)),), auditor.language)
    return judge(batch, auditor.pack, auditor.models)


def fit_findings(judgement):
    found = [finding for findings in judgement.findings.values() for finding in findings]
    return [(one.indicator, one.rule, one.confidence < 1) for one in found if one.rule in ("REL022", "REL023")]


def test_work_done_under_social_effect_is_a_suspicion(auditor):
    row = ("效益指标", "社会效益指标", "开展执法检查", "", "260次", "")
    assert fit_findings(judged(auditor, row)) == [("1/1", "REL022", True)]


def test_an_effect_under_effect_and_an_output_under_output_are_left_alone(auditor):
    rows = [
        ("产出指标", "数量指标", "开展执法检查", "", "260次", ""),
        ("效益指标", "社会效益指标", "群众安全感", "", "≥95%", ""),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", ""),
    ]
    assert fit_findings(judged(auditor, *rows)) == []


def test_a_vague_row_is_not_asked_where_it_belongs(auditor):
    row = ("效益指标", "社会效益指标", "开展执法检查", "", "效果显著", "")
    assert fit_findings(judged(auditor, row)) == []
