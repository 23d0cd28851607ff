"""A rule of a bureau that looks further than the cells of a row is asked about each row, however many rows read alike."""

from dataclasses import replace

import pytest

from auditor.checks.protocol import build_batch
from auditor.judging.run import judge
from auditor.model import Measurability
from auditor.pipeline.engine import EngineCore
from auditor.rules.scaffold import scaffold
from tests.building import project, submission

ROW = ("产出指标", "数量指标", "橱窗更换", "", "约四十面", "")


class Doubtful:
    """A classifier that takes every row for vague and knows of no better place."""

    def predict(self, rows):
        return [Measurability(label="vague", probability=0.9) for _ in rows]

    def fits(self, rows):
        return [None for _ in rows]


def spoken_of(projects, folder, when, *, kind="target_declaration", place="全部行", excused=""):
    """The codes of projects of whose rows a rule with this condition speaks, and of how many it could not judge."""
    written = scaffold("ABC001", "around").replace("text: {equals: [要找的词语]}", when)
    written = written.replace("place: 全部行", f"place: {place}")
    if excused:
        written = written.replace("message:", f"undecided_when:\n  - {{when: {excused}, reason: 说不准}}\nmessage:", 1)
    (folder / "ABC001-around.yaml").write_text(written, encoding="utf-8")
    engine = EngineCore(rules=(folder,))
    one = submission(*projects).model_copy(update={"kind": kind})
    models = replace(engine.models, classifier=Doubtful())
    judgement = judge(build_batch((one,), engine.language), engine.pack, models)
    found = [
        one.projects[subject.project].code
        for subject, findings in judgement.findings.items()
        for finding in findings
        if finding.rule == "ABC001"
    ]
    (line,) = (line for line in judgement.coverage if line.rule == "ABC001")
    return sorted(found), sum(line.undecided.values())


def with_results(code, **results):
    told = project(code, ROW, name=f"橱窗{code}")
    return told.model_copy(update={"indicators": (told.indicators[0].model_copy(update=results),)})


@pytest.mark.parametrize("field", ["forecast", "possibility"])
def test_a_result_that_rows_are_not_told_apart_by_is_looked_at_in_each(field, tmp_path):
    projects = [with_results("1", **{field: "大概可以"}), with_results("2", **{field: "办不到"}), with_results("3")]
    when = f"text: {{in: {field}, contains: [办不到]}}"
    assert spoken_of(projects, tmp_path, when, kind="monitoring", place="监控行") == (["2"], 0)
    assert spoken_of(projects[::-1], tmp_path, when, kind="monitoring", place="监控行") == (["2"], 0)


VAGUE = "verdict: {label: [vague], min_probability: 0.5}"


@pytest.mark.parametrize(
    "further",
    ["text: {in: project.goal, contains: [沿街]}", "some_row: {text: {contains: [沿街]}}", "budget: {above: 30}"],
)
def test_the_surroundings_of_a_row_count_beside_the_word_of_the_classifier(further, tmp_path):
    other = ("产出指标", "数量指标", "灯箱清洗", "", "沿街都洗到", "")
    plain = project(
        "1", ROW, ("产出指标", "数量指标", "灯箱清洗", "", "都洗到", ""), name="橱窗", goal="换新", budget_wan=9
    )
    told = project("2", ROW, other, name="灯箱", goal="沿街换新", budget_wan=36)
    when = f"all: [{{{VAGUE}}}, {{{further}}}, {{text: {{in: level3, equals: [橱窗更换]}}}}]"
    assert spoken_of([plain, told], tmp_path, when) == (["2"], 0)
    assert spoken_of([told, plain], tmp_path, when) == (["2"], 0)


def test_an_excuse_may_ask_for_the_word_of_the_classifier(tmp_path):
    projects = [project("1", ROW, name="橱窗")]
    when = "text: {contains: [四十]}"
    assert spoken_of(projects, tmp_path, when) == (["1"], 0)
    assert spoken_of(projects, tmp_path, when, excused=f"{{{VAGUE}}}") == ([], 1)
