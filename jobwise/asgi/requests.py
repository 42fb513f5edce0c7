"""Names each request of a program, counts it, and puts a line about it into the log."""

import logging
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobwise.log_lines import ACCESS, REQUEST_ID, request_id
from jobwise.metrics import Metrics
from jobwise.services.desk import places

logger, broken = logging.getLogger(ACCESS), logging.getLogger(__name__)
HEADER = "x-request-id"
BROKEN = 500


class WatchedRequests:
    """Around the whole API, so that no answer is missed."""

    def __init__(self, app: ASGIApp, metrics: Callable[[], Metrics]) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = request_id(Headers(scope=scope).get(HEADER, ""))
        token, status, begun = REQUEST_ID.set(named), BROKEN, time.perf_counter()

        async def with_name(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = named
            await send(message)

        try:
            await self._app(scope, receive, with_name)
        except Exception as error:  # noqa: BLE001 (the outermost edge: it was answered as a bug)
            # *Why no further:* its words may be a person's, and the server would log them.
            broken.error("A request broke: %s", places(error))
        finally:
            self._told(scope, status, time.perf_counter() - begun)
            REQUEST_ID.reset(token)

    def _told(self, scope: Scope, status: int, seconds: float) -> None:
        """*Why the template of the address:* the address itself names somebody's things."""
        route, method = getattr(scope.get("route"), "path", ""), scope["method"]
        self._metrics().request_answered(route, method, status, seconds)
        if logger.isEnabledFor(logging.INFO):
            figures = {
                "method": method,
                "route": route,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
            }
            logger.info("%s %s %d", method, route or "no route", status, extra=figures)
