"""The submission with what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from auditor.checks.preflight import preflight
from auditor.checks.protocol import Subject
from auditor.judging.findings import order_in_row
from auditor.judging.run import Judgement, in_order
from auditor.model import Finding, Project, Submission
from auditor.opinions import compose
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.written import JudgedSubmission
from auditor.scoring.review_form import FormSettings, assess


def judged_submission(submission: Submission, judgement: Judgement, engine: EngineCore) -> JudgedSubmission:
    """A submission as read, with all that was said of it."""
    projects = tuple(
        _judged_project(Subject(0, index), project, judgement, engine)
        for index, project in enumerate(submission.projects)
    )
    findings = judgement.findings.get(Subject(0), ())
    refusals = preflight(submission, engine.pack.preflight) if submission.kind == "target_declaration" else ()
    judged = submission.model_copy(update={"projects": projects, "findings": findings, "refusals": refusals})
    return JudgedSubmission(_with_opinions(judged), judgement.coverage)


def _judged_project(subject: Subject, project: Project, judgement: Judgement, engine: EngineCore) -> Project:
    findings = list(judgement.findings.get(subject, ()))
    indicators = []
    for index, indicator in enumerate(project.indicators):
        row = Subject(subject.submission, subject.project, index)
        findings += judgement.findings.get(row, ())
        said = {"quantities": engine.language.indicator_quantities(indicator), "measurability": judgement.verdicts[row]}
        indicators.append(indicator.model_copy(update=said))
    return _with_findings(project.model_copy(update={"indicators": tuple(indicators)}), findings, engine.form)


def _with_findings(project: Project, findings: Iterable[Finding], form: FormSettings) -> Project:
    findings, rows = tuple(findings), [row.id for row in project.indicators]
    score = assess(findings, form, rows) if rows else None
    return project.model_copy(update={"findings": findings, "score": score})


def _with_opinions(submission: Submission) -> Submission:
    return submission.model_copy(update={"opinions": compose(submission)})


# --- once more, where some rules say something else now ----------------------------------------------------------------


def judged_again(
    judged: JudgedSubmission, judgement: Judgement, rules: Set[str], engine: EngineCore
) -> JudgedSubmission | None:
    """A judged submission with what some rules say now in the place of what they said; scores and opinions follow.

    Args:
        judged: with all that was said before.
        judgement: what the rules say now.
        rules: their ids; no other rule says more or less because of them.
        engine: what it was judged with.

    Returns:
        The judged submission; None where rows of a project have the same id, so that findings cannot be told apart by them.
    """
    submission = judged.submission
    if not all(map(_has_rows_by_id, submission.projects)):
        return None
    projects = tuple(
        _project_again(Subject(0, place), project, judgement, rules, engine.form)
        for place, project in enumerate(submission.projects)
    )
    findings = _in_place(submission.findings, judgement.findings.get(Subject(0), ()), rules, ())
    again = submission.model_copy(update={"projects": projects, "findings": findings})
    ledger = [line for line in judged.coverage if line.rule not in rules]
    return JudgedSubmission(_with_opinions(again), in_order((*ledger, *judgement.coverage)))


def _has_rows_by_id(project: Project) -> bool:
    return len({row.id for row in project.indicators}) == len(project.indicators)


def _project_again(
    subject: Subject, project: Project, judgement: Judgement, rules: Set[str], form: FormSettings
) -> Project:
    rows = [subject._replace(indicator=place) for place in range(len(project.indicators))]
    said = [finding for one in (subject, *rows) for finding in judgement.findings.get(one, ())]
    findings = _in_place(project.findings, said, rules, [row.id for row in project.indicators])
    return project if findings == project.findings else _with_findings(project, findings, form)


def _in_place(
    before: Iterable[Finding], now: Iterable[Finding], rules: Set[str], rows: Sequence[str]
) -> tuple[Finding, ...]:
    """The findings of other rules with those of some rules now, in the order in which findings are told (rows by id)."""
    place = {row: number for number, row in enumerate(rows)}

    def order(finding: Finding) -> tuple[object, ...]:
        row = -1 if finding.indicator is None else place[finding.indicator]
        return row, order_in_row(finding.severity, finding.rule, finding.span, finding.field)

    return tuple(sorted((*(one for one in before if one.rule not in rules), *now), key=order))
