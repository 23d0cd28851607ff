"""A batch: how far it is, and once it is audited what was not read, the three worst, and every file with its counts."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from auditor.outputs.reports.formats import DEFAULT, FILES
from auditor.web.results import BatchResult, BatchSummaryPage
from auditor.web.store.batches import uploads_of
from auditor.web.store.tables import UNFINISHED
from auditor.web.visit import Visit
from auditor.web.worker import RESULTS

REPORTS = tuple(FILES[name] for name in DEFAULT)


def show(visit: Visit) -> Response:
    """The page of a batch."""
    batch = visit.batch()
    with visit.site.store.reading() as session:
        uploads = uploads_of(session, batch.id)
    running = batch.state in UNFINISHED
    return visit.page(
        "overview.html",
        batch=batch,
        uploads=uploads,
        running=running,
        summary=None if running else _summary(visit, batch.id),
        limits=visit.site.settings.limits,
    )


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
