"""A finding keeps its name when its rule is given another id, so that waivers and baselines still match."""

from dataclasses import replace

import pytest

from auditor.pipeline.write import audit_submissions
from auditor.scoring.totals import all_findings
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


def _of(auditor, code, name="湿地修复", **changes):
    one = submission(project(code, ROW, name=name)).model_copy(update=changes)
    result = audit_submissions((one,), auditor)
    return {item.fingerprint for item in all_findings(result.submissions)}


@pytest.mark.parametrize("code", ["", "3", "C-12"])
def test_what_one_department_keeps_is_not_kept_for_the_like_of_another(auditor, code):
    ours, theirs = (_of(auditor, code, department=name) for name in ("林草局", "水务局"))
    assert ours.isdisjoint(theirs)
    assert ours == _of(auditor, code, department="林草局", source="改过的.xlsx")


def test_where_the_department_is_not_known_the_file_tells(auditor):
    first, second, again = (
        _of(auditor, "3", department=None, source=name) for name in ("一/甲.xlsx", "乙.xlsx", "甲.docx")
    )
    assert first.isdisjoint(second)
    assert first == again


def test_a_code_that_names_one_project_is_enough(auditor):
    own, renamed = (
        _of(auditor, "53010025T000001", department="林草局"),
        _of(auditor, "53010025T000001", "湿地", department=None),
    )
    assert own & renamed
