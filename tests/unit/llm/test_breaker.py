"""A server that keeps failing is left alone; then one call looks whether it is back."""

import pytest

from jobwise.llm import breaker
from jobwise.llm.breaker import OPEN_AFTER, OPEN_SECONDS, Breaker


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, which the test moves on."""
    hands = [100.0]
    monkeypatch.setattr(breaker.time, "monotonic", lambda: hands[0])
    return hands


def shut() -> Breaker:
    server = Breaker()
    for _ in range(OPEN_AFTER):
        assert server.admits()
        server.fail("away")
    return server


def test_after_the_pause_one_may_look_and_the_others_wait(now: list[float]) -> None:
    server = shut()
    assert not server.admits()
    now[0] += OPEN_SECONDS
    assert [server.admits() for _ in range(3)] == [True, False, False]
    server.succeed()
    assert [server.admits() for _ in range(3)] == [True, True, True]


def test_who_looks_in_vain_shuts_it_again_at_once(now: list[float]) -> None:
    server = shut()
    now[0] += OPEN_SECONDS
    assert server.admits()
    server.fail("still away")
    assert not server.admits()
    assert server.last == "still away"
    now[0] += OPEN_SECONDS
    assert server.admits()


def test_who_looks_and_never_comes_back_keeps_nobody_away_for_long(now: list[float]) -> None:
    server = shut()
    now[0] += OPEN_SECONDS
    assert server.admits()
    now[0] += OPEN_SECONDS
    assert server.admits()
