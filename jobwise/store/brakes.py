"""How often something may be done, counted in this process, or for all machines in Redis."""

import hashlib
import hmac
import math
import time
from functools import cached_property
from typing import TYPE_CHECKING

from jobwise.domain.access import Brake, Taken
from jobwise.store.redis_link import RedisLink
from jobwise.store.sealing import Sealer

if TYPE_CHECKING:
    from limits.strategies import RateLimiter


class Brakes:
    """Windows that slide (the `limits` package). *Why hashed:* what is counted under is who asks, and where.

    *Why counted here as well when Redis went away:* no request waits for it, and none slips past for long.
    """

    def __init__(self, link: RedisLink | None, sealer: Sealer) -> None:
        self._link, self._key = link, sealer.derived(b"brakes")

    @property
    def is_shared(self) -> bool:
        """Whether asking may take the time of a network."""
        return self._link is not None

    def take(self, brake: Brake, key: str) -> Taken:
        """Count one. What is refused is not counted."""
        name = hmac.new(self._key, key.encode(), hashlib.sha256).hexdigest()[:32]
        if self._link is not None:
            shared = self._shared
            taken = self._link.tried(lambda: _take(shared, brake, name))
            if taken is not None:
                return taken
        return _take(self._own, brake, name)

    @cached_property
    def _own(self) -> "RateLimiter":
        """*Why imported late:* the first page is not to wait for it."""
        from limits.strategies import SlidingWindowCounterRateLimiter

        from jobwise.store.counts import Counts

        return SlidingWindowCounterRateLimiter(Counts())

    @cached_property
    def _shared(self) -> "RateLimiter":
        from limits.storage import RedisStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        assert self._link is not None
        pool = self._link.client.connection_pool
        return SlidingWindowCounterRateLimiter(
            RedisStorage("redis://", connection_pool=pool, key_prefix="jobwise-brakes")
        )


def _take(limiter: "RateLimiter", brake: Brake, name: str) -> Taken:
    from limits import RateLimitItemPerSecond

    item = RateLimitItemPerSecond(brake.most, brake.seconds)
    is_free = limiter.hit(item, brake.name, name)
    window = limiter.get_window_stats(item, brake.name, name)
    return Taken(is_free, window.remaining, max(1, math.ceil(window.reset_time - time.time())))
