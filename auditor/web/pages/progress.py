"""How far an audit is, as a stream of events; and ending it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response, StreamingResponse

from auditor.web.store.tables import UNFINISHED, BatchRecord
from auditor.web.visit import Visit
from auditor.web.worker import PROGRESS

_PAUSE = 0.4
"""Seconds between two looks."""


async def stream(visit: Visit) -> Response:
    """Server-sent events: ``step`` with what was done, ``end`` with the state in which the batch ended."""
    batch = await run_in_threadpool(visit.batch)
    return StreamingResponse(_events(visit, batch.id), media_type="text/event-stream")


def stop(visit: Visit) -> Response:
    """End the audit after what it is at."""
    batch = visit.batch()
    visit.site.audits.stop(batch.id)
    if visit.partial:
        return visit.page("progress_stopping.html")
    return RedirectResponse(f"/batches/{batch.id}", 303)


async def _events(visit: Visit, key: str) -> AsyncIterator[str]:
    file, place = visit.site.folder(key) / PROGRESS, 0
    while True:
        state = await run_in_threadpool(_state, visit, key)
        lines, place = _new_lines(file, place)
        for line in lines:
            yield f"event: step\ndata: {line}\n\n"
        if state not in UNFINISHED:
            yield f"event: end\ndata: {json.dumps(state)}\n\n"
            return
        if not lines:
            yield ": \n\n"
        await anyio.sleep(_PAUSE)


def _state(visit: Visit, key: str) -> str:
    with visit.site.store.reading() as session:
        return session.get_one(BatchRecord, key).state


def _new_lines(file: Path, place: int) -> tuple[list[str], int]:
    """Whole lines from a place on, and where they end; a file that was begun anew is read from its beginning."""
    if not file.exists():
        return [], 0
    with file.open("rb") as opened:
        place = place if opened.seek(0, 2) >= place else 0
        opened.seek(place)
        content = opened.read()
    whole = content[: content.rfind(b"\n") + 1]
    return whole.decode("utf-8").splitlines(), place + len(whole)
