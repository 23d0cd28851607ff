"""One request of a program: its key, its JSON, and errors as JSON; and what the description needs to know of each route."""

from __future__ import annotations

import hmac
import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from auditor.web.site import Site
from auditor.web.users import LOCAL, Account, token_hash
from auditor.web.visit import Visit, own_sentence

BODY_BYTES = 8 << 20
"""Longest JSON that is taken."""

ApiHandler = Callable[[Visit], Response | Awaitable[Response]]

TOLD = {
    400: "请求不完整或格式不对。",
    401: "没有密钥，或者密钥不对。请在 Authorization 里写 Bearer 和密钥。",
    403: "这个密钥没有权限。",
    404: "没有这一项，或者这个密钥不能看它。",
    409: "现在不能这样做。",
    413: "内容太长，没有接收。",
    422: "内容看不懂。",
    503: "这一步用时太长，已经停下。请过一会再试。",
}


@dataclass(frozen=True)
class ApiRoute:
    """One thing that programs may ask for.

    ``takes`` and ``gives`` are JSON Schemas of the body and of the answer; None where there is none or it is no JSON.
    """

    method: str
    path: str
    handler: ApiHandler
    summary: str
    takes: Mapping[str, Any] | None = None
    gives: Mapping[str, Any] | None = None
    status: int = 200
    file: bool = False
    """Whether the body is a file."""

    def route(self) -> Route:
        """The line of the table of routes."""
        return Route(f"/api{self.path}", self._answer, methods=[self.method])

    async def _answer(self, request: Request) -> Response:
        site: Site = request.app.state.site
        try:
            visit = Visit(
                request, site, await run_in_threadpool(account_of, site, request), "", await self._body(request)
            )
            if inspect.iscoroutinefunction(self.handler):
                return await self.handler(visit)  # type: ignore[no-any-return]
            return await run_in_threadpool(self.handler, visit)  # type: ignore[arg-type]
        except HTTPException as error:
            return JSONResponse({"error": own_sentence(error) or TOLD.get(error.status_code, "")}, error.status_code)

    async def _body(self, request: Request) -> Mapping[str, Any]:
        if self.takes is None:
            return {}
        if int(request.headers.get("content-length") or BODY_BYTES + 1) > BODY_BYTES:
            raise HTTPException(413)
        try:
            found = json.loads(await request.body() or b"{}")
        except ValueError:
            raise HTTPException(400, "正文不是有效的 JSON。") from None
        if not isinstance(found, dict):
            raise HTTPException(400, "正文要是一个 JSON 对象。")
        return found


def account_of(site: Site, request: Request) -> Account:
    """Whose key a request brings.

    Raises:
        HTTPException: 401 for none or a wrong one.
    """
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise HTTPException(401)
    accounts = site.accounts
    if accounts is None:
        if hmac.compare_digest(key.strip().encode(), site.token.encode()):
            return LOCAL
        raise HTTPException(401)
    given = token_hash(key.strip())
    found = [one for one in accounts.values() if one.token and hmac.compare_digest(one.token, given)]
    if not found:
        raise HTTPException(401)
    return found[0]
