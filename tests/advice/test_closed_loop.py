"""Advice can be taken: filled in as it stands and audited again, the fault is gone and no new one has come to the row."""

import re

import pytest

from auditor.advice.targets import BLANK
from auditor.checks.protocol import build_batch
from auditor.pipeline.write import audit_files, audit_submissions
from auditor.resources import data_path
from auditor.rules.examples import cases
from auditor.rules.load import load_pack
from auditor.scoring.totals import all_findings
from material.season import submissions as season
from tests.building import project, submission

pytestmark = pytest.mark.issue(18)

PROPOSING = ("{rewrite}", "{instead}")
BAD = [
    (item.rule.id, case)
    for item in load_pack().written
    if any(mark in item.rule.advice for mark in PROPOSING)
    for case in cases(item)
    if case.kind == "bad"
]


RECORDS = ("台账", "报表", "验收单", "签到册", "系统记录", "审核单", "工单", "合同", "检测报告", "花名册", "日志")
"""What somebody counts by."""


def filled(target: str, row) -> str:
    """The target with the blanks filled as somebody would who knows the project: its own figures where its goal has some."""
    if "年" in target and "日前" in target:
        return f"{row.submission.year or 2025}年12月31日前"
    if "较上年" in target:
        return re.sub(f"（{BLANK}", "（40", target).replace(f"提高{BLANK}", "提高3").replace(f"下降{BLANK}", "下降5")
    unit = target.rpartition(BLANK)[2]
    known = (
        re.search(rf"(\d+){re.escape(unit)}", row.project.goal + row.project.purpose)
        if unit not in ("%", "元", "万元")
        else None
    )
    number = known[1] if known else {"%": "3" if "≤" in target else "96", "万元": "1", "元": "100"}.get(unit, "12")
    return target.replace(BLANK, number)


def offered(submission, auditor):
    """What the leading finding of each row offers it, with the row."""
    rows = {row.indicator.id: row for row in build_batch((submission,), auditor.language).rows}
    return {
        identity: (found, rows[identity]) for identity, found in leaders(submission).items() if found.offer is not None
    }


def rewritten(submission, offers, place):
    """The submission with the proposal at ``place`` (else the last) written into every row that is offered some.

    A row that is offered nothing, because nothing needs to stand there, is left out of the new version.
    """
    cells = {}
    for identity, (found, row) in offers.items():
        proposals = found.offer.indicators
        chosen = proposals[min(place, len(proposals) - 1)] if proposals else None
        cells[identity] = chosen and {"target": filled(chosen.target, row)}
        if chosen and chosen.level3 is not None:
            cells[identity] |= {
                "level3": chosen.level3,
                "description": f"按{RECORDS[int(identity.rpartition('/')[2]) % len(RECORDS)]}统计",
            }
        if chosen and "依据栏" in found.suggestion:
            surveyed = "年末问卷调查，样本300份"
            cells[identity] |= {
                "basis": surveyed if "调查" in found.suggestion else row.indicator.basis or "2025年工作计划"
            }
    projects = tuple(
        project.model_copy(
            update={
                "findings": (),
                "indicators": tuple(
                    one.model_copy(update={"measurability": None, "quantities": (), **cells.get(one.id, {})})
                    for one in project.indicators
                    if cells.get(one.id, {}) is not None
                ),
            }
        )
        for project in submission.projects
    )
    return submission.model_copy(update={"projects": projects, "findings": (), "opinions": ()})


def leaders(submission):
    """The finding that leads on each row that an opinion speaks of."""
    known = {finding.fingerprint: finding for finding in all_findings((submission,))}
    found = {}
    for opinion in submission.opinions:
        for place in opinion.places:
            for told in place.rows:
                if place.project is not None and told.row is not None:
                    row = submission.projects[place.project - 1].indicators[told.row - 1]
                    found.setdefault(row.id, known[told.finding])
    return found


def accused(submission, findings=None):
    """The rules on each row, also where a finding gathers several rows."""
    found = {}
    for finding in all_findings((submission,)) if findings is None else findings:
        quoted = {item.indicator for item in finding.evidence if item.field == finding.field}
        for row in {finding.indicator, *(quoted if finding.indicator else ())} - {None}:
            found.setdefault(row, set()).add(finding.rule)
    return found


def misplaced(submission):
    """The rules that say of each row that its name or target does not belong there; the source of a target is not offered."""
    found = (one for one in all_findings((submission,)) if one.category == "relevance" and one.field != "basis")
    return accused(submission, tuple(found))


def not_closed(submission, auditor):
    """Rows on which the old rule stays, a new one has come or what stands there does not belong, with what was written there:
    of every proposal in turn.
    """
    before, offers = accused(submission), offered(submission, auditor)
    most = max((len(found.offer.indicators) for found, _ in offers.values()), default=0)
    return [wrong for place in range(most) for wrong in _not_closed(submission, auditor, before, offers, place)]


def _not_closed(submission, auditor, before, offers, place):
    (again,) = audit_submissions((rewritten(submission, offers, place),), auditor).submissions
    after, beside = accused(again), misplaced(again)
    rows = {row.id: row for project in again.projects for row in project.indicators}
    for identity, (found, _) in offers.items():
        now = after.get(identity, set())
        wrong = (now - before.get(identity, set())) | ({found.rule} & now) | beside.get(identity, set())
        if wrong and found.offer.indicators:
            yield found.rule, rows[identity].level3, rows[identity].target, sorted(wrong)


@pytest.mark.parametrize("folder", ["text", "workbooks"])
def test_the_loop_is_closed_on_every_sample(auditor, folder):
    submissions = audit_files([data_path("corpora", "samples", folder)], auditor).submissions
    assert [found for one in submissions for found in not_closed(one, auditor)] == []


def test_the_loop_is_closed_on_the_real_document(auditor, real_folder):
    (one,) = audit_files([real_folder / "000_5ddefdc57a70e0c3.txt"], auditor).submissions
    assert not_closed(one, auditor) == []


@pytest.mark.parametrize("seed", [18, 1118])
def test_the_loop_is_closed_on_a_season(auditor, seed):
    for one in audit_submissions(tuple(season(700, seed)), auditor).submissions:
        assert not_closed(one, auditor) == []


@pytest.mark.parametrize("level2", ["生态效益指标", "经济效益指标"])
@pytest.mark.parametrize(
    "level3", ["减少踩踏事故", "遏制校园欺凌案件", "降低信访纠纷", "提高毕业生就业率", "提升居民安全感"]
)
def test_what_belongs_elsewhere_is_offered_nothing_that_stays_there(auditor, level2, level3):
    made = project("1", ("效益指标", level2, level3, "", level3, ""), name="校园巡查", purpose="校园巡查")
    (one,) = audit_submissions((submission(made),), auditor).submissions
    assert not_closed(one, auditor) == []


@pytest.mark.parametrize(("rule", "case"), [pytest.param(rule, case, id=case.name) for rule, case in BAD])
def test_the_loop_is_closed_on_every_bad_example(auditor, rule, case):
    (one,) = audit_submissions((case.submission,), auditor).submissions
    assert not_closed(one, auditor) == []
