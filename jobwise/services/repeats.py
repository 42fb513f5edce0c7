"""What a program may ask twice: the first request has the effect, those after it get its reply.

Source: draft-ietf-httpapi-idempotency-key-header-07.
"""

import datetime as dt
import uuid
from typing import NamedTuple

from jobwise.domain.base import Model
from jobwise.ports import Cache, Clock, Transactions

KEPT = dt.timedelta(hours=24)
STUCK = dt.timedelta(minutes=5)
"""A request that has no reply after so long was killed: the next one has its turn."""
CACHED_SECONDS = 600
"""*Why no longer:* who asks again does so soon, and what lies in Redis is not erased with a person."""


class Reply(Model):
    """What was answered. `body`: base64."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


class Turn(NamedTuple):
    """The right to answer a question; it is given back by `keep` or `free`. `effect`: an id for what comes of
    it, the same whenever the same is asked under the same name."""

    owner: str
    key: str
    at: dt.datetime
    place: str
    effect: str


class Reused(NamedTuple):
    """The name was given to another question before."""


class UnderWay(NamedTuple):
    """The question is being answered at this moment."""


class Repeats:
    """Kept in the database, each under its person's key; the cache only saves the way there."""

    def __init__(self, begin: Transactions, cache: Cache | None, clock: Clock) -> None:
        self._begin, self._cache, self._clock = begin, cache, clock

    def begin(self, owner: str, name: str, question: str) -> Turn | Reply | Reused | UnderWay:
        """Ask for the turn. owner: the person, or nobody known. name: what the program calls its question."""
        now, place = self._clock(), f"reply {owner} {name} {question}"
        kept = self._cache.get(place) if self._cache else None
        if kept is not None:
            return Reply.model_validate_json(kept)
        with self._begin() as work:
            key, request = work.replies.named(owner, name), work.replies.named(owner, question)
            if work.replies.claim(owner, key, request, now, stuck=now - STUCK, over=now - KEPT):
                effect = uuid.uuid5(uuid.NAMESPACE_OID, f"{owner} {key} {request}")
                return Turn(owner, key, now, place, str(effect))
            found = work.replies.find(owner, key)
        if found is not None and found.request != request:
            return Reused()
        if found is None or found.reply is None:
            return UnderWay()
        return Reply.model_validate_json(found.reply)

    def keep(self, turn: Turn, reply: Reply) -> None:
        """Answer every repeat with this."""
        text = reply.model_dump_json()
        with self._begin() as work:
            work.replies.put(turn.owner, turn.key, turn.at, reply.status, text)
        if self._cache is not None:
            self._cache.put(turn.place, text.encode(), CACHED_SECONDS)

    def free(self, turn: Turn) -> None:
        """Nothing was done: the same may be asked again."""
        with self._begin() as work:
            work.replies.release(turn.owner, turn.key, turn.at)

    def sweep(self) -> None:
        """Delete what was kept long enough."""
        with self._begin() as work:
            work.replies.sweep(self._clock() - KEPT)
