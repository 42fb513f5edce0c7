"""Whom this server answers: requests that name it, from pages that it served."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from jobwise.settings import is_loopback

API, METRICS = "/api/", "/metrics"
_FOREIGN = ("cross-site", "same-site")


class OwnHostOnly:
    """Refuses requests that name a foreign host, or come from a page of another origin.

    *Why:* a page on the web can make a browser call 127.0.0.1, or have its own name resolve to this server
    (DNS rebinding); both show in these headers. *Why Sec-Fetch-Site too:* a picture or a link of that page
    is got without an origin, and would have the API work; pages of the dashboard may well be linked to.
    """

    def __init__(self, app: ASGIApp, address: str = "", origins: Collection[str] = ()) -> None:
        """address: the one that people open; without one, this computer alone is answered. origins: whose
        pages may call the API, which asks no cookie."""
        self._app, self._address, self._origins = app, address, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._lets_in(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            where = f"at {self._address}" if self._address else "this computer alone"
            said = f"JobWise answers {where}."
            in_api = scope.get("path", "").startswith(API)
            refused = _told(said) if in_api else PlainTextResponse(said, status_code=403)
            await refused(scope, receive, send)

    def _lets_in(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        path = scope.get("path", "") if scope["type"] == "http" else ""
        if path.startswith(API) and _origin(headers) in self._origins:
            headers = Headers(raw=[one for one in headers.raw if one[0] != b"origin"])
        elif path.startswith((API, METRICS)) and headers.get("sec-fetch-site", "").lower() in _FOREIGN:
            return False
        return is_own(headers, self._address)


def _told(said: str) -> Response:
    """For programs. *Why imported here:* the framework of the API takes its time, and most never ask."""
    from jobwise.api.problems import problem

    return problem(403, said, "Ask it by that name, and from no page of another site.", "host")


def _origin(headers: Headers) -> str | None:
    """The one that is named; None where there is none, or more than one."""
    named = headers.getlist("origin")
    return named[0] if len(named) == 1 else None


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
