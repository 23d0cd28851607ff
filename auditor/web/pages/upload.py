"""Handing in: a batch is made, its files come one by one, and then it is audited."""

from __future__ import annotations

from urllib.parse import unquote

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from auditor.web.store.batches import batches_for, create_batch, size_of, uploads_of
from auditor.web.store.tables import BatchRecord, UploadRecord, now
from auditor.web.uploads import UploadRefusedError, free_path, safe_path, stored
from auditor.web.visit import Visit
from auditor.web.worker import MATERIAL

COMING = -1
"""Size of a file that is still on its way, or of which the rest never came."""


def home(visit: Visit) -> Response:
    """Where material is dropped, and what was handed in before."""
    with visit.site.store.reading() as session:
        batches = batches_for(session, visit.account)
        sizes = {batch.id: size_of(session, batch.id)[0] for batch in batches}
    return visit.page("home.html", batches=batches, sizes=sizes, limits=visit.site.settings.limits)


def create(visit: Visit) -> Response:
    """A new batch; ``previous`` names the one that it answers."""
    title = visit.text("title", 400) or f"{now()[:10]} 的材料"
    previous = visit.text("previous", 32) or None
    with visit.site.store.writing() as session:
        if previous is not None:
            _seen(session, visit, previous)
        batch = create_batch(session, visit.account, title, previous)
    (visit.site.folder(batch.id) / MATERIAL).mkdir(parents=True)
    return JSONResponse({"batch": batch.id, "url": f"/batches/{batch.id}"}, 201)


async def receive(visit: Visit) -> Response:
    """One file, as the body of the request; its name, percent-encoded, stands in the header ``X-File-Name``."""
    try:
        upload = await run_in_threadpool(_reserve, visit)
        target = visit.site.folder(upload.batch) / MATERIAL / upload.path
        try:
            size = await stored(visit.request.stream(), target, visit.site.settings.limits.file_bytes)
        except BaseException:
            await run_in_threadpool(_settle, visit, upload, None)
            raise
        await run_in_threadpool(_settle, visit, upload, size)
    except UploadRefusedError as error:
        return PlainTextResponse(str(error), 413)
    return JSONResponse({"path": upload.path, "size": size}, 201)


def start(visit: Visit) -> Response:
    """Audit the batch, for the first time or again."""
    batch = visit.batch()
    with visit.site.store.reading() as session:
        complete = [one for one in uploads_of(session, batch.id) if one.size != COMING]
    if not complete:
        raise HTTPException(400)
    visit.site.audits.start(batch.id)
    if visit.partial:
        return Response(status_code=204, headers={"hx-redirect": f"/batches/{batch.id}"})
    return RedirectResponse(f"/batches/{batch.id}", 303)


def _reserve(visit: Visit) -> UploadRecord:
    """The place of a file that is about to come; nobody else gets it.

    Raises:
        UploadRefusedError: where the batch is full or its audit was begun.
    """
    limits, batch = visit.site.settings.limits, visit.batch()
    name = unquote(visit.request.headers.get("x-file-name", "")).replace("\0", "")
    announced = int(visit.request.headers.get("content-length") or 0)
    if announced > limits.file_bytes:
        raise UploadRefusedError(f"文件超过了 {limits.file_bytes >> 20} MB，没有接收。")
    with visit.site.store.writing() as session:
        if session.get_one(BatchRecord, batch.id).state != "uploading":
            raise UploadRefusedError("这一批已经开始审核，不能再加文件。请另交一批。")
        files, size = size_of(session, batch.id)
        if files >= limits.files or size + announced > limits.batch_bytes:
            raise UploadRefusedError("这一批的文件太多或太大，请分几批交。")
        taken = frozenset(one.path.casefold() for one in uploads_of(session, batch.id))
        path = free_path(visit.site.folder(batch.id) / MATERIAL, safe_path(name, limits), taken)
        upload = UploadRecord(batch=batch.id, path=str(path), name=name[:800], size=COMING)
        session.add(upload)
    return upload


def _settle(visit: Visit, upload: UploadRecord, size: int | None) -> None:
    with visit.site.store.writing() as session:
        kept = session.get_one(UploadRecord, (upload.batch, upload.path))
        if size is None:
            session.delete(kept)
        else:
            kept.size = size


def _seen(session: Session, visit: Visit, key: str) -> None:
    kept = session.get(BatchRecord, key)
    if kept is None or not (visit.account.sees_all or kept.department == visit.account.department):
        raise HTTPException(404)
