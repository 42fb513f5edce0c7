"""Thousands of broken files through the real workers: each is read or refused, none harms the server."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from jobwise.errors import UnreadableFile
from jobwise.reading.pool import ReaderPool
from tests.contract.test_readers import RESUMES
from tests.security.mutants import bombs, mutants

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are those of Unix")

MUTANTS = 2_100
LIMIT_SECONDS = 10.0
SLACK_SECONDS = 5.0
"""For ending a worker and starting the next on a machine that is busy."""


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(workers=2, seconds=LIMIT_SECONDS, memory_mb=512) as pool:
        yield pool


def outcome(pool: ReaderPool, ending: str, data: bytes) -> tuple[str, float]:
    """ "read" or the refusal's code, and the seconds that it took. Anything else fails the test."""
    began = time.perf_counter()
    try:
        pool.read_resume(f"mutant{ending}", data)
        code = "read"
    except UnreadableFile as refusal:
        code = refusal.code
    return code, time.perf_counter() - began


@pytest.mark.parametrize("name", sorted(bombs()))
def test_a_bomb_is_refused_or_read_within_its_limits(pool: ReaderPool, name: str) -> None:
    code, seconds = outcome(pool, *bombs()[name])
    assert seconds < LIMIT_SECONDS + SLACK_SECONDS, code
    assert pool.read_resume("after.md", RESUMES[".md"]()).profile.basics.name == "Ada Example"


def test_mutants_are_the_same_every_time() -> None:
    samples = {ending: b"0123456789" * 50 + ending.encode() for ending in RESUMES}
    assert list(mutants(samples, 60)) == list(mutants(samples, 60))


@pytest.mark.long
def test_two_thousand_mutants_harm_nobody(pool: ReaderPool) -> None:
    samples = {ending: make() for ending, make in RESUMES.items()}
    with ThreadPoolExecutor(2) as people:
        ended = list(people.map(lambda file: outcome(pool, *file), mutants(samples, MUTANTS)))
    codes = Counter(code for code, _ in ended)
    assert len(ended) == MUTANTS
    assert max(seconds for _, seconds in ended) < LIMIT_SECONDS + SLACK_SECONDS
    assert codes["read"] > 100
    assert codes["worker-died"] == 0, codes
    for ending, data in samples.items():
        assert pool.read_resume(f"whole{ending}", data).profile.basics.name == "Ada Example"
    print(f"\n{MUTANTS} mutants: {dict(codes.most_common())}, slowest {max(s for _, s in ended):.2f} s")
