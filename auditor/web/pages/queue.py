"""The rows of which the model is least sure, one after another, with four answers; and the answers to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from auditor.model import Submission
from auditor.verdicts.queue import SIZE, QueuedRow, review_queue, wording
from auditor.verdicts.sheet import labelled
from auditor.web.results import BatchResult
from auditor.web.store.batches import batches_for
from auditor.web.store.labels import keep_label, labels_of, wording_key, words_of
from auditor.web.visit import Visit
from auditor.wording import LABEL

MOST_BATCHES = 200
SOURCE = "审核页判断"


def show(visit: Visit) -> Response:
    """The rows that wait for an answer, and how many were answered."""
    answered = _answered(visit)
    rows = [(wording_key(one.row), one) for one in _queue(visit)]
    own = visit.site.settings.own_rules
    return visit.page("queue.html", rows=rows, answered=answered, size=SIZE, own=own)


def answer(visit: Visit) -> Response:
    """Keep what a person says a row is."""
    label = next((key for key in LABEL if key == visit.text("label", 40)), None)
    wanted = visit.request.path_params["wording"]
    asked = next((one for one in _queue(visit) if wording_key(one.row) == wanted), None)
    if label is None:
        raise HTTPException(400)
    if asked is None:
        raise HTTPException(409)
    with visit.site.store.writing() as session:
        keep_label(session, asked, label, visit.account.name)
    if visit.partial:
        return visit.page("queue_answered.html", one=asked, label=label)
    return RedirectResponse("/queue", 303)


def rows(visit: Visit) -> Response:
    """All answers as labelled rows, which ``auditor train --with-decisions`` takes."""
    with visit.site.store.reading() as session:
        kept = [
            labelled(words_of(one), one.label, one.about.get("budget_wan"), one.department, SOURCE)  # type: ignore[arg-type]
            for one in labels_of(session)
        ]
    text = "".join(f"{json.dumps(one, ensure_ascii=False, sort_keys=True)}\n" for one in kept)
    headers = {"content-disposition": "attachment; filename=labelled-rows.jsonl"}
    return Response(text, media_type="application/x-ndjson; charset=utf-8", headers=headers)


def _answered(visit: Visit) -> int:
    with visit.site.store.reading() as session:
        return len(labels_of(session))


def _queue(visit: Visit) -> tuple[QueuedRow, ...]:
    with visit.site.store.reading() as session:
        decided = {wording(words_of(one)) for one in labels_of(session)}
        batches = [one.id for one in batches_for(session, visit.account, MOST_BATCHES)]
    return review_queue(_submissions(visit, batches), decided)


def _submissions(visit: Visit, batches: list[str]) -> Iterator[Submission]:
    for key in batches:
        try:
            yield from BatchResult(visit.site.folder(key)).submissions()
        except FileNotFoundError:
            continue
