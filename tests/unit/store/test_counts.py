import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerSecond
from limits.strategies import SlidingWindowCounterRateLimiter

from jobwise.store import counts
from jobwise.store.counts import Counts


def test_as_many_as_are_allowed_get_through_however_many_ask_at_once() -> None:
    limiter, item = SlidingWindowCounterRateLimiter(Counts()), RateLimitItemPerSecond(50, 3600)
    with ThreadPoolExecutor(16) as threads:
        free = list(threads.map(lambda _: limiter.hit(item, "person", "anna"), range(400)))
    assert sum(free) == 50
    assert limiter.hit(item, "person", "ben")


def test_counting_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Counts()
    kept.timer.join()

    def start(self: threading.Thread) -> None:
        raise AssertionError

    monkeypatch.setattr(threading.Thread, "start", start)
    assert [kept.incr("anna", 60) for _ in range(3)] == [1, 2, 3]


def test_a_count_begins_anew_when_its_time_is_over() -> None:
    kept = Counts()
    kept.incr("anna", 0.01, 5)
    time.sleep(0.02)
    assert kept.incr("anna", 60) == 1


def test_what_is_over_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "SWEPT_EVERY", 0)
    kept = Counts()
    for number in range(100):
        kept.incr(f"person {number}", 0)
    kept.incr("anna", 60)
    assert set(kept.expirations) == set(kept.storage) == {"anna"}
