"""What running text tells of a project (项目经费情况说明): whether it states this year's money, and whether rows go with it."""

from __future__ import annotations

import re
from auditor.checks.protocol import Batch, Examination, Hit, ProjectView, Settings, Undecided
from auditor.model import Evidence, FundingStatement, Quantity

_SENTENCE = re.compile(r"[^。；;\n]+")
_THIS_YEAR = re.compile(r"本年|今年|当年|本次|本期|年度(?:预算|资金|经费|安排)")
_OF_MORE = re.compile(r"总投资|概算|估算|累计|总造价|合同总")
_BEFORE = re.compile(r"上年|去年|前年|以前年度|往年|前期|已(?:安排|下达|拨付|支付|支出|完成|投入|到位|执行)")
_YEARS = re.compile(r"(20\d\d)\s*年")


def budget_of_other_years(batch: Batch, settings: Settings) -> Examination:
    """Statements whose section on the year's budget has amounts, none of which can be this year's."""
    views = [view for view in batch.projects if view.project.statement is not None and view.project.statement.budget]
    hits, undecided = [], []
    for view in views:
        told = _told(view).budget
        amounts = [one for one in batch.language.analyse(told).quantities if one.dimension == "money"]
        year = view.submission.year
        if not amounts or year is None:
            undecided.append(Undecided(view.subject, "年度预算安排里没有写金额，或者不知道是哪一年"))
        elif not any(_may_be_of(year, _sentence(told, one)) for one in amounts):
            values = {"year": str(year), "told": told, "accused": told}
            hits.append(Hit(view.subject, values=values, evidence=(_quoted(view, told),)))
    return Examination(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def told_without_rows(batch: Batch, settings: Settings) -> Examination:
    """Projects that running text tells of and that have no indicators."""
    views = [view for view in batch.projects if view.project.statement is not None]
    hits = [
        Hit(view.subject, values={"accused": view.project.name}, evidence=(_quoted(view, _told(view).goal),))
        for view in views
        if not view.rows
    ]
    return Examination(tuple(view.subject for view in views), tuple(hits))


def _sentence(text: str, quantity: Quantity) -> str:
    """The sentence of a text that a quantity stands in."""
    return next(found[0] for found in _SENTENCE.finditer(text) if found.end() > quantity.span[0])


def _may_be_of(year: int, sentence: str) -> bool:
    """Whether the money of a sentence may be that of a year: it names the year, or neither another nor more than one."""
    years = {int(found) for found in _YEARS.findall(sentence)}
    if year in years or _THIS_YEAR.search(sentence):
        return True
    return not years and not _OF_MORE.search(sentence) and not _BEFORE.search(sentence)


def _told(view: ProjectView) -> FundingStatement:
    assert view.project.statement is not None
    return view.project.statement


def _quoted(view: ProjectView, text: str) -> Evidence:
    return Evidence(text=text, project=view.project.code, submission=view.submission.source)
