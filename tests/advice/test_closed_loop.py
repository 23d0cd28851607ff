"""Advice can be taken: filled in as it stands and audited again, the fault is gone and no new one has come to the row."""

import re

import pytest

from auditor.advice.proposals import BLANK, Proposer
from auditor.checks.protocol import build_batch
from auditor.pipeline.write import audit_files, audit_submissions
from auditor.resources import data_path
from auditor.rules.examples import cases
from auditor.rules.load import load_pack
from auditor.scoring.totals import all_findings

pytestmark = pytest.mark.issue(18)

PROPOSING = ("{rewrite}", "{instead}")
BAD = [
    (item.rule.id, case)
    for item in load_pack().written
    if any(mark in item.rule.advice for mark in PROPOSING)
    for case in cases(item)
    if case.kind == "bad"
]


def filled(target: str, row) -> str:
    """The target with the blanks filled as somebody would who knows the project: its own figures where its goal has some."""
    if "年" in target and "日前" in target:
        return f"{row.submission.year or 2025}年12月31日前"
    if "较上年" in target:
        return re.sub(f"（{BLANK}", "（40", target).replace(f"提高{BLANK}", "提高3").replace(f"下降{BLANK}", "下降5")
    unit = target.rpartition(BLANK)[2]
    known = (
        re.search(rf"(\d+){re.escape(unit)}", row.project.goal + row.project.purpose)
        if unit not in ("%", "元")
        else None
    )
    number = known[1] if known else {"%": "3" if "≤" in target else "96", "万元": "1", "元": "100"}.get(unit, "12")
    return target.replace(BLANK, number)


def taken(submission, auditor):
    """The submission with the leading advice put into every row that has some; and the rows with the rule that gave it.

    A row whose advice is that nothing needs to stand there, or that names no indicator, is left out of the new version.
    """
    batch = build_batch((submission,), auditor.language)
    rows = {row.indicator.id: row for row in batch.rows}
    advice = {item.rule.id: item.rule.advice for item in auditor.pack.rules}
    proposer = Proposer(auditor.bank.nearest)
    cells, leading = {}, {}
    for identity, rule in leaders(submission).items():
        row = rows[identity]
        if not any(mark in advice[rule] for mark in PROPOSING):
            continue
        offered = proposer.rewriting(row) if "{rewrite}" in advice[rule] else proposer.instead(row)
        cells[identity] = None
        if offered:
            cells[identity] = {"target": filled(offered[0].target, row)}
            if offered[0].level3 is not None:
                cells[identity] |= {"level3": offered[0].level3, "description": "按台账统计"}
            leading[identity] = rule
    projects = tuple(
        project.model_copy(
            update={
                "findings": (),
                "indicators": tuple(
                    one.model_copy(update={"measurability": None, "quantities": (), **(cells.get(one.id) or {})})
                    for one in project.indicators
                    if cells.get(one.id, {}) is not None
                ),
            }
        )
        for project in submission.projects
    )
    return submission.model_copy(update={"projects": projects, "findings": (), "opinions": ()}), leading


def leaders(submission):
    """The rule that leads on each row that an opinion speaks of."""
    rules = {finding.fingerprint: finding.rule for finding in all_findings((submission,))}
    found = {}
    for opinion in submission.opinions:
        for place in opinion.places:
            for told in place.rows:
                if place.project is not None and told.row is not None:
                    row = submission.projects[place.project - 1].indicators[told.row - 1]
                    found.setdefault(row.id, rules[told.finding])
    return found


def accused(submission):
    """The rules on each row, also where a finding gathers several rows."""
    found = {}
    for finding in all_findings((submission,)):
        quoted = {item.indicator for item in finding.evidence if item.field == finding.field}
        for row in {finding.indicator, *(quoted if finding.indicator else ())} - {None}:
            found.setdefault(row, set()).add(finding.rule)
    return found


def not_closed(submission, auditor):
    """Rows on which the old rule stays or a new one has come, with what was written there."""
    before = accused(submission)
    changed, leading = taken(submission, auditor)
    (again,) = audit_submissions((changed,), auditor).submissions
    after = accused(again)
    rows = {row.id: row for project in again.projects for row in project.indicators}
    return [
        (rule, rows[identity].level3, rows[identity].target, sorted(wrong))
        for identity, rule in leading.items()
        if (wrong := (after.get(identity, set()) - before.get(identity, set())) | ({rule} & after.get(identity, set())))
    ]


@pytest.mark.parametrize("folder", ["text", "workbooks"])
def test_the_loop_is_closed_on_every_sample(auditor, folder):
    submissions = audit_files([data_path("corpora", "samples", folder)], auditor).submissions
    assert [found for one in submissions for found in not_closed(one, auditor)] == []


def test_the_loop_is_closed_on_the_real_document(auditor, real_folder):
    (one,) = audit_files([real_folder / "000_5ddefdc57a70e0c3.txt"], auditor).submissions
    assert not_closed(one, auditor) == []


@pytest.mark.parametrize(("rule", "case"), [pytest.param(rule, case, id=case.name) for rule, case in BAD])
def test_the_loop_is_closed_on_every_bad_example(auditor, rule, case):
    (one,) = audit_submissions((case.submission,), auditor).submissions
    assert not_closed(one, auditor) == []
