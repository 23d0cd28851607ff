"""The opinions on one file: its tables as filled in, one opinion a row, with buttons to decide."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from auditor.model import SEVERITY_ORDER, Submission
from auditor.outputs.reports.season import season_of
from auditor.web.opinion_view import FilledSubmission, OpinionFilter, fill
from auditor.web.results import BatchResult
from auditor.web.store.decisions import decisions_of
from auditor.web.store.edits import edits_of
from auditor.web.store.tables import CHOICES
from auditor.web.visit import Visit

LEVELS = (*SEVERITY_ORDER, "doubt", "fact")
STATES = ("open", "decided", *CHOICES)


def show(visit: Visit) -> Response:
    """The page of one file."""
    batch, number = visit.batch(), visit.number("number")
    submission, view = filled(visit, batch.id, batch.department, number, _filter(visit.request.query_params))
    return visit.page(
        "opinions.html",
        batch=batch,
        number=number,
        view=view,
        submission=submission,
        chosen=_filter(visit.request.query_params),
        prominent=season_of((submission,)).prominent(),
        kinds=sorted({(card.told.opinion.rule, card.told.opinion.title) for card in view.all}),
        corrected=sum(row.edited for part in view.projects for row in part.rows),
        decided=sum(bool(card.decision.choice) for card in view.all),
    )


def filled(
    visit: Visit, batch: str, department: str, number: int, chosen: OpinionFilter
) -> tuple[Submission, FilledSubmission]:
    """A submission and how it is shown.

    Raises:
        HTTPException: 404 where there is none.
    """
    try:
        result = BatchResult(visit.site.folder(batch))
        submission, told = result.submission(number), result.told(number)
    except (FileNotFoundError, IndexError):
        raise HTTPException(404) from None
    with visit.site.store.reading() as session:
        decisions, edits = decisions_of(session, department), edits_of(session, batch, number)
    return submission, fill(submission, told, decisions, edits, number, chosen)


def _filter(asked: Mapping[str, str]) -> OpinionFilter:
    """The filter in an address; what is no filter filters nothing."""
    level, state, money = asked.get("level", ""), asked.get("state", ""), asked.get("money", "")
    return OpinionFilter(
        level=level if level in LEVELS else "",
        rule=asked.get("rule", "")[:20],
        money=float(money) if money.isascii() and money.isdigit() else None,
        state=state if state in STATES else "",
    )
