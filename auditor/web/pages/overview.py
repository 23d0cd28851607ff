"""A batch: how far it is, and once it is audited what was not read, the three worst, and every file with its counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from auditor.outputs.reports.formats import DEFAULT, FILES
from auditor.web.opinion_view import OpinionFilter
from auditor.web.pages.opinions import filter_of
from auditor.web.results import BatchResult, BatchSummaryPage, ListedSubmission
from auditor.web.store.batches import uploads_of
from auditor.web.store.tables import UNFINISHED
from auditor.web.visit import Visit
from auditor.web.worker import RESULTS

UNNAMED = "未读出"
"""What is shown for a department that was not read."""

REPORTS = tuple(FILES[name] for name in DEFAULT)


def show(visit: Visit) -> Response:
    """The page of a batch."""
    batch = visit.batch()
    with visit.site.store.reading() as session:
        uploads = uploads_of(session, batch.id)
    running = batch.state in UNFINISHED
    summary = None if running else _summary(visit, batch.id)
    return visit.page(
        "overview.html",
        batch=batch,
        uploads=uploads,
        running=running,
        summary=summary,
        limits=visit.site.settings.limits,
        **_filtered(visit, summary.read if summary else ()),
    )


def _filtered(visit: Visit, lines: Sequence[ListedSubmission]) -> dict[str, Any]:
    """The lines that are shown, each with how many of its opinions are of the chosen kind, and what can be chosen."""
    asked = visit.request.query_params
    chosen, department = filter_of(asked), asked.get("department", "")
    counted = [(line, _number_of(line, chosen)) for line in lines if department in ("", line.department or UNNAMED)]
    carried = [(name, asked[name]) for name in ("level", "rule", "money") if asked.get(name)]
    return {
        "chosen": chosen,
        "department": department,
        "departments": sorted({line.department or UNNAMED for line in lines}),
        "kinds": sorted({(one.rule, one.title) for line in lines for one in line.opinions}),
        "lines": [(line, number) for line, number in counted if number or not chosen.active],
        "carried": f"?{urlencode(carried)}" if carried else "",
    }


def _number_of(line: ListedSubmission, chosen: OpinionFilter) -> int:
    return sum(chosen.speaks_of(one.rule, one.severity, certain=one.certain, money=one.money) for one in line.opinions)


def report(visit: Visit) -> Response:
    """One of the files that the command line would have written."""
    name = visit.request.path_params["name"]
    path = visit.site.folder(visit.batch().id) / RESULTS / name
    if name not in REPORTS or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, filename=name, content_disposition_type="attachment")


def _summary(visit: Visit, key: str) -> BatchSummaryPage | None:
    try:
        return BatchResult(visit.site.folder(key)).summary
    except FileNotFoundError:
        return None
