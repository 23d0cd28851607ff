"""What stands between the network and the pages: host, origin, headers of every answer, limits of sign-in."""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none, browsers send the origin of a form as null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class HostGuard:
    """Refuses requests for other hosts (a page elsewhere that has its name lead here), and sets the headers of answers.

    Args:
        app: what is guarded.
        hosts: names that may stand in Host, without port.
        encrypted: whether browsers speak TLS.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, encrypted: bool) -> None:
        self._app, self._hosts, self._encrypted = app, frozenset(hosts), encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._set(MutableHeaders(scope=message), scope["path"])
            await send(message)

        if host_name(Headers(scope=scope).get("host", "")) not in self._hosts:
            await PlainTextResponse("不认识这个网址。请用启动时给出的网址。", 400)(scope, receive, answer)
        else:
            await self._app(scope, receive, answer)

    def _set(self, headers: MutableHeaders, path: str) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if not path.startswith("/static/"):
            headers.setdefault("cache-control", "no-store")
        if self._encrypted:
            headers["strict-transport-security"] = "max-age=31536000"


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    return _split(f"//{host}").hostname or "" if "@" not in host else ""


def same_origin(request: Request) -> bool:
    """Whether a request that changes something comes from one of our own pages, as far as the browser tells."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or _split(origin).netloc == request.headers.get("host")


def _split(address: str) -> SplitResult:
    """An address in its parts; they are empty where it is none, as with a bracket left open."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def csrf_given(request: Request, field: str | None, expected: str) -> bool:
    """Whether the session's own secret came with a request, as a header or in the form."""
    given = request.headers.get(CSRF_HEADER) or field or ""
    return hmac.compare_digest(given.encode(), expected.encode())


class SignInLimit:
    """Counts sign-ins of each name that failed or are not decided yet; after some, further ones wait.

    Args:
        most: how many are tried.
        seconds: how long one counts.
    """

    def __init__(self, most: int = 8, seconds: float = 300) -> None:
        self._most, self._seconds = most, seconds
        self._tries: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def begin(self, name: str) -> bool:
        """Count a try before its password is checked; False, and nothing is counted, where it has to wait."""
        with self._lock:
            self._forget()
            tries = self._tries.setdefault(name, [])
            allowed = len(tries) < self._most
            if allowed:
                tries.append(time.monotonic())
            return allowed

    def succeeded(self, name: str) -> None:
        """Take a try back: it was no failure."""
        with self._lock:
            tries = self._tries.get(name)
            if tries:
                tries.pop()

    def _forget(self) -> None:
        since = time.monotonic() - self._seconds
        kept = {key: [one for one in found if one > since] for key, found in self._tries.items()}
        self._tries = {key: found for key, found in kept.items() if found}
