"""What is counted in this process, for `store/brakes.py`."""

import time

from limits.storage import MemoryStorage

SWEPT_EVERY = 60
"""Seconds."""


class Counts(MemoryStorage):
    """Counts that go when their time is over.

    *Why not as the library does it:* it starts a thread for that up to a hundred times a second, and who
    counts waits until the thread has begun.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sweep_at = time.monotonic() + SWEPT_EVERY

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """The count of a key with so much more. expiry: seconds from its first one on."""
        if time.monotonic() >= self._sweep_at:
            self._sweep_at = time.monotonic() + SWEPT_EVERY
            for known in list(self.expirations):
                self.get(known)
        with self.locks[key]:
            count = self.get(key) + amount
            if count == amount:  # first, since a look that finds no end takes the count away
                self.expirations[key] = time.time() + expiry
            self.storage[key] = count
            return count
