"""The one ASGI process: the dashboard at /. `jobwise serve` starts it."""

import errno
import gc
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from functools import cache
from typing import Any

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App
from streamlit.web.bootstrap import load_config_options

from jobwise import log_lines
from jobwise.asgi.entrance import MembersOnly, entrance_routes
from jobwise.asgi.headers import SecurityHeaders
from jobwise.asgi.hosts import OwnHostOnly
from jobwise.bootstrap import close_shared_services, provider_log_in, shared_services
from jobwise.domain.account import OPERATOR
from jobwise.errors import BadSetting
from jobwise.services.accounts import AccountServices
from jobwise.settings import ROOT, Settings
from jobwise.ui.outcome import FOCUS
from jobwise.ui.visitor import SCRIPT

DASHBOARD = ROOT / "app.py"
MESSAGE_BYTES = 16 * 1024 * 1024
PING_SECONDS = 30.0
METRICS_PATH, ROUTE_OF_METRICS = "/metrics", "/v1/metrics"
GOODBYE_SECONDS = 2
FIRST = """Nobody has an account yet. Stop JobWise, make the first administrator, and start it again:
  jobwise user add you@example.org --role administrator --role seeker"""


@asynccontextmanager
async def _lifespan(_: App) -> AsyncIterator[None]:
    shared_services()
    try:
        yield
    finally:
        close_shared_services()


def build_app(settings: Settings | None = None) -> App:
    """The dashboard behind its doors. Raises: BadSetting."""
    settings = settings or Settings()
    # Until the page table is read once, Streamlit would run files of pages/ alone, past any guard.
    PagesManager.uses_pages_directory = False
    if settings.auth == "local":
        doors = [Middleware(SecurityHeaders, FOCUS), Middleware(OwnHostOnly)]
        return App(DASHBOARD, lifespan=_lifespan, middleware=doors, routes=_api())

    def accounts() -> AccountServices:
        return shared_services().accounts

    doors = [
        Middleware(SecurityHeaders, FOCUS, SCRIPT, tls=settings.tls),
        Middleware(OwnHostOnly, address=settings.base_url, origins=settings.allowed_origins),
        Middleware(MembersOnly, accounts=accounts, tls=settings.tls),
    ]
    routes = [*entrance_routes(accounts, settings.tls), *_api()]
    provider: dict[str, Any] | None = provider_log_in(settings)
    return App(
        DASHBOARD,
        lifespan=_lifespan,
        middleware=doors,
        routes=routes,
        secrets={"auth": provider} if provider else None,
    )


def _api() -> list[BaseRoute]:
    """The API, and where Prometheus looks for figures: the same as one of the API's routes."""
    return [Mount("/api", app=_Api()), Route(METRICS_PATH, _Api(ROUTE_OF_METRICS), methods=["GET"])]


class _Api:
    """*Why built by the first request:* the first page is not to wait for its imports."""

    def __init__(self, path: str = "") -> None:
        """path: what is asked for whatever the request says."""
        self._path = path
        self._built: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._built is None:
            self._built = await run_in_threadpool(_built_api)
        if self._path:
            scope = {**scope, "path": self._path, "raw_path": self._path.encode(), "root_path": ""}
        await self._built(scope, receive, send)


@cache
def _built_api() -> ASGIApp:
    from jobwise.api.app import build_api
    from jobwise.asgi.requests import WatchedRequests

    api = build_api(shared_services, shared_services().settings.allowed_origins)
    # What is there by now stays for good. To look through it again and again held up every answer for 0.2 s.
    gc.freeze()
    return WatchedRequests(api, lambda: shared_services().metrics)


def serve(settings: Settings, *, open_browser: bool = False) -> None:
    """Serve the dashboard until stopped. Raises: BadSetting, StorageFailed."""
    log_lines.set_up(settings.log)
    options: dict[str, Any] = {"server.address": settings.host, "server.port": settings.port}
    load_config_options({**options, "server.maxUploadSize": settings.upload_mb})
    with closing(_bound(settings)) as listening:
        services = shared_services(settings)
        empty = settings.auth == "accounts" and not services.health.now(OPERATOR).people
        config = uvicorn.Config(
            build_app(settings),
            host=settings.host,
            port=settings.port,
            http="h11",  # the other parser that uvicorn takes bounds no head: it would fill the memory
            ws="websockets-sansio",
            ws_max_size=MESSAGE_BYTES,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PING_SECONDS,
            access_log=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
            log_level="warning",
            timeout_graceful_shutdown=GOODBYE_SECONDS,
        )
        try:
            with suppress(KeyboardInterrupt):  # Ctrl+C is how one stops it
                _Server(config, settings, FIRST if empty else "", open_browser=open_browser).run(
                    sockets=[listening]
                )
        finally:
            close_shared_services()


class _Server(uvicorn.Server):
    """Says where it is as soon as it can be reached."""

    def __init__(self, config: uvicorn.Config, settings: Settings, then: str, *, open_browser: bool) -> None:
        """then: what else is to be said, where there is something."""
        super().__init__(config)
        self._url = f"http://{_shown(settings.host)}:{settings.port}"
        self._then, self._open_browser = then, open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"JobWise is at {self._url}. Stop it with Ctrl+C.", flush=True)
        if self._then:
            print(self._then, flush=True)
        if self._open_browser:
            threading.Thread(target=webbrowser.open, args=(self._url,), daemon=True).start()


def _shown(host: str) -> str:
    if host == "127.0.0.1":
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _bound(settings: Settings) -> socket.socket:
    """The listening socket, before anything else is opened. Raises: BadSetting.

    *Why TCP by name:* only then asyncio turns off the waiting for more to send, which holds the second half
    of each answer back for 40 ms.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise _not_bound(settings, error) from error
    return listening


def _not_bound(settings: Settings, error: OSError) -> BadSetting:
    if error.errno == errno.EADDRINUSE:
        return BadSetting(
            f"Port {settings.port} is taken by another program",
            "If JobWise runs already, use its window. Otherwise set JOBWISE_PORT to another number.",
            code="port-taken",
        )
    return BadSetting(
        f"JobWise cannot listen on {settings.host}:{settings.port}",
        f"{error.strerror}. Set JOBWISE_PORT to a number above 1023.",
        code="port",
    )
