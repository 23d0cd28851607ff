"""Run a server until it is ended: bind, tell the address, open the browser."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import uvicorn
from starlette.applications import Starlette

from auditor.errors import AuditorError
from auditor.web.app import create_app
from auditor.web.occupied import occupied
from auditor.web.settings import PORT, ServeSettings

_GRACE_SECONDS = 2
"""An open page of progress would keep the server alive."""


def serve(settings: ServeSettings, on_ready: Callable[[str], None]) -> None:
    """Serve until the process is told to end.

    Args:
        settings: of the server; where the usual port is taken, another one is used.
        on_ready: told the address to open in a browser, once it can be reached.

    Raises:
        OccupiedError: where another server is at work in the data folder.
        AuditorError: C004, C030, C031, C035 as ``create_app``; C032 where the address cannot be listened at.
    """
    with occupied(settings.data) as tell:

        def ready(found: str) -> None:
            tell(found)
            on_ready(found)

        _serve_alone(settings, ready)


def _serve_alone(settings: ServeSettings, on_ready: Callable[[str], None]) -> None:
    listening = _bound(settings)
    settings = replace(settings, port=listening.getsockname()[1])
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ssl_certfile=settings.certfile,
        ssl_keyfile=settings.keyfile,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        proxy_headers=settings.behind_proxy,
        lifespan="on",
    )
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(uvicorn.Server(config), listening, lambda: on_ready(address(settings, app))))


def address(settings: ServeSettings, app: Starlette) -> str:
    """Where browsers find the page; for one person with the key that lets them in."""
    scheme = "https" if settings.encrypted else "http"
    host = (
        settings.names[0]
        if settings.names
        else {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    )
    place = f"{scheme}://{host}:{settings.port}/"
    return place if settings.users else f"{place}signin?token={app.state.site.token}"


async def _serve(server: uvicorn.Server, listening: socket.socket, ready: Callable[[], None]) -> None:
    running = asyncio.ensure_future(server.serve(sockets=[listening]))
    while not server.started and not running.done():
        await asyncio.sleep(0.02)
    if server.started:
        ready()
    await running


def _bound(settings: ServeSettings) -> socket.socket:
    ports = (settings.port, 0) if settings.port == PORT else (settings.port,)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    for port in ports:
        found = socket.socket(family, socket.SOCK_STREAM)
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((settings.host, port))
        except OSError as error:
            found.close()
            reason = error.strerror or str(error)
        else:
            return found
    raise AuditorError("C032", host=settings.host, port=settings.port, reason=reason)
