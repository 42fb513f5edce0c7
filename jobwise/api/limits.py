"""How often programs may ask: by address before anything is read, by person and key once they are known.

Headers: draft-ietf-httpapi-ratelimit-headers-10.
"""

from collections.abc import Callable

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobwise.api.problems import Refusal, refusal
from jobwise.bootstrap import Services
from jobwise.domain.access import Brake, Caller, Taken
from jobwise.services.accounts.tries import address_key

MINUTE, HOUR = 60, 3600
LOG_IN = "/v1/auth/token"
STARTS = "/v1/runs"
RETRY = "/retry"
"""How the path of a route ends that starts a run again."""
EXPORTS = Brake("exports", 20, HOUR)


class Limits:
    """Holds back addresses that ask too often, and tells every program how much room it has."""

    def __init__(self, app: ASGIApp, services: Callable[[], Services]) -> None:
        self._app, self._services = app, services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        room: list[tuple[Brake, Taken]] = []
        scope.setdefault("state", {})["room"] = room

        async def with_room(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["cache-control"] = "no-store"
                if room:
                    headers["ratelimit-policy"] = ", ".join(
                        f'"{brake.name}";q={brake.most};w={brake.seconds}' for brake, _ in room
                    )
                    headers["ratelimit"] = ", ".join(
                        f'"{brake.name}";r={taken.left};t={taken.wait}' for brake, taken in room
                    )
            await send(message)

        try:
            services = self._services()
            if services.brakes.is_shared:
                await run_in_threadpool(_count_address, services, scope, room)
            else:
                _count_address(services, scope, room)
        except Refusal as too_often:
            await refusal(too_often)(scope, receive, with_room)
            return
        await self._app(scope, receive, with_room)


def count_caller(request: Request, caller: Caller) -> None:
    """Count a request for the person and for the key. Raises: Refusal (429)."""
    services: Services = request.app.state.services()
    settings, room = services.settings, request.state.room
    _take(services, room, Brake("person", settings.api_per_person, MINUTE), caller.actor.id)
    if caller.key:
        _take(services, room, Brake("key", settings.api_per_key, MINUTE), caller.key)


def is_start(request: Request) -> bool:
    """Whether it starts a run. *Why it counts apart:* a run keeps a processor busy for seconds, and costs."""
    path: str = getattr(request.scope.get("route"), "path", "")
    return request.method == "POST" and path.startswith(STARTS) and (path == STARTS or path.endswith(RETRY))


def runs(request: Request) -> Brake:
    """How many may be started."""
    services: Services = request.app.state.services()
    return Brake("runs", services.settings.api_runs, HOUR)


def fetches(request: Request) -> Brake:
    """How many pages and boards may be fetched."""
    services: Services = request.app.state.services()
    return Brake("fetches", services.settings.api_fetches, HOUR)


async def count(request: Request, caller: Caller, brake: Brake) -> None:
    """Count a request for the person under a brake of its own. Raises: Refusal (429)."""
    services: Services = request.app.state.services()
    await run_in_threadpool(_take, services, request.state.room, brake, caller.actor.id)


def _count_address(services: Services, scope: Scope, room: list[tuple[Brake, Taken]]) -> None:
    settings, client = services.settings, scope.get("client")
    for key in address_key(client[0] if client else ""):
        _take(services, room, Brake("address", settings.api_per_address, MINUTE), key)
        if scope["path"].endswith(LOG_IN):
            _take(services, room, Brake("log-in", settings.api_log_ins, MINUTE), key)


def _take(services: Services, room: list[tuple[Brake, Taken]], brake: Brake, key: str) -> None:
    taken = services.brakes.take(brake, key)
    room.append((brake, taken))
    if not taken.is_free:
        raise Refusal(
            429,
            "These were too many requests",
            f"Wait {taken.wait} seconds, then go on.",
            "too-many-requests",
            {"Retry-After": str(taken.wait)},
        )
