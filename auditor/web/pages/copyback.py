"""The corrected file back: the cells that were corrected on the page, and as comments what is still found."""

from __future__ import annotations

from starlette.responses import Response

from auditor.errors import AuditorError
from auditor.outputs.annotate.corrected import CellCorrection
from auditor.outputs.annotate.run import copy_name
from auditor.outputs.reports.places import field_name
from auditor.web.downloads import attachment
from auditor.web.opinion_view import NO_FILTER, FilledSubmission
from auditor.web.pages.opinions import filled
from auditor.web.quick import CorrectedCopyOrder
from auditor.web.reading import reading_for
from auditor.web.store.edits import EDITABLE
from auditor.web.visit import Visit


def corrected(visit: Visit) -> Response:
    """The copy; where a correction could not be written into it, a page that says which, with the copy behind a link."""
    batch, number = visit.batch(), visit.number("number")
    submission, view = filled(visit, batch.id, batch.department, number, NO_FILTER)
    with visit.site.store.reading() as session:
        options = reading_for(session, batch, visit.site.settings.file_limits)
    order = CorrectedCopyOrder(visit.site.folder(batch.id), submission.source, options, _corrections(view))
    try:
        copy = visit.site.quick.corrected_copy(order)
    except AuditorError as error:
        return visit.page("copyback.html", 422, batch=batch, number=number, told=error.message + error.hint, left=())
    if copy.left and visit.request.query_params.get("anyway") != "1":
        left = [
            f"{key.rpartition('/')[0]} 第 {key.rpartition('/')[2]} 行的{field_name(name)}" for key, name in copy.left
        ]
        return visit.page("copyback.html", batch=batch, number=number, told="", left=left)
    return attachment(copy.content, copy_name(submission.source))


def _corrections(view: FilledSubmission) -> tuple[CellCorrection, ...]:
    return tuple(
        CellCorrection(line.row, name, line.edit.texts[name])
        for part in view.projects
        for line in part.rows
        if line.edited
        for name in EDITABLE
        if line.edit.texts[name] != getattr(line.row, name)
    )
