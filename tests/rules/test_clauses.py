"""Rules prove themselves clause by clause: what is dropped, widened or moved, and which changes no example notices."""

import pytest

from auditor.evaluation.clause_survey import survey
from auditor.evaluation.rule_examples import Bench
from auditor.pipeline.engine import EngineCore
from auditor.rules.clauses import changes
from auditor.rules.load import changed_rule
from auditor.rules.source import read_yaml

UNPROVED = [("DUP001", "setting", "参数 max_share 由 1.01 改为 1.02")]
"""Changes that no example of the shipped rules notices: this list may only become shorter.

A share never exceeds 1, so that the upper limit of DUP001 can move up without effect; DUP007 has the same check end below it.
"""

RULE = {
    "id": "ABC001",
    "given": {"place": "时效行", "field": "target"},
    "when": {
        "all": [
            {"text": {"contains": ["及时"], "max_length": 9, "unless": {"contains": ["及时率"], "min_length": 3}}},
            {
                "any": [
                    {"quantity": {"value": {"above": 0, "at_most": 5}, "count": {"min": 2}}},
                    {"budget": {"below": 3}},
                ]
            },
            {"not": {"all": [{"date": {"count": {"max": 0}}}, {"text": {"empty": False}}]}},
        ]
    },
    "settings": {"min_rows": 4, "min_share": 0.85, "how": "all"},
}


@pytest.fixture(scope="module")
def bench():
    return Bench(EngineCore())


def test_everything_that_narrows_a_rule_is_changed_once():
    assert [(change.kind, "/".join(map(str, change.keys))) for change in changes(RULE)] == [
        ("place", "given/place"),
        ("clause", "when/all/0"),
        ("clause", "when/all/0/text/max_length"),
        ("excuse", "when/all/0/text/unless"),
        ("clause", "when/all/0/text/unless/min_length"),
        ("clause", "when/all/1"),
        ("clause", "when/all/1/any/0"),
        ("clause", "when/all/1/any/0/quantity/value/above"),
        ("clause", "when/all/1/any/0/quantity/value/at_most"),
        ("clause", "when/all/1/any/0/quantity/count/min"),
        ("clause", "when/all/1/any/1"),
        ("clause", "when/all/1/any/1/budget/below"),
        ("excuse", "when/all/2"),
        ("clause", "when/all/2/not/all/0"),
        ("clause", "when/all/2/not/all/1"),
        ("setting", "settings/min_rows"),
        ("setting", "settings/min_rows"),
        ("setting", "settings/min_share"),
        ("setting", "settings/min_share"),
    ]


def test_a_change_leaves_the_rest_of_the_rule_alone():
    found = {(change.told, change.keys): change.content for change in changes(RULE)}
    dropped = next(content for (_, keys), content in found.items() if keys == ("when", "all", 1, "any", 0))
    assert dropped["when"]["all"][1] == {"any": [{"budget": {"below": 3}}]}
    assert {**dropped, "when": None} == {**RULE, "when": None}
    moved = [content["settings"] for (_, keys), content in found.items() if keys[0] == "settings"]
    assert [(one["min_rows"], one["min_share"]) for one in moved] == [(3, 0.85), (5, 0.85), (4, 0.84), (4, 0.86)]
    assert RULE["when"]["all"][1]["any"][0]["quantity"]["count"] == {"min": 2}


def test_a_rule_everywhere_has_no_place_to_widen():
    everywhere = {**RULE, "given": {"place": "全部行", "field": "target"}}
    assert [change for change in changes(everywhere) if change.kind == "place"] == []


def test_a_clause_without_a_look_alike_survives_and_one_with_survives_not(bench):
    path = next(path for path in bench.pack.files if path.stem.startswith("FMT009"))
    content = read_yaml(path)
    unlike = {**content["when"], "all": [*content["when"]["all"], {"not": {"text": {"contains": ["水晶鞋"]}}}]}
    assert not bench.notices(changed_rule(bench.pack, {**content, "when": unlike}, path))
    too_much = {**content["when"], "all": content["when"]["all"][:-1]}
    assert bench.notices(changed_rule(bench.pack, {**content, "when": too_much}, path))


def test_every_clause_place_and_setting_is_proved(bench):
    found = survey(bench)
    assert [(change.rule, change.kind, change.told) for change in found.survivors] == UNPROVED
    assert {kind: tried > 0 for kind, (_, tried) in found.counts().items()} == dict.fromkeys(found.counts(), True)
