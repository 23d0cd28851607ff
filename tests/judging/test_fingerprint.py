"""A finding keeps its name when its rule is given another id, so that waivers and baselines still match."""

from dataclasses import replace

from auditor.pipeline.write import audit_submissions
from tests.building import project, submission

ROW = ("效益指标", "社会效益指标", "方便居民办事", "方便居民办事", "方便居民办事", "2025年工作计划")


def _findings(auditor):
    result = audit_submissions((submission(project("1001", ROW)),), auditor)
    return [one for one in result.submissions[0].projects[0].findings if one.indicator]


def _renamed(auditor, **changes):
    """The same rules, CMP005 under another id."""
    rules = tuple(
        item.with_rule(item.rule.model_copy(update={"id": "CMP905", **changes})) if item.rule.id == "CMP005" else item
        for item in auditor.pack.rules
    )
    return auditor.with_parts(pack=replace(auditor.pack, rules=rules))


def _named(auditor):
    return [(one.rule, one.fingerprint) for one in _findings(auditor) if one.rule in ("CMP005", "CMP905")]


def test_a_rule_that_replaces_another_keeps_its_fingerprints(auditor):
    ((old, fingerprint),) = _named(auditor)
    assert old == "CMP005"
    assert _named(_renamed(auditor, replaces=("CMP005",))) == [("CMP905", fingerprint)]


def test_a_rule_of_another_id_that_replaces_nothing_is_told_anew(auditor):
    ((_, fingerprint),) = _named(auditor)
    ((rule, other),) = _named(_renamed(auditor))
    assert rule == "CMP905"
    assert other != fingerprint
