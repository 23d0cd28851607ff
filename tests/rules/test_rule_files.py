"""Rules about rules: whatever could make a rule silently dead or unclear is caught here."""

import re

import pytest
import yaml

from auditor.language.expressions import SafeExpression
from auditor.resources import data_path
from auditor.rules.labels import construction_files
from auditor.rules.lexicon import PATTERNS, PREFIX
from auditor.rules.load import FOLDERS, load_pack, rule_files
from auditor.rules.source import read_yaml
from auditor.shipped_yaml import lines, parsed_before, parsed_file, parsed_files
from tests.rules.conditions import verbs_in

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PACK = load_pack()
RULES = [item.rule for item in PACK.rules]
FILES = [path for folder in FOLDERS for path in sorted((data_path("rules") / folder).glob("*.yaml"))]


def test_there_are_at_least_forty_rules_over_all_families():
    assert len(PACK.rules) >= 40
    assert {item.rule.category for item in PACK.rules} == set(FOLDERS)


def test_folder_is_the_category():
    said = {path: read_yaml(path)["category"] for path in FILES}
    assert {path: category for path, category in said.items() if category != path.parent.name} == {}


def test_rules_prove_themselves_with_three_of_each():
    shown = {rule.id: rule.examples for rule in RULES}
    assert [name for name, one in shown.items() if min(len(one.bad), len(one.good)) < 3] == []
    assert [name for name, one in shown.items() if not any(example.because for example in one.good)] == []


def test_undecided_circumstances_are_shown_by_an_example():
    assert [rule.id for rule in RULES if rule.undecided_when and not rule.examples.undecided] == []


def test_no_word_boundary_beside_chinese():
    texts = {path: path.read_text(encoding="utf-8") for path in FILES}
    conditions = {path: text.partition("when:")[2].partition("message:")[0] for path, text in texts.items()}
    never = [path for path, text in conditions.items() if re.search(r"\\b|\\W|\\w\+", text)]
    assert never == [], "中文没有词界，这样的式子永远不会匹配"


def test_texts_are_plain_sentences():
    texts = [(rule.id, text) for rule in RULES for text in (rule.message, rule.why, rule.advice)]
    assert [one for one in texts if not one[1].endswith(("。", "）", "？")) or "  " in one[1]] == []
    assert [rule.id for rule in RULES if len(re.sub(r"{.*?}", "", rule.message)) > 70] == []
    assert [rule.id for rule in RULES if rule.title != rule.title.strip("。")] == []
    assert [rule.id for rule in RULES if "{" in rule.why] == [], "why 不填占位符"


def test_related_rules_exist():
    known = {item.rule.id for item in PACK.rules}
    assert {other for item in PACK.rules for other in item.rule.related} <= known


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES if rule.yields_to])
def test_a_rule_yields_to_what_is_as_grave_and_as_sure(rule):
    order = ("error", "warning", "info")
    leaders = [PACK.find(name) for name in rule.yields_to]
    assert [one.id for one in leaders if order.index(one.severity) > order.index(rule.severity)] == []
    assert [one.id for one in leaders if one.certainty == "likely" and rule.certainty == "certain"] == []


def test_titles_and_names_are_unique():
    rules = [item.rule for item in PACK.rules]
    assert len({rule.title for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


def test_every_word_list_and_place_is_used():
    constructions = construction_files(data_path("rules"))
    rules_text = "".join(path.read_text(encoding="utf-8") for path in (*FILES, *constructions))
    package = data_path("rules").parent / "auditor"
    code = "".join(
        (package / name).read_text(encoding="utf-8") for name in ("classifier/features.py", "judging/run.py")
    )
    named = {name: name if name.startswith(PATTERNS) else f"{PREFIX}{name}" for name in PACK.lexicon}
    assert [name for name, told in named.items() if told not in rules_text and f'"{name}"' not in code] == []
    used_places = {item.rule.given.place for item in PACK.rules}
    assert [name for name in PACK.places if name not in used_places and f"place: {name}" not in rules_text] == []


def test_the_generated_reference_is_fresh():
    from auditor.rules.reference import rules_page

    page = data_path("rules").parent / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rules_page(PACK), "请运行 auditor rules docs > docs/rules.md"


def test_the_coverage_page_is_fresh_and_every_gap_has_a_reason():
    from auditor.rules.coverage import coverage_page, load_defects

    path = data_path("rules", "defects.yaml")
    page = (data_path("rules") / "COVERAGE.md").read_text(encoding="utf-8")
    assert page == coverage_page(PACK, load_defects(path), path), "请运行 auditor rules coverage > rules/COVERAGE.md"


def test_the_parsed_files_are_fresh_and_say_what_the_files_say():
    assert parsed_file().read_text(encoding="utf-8").splitlines() == list(lines()), "请运行 .ci/regenerate"
    for path in parsed_files():
        text = path.read_text(encoding="utf-8")
        assert parsed_before(text) == yaml.load(text, Loader=LOADER)


def _plain(condition):
    return condition.model_dump_json(exclude_unset=True, by_alias=True)


def test_no_two_rules_look_for_the_same_thing():
    said = {}
    for item in PACK.written:
        rule = item.rule
        if rule.when is None:
            continue
        key = rule.given.place, rule.given.field, _plain(rule.when)
        assert said.setdefault(key, rule.id) == rule.id


def test_no_rule_asks_for_a_thing_and_its_contrary():
    conditions = [(rule.id, one) for rule in RULES if rule.when is not None for one in verbs_in(rule.when)]
    for rule_id, condition in conditions:
        parts = condition.children() if condition.verb == "all" else ()
        together = [_plain(one) for one in parts]
        denied = [_plain(one.not_) for one in parts if one.verb == "not"]
        assert not set(together) & set(denied), rule_id
        assert len(set(together)) == len(together), rule_id


def _expressions():
    for item in PACK.written:
        for condition in verbs_in(item.rule.when) if item.rule.when else ():
            one = condition.text if condition.verb == "text" else None
            while one is not None:
                if one.matches is not None:
                    yield pytest.param(one.matches, id=item.rule.id)
                one = one.unless


@pytest.mark.parametrize("expression", list(_expressions()))
def test_regular_expressions_cannot_run_away(expression):
    """A group that repeats and holds a repeat of its own can take for ever on a cell; a long one is looked at as rules do."""
    assert not re.search(r"\([^()]*[+*][^()]*\)[+*{]", expression)
    for unit in ("一", "1", "a、", "（"):
        re.search(expression, unit * (2_000 // len(unit)))
        SafeExpression(expression).found_in(unit * (20_000 // len(unit)))


@pytest.mark.issue(18)
def test_every_shipped_rule_says_what_kind_of_change_mends_it():
    files = rule_files(data_path("rules"))
    assert [path for path in files if "\nremedy: " not in path.read_text(encoding="utf-8")] == []
