"""Batches for programs: made, filled and audited as on the page; their results, opinions and decisions as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from auditor.web.pages import upload
from auditor.web.results import BatchResult
from auditor.web.store.decisions import decisions_of
from auditor.web.store.tables import BatchRecord
from auditor.web.visit import Visit


def start(visit: Visit) -> Response:
    """Have a batch audited."""
    batch = visit.batch()
    if not upload.received(visit, batch):
        raise HTTPException(409, "这一批还没有收到文件。")
    if not visit.site.audits.start(batch.id):
        raise HTTPException(409, "这一批正在审核。")
    return JSONResponse(_state(visit.batch()), 202)


def show(visit: Visit) -> Response:
    """How far a batch is, and what was counted once it is audited."""
    batch = visit.batch()
    found = _state(batch)
    if batch.state == "done":
        found["totals"] = _result(visit, batch).summary.head.totals.model_dump(mode="json")
    return JSONResponse(found)


def result(visit: Visit) -> Response:
    """``result.json``."""
    return FileResponse(_result(visit, visit.batch()).path, media_type="application/json")


def opinions(visit: Visit) -> Response:
    """Every opinion, with what stands decided about it."""
    batch = visit.batch()
    return JSONResponse({"opinions": list(_opinions(visit, batch))})


def verdicts(visit: Visit) -> Response:
    """Everything that stands decided about the findings of the batch's department."""
    batch = visit.batch()
    with visit.site.store.reading() as session:
        found = decisions_of(session, batch.department)
    return JSONResponse(
        {
            "verdicts": [
                {"fingerprint": key, "choice": one.choice, "reason": one.reason, "until": one.until, "by": one.by, "at": one.at}
                for key, one in sorted(found.items())
                if one.choice
            ]
        }
    )  # fmt: skip


def _opinions(visit: Visit, batch: BatchRecord) -> Iterator[dict[str, Any]]:
    found = _result(visit, batch)
    with visit.site.store.reading() as session:
        decided = decisions_of(session, batch.department)
    for line in found.summary.read:
        for one in found.told(line.number).all:
            opinion, decision = one.opinion, decided.get(one.opinion.findings[0])
            yield {
                "source": line.source,
                "department": line.department,
                **opinion.model_dump(mode="json", exclude={"places"}),
                "where": one.where,
                "text": one.to_send,
                "choice": decision.choice if decision else "",
            }


def _state(batch: BatchRecord) -> dict[str, Any]:
    return {"batch": batch.id, "title": batch.title, "state": batch.state, "told": batch.told}


def _result(visit: Visit, batch: BatchRecord) -> BatchResult:
    try:
        return BatchResult(visit.site.folder(batch.id))
    except FileNotFoundError:
        raise HTTPException(409, "这一批还没有审完。") from None
