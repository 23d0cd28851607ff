"""Signing in: with name and password at an office, with the key from the start address at one's own computer."""

from __future__ import annotations

import hmac

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from auditor.web.security import same_origin
from auditor.web.site import Site
from auditor.web.store.sessions import LASTS
from auditor.web.store.sessions import sign_in as begin
from auditor.web.store.sessions import sign_out as end
from auditor.web.users import LOCAL, Account, matches
from auditor.web.visit import Visit

_AT_ONCE = anyio.CapacityLimiter(2)
"""Passwords checked at the same time; each needs 32 MB."""

_FORM_BYTES = 8192


async def show(request: Request) -> Response:
    """The form; or, with the right key, straight in."""
    site: Site = request.app.state.site
    token = request.query_params.get("token", "")
    if site.account_file is None and token:
        if not hmac.compare_digest(token.encode(), site.token.encode()):
            return site.page("signin.html", 403, told="这个网址已经失效。请用最近一次启动时给出的网址。")
        return await run_in_threadpool(_let_in, site, LOCAL)
    return site.page("signin.html", told="")


async def sign_in(request: Request) -> Response:
    """Check name and password."""
    site: Site = request.app.state.site
    accounts = await run_in_threadpool(lambda: site.accounts)
    if accounts is None or not same_origin(request):
        raise HTTPException(403)
    if int(request.headers.get("content-length") or _FORM_BYTES + 1) > _FORM_BYTES:
        raise HTTPException(413)
    form = await request.form(max_files=0, max_fields=10)
    name, password = str(form.get("name", "")), str(form.get("password", ""))
    if not site.limit.begin(name):
        raise HTTPException(429)
    account = accounts.get(name)
    right = await anyio.to_thread.run_sync(matches, password, account.password if account else "", limiter=_AT_ONCE)
    if account is None or not right:
        return site.page("signin.html", 403, told="用户名或密码不对。")
    site.limit.succeeded(name)
    return await run_in_threadpool(_let_in, site, account)


def sign_out(visit: Visit) -> Response:
    """End the session."""
    with visit.site.store.writing() as session:
        end(session, visit.request.cookies.get(visit.site.cookie, ""))
    response = RedirectResponse("/signin", 303)
    response.delete_cookie(visit.site.cookie)
    return response


def _let_in(site: Site, account: Account) -> Response:
    with site.store.writing() as session:
        key = begin(session, account.name)
    response = RedirectResponse("/", 303)
    response.set_cookie(
        site.cookie,
        key,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=site.settings.encrypted,
    )
    return response
