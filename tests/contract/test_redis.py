"""Limits and kept replies over a real Redis, also while it is killed, halted and comes back.

`make test-redis` runs these.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from benchmarks.redis import VARIABLE, RunningRedis, running_redis
from jobwise.bootstrap import build_services, now
from jobwise.domain.access import Brake, Scope
from jobwise.domain.account import Actor
from jobwise.domain.job import JobSearch
from jobwise.errors import BadSetting
from jobwise.store.brakes import Brakes
from jobwise.store.redis_link import AWAY_SECONDS, LARGEST, WAIT_SECONDS, RedisCache, RedisLink
from jobwise.store.sealing import Sealer
from tests.account_parts import GOOD
from tests.api_parts import EMAIL, api_settings, running_api

PROGRAM = os.environ.get(VARIABLE, "")
SEALER = Sealer(b"a secret of the tests")
FEW = Brake("test", 3, 60)
AD = """Baker
Crumb & Sons · Munich, Germany · Full-time

You bake bread and rolls from four in the morning, five days a week, in our shop by the river.

Requirements
- Apprenticeship as a baker
- Experience with sourdough
"""
RESUME = (
    b"Anna Berg\nBaker\n\nSkills\nSourdough, Bread\n\nExperience\nBaker, Crumb, 2019 - 2024\n- Baked bread\n"
)
MARGIN = 0.3
"""What a busy machine adds to a wait."""

pytestmark = pytest.mark.skipif(not PROGRAM, reason="no Redis here: make test-redis starts one")


@pytest.fixture
def redis() -> Iterator[RunningRedis]:
    with running_redis(PROGRAM) as running:
        yield running


@pytest.fixture
def open_link(redis: RunningRedis) -> Iterator[Callable[[], RedisLink]]:
    """Each call is another process's way to Redis."""
    with ExitStack() as stack:

        def make() -> RedisLink:
            link = RedisLink(SecretStr(redis.url))
            stack.callback(link.close)
            return link

        yield make


Open = Callable[[], RedisLink]


