"""One leading finding per fault: what says the same of a row is told once, and nothing that was quoted is lost."""

from dataclasses import replace

from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions
from tests.building import brief, project, submission

COPIED = ("效益指标", "社会效益指标", "方便居民办事", "方便居民办事", "方便居民办事", "2025年工作计划")


def _findings(auditor, *rows):
    result = audit_submissions((submission(project("1001", *rows)),), auditor)
    return [finding for finding in result.submissions[0].projects[0].findings if finding.indicator]


def test_a_copied_description_is_evidence_of_the_copied_target(auditor):
    found = _findings(auditor, COPIED)
    assert [finding.rule for finding in found] == ["CMP005"]
    assert [(one.field, one.text) for one in found[0].evidence] == [
        ("target", "方便居民办事"),
        ("description", "方便居民办事"),
    ]


def test_a_copied_description_stands_for_itself_where_the_target_is_no_copy(auditor):
    row = ("效益指标", "社会效益指标", "改善居民出行", "改善居民出行", "公交站点12个", "2025年工作计划")
    assert "CMP006" in [finding.rule for finding in _findings(auditor, row)]


def test_rows_are_judged_one_by_one(auditor):
    other = ("效益指标", "社会效益指标", "改善居民出行", "改善居民出行", "公交站点12个", "2025年工作计划")
    result = audit_submissions((submission(project("1001", COPIED, other)),), auditor)
    told = [(row, rule) for _, row, _, rule in brief(result) if rule in ("CMP005", "CMP006")]
    assert told == [("1", "CMP005"), ("2", "CMP006")]


def test_a_finding_yields_to_no_lesser_one(auditor):
    """A bureau that lowers the leading rule to a hint does not lose the graver finding beside it."""
    lowered = replace(
        auditor.pack,
        rules=tuple(
            item.with_rule(item.rule.model_copy(update={"severity": "info"})) if item.rule.id == "CMP005" else item
            for item in auditor.pack.rules
        ),
    )
    row = ("效益指标", "生态效益指标", "村庄绿化水平提高", "栽植行道树", "村庄绿化水平提高", "2025年工作计划")
    assert [finding.rule for finding in _findings(auditor, row) if finding.rule in ("CMP005", "MEA004")] == ["CMP005"]
    engine = EngineCore()
    engine.pack = lowered
    found = _findings(engine, row)
    assert sorted(finding.rule for finding in found if finding.rule in ("CMP005", "MEA004")) == ["CMP005", "MEA004"]


def _changed(auditor, **changes):
    """The auditor with some rules changed, by id."""
    rules = (
        item.with_rule(item.rule.model_copy(update=changes[item.rule.id])) if item.rule.id in changes else item
        for item in auditor.pack.rules
    )
    return auditor.with_parts(pack=replace(auditor.pack, rules=tuple(rules)))


def test_what_is_certain_does_not_yield_to_a_doubt(auditor):
    doubtful = _changed(auditor, CMP005={"certainty": "likely"})
    assert [finding.rule for finding in _findings(auditor, COPIED)] == ["CMP005"]
    told = [finding.rule for finding in _findings(doubtful, COPIED)]
    assert [rule for rule in told if rule in ("CMP005", "CMP006")] == ["CMP005", "CMP006"]


def test_the_leader_of_a_leader_carries_the_evidence_of_both(auditor):
    row = (*COPIED[:5], "相关规定")
    chain = _changed(auditor, CMP005={"yields_to": ("REL016",)}, REL016={"severity": "error"})
    (found,) = _findings(chain, row)
    assert found.rule == "REL016"
    assert [(one.field, one.text) for one in found.evidence] == [
        ("basis", "相关规定"),
        ("target", "方便居民办事"),
        ("description", "方便居民办事"),
    ]


NONE = ("效益指标", "生态效益指标", "生态效益指标", "生态效益指标", "不涉及", "")


def test_of_two_that_cannot_both_be_right_one_is_said_and_nothing_of_the_other(auditor):
    (found,) = [one for one in _findings(auditor, NONE) if one.rule in ("CMP003", "CMP004")]
    assert (found.rule, [one.field for one in found.evidence]) == ("CMP003", ["target"])


def test_a_fact_is_not_contradicted_by_a_doubt(auditor):
    doubtful = _changed(auditor, CMP003={"certainty": "likely"})
    told = [one.rule for one in _findings(doubtful, NONE)]
    assert [rule for rule in told if rule in ("CMP003", "CMP004")] == ["CMP004", "CMP003"]
