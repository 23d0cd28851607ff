"""Handing in: a batch is made, its files come one by one, and then it is audited."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from auditor.web.store.batches import batch_for, batches_for, create_batch, size_of, uploads_of
from auditor.web.store.tables import COMING, BatchRecord, UploadRecord, now
from auditor.web.uploads import UploadRefusedError, free_path, safe_path, stored
from auditor.web.visit import Visit
from auditor.web.worker import MATERIAL

_BATCH_FULL = "这一批的文件太多或太大，请分几批交。"
_NOT_WRITTEN = "没有存下来：磁盘已满，或者文件夹与已有的文件同名。请检查后再交一次。"


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
        if previous is not None and batch_for(session, visit.account, previous) is None:
            raise HTTPException(404)
        batch = create_batch(session, visit.account, title, previous)
    (visit.site.folder(batch.id) / MATERIAL).mkdir(parents=True)
    return JSONResponse({"batch": batch.id, "url": f"/batches/{batch.id}"}, 201)


async def receive(visit: Visit) -> Response:
    """One file, as the body of the request; its name, percent-encoded, stands in the header ``X-File-Name``."""
    upload, left = await run_in_threadpool(_reserve, visit)
    target = visit.site.folder(upload.batch) / MATERIAL / upload.path
    limit = visit.site.settings.limits.file_bytes
    try:
        size = await stored(
            visit.request.stream(), target, min(limit, left), _BATCH_FULL if left < limit else _large(limit)
        )
        await run_in_threadpool(_settle, visit, upload, size)
    except BaseException as error:
        await run_in_threadpool(_give_up, visit, upload, target)
        if isinstance(error, OSError):
            raise UploadRefusedError(_NOT_WRITTEN, 507) from error
        raise
    return JSONResponse({"path": upload.path, "size": size}, 201)


def start(visit: Visit) -> Response:
    """Audit the batch, for the first time or again."""
    batch = visit.batch()
    if not received(visit, batch):
        raise HTTPException(400)
    visit.site.audits.start(batch.id)
    if visit.partial:
        return Response(status_code=204, headers={"hx-redirect": f"/batches/{batch.id}"})
    return RedirectResponse(f"/batches/{batch.id}", 303)


def received(visit: Visit, batch: BatchRecord) -> bool:
    """Whether a file of a batch has come in whole."""
    with visit.site.store.reading() as session:
        return size_of(session, batch.id)[0] > 0


def _reserve(visit: Visit) -> tuple[UploadRecord, int]:
    """The place of a file that is about to come, which nobody else gets, and how many bytes the batch has left.

    Raises:
        UploadRefusedError: where the batch is full or its audit was begun.
    """
    limits, batch = visit.site.settings.limits, visit.batch()
    name = unquote(visit.request.headers.get("x-file-name", "")).replace("\0", "")
    announced = int(visit.request.headers.get("content-length") or 0)
    if announced > limits.file_bytes:
        raise UploadRefusedError(_large(limits.file_bytes))
    with visit.site.store.writing() as session:
        if session.get_one(BatchRecord, batch.id).state != "uploading":
            raise UploadRefusedError("这一批已经开始审核，不能再加文件。请另交一批。", 409)
        uploads = uploads_of(session, batch.id)
        left = limits.batch_bytes - size_of(session, batch.id)[1]
        if len(uploads) >= limits.files or announced > left:
            raise UploadRefusedError(_BATCH_FULL)
        taken = frozenset(one.path.casefold() for one in uploads)
        path = free_path(visit.site.folder(batch.id) / MATERIAL, safe_path(name, limits), taken)
        upload = UploadRecord(batch=batch.id, path=str(path), name=name[:800], size=COMING)
        session.add(upload)
    return upload, left


def _settle(visit: Visit, upload: UploadRecord, size: int) -> None:
    """Count a file that has come.

    Raises:
        UploadRefusedError: where others that came at the same time have filled the batch.
    """
    with visit.site.store.writing() as session:
        if size_of(session, upload.batch)[1] + size > visit.site.settings.limits.batch_bytes:
            raise UploadRefusedError(_BATCH_FULL)
        session.get_one(UploadRecord, (upload.batch, upload.path)).size = size


def _give_up(visit: Visit, upload: UploadRecord, target: Path) -> None:
    with visit.site.store.writing() as session:
        session.delete(session.get_one(UploadRecord, (upload.batch, upload.path)))
    with suppress(OSError):
        target.unlink(missing_ok=True)


def _large(most: int) -> str:
    return f"文件超过了 {most >> 20} MB，没有接收。"
