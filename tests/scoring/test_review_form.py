"""工具初评: what a finding costs, and that the worst project is not below zero."""

import pytest

from auditor.model import Citation, Finding, Waiver
from auditor.resources import data_path
from auditor.scoring.review_form import assess, load_form

CITATION = Citation(document="x", requirement="x", binding="craft", verified=False)


@pytest.fixture(scope="module")
def form():
    return load_form(data_path("rules", "review_form.yaml"))


def finding(rule="MEA001", severity="error", lowers=("指标科学性",), confidence=1.0, waived=None) -> Finding:
    return Finding(
        rule=rule, title="x", category="measurability", severity=severity, indicator=None, field=None, span=None,
        message="x", why="x", citation=CITATION, standard="x", lowers=lowers, confidence=confidence,
        fingerprint="x", waived=waived,
    )  # fmt: skip


def test_no_findings_is_full_marks(form):
    assert (assess([], form).total, assess([], form).grade) == (100.0, "优")


def test_one_error_takes_half_of_its_item(form):
    assert {i.item: i.score for i in assess([finding()], form).items}["指标科学性"] == 7.5


def test_a_second_finding_of_the_same_rule_costs_half(form):
    two = assess([finding(), finding()], form).total
    different = assess([finding(), finding(rule="MEA002")], form).total
    assert (two, different) == (88.8, 85.0)


def test_a_doubt_costs_in_proportion_to_its_probability(form):
    assert assess([finding(confidence=0.5)], form).total == 96.2


def test_an_item_never_falls_below_zero(form):
    many = [finding(rule=f"MEA{n:03d}") for n in range(30)]
    assert {i.item: i.score for i in assess(many, form).items}["指标科学性"] == 0


def test_the_grades_are_those_of_the_form(form):
    assert [(band.grade, band.at_least) for band in form.grades] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
    assert sum(item.points for item in form.items) == 100


def test_what_was_waived_costs_nothing(form):
    waived = finding(rule="MEA002", waived=Waiver(reason="上级统一口径", by="张主任", on="", until=None))
    assert assess([finding(), waived], form) == assess([finding()], form)


@pytest.mark.issue(18)
def test_a_project_whose_rows_are_all_faulty_is_never_best(form):
    rows = ["P/1", "P/2"]
    warned = [finding(severity="warning").model_copy(update={"indicator": row}) for row in rows]
    assert (assess(warned, form).total, assess(warned, form).grade) == (95.5, "优")
    held = assess(warned, form, rows)
    assert (held.total, held.grade) == (89.9, "良")
    assert {i.item: i.score for i in held.items}["指标科学性"] == 4.9
    assert assess(warned[:1], form, rows).grade == "优"


@pytest.mark.issue(18)
def test_hints_and_what_was_waived_do_not_make_a_row_faulty(form):
    waived = Waiver(reason="上级统一口径", by="张主任", on="", until=None)
    hint = finding(severity="info").model_copy(update={"indicator": "P/1"})
    kept = finding(waived=waived).model_copy(update={"indicator": "P/1"})
    assert {assess([one], form, ["P/1"]).grade for one in (hint, kept)} == {"优"}
