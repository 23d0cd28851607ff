"""The opinions on one file: its tables as filled in, one opinion a row, with buttons to decide."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from auditor.model import SEVERITY_ORDER, Submission
from auditor.outputs.reports.season import season_of
from auditor.web.opinion_view import FilledSubmission, OpinionFilter, fill
from auditor.web.results import BatchResult
from auditor.web.store.decisions import DecisionState, decisions_of
from auditor.web.store.edits import RowEdit, RowPlace, edits_of
from auditor.web.store.tables import CHOICES, BatchRecord
from auditor.web.visit import Visit

LEVELS = (*SEVERITY_ORDER, "doubt", "fact")
STATES = ("open", "decided", *CHOICES)


def show(visit: Visit) -> Response:
    """The page of one file; its body is made anew only when a decision, a correction or the result has changed."""
    batch, number, chosen = visit.batch(), visit.number("number"), filter_of(visit.request.query_params)
    result, submission = _result(visit, batch.id, number)
    decisions, edits = _said(visit, batch.id, batch.department, number)
    leading = (one.opinion.findings[0] for one in result.told(number).all)
    decided = tuple((key, decisions[key]) for key in leading if key in decisions)
    corrected = tuple(sorted((place.project, place.row, edit.version) for place, edit in edits.items()))

    def body() -> str:
        view = fill(submission, result.told(number), decisions, edits, number, chosen)
        return _body(visit, batch, number, view, chosen)

    key = (batch.id, batch.title, result.stamp, number, chosen, decided, corrected)
    return visit.page("opinions.html", submission=submission, body=Markup(visit.site.bodies.get(key, body)))


def filled(
    visit: Visit, batch: str, department: str, number: int, chosen: OpinionFilter
) -> tuple[Submission, FilledSubmission]:
    """A submission and how it is shown.

    Raises:
        HTTPException: 404 where there is none.
    """
    result, submission = _result(visit, batch, number)
    decisions, edits = _said(visit, batch, department, number)
    return submission, fill(submission, result.told(number), decisions, edits, number, chosen)


def _result(visit: Visit, batch: str, number: int) -> tuple[BatchResult, Submission]:
    try:
        result = BatchResult(visit.site.folder(batch))
        return result, result.submission(number)
    except (FileNotFoundError, IndexError):
        raise HTTPException(404) from None


def _said(
    visit: Visit, batch: str, department: str, number: int
) -> tuple[dict[str, DecisionState], dict[RowPlace, RowEdit]]:
    """What people decided and corrected."""
    with visit.site.store.reading() as session:
        return decisions_of(session, department), edits_of(session, batch, number)


def _body(visit: Visit, batch: BatchRecord, number: int, view: FilledSubmission, chosen: OpinionFilter) -> str:
    """The page but for its head; nothing of it depends on who asks."""
    return visit.site.text(
        "opinions_body.html",
        batch=batch,
        number=number,
        view=view,
        submission=view.submission,
        chosen=chosen,
        prominent=season_of((view.submission,)).prominent(),
        kinds=sorted({(card.told.opinion.rule, card.told.opinion.title) for card in view.all}),
        corrected=sum(row.edited for part in view.projects for row in part.rows),
        decided=sum(bool(card.decision.choice) for card in view.all),
    )


def filter_of(asked: Mapping[str, str]) -> OpinionFilter:
    """The filter in an address; what is no filter filters nothing."""
    level, state, money = asked.get("level", ""), asked.get("state", ""), asked.get("money", "")
    return OpinionFilter(
        level=level if level in LEVELS else "",
        rule=asked.get("rule", "")[:20],
        money=float(money) if money.isascii() and money.isdigit() else None,
        state=state if state in STATES else "",
    )
