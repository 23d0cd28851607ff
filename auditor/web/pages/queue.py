"""The rows of which the model is least sure, one after another, with four answers; and the answers to learn from."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from auditor.verdicts.queue import SIZE, QueuedRow, least_sure, review_queue, wording
from auditor.verdicts.sheet import labelled
from auditor.web.downloads import attachment
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
    return attachment(text.encode(), "labelled-rows.jsonl")


def _answered(visit: Visit) -> int:
    with visit.site.store.reading() as session:
        return len(labels_of(session))


def _queue(visit: Visit) -> tuple[QueuedRow, ...]:
    """The least sure rows of all batches that nobody has said anything about."""
    with visit.site.store.reading() as session:
        decided = {wording(words_of(one)) for one in labels_of(session)}
        batches = [one.id for one in batches_for(session, visit.account, MOST_BATCHES)]
    asked = SIZE * (2 + len(decided) // SIZE)
    return least_sure((one for key in batches for one in _of_batch(visit, key, asked)), decided)


def _of_batch(visit: Visit, key: str, size: int) -> tuple[QueuedRow, ...]:
    try:
        result = BatchResult(visit.site.folder(key))
    except FileNotFoundError:
        return ()
    return _of_result(result.path, result.stamp, size)


@lru_cache(maxsize=MOST_BATCHES)
def _of_result(path: Path, stamp: int, size: int) -> tuple[QueuedRow, ...]:
    """The least sure rows of one result, decided or not: enough of them that as many are left when all answers are taken off."""
    return review_queue(BatchResult(path.parent.parent).submissions(), size=size)