def wait_until(is_so: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come back"
        time.sleep(0.1)


def test_machines_share_what_is_counted(open_link: Open) -> None:
    here, there = Brakes(open_link(), SEALER), Brakes(open_link(), SEALER)
    taken = [brakes.take(FEW, "anna") for brakes in (here, there, here, there, here)]
    assert [one.is_free for one in taken] == [True, True, True, False, False]
    assert [one.left for one in taken] == [2, 1, 0, 0, 0]
    assert there.take(FEW, "ben").is_free
    assert here.take(Brake("other", 3, 60), "anna").is_free


def test_machines_share_what_is_kept_and_redis_learns_nothing(open_link: Open) -> None:
    first, second = open_link(), open_link()
    RedisCache(first, SEALER).put("reply anna", b"her secret words", 60)
    Brakes(first, SEALER).take(FEW, "192.0.2.1")
    assert RedisCache(second, SEALER).get("reply anna") == b"her secret words"
    assert RedisCache(second, SEALER).get("reply ben") is None
    assert RedisCache(second, Sealer(b"the secret of another installation")).get("reply anna") is None
    names = list(first.client.scan_iter())
    kept = b"".join([*names, *(first.client.get(name) or b"" for name in names)])
    assert len(names) >= 2
    assert [word for word in (b"anna", b"secret", b"192.0.2.1") if word in kept] == []


def test_what_was_moved_or_changed_in_redis_is_not_taken(open_link: Open) -> None:
    link = open_link()
    cache = RedisCache(link, SEALER)
    cache.put("a", b"for a", 60)
    cache.put("b", b"for b", 60)
    kept = link.client.get(cache._name("a"))
    assert isinstance(kept, bytes)
    link.client.set(cache._name("b"), kept)
    link.client.set(cache._name("a"), kept[:-1] + b"x")
    link.client.set(cache._name("c"), b"x")
    assert [cache.get(name) for name in "abc"] == [None] * 3


def test_what_is_kept_goes_and_what_is_large_is_not_kept(open_link: Open) -> None:
    cache = RedisCache(open_link(), SEALER)
    cache.put("a", b"1", 1)
    cache.put("b", b"x" * (LARGEST + 1), 60)
    assert (cache.get("a"), cache.get("b")) == (b"1", None)
    wait_until(lambda: cache.get("a") is None, 3)


@pytest.mark.parametrize("fault", ["killed", "halted"])
def test_a_redis_that_goes_holds_nobody_up_and_is_taken_again(
    redis: RunningRedis, open_link: Open, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """halted: it takes what is sent and never answers, which is the worse of the two."""
    caplog.set_level(logging.WARNING)
    link = open_link()
    brakes, cache = Brakes(link, SEALER), RedisCache(link, SEALER)
    brakes.take(FEW, "warm")
    cache.put("a", b"1", 60)
    if fault == "killed":
        redis.kill()
    else:
        os.kill(redis.pid, signal.SIGSTOP)
    waits: list[float] = []

    def ask() -> None:
        begun = time.monotonic()
        assert brakes.take(Brake("many", 10_000, 60), "anna").is_free
        assert cache.get("a") is None
        waits.append(time.monotonic() - begun)

    threads = [threading.Thread(target=lambda: [ask() for _ in range(100)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(waits) == 400
    assert max(waits) < 2 * WAIT_SECONDS + MARGIN
    assert sum(wait > WAIT_SECONDS for wait in waits) < 20
    told = [record.message for record in caplog.records]
    assert len(told) == 1
    assert "goes on alone" in told[0]
    assert redis.url.split("@")[0] not in caplog.text
    assert [brakes.take(FEW, "ben").is_free for _ in range(4)] == [True, True, True, False]
    if fault == "killed":
        redis.start()
    else:
        os.kill(redis.pid, signal.SIGCONT)
    time.sleep(AWAY_SECONDS)

    def is_back() -> bool:
        cache.put("b", b"2", 60)
        return cache.get("b") == b"2"

    wait_until(is_back)
    assert caplog.records[-1].message == "Redis answers again"
    assert brakes.take(FEW, "ben").is_free  # counted by Redis once more, which knows nothing of before
    assert Brakes(open_link(), SEALER).take(FEW, "ben").left == 1


def test_requests_go_on_when_redis_is_killed_in_the_middle(redis: RunningRedis, tmp_path: Path) -> None:
    settings = api_settings(tmp_path, redis_url=SecretStr(redis.url))
    answers: list[tuple[float, int]] = []
    with running_api(settings) as api:
        api.person()
        headers = api.log_in()
        end = time.monotonic() + 8

        def ask() -> None:
            with httpx.Client(base_url=api.url, headers=headers, timeout=30) as client:
                while time.monotonic() < end:
                    begun = time.monotonic()
                    status = client.get("/v1/api-keys").status_code
                    answers.append((time.monotonic() - begun, status))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(2)
        redis.kill()
        time.sleep(2)
        redis.start()
        for thread in threads:
            thread.join()
    assert {status for _, status in answers} == {200}
    assert len(answers) > 100
    assert max(wait for wait, _ in answers) < 3 * WAIT_SECONDS + 5 * MARGIN


def test_a_reply_is_kept_in_redis_and_in_the_database(redis: RunningRedis, tmp_path: Path) -> None:
    with running_api(api_settings(tmp_path, redis_url=SecretStr(redis.url))) as api:
        api.person()
        body = {"email": EMAIL, "password": GOOD}
        key = {"Idempotency-Key": "a"}
        first = api.client.post("/v1/auth/token", json=body, headers=key)
        with_redis = api.client.post("/v1/auth/token", json=body, headers=key)
        fresh = api.client.post("/v1/auth/token", json=body, headers={"Idempotency-Key": "b"})
        assert (fresh.status_code, "idempotency-replayed" in fresh.headers) == (200, False)
        other = api.client.post("/v1/auth/token", json=body | {"client": "Another"}, headers=key)
        assert (other.status_code, other.json()["code"]) == (422, "key-reused")
        people = [api.person("ben@example.org"), api.person("cleo@example.org")]
        added = [
            api.client.post("/v1/jobs", json={"text": AD}, headers=key | api.key(one, Scope.JOBS_WRITE))
            for one in people
        ]
        assert len({answer.json()["id"] for answer in added}) == 2
        redis.kill()
        without = api.client.post("/v1/auth/token", json=body, headers=key)
        assert first.content == with_redis.content == without.content
        assert [answer.headers.get("idempotency-replayed") for answer in (first, with_redis, without)] == [
            None,
            "true",
            "true",
        ]


def test_what_a_search_found_is_kept_in_redis_until_something_changes(
    redis: RunningRedis, open_link: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = build_services(api_settings(tmp_path, redis_url=SecretStr(redis.url)))
    anna, search = Actor(id="anna"), JobSearch(keywords=("sourdough",))
    built: list[str] = []
    build = services.jobs._indexes.of

    def counted(actor: Actor) -> object:
        built.append(actor.id)
        return build(actor)

    def found(actor: Actor = anna) -> list[str]:
        return [hit.title for hit in services.jobs.search(actor, search).hits]

    monkeypatch.setattr(services.jobs._indexes, "of", counted)
    try:
        job = services.jobs.add_text(anna, AD).id
        services.jobs._desk.drain()
        first = services.jobs.search(anna, search)
        asked = len(built)
        assert services.jobs.search(anna, search) == first
        assert len(built) == asked
        assert found(Actor(id="ben")) == []
        kept = b"".join(open_link().client.get(name) or b"" for name in open_link().client.scan_iter())
        assert kept
        assert job.encode() not in kept
        services.jobs.correct(anna, job, title="Pastry cook")
        assert found() == found() == ["Pastry cook"]
        asked = len(built)
        redis.kill()
        assert found() == ["Pastry cook"]
        assert len(built) == asked + 1
        services.jobs.delete(anna, job)
        assert found() == []
    finally:
        services.close()


def test_what_a_search_found_is_its_own(
    redis: RunningRedis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given to no other person, to no other library and to no other profile, also of one moment."""
    services = build_services(api_settings(tmp_path, redis_url=SecretStr(redis.url)))
    jobs, desk = services.jobs, services.jobs._desk
    anna, ben, search = Actor(id="anna"), Actor(id="ben"), JobSearch(keywords=("sourdough",))
    moment = now()
    for one in (jobs, desk):
        monkeypatch.setattr(one, "_clock", lambda: moment)

    def added(actor: Actor, ad: str) -> str:
        job = jobs.add_text(actor, ad).id
        wait_until(lambda: jobs.get(actor, job).state != "waiting")
        return job

    def found(actor: Actor) -> set[str]:
        return {hit.id for hit in jobs.search(actor, search).hits}

    try:
        hers, his = added(anna, AD), added(ben, AD)
        assert (found(anna), found(ben)) == ({hers}, {his})
        other = added(anna, AD.replace("Baker", "Pastry cook").replace("Crumb", "Bun"))
        assert found(anna) == {hers, other}
        services.profiles.upload(anna, "a.txt", RESUME)
        wait_until(lambda: jobs.search(anna, search).unscored == 0)
        desk.close()
        services.profiles.upload(anna, "b.txt", RESUME.replace(b"Sourdough", b"Welding"))
        assert jobs.search(anna, search).unscored == 2
    finally:
        services.close()


@pytest.mark.parametrize("wrong", ["localhost:6379", "http://localhost", "redis://"])
def test_an_address_that_is_none_stops_the_start(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(BadSetting, match="REDIS_URL"):
        api_settings(tmp_path, redis_url=wrong)
