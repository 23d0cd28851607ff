"""One request to a page: who asks, on which site, with which form; and the wrapper that every page goes through."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from auditor.web.security import CSRF_FIELD, SAFE_METHODS, csrf_given, same_origin
from auditor.web.site import Site
from auditor.web.store.batches import batch_for
from auditor.web.store.sessions import signed_in
from auditor.web.store.tables import BatchRecord
from auditor.web.users import LOCAL, OFFICE, ROLES, Account, Role

EVERYBODY: frozenset[Role] = frozenset(ROLES)
REVIEWERS: frozenset[Role] = OFFICE
ADMINS: frozenset[Role] = frozenset({"管理员"})

_DIGITS = 9

FORM_BYTES = 2 << 20
"""Longest field of a form: a block pasted from a workbook."""


@dataclass(frozen=True)
class Visit:
    """A request of somebody who is signed in.

    ``form`` holds the fields of a form that was sent; of a request with another body it is empty.
    """

    request: Request
    site: Site
    account: Account
    csrf: str
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        """Whether a piece of the page was asked for (htmx), not the page."""
        return self.request.headers.get("hx-request") == "true"

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page or piece made from a template."""
        return self.site.page(template, status, visit=self, account=self.account, csrf=self.csrf, **values)

    def number(self, name: str) -> int:
        """A number in the address.

        Raises:
            HTTPException: 404 for anything else.
        """
        text = str(self.request.path_params[name])
        if not _is_number(text):
            raise HTTPException(404)
        return int(text)

    def version(self) -> int:
        """The version that a form says was seen; -1, which nothing has, where it says none."""
        text = self.text("version", _DIGITS)
        return int(text) if _is_number(text) else -1

    def text(self, name: str, most: int = 4000) -> str:
        """A field of the form, without blanks around it; "" where it was not sent."""
        value = self.form.get(name, "")
        return value.replace("\0", "").strip()[:most] if isinstance(value, str) else ""

    def batch(self) -> BatchRecord:
        """The batch that the address names.

        Raises:
            HTTPException: 404 where there is none that this person may see.
        """
        with self.site.store.reading() as session:
            found = batch_for(session, self.account, self.request.path_params["batch"])
        if found is None:
            raise HTTPException(404)
        return found


Handler = Callable[[Visit], Response | Awaitable[Response]]
"""What answers a visit: a function runs in a thread of its own, a coroutine function in the server's loop."""


def page(method: str, path: str, handler: Handler, roles: frozenset[Role] = EVERYBODY) -> Route:
    """A line of the table of routes.

    Args:
        method: GET or POST.
        path: as Starlette writes it.
        handler: what answers.
        roles: who may ask.
    """

    async def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site
        found = await run_in_threadpool(_visitor, site, request)
        if found is None:
            return _to_sign_in(request)
        account, csrf = found
        if account.role not in roles:
            raise HTTPException(403)
        form = await _form(request)
        if request.method not in SAFE_METHODS:
            given = form.get(CSRF_FIELD)
            if not same_origin(request) or not csrf_given(request, given if isinstance(given, str) else None, csrf):
                raise HTTPException(403)
        visit = Visit(request, site, account, csrf, form)
        if inspect.iscoroutinefunction(handler):
            return await handler(visit)  # type: ignore[no-any-return]
        return await run_in_threadpool(handler, visit)  # type: ignore[arg-type]

    return Route(path, endpoint, methods=[method], name=f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}")


def own_sentence(error: Exception) -> str:
    """What an error says to people itself, "" where it says nothing but its status."""
    return error.detail if isinstance(error, HTTPException) and not error.detail.isascii() else ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _visitor(site: Site, request: Request) -> tuple[Account, str] | None:
    key, accounts = request.cookies.get(site.cookie, ""), site.accounts
    with site.store.reading() as session:
        found = signed_in(session, key)
        if found is None:
            return None
        account = LOCAL if accounts is None else accounts.get(found.account)
        return None if account is None else (account, found.csrf)


async def _form(request: Request) -> FormData | Mapping[str, Any]:
    kind = request.headers.get("content-type", "").partition(";")[0]
    if request.method in SAFE_METHODS or kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return {}
    if int(request.headers.get("content-length") or FORM_BYTES + 1) > FORM_BYTES:
        raise HTTPException(413)
    return await request.form(max_files=0, max_fields=500, max_part_size=FORM_BYTES)


def _to_sign_in(request: Request) -> Response:
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"hx-redirect": "/signin"})
    if request.method in SAFE_METHODS and "text/html" in request.headers.get("accept", "*/*"):
        return RedirectResponse("/signin", 303)
    raise HTTPException(401)
