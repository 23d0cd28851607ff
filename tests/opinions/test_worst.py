"""The three worst: by money, share of rows and kind, not by how often something was found."""

import pytest

from auditor.model import Measurability
from auditor.opinions import compose
from auditor.opinions.worst import WorstOf
from tests.opinions.making import finding, material, table
from tests.opinions.test_compose import copied

pytestmark = pytest.mark.issue(18)


def worst_of(submissions):
    worst = WorstOf()
    for submission in submissions:
        worst.add(submission)
    return worst.three()


def with_verdicts(project, *labels):
    said = [Measurability(label=label, probability=1) for label in labels]
    rows = tuple(
        row.model_copy(update={"measurability": one}) for row, one in zip(project.indicators, said, strict=True)
    )
    return project.model_copy(update={"indicators": rows})


def judged(*projects):
    one = material(*projects)
    return one.model_copy(update={"opinions": compose(one)})


def test_copies_the_largest_vague_project_and_the_common_fault_are_named():
    small = [
        with_verdicts(table(f"S{n}", finding("MEA001", 1, code=f"S{n}"), budget_wan=5.0), *["vague"] * 6)
        for n in (1, 2, 3)
    ]
    large = with_verdicts(table("L", budget_wan=900.0, name="大项目"), *["vague"] * 4, *["measurable"] * 2)
    pair = [
        with_verdicts(table("A", copied("A", "B"), budget_wan=300.0, name="甲"), *["measurable"] * 6),
        with_verdicts(table("B", copied("B", "A"), budget_wan=200.0, name="乙"), *["measurable"] * 6),
    ]
    told = [(one.kind, one.title, one.sentence) for one in worst_of([judged(*small, large, *pair)])]
    assert told == [
        ("project", "《大项目》（900 万元）多数指标无法考核", "6 行指标中有 4 行看不出年底怎样考核。"),
        ("copies", "DUP001的标题", "《甲》、《乙》的指标表互相雷同，合计 500 万元。"),
        ("common", "MEA001的标题", "通病，涉及 3 个项目的 3 行，预算 15 万元。"),
    ]


def test_a_project_that_can_mostly_be_assessed_is_not_named():
    assert worst_of([judged(with_verdicts(table(budget_wan=50.0), *["vague"] * 2, *["measurable"] * 4))]) == ()


def test_the_same_material_again_is_not_counted_again():
    one = judged(with_verdicts(table(budget_wan=50.0), *["vague"] * 6))
    assert len(worst_of([one, one.model_copy(update={"same_as": one.source})])) == 1


def test_rows_that_only_the_model_doubts_are_told_as_such():
    rows = with_verdicts(table(budget_wan=8.0, name="丙"), *["vague"] * 6)
    doubt = rows.indicators[0].model_copy(update={"measurability": Measurability(label="vague", probability=0.7)})
    (one,) = worst_of([judged(rows.model_copy(update={"indicators": (doubt, *rows.indicators[1:])}))])
    assert one.sentence == "6 行指标中有 6 行看不出年底怎样考核（其中 1 行须核实）。"
