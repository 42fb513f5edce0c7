"""What a process that serves does beside its work: a look once a day, and forgetting words."""

import inspect
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from jobwise.errors import JobWiseError

logger = logging.getLogger(__name__)

DAY_SECONDS = 24 * 3600.0


class Daily:
    """Does something at the start and then once a day, in a thread of its own."""

    def __init__(self, work: Callable[[], object], *, seconds: float = DAY_SECONDS) -> None:
        self._work, self._seconds = work, seconds
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start once; later calls do nothing."""
        with self._lock:
            if self._thread is None and not self._ended.is_set():
                self._thread = threading.Thread(target=self._run, name="daily", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Wait for the work at hand, and do no more."""
        self._ended.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._work()
            except JobWiseError as error:  # the next day tries again
                logger.warning("Could not do the day's work: %s", error.title)
            self._ended.wait(self._seconds)


def clear_caches() -> None:
    """Empty what functions of ours remember of what they were given. *Why not those that are given nothing:*
    they hold what was read once from our own files."""
    for name, module in list(sys.modules.items()):
        if name.startswith("jobwise."):
            for value in _functions(module):
                if hasattr(value, "cache_clear") and inspect.signature(value).parameters:
                    value.cache_clear()


def _functions(place: object) -> Iterator[Any]:
    """What stands in a module, and in its classes."""
    for value in list(vars(place).values()):
        yield value
        if inspect.isclass(value) and value.__module__ == getattr(place, "__name__", ""):
            yield from _functions(value)
