"""The real submission, end to end: what a reviewer would have to name, and what must be left alone."""

import pytest

from auditor.pipeline.write import audit_files
from tests.building import brief

pytestmark = pytest.mark.issue(2)


@pytest.fixture(scope="module")
def result(real_folder, auditor):
    return audit_files([real_folder / "000_5ddefdc57a70e0c3.txt"], auditor)


@pytest.fixture(scope="module")
def named(result):
    return {(code, row, rule) for code, row, _, rule in brief(result)}


def test_everything_is_read(result):
    one = result.submissions[0]
    assert (len(one.projects), result.totals.indicators, len(one.narrative)) == (18, 163, 16)
    assert round(sum(project.budget_wan for project in one.projects), 4) == 1056.2041
    assert [line.rule for line in result.coverage if line.failed] == []


@pytest.mark.parametrize(
    ("code", "row", "rule"),
    [
        ("161001004", "1", "CON001"),  # 5万 against 2万
        ("161001004", "1", "CON002"),  # 5万 in a project of 2万元
        ("161001011", "1", "FMT008"),  # a head-count in money
        ("161001011", "2", "FMT004"),  # ≥900%
        ("161001007", "9", "FMT001"),  # satisfaction without a unit
        ("161001009", "1", "FMT005"),  # two values in one cell
        ("1610010010", "", "FMT020"),  # the malformed code
        ("161001012", "", "DUP001"), ("161001013", "", "DUP001"),
        ("161001015", "", "DUP001"), ("161001016", "", "DUP001"),
        ("161001017", "", "DUP007"), ("161001018", "", "DUP007"),
        ("161001006", "2", "DUP003"),  # 奖励经费 of the project before
        ("161001018", "6", "DUP003"),  # 提升办公质量 under a bonus
        ("161001005", "9", "CMP001"),  # the empty target
        ("161001017", "", "CON007"), ("161001018", "", "CON007"),  # no narrative item
    ],
)  # fmt: skip
def test_the_report_names(named, code, row, rule):
    assert (code, row, rule) in named


def test_promised_trainings_that_no_row_measures_are_named(result):
    told = [f.message for p in result.submissions[0].projects for f in p.findings if f.rule == "CON005"]
    assert [any(words in message for message in told) for words in ("培训4次", "30余人次", "满意度达100%")] == [
        True
    ] * 3


def test_copied_pairs_come_first_in_rank(result):
    pairs = [(pair.a.code[-3:], pair.b.code[-3:]) for pair in result.duplicates.project_pairs[:3]]
    assert pairs == [("015", "016"), ("012", "013"), ("017", "018")]


def test_a_good_row_is_left_alone(result):
    tenth = next(project for project in result.submissions[0].projects if project.code == "1610010010")
    assert tenth.indicators[0].level3 == "人均结案数"
    assert tenth.indicators[0].measurability.label == "measurable"
    assert [finding.rule for finding in tenth.findings if finding.indicator == "1610010010/1"] == []


def test_basis_of_history_and_surveys_is_not_accused(result):
    rows = {
        (finding.indicator, finding.rule) for project in result.submissions[0].projects for finding in project.findings
    }
    assert {
        rule for indicator, rule in rows if indicator in ("161001009/5", "161001009/10") and rule.startswith("REL01")
    } <= {"REL011"}
