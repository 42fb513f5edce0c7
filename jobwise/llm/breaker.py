"""Leaves a server alone for a while that fails again and again."""

import threading
import time

OPEN_AFTER, OPEN_SECONDS = 8, 30.0
"""Failures in a row after which nobody is sent there, and for how long.

*Why eight:* the two calls of a run go side by side, and each may try four times.
"""


class Breaker:
    """Counts failures in a row; `last` says what was wrong the last time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures, self._shut_until, self._looking, self.last = 0, 0.0, False, ""

    def admits(self) -> bool:
        """Whether somebody may ask now. After a pause one may, and the others wait for what comes of it."""
        with self._lock:
            if not self._shut_until:
                return True
            if time.monotonic() < self._shut_until:
                return False
            self._shut_until, self._looking = time.monotonic() + OPEN_SECONDS, True
            return True

    @property
    def is_tried(self) -> bool:
        """Whether somebody looks just now whether the server is back."""
        return self._looking

    def fail(self, what: str) -> None:
        """A request failed that was worth another try."""
        with self._lock:
            self._failures, self.last = self._failures + 1, what
            if self._shut_until or self._failures >= OPEN_AFTER:
                self._shut_until, self._failures = time.monotonic() + OPEN_SECONDS, 0
            self._looking = False

    def succeed(self) -> None:
        """An answer came, whatever it says."""
        with self._lock:
            self._failures, self._shut_until, self._looking = 0, 0.0, False
