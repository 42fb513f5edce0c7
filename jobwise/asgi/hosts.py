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

    def __init__(self, app: ASGIApp, address: str = "") -> None:
        """address: the one that people open; without one, this computer alone is answered."""
        self._app, self._address = app, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_own(Headers(scope=scope), self._address):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            where = f"at {self._address}" if self._address else "this computer alone"
            await PlainTextResponse(f"JobWise answers {where}.", status_code=403)(scope, receive, send)


def is_own(headers: Headers, address: str = "") -> bool:
    """Whether the headers name this computer or the address, and the page asking came from there; what is no
    address is nobody's."""
    try:
        return _is_own(headers.get("host", "").lower(), headers.get("origin"), address)
    except ValueError:
        return False


def _is_own(host: str, origin: str | None, address: str) -> bool:
    if "@" in host:  # a name in front of the host is not for us
        return False
    public, asked = urlsplit(address), urlsplit(f"//{host}")
    # What stands behind the colon is looked at too: where it is no port, the whole is no host of ours.
    named = (asked.port != 0 and is_loopback(asked.hostname or "")) or (host == public.netloc.lower() != "")
    if origin is None:
        return named
    came_from = urlsplit(origin.lower())
    # A proxy in front may name this computer in the place of the address that the browser was at.
    same = came_from.netloc == host and (host != public.netloc.lower() or came_from.scheme == public.scheme)
    return named and (same or (address != "" and origin.lower() == address.lower()))
