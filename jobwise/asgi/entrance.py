"""The routes that give a browser its session. *Why routes:* no widget can set an HttpOnly cookie."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENTER_PATH = "/auth/session"
SESSION, VISITOR = "jobwise_session", "jobwise_visitor"
Redeem = Callable[[str, str, str], str | None]
"""(ticket, user agent, address) -> the cookie's value, None for a ticket that is used up or too old."""


def enter_address(ticket: str, visitor: str, then: str) -> str:
    """Where a person who has logged in is sent: the ticket counts in this browser alone.

    *Why bound to the browser:* somebody could otherwise lead a person into an account that is not theirs.
    """
    return f"{ENTER_PATH}?ticket={quote(ticket)}&for={_mark(ticket, visitor)}&then={quote(then, safe='')}"


def entrance(redeem: Redeem, *, tls: bool) -> Route:
    """The route that takes a ticket and gives the cookie of a session."""

    def enter(request: Request) -> Response:  # not async: it speaks to the database
        asked = request.query_params
        ticket, visitor = asked.get("ticket", ""), request.cookies.get(cookie_name(VISITOR, tls=tls), "")
        own = bool(visitor) and hmac.compare_digest(asked.get("for", ""), _mark(ticket, visitor))
        address = request.client.host if request.client else ""
        value = redeem(ticket, request.headers.get("user-agent", ""), address) if own else None
        answer = RedirectResponse(_inside(asked.get("then", "")), status_code=303)
        answer.headers["Cache-Control"] = "no-store"
        if value:
            answer.headers.append("Set-Cookie", _cookie(cookie_name(SESSION, tls=tls), value, tls=tls))
        return answer

    return Route(ENTER_PATH, enter, methods=["GET"])


class KnownBrowser:
    """Gives each browser a random mark of its own with its first page, good until it is closed."""

    def __init__(self, app: ASGIApp, *, tls: bool) -> None:
        self._app, self._tls = app, tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or cookie_name(VISITOR, tls=self._tls) in Request(scope).cookies:
            await self._app(scope, receive, send)
            return

        async def marking(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    name = cookie_name(VISITOR, tls=self._tls)
                    headers.append("Set-Cookie", _cookie(name, secrets.token_urlsafe(24), tls=self._tls))
            await send(message)

        await self._app(scope, receive, marking)


class MembersOnly:
    """Refuses files of the dashboard (downloads, uploads) to browsers without a live session."""

    PATHS = ("/media/", "/_stcore/upload_file/")

    def __init__(self, app: ASGIApp, known: Callable[[str], bool], *, tls: bool) -> None:
        """known: the cookie's value -> whether its session lives."""
        self._app, self._known, self._tls = app, known, tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool

        if scope["type"] == "http" and scope["path"].startswith(self.PATHS):
            value = Request(scope).cookies.get(cookie_name(SESSION, tls=self._tls), "")
            if not value or not await run_in_threadpool(self._known, value):
                await Response("Log in first.", status_code=401)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def cookie_name(name: str, *, tls: bool) -> str:
    """*Why the prefix:* browsers take it from this host alone, over TLS alone (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{name}" if tls else name


def _cookie(name: str, value: str, *, tls: bool) -> str:
    """*Why no date:* the database says how long a session lives. *Why strict:* the dashboard's socket is
    opened by its own page, so even a visit by a link from elsewhere brings the cookie."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if tls else ''}"


def _mark(ticket: str, visitor: str) -> str:
    return hashlib.sha256(f"{ticket} {visitor}".encode()).hexdigest()


def _inside(then: str) -> str:
    """A path of this server, whatever was asked: no open redirect."""
    parts = urlsplit(then)
    if parts.scheme or parts.netloc or not then.startswith("/") or then.startswith(("//", "/\\")):
        return "/"
    return then if then.isprintable() and "\\" not in then else "/"
