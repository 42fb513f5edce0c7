"""How much a request may hold and how long it may take to come, looked at before anybody reads it.

*Why so:* uvicorn hands on what comes, however much and however slowly; its time limits are for connections
between two requests alone.
"""

import asyncio
import time
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobwise.api.problems import Refusal, refusal
from jobwise.bootstrap import Services

MEGABYTE = 1024 * 1024
JSON_MB = 1
AROUND_FILES = 64 * 1024
"""What a form has around a file."""
SECONDS = 60.0
"""How long a body may take to come."""


class Bodies:
    """Refuses a body that is too large (413) or too slow (408), and reads no more of it."""

    def __init__(self, app: ASGIApp, services: Callable[[], Services], *, seconds: float = SECONDS) -> None:
        self._app, self._services, self._seconds = app, services, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope)
        said = Headers(scope=scope).get("content-length", "")
        if said.isascii() and said.isdigit() and int(said[:20]) > most:
            await refusal(_too_large(most))(scope, receive, send)
            return
        counted = _Counted(receive, send, most, self._seconds)
        await self._app(scope, counted.receive, counted.send)

    def _most(self, scope: Scope) -> int:
        """Files may be as large as in the dashboard."""
        kind = Headers(scope=scope).get("content-type", "").strip().lower()
        if kind.startswith("multipart/form-data"):
            return self._services().settings.upload_mb * MEGABYTE + AROUND_FILES
        return JSON_MB * MEGABYTE


class _Counted:
    """A body as it comes. What is wrong with it takes the place of whatever the app answers then."""

    def __init__(self, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self._receive, self._send, self._most = receive, send, most
        self._until = time.monotonic() + seconds
        self._count, self._is_whole = 0, False
        self._wrong: Refusal | None = None
        self._answered = False

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()
        if self._wrong:
            return {"type": "http.disconnect"}
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            self._wrong = Refusal(
                408, "The request did not come to its end", "Send it again.", "slow", {"Connection": "close"}
            )
            return {"type": "http.disconnect"}
        if message["type"] == "http.request":
            self._count += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)
            if self._count > self._most:
                self._wrong, self._is_whole = _too_large(self._most), False
                return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if self._wrong is None:
            await self._send(message)
        elif not self._answered:
            self._answered = True
            await self._refuse(self._wrong)

    async def _refuse(self, wrong: Refusal) -> None:
        answer = refusal(wrong)
        await self._send(
            {"type": "http.response.start", "status": answer.status_code, "headers": answer.raw_headers}
        )
        await self._send({"type": "http.response.body", "body": answer.body})


def _too_large(most: int) -> Refusal:
    return Refusal(
        413,
        "The request is too large",
        f"It may have {most // MEGABYTE} MB at most.",
        "too-large",
        {"Connection": "close"},
    )
