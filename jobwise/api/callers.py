"""For whom a request is made, and what it may do: what routes take as their first argument.

Source: RFC 6750. *Why no cookie counts here:* a browser sends it whoever's page asks.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Annotated
from weakref import WeakValueDictionary

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from jobwise.api.limits import EXPORTS, count, count_caller, fetches, is_start, runs
from jobwise.api.problems import EXPECTED, Refusal, told
from jobwise.bootstrap import Services
from jobwise.domain.access import Caller, Scope
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.services.accounts.api_keys import PREFIX

LONGEST = 8192
"""Characters of what is shown; ours have some 600."""
AT_ONCE, ALL_AT_ONCE = 4, 32
"""Requests that are worked on at once, of a person and of all: threads stay for others, and the dashboard."""
FETCHED_AT_ONCE, ALL_FETCHED_AT_ONCE = 2, 4
OPEN = ("/v1/auth/", "/v1/health/", "/v1/openapi.json")
"""How the paths begin that ask for nobody."""
_shown = HTTPBearer(
    auto_error=False,
    scheme_name="Bearer",
    description="An access token from `POST /v1/auth/token`, or an API key (`jw_...`) from *Settings*. "
    "Without accounts, this computer alone is answered, and nothing is asked for.",
)


def _services(request: Request) -> Services:
    services: Services = request.app.state.services()
    return services


async def _asked(request: Request) -> Services:
    """*Why asynchronous:* what is not goes through a thread, and this takes less than the way there."""
    return _services(request)


Asked = Annotated[Services, Depends(_asked)]
"""The services that a route asks."""


class Callers:
    """Finds who asks before a body is read, and gives nobody all the turns: one more than theirs waits.

    A turn of a person is taken before the body comes, one of all when it is there (`take_turn`). *Why both
    are given back when the answer begins:* the work is done, and who reads slowly, or follows a run, holds
    nobody up.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(ALL_AT_ONCE)
        self._persons: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _path(scope).startswith(OPEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            caller = await run_in_threadpool(known, request)
        except EXPECTED as error:
            answer = await told(request, error)
            await answer(scope, receive, send)
            return
        persons = self._persons.setdefault(caller.actor.id, asyncio.Semaphore(AT_ONCE))
        async with AsyncExitStack() as held:
            await held.enter_async_context(persons)
            scope["state"]["turn"] = lambda: held.enter_async_context(self._turns)

            async def answered(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await held.aclose()
                await send(message)

            await self._app(scope, receive, answered)


async def take_turn(request: Request) -> None:
    """Wait for one of the turns of all, once a request, when nothing more of it is to come."""
    take = request.scope["state"].pop("turn", None)
    if take is not None:
        await take()


def _path(scope: AsgiScope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def known(request: Request) -> Caller:
    """Who asks, found once a request. Raises: Refusal (401, 429)."""
    found: Caller | None = getattr(request.state, "caller", None)
    if found is None:
        found = _found(request)
        count_caller(request, found)
        request.state.caller = found
    return found


async def caller(
    request: Request,
    wanted: SecurityScopes,
    shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_shown)],
) -> Caller:
    """Who asks, and may. Without accounts it is the one person, from this computer alone.

    Raises: Refusal (401, 403, 429).
    """
    del shown  # it is there for the description alone
    who = known(request)
    for scope in wanted.scopes:
        if scope not in who.scopes:
            raise Refusal(
                403,
                "This key or log-in may not do this",
                f"It needs the scope {scope}.",
                "scope",
                {"WWW-Authenticate": f'Bearer realm="jobwise", error="insufficient_scope", scope="{scope}"'},
            )
    await take_turn(request)
    if is_start(request):
        await count(request, who, runs(request))
    return who


def still_may(request: Request, scope: Scope) -> bool:
    """Whether who asks may still do this, for an answer that takes long: a key ends, a role is taken away."""
    try:
        return scope in _found(request).scopes
    except Refusal:
        return False


def _found(request: Request) -> Caller:
    services = _services(request)
    if services.settings.auth == "local":
        return Caller(LOCAL_ACTOR, frozenset(Scope))
    headers = request.headers.getlist("authorization")
    kind, _, secret = headers[0].partition(" ") if len(headers) == 1 else ("", "", "")
    secret = secret.strip()
    if kind.lower() != "bearer" or not secret:
        raise Refusal(
            401,
            "Who asks is not known",
            "Send an API key or an access token: Authorization: Bearer ...",
            "not-signed-in",
            {"WWW-Authenticate": 'Bearer realm="jobwise"'},
        )
    way = services.accounts.api_keys if secret.startswith(PREFIX) else services.accounts.programs
    found = way.caller_of(secret) if len(secret) <= LONGEST else None
    if found is None:
        raise Refusal(
            401,
            "This key or token opens nothing",
            "It may be over or ended. Log in again, or make another key in Settings.",
            "not-signed-in",
            {"WWW-Authenticate": 'Bearer realm="jobwise", error="invalid_token"'},
        )
    return found


ReadsProfile = Annotated[Caller, Security(caller, scopes=[Scope.PROFILE_READ])]
WritesProfile = Annotated[Caller, Security(caller, scopes=[Scope.PROFILE_WRITE])]
ReadsJobs = Annotated[Caller, Security(caller, scopes=[Scope.JOBS_READ])]
WritesJobs = Annotated[Caller, Security(caller, scopes=[Scope.JOBS_WRITE])]
ReadsRuns = Annotated[Caller, Security(caller, scopes=[Scope.RUNS_READ])]
WritesRuns = Annotated[Caller, Security(caller, scopes=[Scope.RUNS_WRITE])]
ReadsAccount = Annotated[Caller, Security(caller, scopes=[Scope.ACCOUNT_READ])]
WritesAccount = Annotated[Caller, Security(caller, scopes=[Scope.ACCOUNT_WRITE])]
ReadsHealth = Annotated[Caller, Security(caller, scopes=[Scope.HEALTH_READ])]


async def _fetching(who: WritesJobs, request: Request) -> AsyncIterator[Caller]:
    """*Why refused and not waited for:* another's server may be slow for half a minute, and holds a thread.

    Raises: Refusal (429).
    """
    at_work: Counter[str] = request.app.state.fetching
    if at_work[who.actor.id] >= FETCHED_AT_ONCE or at_work.total() >= ALL_FETCHED_AT_ONCE:
        raise Refusal(
            429,
            "Other pages are being fetched",
            "Wait until they have come, then try again.",
            "fetching",
            {"Retry-After": "5"},
        )
    at_work[who.actor.id] += 1
    try:
        await count(request, who, fetches(request))
        yield who
    finally:
        at_work -= Counter([who.actor.id])


async def _exporting(
    who: Annotated[Caller, Security(caller, scopes=[Scope.ACCOUNT_EXPORT])], request: Request
) -> Caller:
    await count(request, who, EXPORTS)
    return who


FetchesJobs = Annotated[Caller, Depends(_fetching, scope="function")]
ExportsAccount = Annotated[Caller, Depends(_exporting)]
