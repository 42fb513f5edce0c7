"""Whom this server answers: requests that name it, from pages that it served."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from jobwise.settings import is_loopback


class OwnHostOnly:
    """Refuses requests that name a foreign host, or come from a page of another origin.

    *Why:* a page on the web can make a browser call 127.0.0.1, or have its own name resolve to this server
    (DNS rebinding); both show in these headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_own(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            refusal = PlainTextResponse("JobWise answers this computer alone.", status_code=403)
            await refusal(scope, receive, send)


def is_own(headers: Headers) -> bool:
    """Whether the headers name this computer, and the page asking came from here."""
    host = headers.get("host", "")
    name = urlsplit(f"//{host}").hostname or ""
    origin = headers.get("origin")
    return is_loopback(name) and (origin is None or urlsplit(origin).netloc.lower() == host.lower())
