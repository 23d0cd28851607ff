"""Every verb of a condition: its example is valid, its generator makes rows that satisfy it, and nobody else lists it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.checks.protocol import ProjectView
from auditor.resources import data_path
from auditor.rules import verbs
from auditor.rules.places import Place
from auditor.rules.verbs import VERBS
from auditor.rules.verbs.base import BUDGET, Context, read_by, wants_verdict
from tests.rules.conditions import batch_of, condition, project_of, row_of

LEXICON = {"states": ("稳定", "提升")}
PLACES = {
    "满意度行": Place(level2=("satisfaction",)),
    "产出行": Place(level1=("output",)),
    "不明行": Place(unrecognised=True),
}
CONTEXT = Context(LEXICON, PLACES, "target")

SAID = [
    *(yaml.safe_load(verb.example) for verb in VERBS),
    {"text": {"equals": ["无", "暂无"]}},
    {"text": {"starts_with": ["逐步"], "contains": "lexicon/states", "min_length": 6}},
    {"text": {"in": "project.goal", "ends_with": ["提升"]}},
    {"text": {"in": "basis", "empty": True}},
    {"text": {"matches": "第[一二三]季度", "unless": {"contains": ["第一季度末"]}}},
    {"quantity": {"comparator": ["≤"], "unit": ["天"], "value": {"at_most": 30}}},
    {"quantity": {"doubled": True}},
    {"quantity": {"whole": True, "dimension": ["ratio"], "value": {"equals": 100}}},
    {"quantity": {"in": "target", "equal_in": "description"}},
    {"quantity": {"count": {"min": 2}}},
    {"quantity": {"count": {"max": 0}}},
    {"date": {"before_year": True}},
    {"date": {"count": {"max": 0}}},
    {"same": {"as": ["project.name", "level3"], "min_similarity": 0.9, "min_length": 8}},
    {"amount": {"relation": "equals_budget"}},
    {"amount": {"relation": "differs_from_budget"}},
    {"template": {"is": ["101号"]}},
    {"rows": {"place": "产出行", "where": {"text": {"in": "level3", "contains": ["培训"]}}, "count": {"min": 2}}},
    {"rows": {"place": "不明行", "count": {"min": 1}}},
    {"rows": {"place": "满意度行", "where": {"quantity": {"in": "target"}}, "min_share": 0.5}},
    {"budget": {"above": 20, "below": 3000}},
    {"some_row": {"all": [{"text": {"in": "level3", "contains": ["就业"]}}, {"text": {"in": "basis", "empty": True}}]}},
]


@pytest.mark.parametrize("written", SAID, ids=str)
@settings(max_examples=25)
@given(data=st.data())
def test_generated_rows_satisfy_the_condition(language, written, data):
    asked = condition(written)
    test = asked.compile(CONTEXT)
    sketch = data.draw(asked.satisfying(CONTEXT))
    target, batch = (project_of if "rows" in written else row_of)(sketch, language)
    if "not" in written or "all" in written:
        test(target, batch)  # parts may get in each other's way
    else:
        assert test(target, batch) is not None


def test_a_verb_has_a_file_of_its_own_and_is_named_by_it():
    home = Path(verbs.__file__).parent
    named = {verb.__module__.rpartition(".")[2].removesuffix("_"): verb.verb for verb in VERBS}
    assert all(name == verb for name, verb in named.items())
    assert len(named) == len(VERBS)
    files = {path.stem.removesuffix("_") for path in home.glob("*.py")}
    assert files - named.keys() == {"_" * 2 + "init_", "base", "compiled", "droppable", "sketches"}


def test_the_rule_reference_tells_of_every_verb():
    page = (data_path("docs") / "rules.md").read_text(encoding="utf-8")
    assert [verb.verb for verb in VERBS if f"| `{verb.verb}` | {verb.usage} | `{verb.example}` |" not in page] == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({}, "一个条件写且只写一个动词，这里写了 空的"),
        ({"text": {}, "date": {}}, "一个条件写且只写一个动词，这里写了 text、date"),
        ("text", "一个条件写且只写一个动词（可用：all、any、not、text、"),
        ({"texts": {}}, "没有名为“texts”的动词（可用：all、any、not、text、"),
        *(({verb.verb: 5}, verb.refusal()) for verb in VERBS if verb.verb != "not"),
        ({"not": 5}, "“not”后面写一个条件，它不成立才算，例如 not: {text: {contains: [提升]}}"),
    ],
)
def test_what_is_no_condition_is_refused_in_a_sentence(written, says):
    with pytest.raises(ValidationError) as caught:
        condition({"all": [written]})
    (error,) = caught.value.errors()
    assert says in error["msg"]


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ({"text": {"equals": ["无"]}}, {"target"}),
        ({"quantity": {"in": "basis", "equal_in": "target"}}, {"basis", "target"}),
        ({"same": {"as": ["level3", "project.name"]}}, {"target", "level3", "project.name"}),
        ({"amount": {"relation": "above_budget"}}, {"target", BUDGET}),
        ({"any": [{"budget": {"above": 1}}, {"not": {"date": {"in": "level3"}}}]}, {BUDGET, "level3"}),
        ({"all": [{"text": {"equals": ["无"]}}, {"some_row": {"text": {"equals": ["无"]}}}]}, None),
        ({"not": {"verdict": {"label": ["vague"], "min_probability": 0.5}}}, set()),
        ({"any": [{"template": {"is": ["88号"]}}]}, None),
    ],
)
def test_the_fields_that_decide_are_known_of_every_condition(written, fields):
    assert read_by([condition(written)], CONTEXT) == (None if fields is None else fields)


def test_a_verdict_is_wanted_however_deep_it_is_asked_for():
    verdict = {"verdict": {"label": ["vague"], "min_probability": 0.5}}
    asking = [verdict, {"not": verdict}, {"all": [{"any": [verdict]}]}, {"some_row": verdict},
              {"some_project": {"rows": {"place": "产出行", "where": verdict}}}]  # fmt: skip
    assert [wants_verdict(condition(one)) for one in asking] == [True] * 5
    assert not wants_verdict(condition({"rows": {"place": "产出行", "where": {"text": {"empty": True}}}}))


def test_rows_are_counted_on_projects_only(language):
    test = condition({"rows": {"place": "产出行"}}).compile(CONTEXT)
    row, batch = row_of({"level3": "培训"}, language)
    assert not isinstance(row, ProjectView)
    with pytest.raises(TypeError, match="rows 只能用于项目"):
        test(row, batch)


TOY = '''"""``repeats``: a character stands twice in a row."""

from typing import ClassVar

from auditor.rules.options import FieldOptions
from auditor.rules.required import Required
from auditor.rules.verbs.base import FieldVerb


class RepeatsTest(FieldOptions):
    character: str


class RepeatsVerb(FieldVerb):
    verb: ClassVar[str] = "repeats"
    usage: ClassVar[str] = "看一个字是否连写两次"
    example: ClassVar[str] = "repeats: {character: 的}"
    repeats: RepeatsTest

    def find(self, context):
        twice = self.repeats.character * 2
        return lambda target, name: ((at, at + 2),) if (at := target.text(name).find(twice)) >= 0 else None

    def required(self, context):
        return {self.field(context): Required(within=frozenset({self.repeats.character * 2}))}

    def satisfying(self, context):
        raise NotImplementedError
'''
USE = """
from pathlib import Path
import auditor
from auditor.checks.protocol import build_batch
from auditor.errors import ConfigurationError
from auditor.language.artefacts import Language
from auditor.model import Indicator, Project, Submission
from auditor.rules.load import load_pack
from auditor.rules.prefilter import RulePrefilter
from auditor.rules.reference import rules_page

