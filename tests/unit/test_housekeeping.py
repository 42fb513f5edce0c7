"""The look once a day goes on whatever happens, and words are forgotten where they were remembered."""

import inspect
import threading
import time

from jobwise.errors import StorageFailed
from jobwise.housekeeping import Daily, clear_caches
from jobwise.matching.taxonomy import Taxonomy, taxonomy
from jobwise.reading import lexicon


def test_a_look_that_failed_is_followed_by_the_next() -> None:
    looks = threading.Semaphore(0)

    def fail() -> None:
        looks.release()
        raise StorageFailed("The disk is full", "Free some space.", code="disk-full")

    daily = Daily(fail, seconds=0.01)
    daily.begin()
    daily.begin()
    assert all(looks.acquire(timeout=5) for _ in range(3))
    daily.end()
    while looks.acquire(blocking=False):
        pass
    time.sleep(0.05)
    assert not looks.acquire(blocking=False)


def test_one_that_has_ended_does_not_begin() -> None:
    daily = Daily(lambda: 1 / 0)
    daily.end()
    daily.begin()


def test_functions_forget_what_they_were_given_and_keep_our_own_files() -> None:
    ours = taxonomy()
    ours.ancestors("Quillwhistle")
    remembered = [
        value
        for value in vars(lexicon).values()
        if hasattr(value, "cache_clear") and inspect.signature(value).parameters
    ]
    clear_caches()
    assert Taxonomy.ancestors.cache_info().currsize == 0
    assert taxonomy() is ours
    assert remembered
    assert all(function.cache_info().currsize == 0 for function in remembered)
