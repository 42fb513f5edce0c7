"""A run's events as they happen, as server-sent events.

*Why looked for again and again:* another process may work on the run, and what it tells is in the store.
No thread and no transaction is held between two looks.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import NamedTuple

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from jobwise.api.callers import still_may
from jobwise.domain.access import Caller, Scope
from jobwise.errors import JobWiseError
from jobwise.services.applications import OPEN_STATES, ApplicationService, News

MEDIA_TYPE = "text/event-stream"
SHORTEST, LONGEST = 0.25, 1.0
"""Seconds between two looks: the shorter ones while things happen."""
MAY_SECONDS = 5.0
"""How soon a key that was ended shows no more."""
ALIVE_SECONDS = 15.0
"""*Why:* proxies close what is silent."""


class Watch(NamedTuple):
    """Somebody who follows a run."""

    request: Request
    applications: ApplicationService
    caller: Caller
    application_id: str
    first: News

    @classmethod
    async def begun(
        cls,
        request: Request,
        applications: ApplicationService,
        caller: Caller,
        application_id: str,
        last_event_id: str,
    ) -> "Watch":
        """last_event_id: the id of the last event that was seen, "" for none. Raises: NotFound."""
        run_id, _, position = last_event_id.rpartition(".")
        seen = int(position[:9]) if position.isascii() and position.isdecimal() else 0
        first = await run_in_threadpool(applications.news, caller.actor, application_id, run_id, seen)
        return cls(request, applications, caller, application_id, first)

    async def told(self) -> AsyncIterator[str]:
        """What is sent, until the run ends, or who follows it goes away or may no more."""
        news, wait = self.first, SHORTEST
        said = looked = time.monotonic()
        while True:
            for position, event in enumerate(news.events, news.seen + 1):
                data = event.model_dump_json()
                yield f"id: {news.run_id}.{position}\nevent: {event.type}\ndata: {data}\n\n"
            if news.state not in OPEN_STATES:
                return
            wait = SHORTEST if news.events else min(wait * 1.5, LONGEST)
            if news.events or time.monotonic() - said > ALIVE_SECONDS:
                said = time.monotonic()
                if not news.events:
                    yield ": it still goes\n\n"
            await asyncio.sleep(wait)
            if await self.request.is_disconnected():
                return
            if time.monotonic() - looked > MAY_SECONDS:
                looked = time.monotonic()
                if not await run_in_threadpool(still_may, self.request, Scope.RUNS_READ):
                    return
            try:
                seen = news.seen + len(news.events)
                news = await run_in_threadpool(
                    self.applications.news, self.caller.actor, self.application_id, news.run_id, seen
                )
            except JobWiseError:  # it was deleted, or the store fails: who follows asks again and is told
                return
