"""Findings that meet on one row of realistic material: none contradicts another, and no doubt leads over a fact."""

import pytest

from auditor.model import REMEDY_ORDER
from auditor.opinions import compose
from auditor.pipeline.write import audit_files, audit_submissions
from auditor.resources import data_path
from auditor.rules.examples import cases
from auditor.rules.load import load_pack
from auditor.scoring.totals import all_findings
from material.season import submissions as season

pytestmark = pytest.mark.issue(18)

PACK = load_pack()
CONTRADICTED = {item.rule.id: set(item.rule.contradicted_by) for item in PACK.written if item.rule.contradicted_by}
OF_WHAT_A_ROW_AIMS_AT = REMEDY_ORDER[: REMEDY_ORDER.index("fill") + 1]


@pytest.fixture(scope="module")
def judged(auditor):
    """Samples, a season and every example of every rule, judged."""
    examples = [case.submission for item in PACK.written for case in cases(item)]
    return (
        *audit_files([data_path("corpora", "samples")], auditor).submissions,
        *audit_submissions(tuple(season(2000, 18)), auditor).submissions,
        *(one for example in examples for one in audit_submissions((example,), auditor).submissions),
    )


def on_rows(submission):
    """The rules that speak of each row, also where a finding gathers several; of a project as such under its own code."""
    found = {}
    for project in submission.projects:
        for finding in project.findings:
            rows = {item.indicator for item in finding.evidence if finding.indicator and item.field == finding.field}
            for row in ({finding.indicator or project.code} | rows) - {None}:
                found.setdefault(row, set()).add(finding.rule)
    return found


def test_of_two_that_contradict_each_other_one_is_told(judged):
    assert len(CONTRADICTED) >= 5
    both = [
        (row, rule, rules & CONTRADICTED[rule])
        for one in judged
        for row, rules in on_rows(one).items()
        for rule in rules & CONTRADICTED.keys()
        if rules & CONTRADICTED[rule]
    ]
    assert both == []


def test_no_doubt_leads_over_a_fact_about_what_the_row_aims_at(judged):
    wrong = []
    for one in judged:
        known = {finding.fingerprint: finding for finding in all_findings((one,))}
        for opinion in compose(one):
            for told in (row for place in opinion.places for row in place.rows):
                notes = [known[note.finding] for note in told.notes]
                facts = [note.rule for note in notes if note.certain and note.remedy in OF_WHAT_A_ROW_AIMS_AT]
                if facts and not known[told.finding].certain:
                    wrong.append((opinion.rule, facts))
    assert wrong == []


def test_an_opinion_led_by_a_fact_is_no_graver_than_its_facts(judged):
    order = ("error", "warning", "info")
    for one in judged:
        known = {finding.fingerprint: finding for finding in all_findings((one,))}
        for opinion in compose(one):
            facts = [known[key].severity for key in opinion.findings if known[key].certain]
            if opinion.certain:
                assert order.index(opinion.severity) >= min(map(order.index, facts)), opinion
