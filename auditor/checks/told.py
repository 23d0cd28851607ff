"""What running text tells of a project (项目经费情况说明): whether it states this year's money, and whether rows go with it."""

from __future__ import annotations

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings
from auditor.language.scope import may_be_of_year, sentence_around
from auditor.model import Evidence, FundingStatement


def budget_of_other_years(batch: Batch, settings: Settings) -> CheckResult:
    """Statements whose section on the year's budget has amounts, none of which can be this year's."""
    views = [view for view in batch.projects if view.project.statement is not None and view.project.statement.budget]
    hits, undecided = [], []
    for view in views:
        told = _told(view).budget
        amounts = [one for one in batch.language.analyse(told).quantities if one.dimension == "money"]
        year = view.submission.year
        if not amounts or year is None:
            undecided.append((view.subject, "年度预算安排里没有写金额，或者不知道是哪一年"))
        elif not any(may_be_of_year(sentence_around(told, one.span), year) for one in amounts):
            values = {"year": str(year), "told": told, "accused": told}
            hits.append(Hit(view.subject, values=values, evidence=(_quoted(view, told),)))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def told_without_rows(batch: Batch, settings: Settings) -> CheckResult:
    """Projects that running text tells of and that have no indicators."""
    views = [view for view in batch.projects if view.project.statement is not None]
    hits = [
        Hit(view.subject, values={"accused": view.project.name}, evidence=(_quoted(view, _told(view).goal),))
        for view in views
        if not view.rows
    ]
    return CheckResult(tuple(view.subject for view in views), tuple(hits))


def _told(view: ProjectView) -> FundingStatement:
    assert view.project.statement is not None
    return view.project.statement


def _quoted(view: ProjectView, text: str) -> Evidence:
    return Evidence(text=text, project=view.project.code, submission=view.submission.source)
