"""The way in and out: the routes that set and take away the cookie of a log-in, and what only members fetch.

*Why routes:* a page cannot set a cookie that scripts cannot read. The log-in form gives a ticket that is good
for one hop of the browser to `ENTER_PATH`.
"""

import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobwise.errors import NotSignedIn
from jobwise.services.accounts import AccountServices
from jobwise.ui.visitor import ENTER_PATH, LEAVE_PATH, LOG_IN_PATH, inside, session_cookie, visitor_cookie

_PRIVATE = ("/media/", "/_stcore/upload_file/", "/_stcore/metrics", "/_stcore/agent/")
_PROVIDER_COOKIE = "_streamlit_user"
"""How the cookies begin in which Streamlit keeps a log-in at another provider."""

Accounts = Callable[[], AccountServices]


def entrance_routes(accounts: Accounts, tls: bool) -> list[Route]:
    """The two routes."""

    async def enter(request: Request) -> Response:
        ticket, visitor = request.query_params.get("ticket", ""), request.cookies.get(visitor_cookie(tls), "")
        browser = request.headers.get("user-agent", "")
        try:
            if not visitor:
                raise NotSignedIn("The browser kept no cookie", "Allow cookies.", code="no-cookie")
            cookie = await run_in_threadpool(accounts().log_ins.redeem, ticket, browser, visitor)
        except NotSignedIn as refusal:
            return _to(f"{LOG_IN_PATH}?{urlencode({'refused': refusal.code})}")
        if former := request.cookies.get(session_cookie(tls), ""):
            await run_in_threadpool(accounts().sessions.log_out, former)
        answer = _to(inside(request.query_params.get("next", "/")))
        answer.set_cookie(
            session_cookie(tls), cookie.get_secret_value(), httponly=True, samesite="strict", secure=tls
        )
        _forget_provider(request, answer)
        return answer

    async def leave(request: Request) -> Response:
        cookie = request.cookies.get(session_cookie(tls), "")
        await run_in_threadpool(accounts().sessions.log_out, cookie)
        answer = _to(LOG_IN_PATH)
        answer.delete_cookie(session_cookie(tls), httponly=True, samesite="strict", secure=tls)
        _forget_provider(request, answer)
        return answer

    return [Route(ENTER_PATH, enter, methods=["GET"]), Route(LEAVE_PATH, leave, methods=["GET"])]


class MembersOnly:
    """Gives each browser a name of its own, and files and uploads to those alone who are logged in."""

    def __init__(self, app: ASGIApp, accounts: Accounts, tls: bool) -> None:
        self._app, self._accounts, self._tls = app, accounts, tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        if scope["path"].startswith(_PRIVATE):
            cookie = cookies.get(session_cookie(self._tls), "")
            if await run_in_threadpool(self._actor_of, cookie) is None:
                await PlainTextResponse("Log in first.", status_code=401)(scope, receive, send)
                return
        new = visitor_cookie(self._tls) not in cookies
        await self._app(scope, receive, self._naming(send) if new else send)

    def _actor_of(self, cookie: str) -> object:
        return self._accounts().sessions.actor_of(cookie, touch=False) if cookie else None

    def _naming(self, send: Send) -> Send:
        async def with_name(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    named = Response()
                    named.set_cookie(
                        visitor_cookie(self._tls),
                        secrets.token_urlsafe(16),
                        httponly=True,
                        samesite="strict",
                        secure=self._tls,
                    )
                    headers.append("set-cookie", named.headers["set-cookie"])
                    headers["cache-control"] = "no-store"
            await send(message)

        return with_name


def _forget_provider(request: Request, answer: Response) -> None:
    """*Why:* what the provider said was good for one log-in here; left, it would let the next person in."""
    for name in request.cookies:
        if name.startswith(_PROVIDER_COOKIE):
            answer.delete_cookie(name, httponly=True, samesite="lax")


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})
