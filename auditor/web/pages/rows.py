"""Correcting a row where it stands: its texts are kept, its project is judged again at once, the rest of the batch is not."""

from __future__ import annotations

import time

from starlette.exceptions import HTTPException
from starlette.responses import Response

from auditor.model import Submission
from auditor.web.opinion_view import NO_FILTER, FilledRow
from auditor.web.pages.opinions import filled
from auditor.web.rejudging import alone, candidates, rejudged
from auditor.web.store.decisions import ConflictError
from auditor.web.store.edits import EDITABLE, RowPlace, edits_of, keep_edit
from auditor.web.store.tables import BatchRecord
from auditor.web.visit import Visit


def show(visit: Visit) -> Response:
    """The row as it stands: as handed in with its opinions, or as corrected and judged again."""
    batch, _, line = _found(visit)
    return _answer(visit, batch) if line.edited else _as_handed_in(visit, batch, line)


def edit(visit: Visit) -> Response:
    """The form to correct the row, with what the advice offers as buttons."""
    batch, _, line = _found(visit)
    texts = {name: (line.edit.texts if line.edited else {}).get(name, getattr(line.row, name)) for name in EDITABLE}
    return visit.page(
        "row_edit.html", batch=batch, number=visit.number("number"), project=visit.number("project"), line=line,
        texts=texts, editable=EDITABLE, candidates=candidates(line.found),
    )  # fmt: skip


def correct(visit: Visit) -> Response:
    """Keep what was written and judge."""
    return _keep(visit, {name: visit.text(name) for name in EDITABLE})


def restore(visit: Visit) -> Response:
    """Take a correction back."""
    return _keep(visit, {})


def _keep(visit: Visit, texts: dict[str, str]) -> Response:
    batch, _, line = _found(visit)
    unchanged = all(getattr(line.row, name) == text for name, text in texts.items())
    if unchanged and not line.edited:
        return _as_handed_in(visit, batch, line)
    try:
        with visit.site.store.writing() as session:
            version = visit.version()
            new = {} if unchanged else texts
            keep_edit(session, batch.id, _place(visit), line.row, new, version=version, by=visit.account.name)
    except ConflictError:
        _, _, now = _found(visit)
        told = f"{now.edit.by}刚刚改了这一行，没有覆盖。以下是现在的内容，要改请点“再改”。"
        return _answer(visit, batch, told, 409) if now.edited else _as_handed_in(visit, batch, now)
    return _as_handed_in(visit, batch, _found(visit)[2]) if unchanged else _answer(visit, batch)


def _found(visit: Visit) -> tuple[BatchRecord, Submission, FilledRow]:
    batch, place = visit.batch(), _place(visit)
    submission, view = filled(visit, batch.id, batch.department, place.submission, NO_FILTER)
    if not (0 < place.project <= len(view.projects) and 0 < place.row <= len(view.projects[place.project - 1].rows)):
        raise HTTPException(404)
    return batch, submission, view.projects[place.project - 1].rows[place.row - 1]


def _place(visit: Visit) -> RowPlace:
    return RowPlace(visit.number("number"), visit.number("project"), visit.number("row"))


def _as_handed_in(visit: Visit, batch: BatchRecord, line: FilledRow) -> Response:
    place = _place(visit)
    return visit.page("row.html", batch=batch, number=place.submission, project=place.project, line=line)


def _answer(visit: Visit, batch: BatchRecord, conflict: str = "", status: int = 200) -> Response:
    """The corrected row, judged; the answer tells how many milliseconds that took (Server-Timing)."""
    _, submission, line = _found(visit)
    place = _place(visit)
    with visit.site.store.reading() as session:
        edits = {
            key.row: one
            for key, one in edits_of(session, batch.id, place.submission).items()
            if key.project == place.project
        }
    began = time.perf_counter()
    judged = visit.site.quick.judge(alone(submission, place.project, edits))
    spent = (time.perf_counter() - began) * 1000
    response = visit.page(
        "row_edited.html", status, batch=batch, number=place.submission, project=place.project,
        again=rejudged(judged, line, line.edit), conflict=conflict,
    )  # fmt: skip
    response.headers["server-timing"] = f"judge;dur={spent:.1f}"
    return response
