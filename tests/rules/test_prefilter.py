"""A rule is not asked about a row that its texts cannot concern; no gate may hold back a rule that would have spoken."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.checks.protocol import build_batch
from auditor.language.artefacts import Language
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions
from auditor.rules.cell_answers import CellAnswers
from auditor.rules.grammar import Rule
from auditor.rules.prefilter import FieldPrefilter, RulePrefilter
from auditor.rules.runnable import Declared
from auditor.rules.scaffold import scaffold
from auditor.rules.verbs.base import Context
from auditor.rules.verbs.compiled import CellTest
from auditor.rules.verbs.sketches import anything
from material.season import submissions
from tests.building import brief, project, submission
from tests.rules.conditions import condition, row_of

CELL = st.sampled_from(["target", "level3", "basis"])
LEXICON = {"states": ("稳定", "提升")}


def want(written, field="target"):
    return dict(condition(written).required(Context(LEXICON, {}, "target"))).get(field)


def row_rules(auditor):
    return [item.examine for item in auditor.pack.rules if isinstance(item.examine, Declared)]


@pytest.mark.issue(7)
def test_no_gate_holds_back_a_rule_that_has_something_to_say(auditor):
    rules = [one for one in row_rules(auditor) if one.of_row_alone]
    prefilter = RulePrefilter([one.rule for one in rules], auditor.pack.lexicon, [one.test for one in rules])
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


WORDS = ("稳定", "提升", "无", "暂无", "≥", "12", "人")
TESTS = st.one_of(
    st.fixed_dictionaries(
        {"text": st.one_of(
            *(st.fixed_dictionaries({key: st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)}, optional={"in": CELL})
              for key in ("equals", "contains", "starts_with", "ends_with")),
            st.fixed_dictionaries({"contains": st.just("lexicon/states"), "ends_with": st.just(["人"])}),
            st.fixed_dictionaries({"empty": st.booleans()}, optional={"in": CELL}),
            st.fixed_dictionaries({"matches": st.sampled_from(["[无稳]", "提升$"])}),
        )}
    ),
    st.fixed_dictionaries(
        {"quantity": st.fixed_dictionaries(
            {}, optional={"in": CELL, "dimension": st.just(["ratio"]), "whole": st.just(True),
                          "count": st.sampled_from([{"min": 1}, {"min": 2}, {"max": 0}, {"min": 0}, {"max": 1}])},
        )}
    ),
    st.fixed_dictionaries({"date": st.fixed_dictionaries({}, optional={"in": CELL, "count": st.just({"max": 0})})}),
)  # fmt: skip
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=5,
)


def wrongly_held_back(asked, sketches, language):
    """The rows that satisfy a condition and whose texts lack what it is said to want."""
    context = Context(LEXICON, {}, "target")
    test, wants = asked.compile(context), asked.required(context)
    for sketch in sketches:
        row, batch = row_of(sketch, language)
        if test(row, batch) is not None:
            for name, want in wants.items():
                if not FieldPrefilter([want]).candidates(row.artefacts(name)):
                    yield sketch, name, want


@settings(max_examples=150)
@given(written=CONDITIONS, data=st.data())
def test_no_condition_wants_more_than_it_needs(language, written, data):
    asked = condition(written)
    meant = asked.satisfying(Context(LEXICON, {}, "target"))
    sketches = data.draw(st.lists(st.one_of(meant, anything()), min_size=4, max_size=8))
    assert list(wrongly_held_back(asked, sketches, language)) == []


@settings(max_examples=150)
@given(written=CONDITIONS, data=st.data())
def test_no_cell_refuses_a_condition_that_its_row_meets(language, written, data):
    asked = condition(written)
    test = asked.compile(Context(LEXICON, {}, "target"))
    answers = CellAnswers([test, test])
    meant = asked.satisfying(Context(LEXICON, {}, "target"))
    for sketch in data.draw(st.lists(st.one_of(meant, anything()), min_size=4, max_size=8)):
        row, batch = row_of(sketch, language)
        met = answers.met(0b11, row.cells)
        assert met in (0, 0b11)
        assert met or test(row, batch) is None


ON_ONE_CELL = [
    ({"text": {"matches": "^稳"}}, ["稳定", "不稳定", "提升", ""]),
    (
        {"all": [{"text": {"contains": ["稳定"]}}, {"not": {"text": {"matches": "^不"}}}]},
        ["稳定", "不稳定", "提升", " "],
    ),
    ({"any": [{"quantity": {"dimension": ["ratio"]}}, {"text": {"empty": True}}]}, ["≥95%", "12人", "", "提升"]),
    ({"not": {"all": [{"text": {"empty": False}}, {"not": {"quantity": {"whole": True}}}]}}, ["12人", "发放12人", ""]),
]


@pytest.mark.parametrize(("written", "texts"), ON_ONE_CELL)
def test_of_a_condition_on_one_cell_the_text_alone_says_what_the_row_would(language, written, texts):
    """It is met by just the texts whose rows meet it; only a denial by itself is left to the rule."""
    test = condition(written).compile(Context(LEXICON, {}, "target"))
    answers = CellAnswers([test])
    for text in texts:
        row, batch = row_of({"target": text}, language)
        if "not" not in written:
            assert (answers.met(1, row.cells) == 1) == (test(row, batch) is not None), text


def test_a_text_is_asked_once_however_many_rows_have_it(language):
    asked = []

    def counted(artefacts):
        asked.append(artefacts.text)
        return () if "稳定" in artefacts.text else None

    answers = CellAnswers([CellTest("target", counted)])
    rows = [
        row_of({"target": text, "level3": name}, language)[0]
        for text in ("稳定", "提升")
        for name in ("甲", "乙", "丙")
    ]
    assert [answers.met(1, row.cells) for row in rows] == [1, 1, 1, 0, 0, 0]
    assert [answers.met(0, row.cells) for row in rows] == [0] * 6
    assert asked == ["稳定", "提升"]


def test_a_cell_that_cannot_be_asked_leaves_the_rule_to_say_so(language):
    def broken(artefacts):
        raise ValueError("坏了")

    row, _ = row_of({"target": "稳定"}, language)
    assert CellAnswers([CellTest("target", broken)]).met(1, row.cells) == 1


def test_a_rule_that_is_undecided_without_a_column_is_not_asked_about_rows_that_have_one(language):
    undecided = [
        {"when": {"not": {"some_row": {"text": {"in": "basis", "empty": False}}}}, "reason": "全表没有填写依据栏"}
    ]
    rule = Rule.model_validate(
        {**yaml.safe_load(scaffold("BUR001", "column")), "when": {"text": {"in": "basis", "empty": True}},
         "undecided_when": undecided}
    )  # fmt: skip
    prefilter = RulePrefilter([rule], LEXICON)
    rows = [row_of({"basis": text}, language)[0] for text in ("", " ", "年度计划")]
    assert [prefilter.candidates(row.cells) for row in rows] == [1, 1, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [({"min": 1}, {"max": 0}), ({"max": 0}, {"min": 1}), ({"min": 1}, {"max": 1}), ({"max": 1}, {"min": 1})],
)
def test_of_two_sides_that_differ_about_quantities_neither_is_taken(language, one, other):
    asked = condition({"any": [{"all": [{"text": {"contains": ["人"]}}, {"quantity": {"count": one}}]},
                               {"all": [{"text": {"contains": ["无"]}}, {"quantity": {"count": other}}]}]})  # fmt: skip
    found = asked.required(Context(LEXICON, {}, "target"))["target"]
    assert (found.within, found.quantities) == ({"人", "无"}, None)
    sketches = [{"target": text} for text in ("12人", "人", "无", "无，12个", "≥12人", "无人")]
    assert list(wrongly_held_back(asked, sketches, language)) == []


def test_two_sides_that_agree_about_quantities_keep_that():
    sides = [{"all": [{"text": {"contains": [word]}}, {"quantity": {"count": {"max": 0}}}]} for word in ("人", "无")]
    found = want({"any": sides})
    assert (found.within, found.quantities) == ({"人", "无"}, False)


@settings(max_examples=400, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_rows_made_to_break_a_rule_are_let_through_to_it(auditor, data):
    pack = auditor.pack
    rules = [one for one in row_rules(auditor) if one.place.each == "row"]
    declared = data.draw(st.sampled_from(rules))
    when = data.draw(st.sampled_from([declared.rule.when, *(item.when for item in declared.rule.undecided_when)]))
    sketch = data.draw(when.satisfying(Context(pack.lexicon, pack.places, declared.rule.given.field)))
    row, batch = row_of(sketch, auditor.language)
    spoken = declared.outcome(row, batch) is not None
    assert RulePrefilter([declared.rule], pack.lexicon, [declared.test]).candidates(row.cells) or not spoken


@pytest.mark.parametrize("text", ["", " ", "无", "培训"])
def test_a_rule_that_cannot_judge_blank_cells_is_asked_about_them(language, text):
    undecided = [
        {"when": {"text": {"in": name, "empty": True}}, "reason": f"{name} 空白"} for name in ("basis", "target")
    ]
    when = {"text": {"equals": ["无"]}}
    rule = Rule.model_validate(
        {**yaml.safe_load(scaffold("BUR001", "blank")), "when": when, "undecided_when": undecided}
    )
    row, _ = row_of({"target": text, "basis": "计划"}, language)
    assert RulePrefilter([rule], LEXICON).candidates(row.cells) == (text != "培训")


def test_a_list_of_words_must_name_some():
    with pytest.raises(ValidationError):
        condition({"text": {"contains": []}})
    with pytest.raises(ValidationError):
        condition({"text": {"contains": ["提升", ""]}})