assert Path(auditor.__file__).is_relative_to(Path.cwd()), auditor.__file__
pack = load_pack(extra=[Path("own")])
(rule,) = [item for item in pack.rules if item.rule.id == "BUR001"]
texts = ["提升的的水平", "提升的水平", ""]
rows = tuple(Indicator(id=str(n), level2="数量指标", level3="甲", target=text) for n, text in enumerate(texts))
one = Submission(source="a", sha256="", status="audited", projects=(Project(code="1", name="甲", indicators=rows),))
batch = build_batch((one,), Language())
print([(hit.subject.indicator, hit.values["accused"]) for hit in rule.examine(batch).hits])
prefilter = RulePrefilter([rule.rule], pack.lexicon)
print([prefilter.candidates(row.cells) for row in batch.rows])
print(sorted(rule.examine.reads), rule.examine.of_row_alone, "`repeats`" in rules_page(pack))
Path("own/BUR001-twice.yaml").write_text(Path("own/BUR001-twice.yaml").read_text().replace("{character: 的}", "5"))
try:
    load_pack(extra=[Path("own")])
except ConfigurationError as error:
    print(error.message)
"""
RULE = """id: BUR001
name: twice
title: 连写
category: format
severity: info
certainty: certain
given: {place: 全部行, field: target}
when:
  any:
    - repeats: {character: 的}
message: “{accused}”连写。
why: 看不明白。
advice: 删去一个。
lowers: [明确清晰性]
citations: [规范/填写]
examples: {bad: [], good: []}
"""


@pytest.mark.issue(14)
def test_a_new_verb_is_one_new_file_and_its_line_in_the_table(tmp_path):
    """In a copy of the program: the rule runs, is held back where it has nothing to say, and is told of."""
    checkout = Path(verbs.__file__).parents[3]
    shutil.copytree(checkout / "auditor", tmp_path / "auditor", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("rules", "corpora", "docs", "pyproject.toml"):
        (tmp_path / name).symlink_to(checkout / name)
    table = tmp_path / "auditor" / "rules" / "verbs" / "__init__.py"
    (table.parent / "repeats.py").write_text(TOY, encoding="utf-8")
    line = (
        "from auditor.rules.verbs.repeats import RepeatsVerb\n\nVERBS: tuple[type[Verb], ...] = (\n    RepeatsVerb,\n"
    )
    before = table.read_text(encoding="utf-8")
    table.write_text(before.replace("VERBS: tuple[type[Verb], ...] = (\n", line), encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "BUR001-twice.yaml").write_text(RULE, encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", USE], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.stderr == ""
    hits, held_back, known, refused = ran.stdout.splitlines()
    assert hits == "[(0, '的的')]"
    assert held_back == "[1, 0, 1]"
    assert known == "['target'] True True"
    assert "BUR001-twice.yaml:10" in refused
    assert "“repeats”看一个字是否连写两次，例如 repeats: {character: 的}" in refused


def test_what_a_rule_says_of_a_wording_names_no_row(auditor):
    """The outcome is kept for every row that reads alike: it is the same whichever of them was met first."""
    (rule,) = [item.examine for item in auditor.pack.rules if item.rule.id == "MEA003"]
    cells = {"level2": "社会效益指标", "level3": "提升服务水平", "target": "100%"}
    batch = batch_of({**cells, "project": {"rows": [cells, {**cells, "weight": 10}]}}, auditor.language)
    said = [rule.outcome(row, batch) for row in batch.rows]
    assert said[0] is not None
    assert said == [said[0]] * 3
    assert [hit.subject.indicator for hit in rule(batch).hits] == [0, 1, 2]
