"""A rule is not asked about a row that its texts cannot concern; no gate may hold back a rule that would have spoken."""

import pytest

from auditor.checks.protocol import build_batch
from auditor.language.artefacts import Language
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions
from auditor.rules.conditions import Condition
from auditor.rules.load import Declared
from auditor.rules.prefilter import RulePrefilter, required_terms
from auditor.rules.scaffold import scaffold
from benchmarks.season import submissions
from tests.building import brief, project, submission

LEXICON = {"states": ("稳定", "提升")}


def want(written, field="target"):
    return dict(required_terms(Condition.model_validate(written), "target", LEXICON)).get(field)


def row_rules(auditor):
    return [item.examine for item in auditor.pack.rules if isinstance(item.examine, Declared)]


@pytest.mark.issue(7)
def test_no_gate_holds_back_a_rule_that_has_something_to_say(auditor):
    rules = [one for one in row_rules(auditor) if one.of_row_alone]
    prefilter = RulePrefilter([one.rule for one in rules], auditor.pack.lexicon)
    blank = submission(project("1", ("", "", "", "", "", ""), (" ", "数量指标", " ", "　", " ", "")))
    held_back, spoken = [], 0
    for one in (blank, *submissions(1500, seed=11)):
        batch = build_batch((one,), auditor.language)
        for row in batch.rows:
            allowed = prefilter.candidates(row.cells)
            for number, declared in enumerate(rules):
                if declared.in_place.rows([row]) and declared.outcome(row, batch) is not None:
                    spoken += 1
                    if not allowed >> number & 1:
                        held_back.append((declared.rule.id, row.indicator))
    assert spoken > 1000
    assert held_back == []


@pytest.mark.issue(7)
def test_most_rules_are_held_back_from_an_ordinary_row(auditor):
    rules = [one for one in row_rules(auditor) if one.of_row_alone]
    prefilter = RulePrefilter([one.rule for one in rules], auditor.pack.lexicon)
    one = submission(project("1", ("产出指标", "数量指标", "培训人数", "举办培训班", "≥120人", "年度培训计划")))
    (row,) = build_batch((one,), Language()).rows
    assert prefilter.candidates(row.cells).bit_count() < len(rules) / 2


def test_of_two_demands_on_words_one_is_kept_and_quantities_are_told_apart():
    found = want({"all": [{"text": {"contains": "lexicon/states"}}, {"quantity": {"dimension": ["ratio"]}}]})
    assert (found.within, found.whole, found.quantities) == ({"稳定", "提升"}, None, True)


def test_either_of_two_words_will_do_but_any_text_where_one_side_takes_any():
    one = {"text": {"equals": ["无。"]}}
    assert want({"any": [one, {"text": {"ends_with": ["提升"]}}]}).whole == {"无"}
    assert want({"any": [one, {"text": {"ends_with": ["提升"]}}]}).within == {"提升"}
    assert want({"any": [one, {"text": {"matches": "^无"}}]}) is None
    assert want({"any": [one, {"text": {"in": "level3", "equals": ["无"]}}]}) is None


def test_nothing_is_wanted_by_a_negation_or_by_a_test_that_counts_some_quantities_only():
    assert want({"not": {"text": {"equals": ["无"]}}}) is None
    assert want({"quantity": {"dimension": ["ratio"], "count": {"max": 0}}}) is None
    assert want({"quantity": {"count": {"max": 0}}}).quantities is False


def test_a_rule_with_two_ways_speaks_by_either_whatever_numbers_the_text_has(tmp_path):
    """One way wants a text without numbers, the other does not care."""
    text = scaffold("ABC001", "either").replace(
        "  text: {equals: [要找的词语]}",
        "  any:\n"
        "    - all: [{text: {contains: [甲种]}}, {quantity: {count: {max: 0}}}]\n"
        "    - all: [{text: {contains: [乙种]}}, {text: {max_length: 20}}]",
    )
    (tmp_path / "ABC001-either.yaml").write_text(text, encoding="utf-8")
    targets = ("甲种器材", "甲种器材12台", "乙种器材", "乙种器材12台")
    rows = tuple(("产出指标", "数量指标", "器材", "", target, "") for target in targets)
    result = audit_submissions((submission(project("1001", *rows)),), EngineCore(rules=(tmp_path,)))
    assert [row for _, row, _, rule in brief(result) if rule == "ABC001"] == ["1", "3", "4"]
