"""Leaves a server alone for a while that fails again and again."""

import time

OPEN_AFTER, OPEN_SECONDS = 4, 30.0
"""Failures in a row after which nobody is sent there, and for how long."""


class Breaker:
    """Counts failures in a row; `last` says what was wrong the last time."""

    def __init__(self) -> None:
        self._failures, self._shut_until, self.last = 0, 0.0, ""

    @property
    def is_open(self) -> bool:
        """Whether nobody is to be asked now."""
        return time.monotonic() < self._shut_until

    def fail(self, what: str) -> None:
        """A request failed that was worth another try."""
        self._failures, self.last = self._failures + 1, what
        if self._failures >= OPEN_AFTER:
            self._shut_until, self._failures = time.monotonic() + OPEN_SECONDS, 0

    def succeed(self) -> None:
        """An answer came."""
        self._failures = 0
