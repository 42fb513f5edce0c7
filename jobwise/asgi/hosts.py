"""Whom this server answers: requests that name it, from pages that it served."""

from collections.abc import Collection
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

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        """names: hosts that are ours beside this computer's own, in lower case."""
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_own(Headers(scope=scope), self._names):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            refusal = PlainTextResponse("This address is not JobWise's.", status_code=403)
            await refusal(scope, receive, send)


def is_own(headers: Headers, names: Collection[str] = ()) -> bool:
    """Whether the headers name this server, and the page asking came from it."""
    host = headers.get("host", "")
    name = (urlsplit(f"//{host}").hostname or "").lower()
    origin = headers.get("origin")
    ours = is_loopback(name) or name in names
    return ours and (origin is None or urlsplit(origin).netloc.lower() == host.lower())
