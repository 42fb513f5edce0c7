"""A run that waits for ever is followed by somebody who may no more."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from jobwise.api import events
from jobwise.domain import access
from jobwise.domain.account import OPERATOR, Actor
from jobwise.domain.role import Role
from jobwise.engine.durable import DurableEngine
from tests.api_parts import Api, api_settings, bearer, running_api

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
RESUME, AD = SAMPLES / "mara-lindqvist.md", SAMPLES / "data-analyst-fenwick-rail.txt"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """Nobody works on runs here."""
    monkeypatch.setattr(DurableEngine, "start", lambda *_: None)
    monkeypatch.setattr(events, "MAY_SECONDS", 0.5)
    with running_api(api_settings(tmp_path)) as running:
        yield running


What = Callable[[Api, Actor, Mapping[str, str]], None]


def the_key_is_ended(api: Api, anna: Actor, pair: Mapping[str, str]) -> None:
    del pair
    [key] = api.services.accounts.api_keys.list(anna)
    api.services.accounts.api_keys.end(anna, key.id)


def the_role_is_taken_away(api: Api, anna: Actor, pair: Mapping[str, str]) -> None:
    del pair
    api.services.accounts.people.set_roles(OPERATOR, anna.id, {Role.RECRUITER})


def the_program_is_logged_out(api: Api, anna: Actor, pair: Mapping[str, str]) -> None:
    del anna
    asked = {"refresh_token": pair["refresh_token"]}
    assert api.client.post("/v1/auth/log-out", json=asked).status_code == 204


class Waiting(NamedTuple):
    """Anna, who follows a run: with the tokens of a log-in, or with a key."""

    api: Api
    anna: Actor
    pair: Mapping[str, str]
    key: Mapping[str, str]
    path: str

    def follow(self, who: Mapping[str, str], seconds: float, meanwhile: Callable[[], None]) -> str:
        """What is told until the end. Raises: ReadTimeout where there is none so soon."""
        with self.api.client.stream(
            "GET", f"{self.path}/events", headers=who, timeout=httpx.Timeout(30, read=seconds)
        ) as answer:
            assert answer.status_code == 200
            meanwhile()
            return "".join(answer.iter_text())


@pytest.fixture
def waiting(api: Api) -> Waiting:
    anna, pair = api.person(), api.tokens()
    logged_in = bearer(pair["access_token"])
    file = {"file": ("Anna.md", RESUME.read_bytes())}
    assert api.client.post("/v1/profile/file", files=file, headers=logged_in).status_code == 201
    started = api.client.post("/v1/runs", json={"job_text": AD.read_text("utf-8")}, headers=logged_in)
    return Waiting(api, anna, pair, api.key(anna, access.Scope.RUNS_READ), f"/v1/runs/{started.json()['id']}")


@pytest.mark.parametrize("what", [the_key_is_ended, the_role_is_taken_away, the_program_is_logged_out])
def test_who_may_no_more_is_told_no_more(waiting: Waiting, what: What) -> None:
    who = bearer(waiting.pair["access_token"]) if what is the_program_is_logged_out else waiting.key
    told = waiting.follow(who, 5, lambda: what(waiting.api, waiting.anna, waiting.pair))
    assert "run_finished" not in told
    assert waiting.api.client.get(waiting.path, headers=who).status_code in {401, 403}


def test_who_still_may_is_told_on(waiting: Waiting) -> None:
    with pytest.raises(httpx.ReadTimeout):
        waiting.follow(waiting.key, 1.5, lambda: None)


def test_who_asks_for_no_body_does_not_follow(waiting: Waiting) -> None:
    ends: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await waiting.api.app(scope, receive, send)
        ends.append(scope["route"].path)

    async def asked() -> int:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answer = await asyncio.wait_for(client.head(f"{waiting.path}/events", headers=waiting.key), 10)
        return answer.status_code

    assert asyncio.run(asked()) == 200
    assert ends == ["/v1/runs/{run_id}/events"]
