"""The application: a table of routes, what guards them, and what is started and ended with the server.

A new page is a module in ``pages``, a template in ``templates``, and a line in ``PAGES``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from auditor.errors import AuditorError
from auditor.resources import data_path
from auditor.web.account_file import AccountFile
from auditor.web.api.routes import api_routes
from auditor.web.jobs import AuditQueue
from auditor.web.pages import (
    copyback,
    decisions,
    log,
    opinions,
    overview,
    paste,
    progress,
    queue,
    rounds,
    rows,
    season,
    sendback,
    signin,
    understood,
    upload,
    verdicts,
)
from auditor.web.quick import QuickProcess
from auditor.web.security import HostGuard
from auditor.web.settings import ServeSettings
from auditor.web.site import HERE, Site
from auditor.web.store.database import Store
from auditor.web.store.sessions import sign_out_everywhere
from auditor.web.visit import ADMINS, REVIEWERS, own_sentence, page

PAGES: tuple[BaseRoute, ...] = (
    page("GET", "/", upload.home),
    page("POST", "/batches", upload.create),
    page("POST", "/batches/{batch}/files", upload.receive),
    page("POST", "/batches/{batch}/start", upload.start),
    page("POST", "/batches/{batch}/stop", progress.stop),
    page("GET", "/batches/{batch}/progress", progress.stream),
    page("GET", "/batches/{batch}", overview.show),
    page("GET", "/batches/{batch}/reports/{name}", overview.report),
    page("GET", "/batches/{batch}/sendback", sendback.show, REVIEWERS),
    page("GET", "/batches/{batch}/sendback.zip", sendback.download_all, REVIEWERS),
    page("GET", "/batches/{batch}/sendback/{number}", sendback.edit, REVIEWERS),
    page("POST", "/batches/{batch}/sendback/{number}", sendback.download, REVIEWERS),
    page("GET", "/batches/{batch}/rounds", rounds.show),
    page("GET", "/batches/{batch}/{number}", opinions.show),
    page("POST", "/batches/{batch}/{number}/opinions/{opinion}", decisions.decide),
    page("POST", "/batches/{batch}/{number}/opinions/{opinion}/undo", decisions.undo),
    page("GET", "/batches/{batch}/{number}/understood", understood.show),
    page("POST", "/batches/{batch}/{number}/understood/heading", understood.correct_heading),
    page("POST", "/batches/{batch}/{number}/understood/given", understood.give),
    page("GET", "/batches/{batch}/{number}/rows/{project}/{row}", rows.show),
    page("GET", "/batches/{batch}/{number}/rows/{project}/{row}/edit", rows.edit),
    page("POST", "/batches/{batch}/{number}/rows/{project}/{row}", rows.correct),
    page("POST", "/batches/{batch}/{number}/rows/{project}/{row}/restore", rows.restore),
    page("GET", "/batches/{batch}/{number}/corrected", copyback.corrected),
    page("GET", "/paste", paste.show),
    page("POST", "/paste", paste.judge),
    page("GET", "/season", season.show, REVIEWERS),
    page("GET", "/season.csv", season.as_csv, REVIEWERS),
    page("GET", "/season.xlsx", season.as_workbook, REVIEWERS),
    page("GET", "/verdicts", verdicts.show, REVIEWERS),
    page("POST", "/verdicts/changes", verdicts.change, ADMINS),
    page("GET", "/queue", queue.show, REVIEWERS),
    page("GET", "/queue/rows.jsonl", queue.rows, REVIEWERS),
    page("POST", "/queue/{wording}", queue.answer, REVIEWERS),
    page("GET", "/log", log.show, ADMINS),
    page("GET", "/log.csv", log.as_csv, ADMINS),
    page("POST", "/signout", signin.sign_out),
)
"""What people who are signed in may ask for."""

OPEN: tuple[BaseRoute, ...] = (
    Route("/signin", signin.show, methods=["GET"]),
    Route("/signin", signin.sign_in, methods=["POST"]),
)
"""What everybody may ask for."""

_TOLD = {
    400: "请求不完整。请返回上一页，刷新后再试。",
    401: "请先登录。",
    403: "没有权限，或者页面已经过期。请刷新页面后再试。",
    404: "没有这一页，或者您不能看它。",
    405: "不能这样用这个网址。",
    409: "内容已被别人改动。请刷新页面后再试。",
    413: "内容太长，没有接收。",
    429: "试得太多，请过几分钟再试。",
}


def create_app(settings: ServeSettings) -> Starlette:
    """The application of a server.

    Raises:
        AuditorError: C030 where accounts cannot be used, C031 where the data base cannot, C004 where the folder cannot.
    """
    site = create_site(settings)
    app = Starlette(
        routes=[
            *PAGES,
            *OPEN,
            *api_routes(),
            Route("/static/report.css", _report_style),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(HostGuard, hosts=settings.allowed_hosts, encrypted=settings.encrypted)],
        exception_handlers={HTTPException: _refused, Exception: _refused},
        lifespan=_running,
    )
    app.state.site = site
    return app


def create_site(settings: ServeSettings) -> Site:
    """What all requests share."""
    try:
        (settings.data / "batches").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AuditorError("C004", path=settings.data, reason=error.strerror or str(error)) from error
    store = Store(settings.database_url)

    def end_sessions(accounts: Collection[str]) -> None:
        with store.writing() as session:
            sign_out_everywhere(session, accounts)

    accounts = AccountFile(settings.users, end_sessions) if settings.users else None
    return Site(settings, store, AuditQueue(settings, store), QuickProcess(settings), accounts)


@asynccontextmanager
async def _running(app: Starlette) -> AsyncIterator[None]:
    site: Site = app.state.site
    await run_in_threadpool(site.audits.take_up)
    await run_in_threadpool(site.quick.warm_up)
    try:
        yield
    finally:
        await run_in_threadpool(site.audits.close)
        await run_in_threadpool(site.quick.close)
        site.store.close()


async def _report_style(_request: Request) -> Response:
    """The style that reports have too."""
    return FileResponse(data_path("reports", "templates", "style.css"), media_type="text/css")


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = said if (said := own_sentence(error)) else _TOLD.get(status, "服务器出错。")
    if request.headers.get("hx-request") == "true" or "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(told, status)
    site: Site = request.app.state.site
    return site.page("error.html", status, told=told)
