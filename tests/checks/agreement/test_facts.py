"""Which statements are held against each other, and when two of them cannot both be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.agreement.extract import FINDERS
from auditor.checks.agreement.matching import best_match, same_topic, sureness
from auditor.checks.history.statements import agree
from auditor.checks.protocol import build_batch
from auditor.language.artefacts import Language
from auditor.language.clauses import clause
from auditor.language.scope import of_other_period
from tests.building import project, submission

LANGUAGE = Language()


def facts(kind, language, *rows, texts=("purpose", "goal"), **fields):
    batch = build_batch((submission(project("1", *rows, **fields)),), language)
    return FINDERS[kind](batch.projects[0], batch, texts)


def counted(language, name, target, description=""):
    (fact,) = facts("row_value", language, ("产出指标", "数量指标", name, description, target, ""))
    return fact


def test_a_budget_in_words_is_this_years_whole_and_no_part(language):
    goal = "本项目年度预算30万元，其中培训费10万元。三年累计安排资金90万元，人均经费300元。"
    assert [fact.stated.text for fact in facts("stated_budget", language, goal=goal)] == ["30万元"]


def test_sources_listed_after_the_total_are_not_the_total(language):
    purpose = "预算数86.4万元。其中：财政资金80万元，其他资金6.4万元。主要用于工资。"
    assert [fact.stated.text for fact in facts("stated_budget", language, purpose=purpose)] == ["86.4万元"]


def test_a_clause_that_holds_only_the_number_takes_the_one_before():
    assert clause("举办法治讲座，12场。", (7, 10)) == "举办法治讲座，12场"
    assert clause("举办法治讲座12场，发放资料500份", (6, 9)) == "举办法治讲座12场"


@pytest.mark.parametrize("text", ["三年累计培训90人", "2023年培训90人", "较上年增加9人", "“十四五”期间建成3座"])
def test_other_periods_are_not_this_year(text):
    assert of_other_period(text, 2025)


def test_the_budget_year_is_this_year():
    assert not of_other_period("2025年培训90人", 2025)


def test_the_same_thing_in_other_words_and_measure_words(language):
    promised = facts("promise", language, goal="全年举办法治讲座12场。")[0]
    assert sureness(promised.stated, counted(language, "法治讲座次数", "8次").stated) == 1
    assert sureness(promised.stated, counted(language, "法律咨询人次", "8人次").stated) == 0
    assert sureness(promised.stated, counted(language, "道路保洁次数", "8次").stated) == 0


def test_two_rows_of_the_same_thing_with_different_values_decide_nothing(language):
    promised = facts("promise", language, goal="全年举办法治讲座12场。")[0]
    rows = [counted(language, "法治讲座场次", "8场"), counted(language, "法治讲座场次", "9场")]
    assert best_match(same_topic(promised, rows), 0.6) is None


@pytest.mark.parametrize(
    ("one", "other", "both_true"),
    [
        ("12场", "≥10场", True),
        ("12场", "≥13场", False),
        ("12场", "≤10场", False),
        ("≥12场", "≤20场", True),
        ("≥12场", "≤10场", False),
        ("≥12场", "≥10场", False),
        ("1300余场", ">1300场", True),
        ("约30场", "60场", False),
        ("12场", "12场", True),
    ],
)
def test_what_can_both_be_true(one, other, both_true, language):
    a, b = (counted(language, "法治讲座场次", text).stated for text in (one, other))
    assert agree(a, b) == both_true
    assert agree(b, a) == both_true


@given(st.decimals(1, 10**6, places=2), st.sampled_from(["", "≥", "≤", ">", "<", "约"]))
def test_a_statement_never_contradicts_itself(value, sign):
    stated = counted(LANGUAGE, "管网长度", f"{sign}{value}米").stated
    assert agree(stated, stated)
