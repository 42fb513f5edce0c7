"""What stands before the routes: how often, how much, how slowly, and from whose pages one may ask."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi.routing import APIRoute
from starlette.types import Message, Receive, Send
from starlette.types import Scope as AsgiScope

from jobwise.api.bodies import Bodies
from jobwise.api.callers import ALL_AT_ONCE, AT_ONCE, FetchesJobs, ReadsAccount
from jobwise.domain.access import Brake, Scope
from jobwise.domain.account import OPERATOR
from jobwise.errors import BadSetting
from jobwise.services.accounts.tries import address_key
from jobwise.settings import Settings
from tests.api_parts import EMAIL, Api, api_settings, running_api

APP = "https://app.example.org"
PEOPLE = ALL_AT_ONCE // AT_ONCE
"""So many, each with all turns that one may have, leave none to others."""


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    few = {
        "api_per_person": 12,
        "api_per_key": 5,
        "api_per_address": 30,
        "api_log_ins": 3,
        "api_runs": 2,
        "api_fetches": 2,
    }
    with running_api(api_settings(tmp_path, cors_origins=APP, **few)) as running:
        yield running


def test_a_key_and_a_person_are_held_back_by_themselves(api: Api) -> None:
    anna = api.person()
    first, second = api.key(anna), api.key(anna)
    ben = api.key(api.person("ben@example.org"))
    answers = [api.client.get("/v1/api-keys", headers=first) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    told, last = answers[0].headers, answers[-1]
    assert told["ratelimit-policy"] == '"address";q=30;w=60, "person";q=12;w=60, "key";q=5;w=60'
    assert [part.split(";")[1] for part in told["ratelimit"].split(", ")] == ["r=29", "r=11", "r=4"]
    assert 1 <= int(last.headers["retry-after"]) <= 60
    assert last.json()["code"] == "too-many-requests"
    assert last.headers["cache-control"] == "no-store"
    by_second = [api.client.get("/v1/api-keys", headers=second).status_code for _ in range(5)]
    assert by_second == [200] * 5  # the person has asked eleven times now
    third = api.key(anna)
    assert [api.client.get("/v1/api-keys", headers=third).status_code for _ in range(3)] == [200, 429, 429]
    assert api.client.get("/v1/api-keys", headers=ben).status_code == 200


def test_an_address_is_held_back_whoever_asks_and_before_anything_is_read(api: Api) -> None:
    statuses = [api.client.get("/v1/api-keys").status_code for _ in range(30)]
    assert statuses == [401] * 30
    refused = api.client.post("/v1/auth/token", content=b"{" * 2_000_000)
    assert refused.status_code == 429


def test_log_ins_are_held_back_sooner(api: Api) -> None:
    body = {"email": EMAIL, "password": "wrong"}
    statuses = [api.client.post("/v1/auth/token", json=body).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert api.client.get("/v1/api-keys").status_code == 401


def test_runs_are_held_back_sooner(api: Api) -> None:
    headers = api.key(api.person(), Scope.RUNS_WRITE, Scope.RUNS_READ)
    sent = {"headers": headers, "json": {"job_text": "This is no ad."}}
    starts = [api.client.post("/v1/runs", **sent) for _ in range(3)]
    assert [answer.status_code for answer in starts] == [422, 422, 429]
    assert '"runs";q=2;w=3600' in starts[0].headers["ratelimit-policy"]
    assert int(starts[-1].headers["retry-after"]) > 60
    assert api.client.get("/v1/runs", headers=headers).status_code == 200


def test_a_run_that_is_done_again_counts_as_started(api: Api) -> None:
    headers = api.key(api.person(), Scope.RUNS_WRITE, Scope.RUNS_READ)
    again = [api.client.post("/v1/runs/none/retry", headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in again] == [404, 404, 429]
    stop = api.client.post("/v1/runs/none/cancel", headers=headers)
    assert (stop.status_code, "runs" in stop.headers["ratelimit-policy"]) == (404, False)


def test_what_is_fetched_is_held_back_sooner(api: Api) -> None:
    headers = api.key(api.person(), Scope.JOBS_WRITE)
    page = {"headers": headers, "json": {"address": "http://127.0.0.1/job"}}
    tried = [api.client.post("/v1/jobs/page", **page) for _ in range(3)]
    assert [answer.status_code for answer in tried] == [422, 422, 429]
    assert '"fetches";q=2;w=3600' in tried[0].headers["ratelimit-policy"]


@pytest.mark.parametrize("others", [["anna", "anna"], ["ben", "ben", "cleo", "cleo"]])
def test_no_more_is_fetched_at_once_than_there_are_turns(api: Api, others: list[str]) -> None:
    headers = api.key(api.person(), Scope.JOBS_WRITE)
    [me] = api.services.accounts.people.list(OPERATOR)
    api.app.state.fetching.update(me.id if name == "anna" else name for name in others)
    page = {"headers": headers, "json": {"address": "http://127.0.0.1/job"}}
    refused = api.client.post("/v1/jobs/page", **page)
    assert (refused.status_code, refused.json()["code"]) == (429, "fetching")
    assert refused.headers["retry-after"] == "5"
    api.app.state.fetching.clear()
    assert api.client.post("/v1/jobs/page", **page).status_code == 422
    assert not api.app.state.fetching


def test_one_person_leaves_turns_to_others(tmp_path: Path) -> None:
    """45 requests that take long are under way for one person: another's is answered at once."""
    go_on, at_work = threading.Event(), []
    with running_api(api_settings(tmp_path)) as api, ThreadPoolExecutor(45) as programs:

        @api.app.get("/v1/slow")
        def slow(caller: ReadsAccount) -> None:
            at_work.append(caller)
            go_on.wait(20)

        anna = api.key(api.person())
        ben = api.key(api.person("ben@example.org"))
        asked = [
            programs.submit(httpx.get, f"{api.url}/v1/slow", headers=anna, timeout=30) for _ in range(45)
        ]
        try:
            until = time.monotonic() + 10
            while len(at_work) < AT_ONCE and time.monotonic() < until:
                time.sleep(0.01)
            begun = time.monotonic()
            assert api.client.get("/v1/account", headers=ben).status_code == 200
            assert time.monotonic() - begun < 2
            assert len(at_work) == AT_ONCE
        finally:
            go_on.set()
        assert {answer.result().status_code for answer in asked} == {200}


async def asked(
    api: Api,
    headers: dict[str, str],
    way: str,
    *,
    comes: Callable[[], Awaitable[object]] | None = None,
    goes: Callable[[], Awaitable[object]] | None = None,
) -> int:
    """The status of an answer. comes: what happens before the body is there; goes: before one is taken."""
    method, _, path = way.partition(" ")
    statuses: list[int] = []

    async def receive() -> Message:
        if comes:
            await comes()
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        elif goes:
            await goes()

    sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path}
    scope |= {"query_string": b"", "client": ("127.0.0.1", 9), "server": ("127.0.0.1", 80)}
    scope["headers"] = [*sent, (b"content-type", b"application/json"), (b"content-length", b"2")]
    await api.app(scope, receive, send)
    return statuses[0]


def keys_of(api: Api, count: int) -> list[dict[str, str]]:
    people = [api.person(f"anna{number}@example.org") for number in range(count)]
    return [api.key(one, Scope.JOBS_WRITE, Scope.ACCOUNT_READ) for one in people]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("slow", ["to send", "to read"])
def test_who_is_slow_holds_up_nobody_else(tmp_path: Path, slow: str) -> None:
    """As many are slow as there are turns: another's request is answered all the same."""

    async def all_of_them(api: Api) -> None:
        go_on, held = asyncio.Event(), []

        async def wait() -> None:
            held.append(slow)
            await go_on.wait()

        *many, other = keys_of(api, PEOPLE + 1)
        if slow == "to send":
            under_way = [asked(api, key, "POST /v1/jobs", comes=wait) for key in many * AT_ONCE]
        else:
            under_way = [asked(api, key, "GET /v1/account", goes=wait) for key in many * AT_ONCE]
        tasks = [asyncio.ensure_future(one) for one in under_way]
        await until(lambda: len(held) == ALL_AT_ONCE)
        assert await asyncio.wait_for(asked(api, other, "GET /v1/account"), 5) == 200
        go_on.set()
        assert set(await asyncio.gather(*tasks)) == {422 if slow == "to send" else 200}

    with running_api(api_settings(tmp_path)) as api:
        asyncio.run(all_of_them(api))


def test_a_fetch_is_over_when_its_answer_begins(api: Api) -> None:
    """So that who reads it slowly keeps no other from fetching."""
    fetching: list[int] = []

    async def look() -> None:
        fetching.append(api.app.state.fetching.total())

    def fetched(caller: FetchesJobs) -> None:
        fetching.append(api.app.state.fetching.total())

    api.app.router.routes.insert(0, APIRoute("/v1/fetched", fetched, methods=["POST"]))
    [key] = keys_of(api, 1)
    assert asyncio.run(asked(api, key, "POST /v1/fetched", goes=look)) == 200
    assert fetching == [1, 0]


@pytest.mark.parametrize("way", ["GET /v1/slow", "POST /v1/slow", "GET /v1/runs/slow/events"])
def test_no_more_is_worked_on_at_once_than_there_are_turns(tmp_path: Path, way: str) -> None:
    """Whatever the path is called, and whether or not what is sent is read."""

    async def all_of_them(api: Api) -> None:
        go_on, at_work = asyncio.Event(), []

        async def slow(caller: ReadsAccount) -> None:
            at_work.append(caller)
            await go_on.wait()

        method, _, path = way.partition(" ")
        api.app.router.routes.insert(0, APIRoute(path, slow, methods=[method]))
        under_way = [
            asyncio.ensure_future(asked(api, key, way)) for key in keys_of(api, PEOPLE + 1) * AT_ONCE
        ]
        await until(lambda: len(at_work) >= ALL_AT_ONCE)
        await asyncio.sleep(0.5)
        assert len(at_work) == ALL_AT_ONCE
        go_on.set()
        assert set(await asyncio.gather(*under_way)) == {200}
        assert len(at_work) == (PEOPLE + 1) * AT_ONCE

    with running_api(api_settings(tmp_path)) as api:
        asyncio.run(all_of_them(api))


def test_head_is_what_get_is_without_the_body(api: Api) -> None:
    anna = api.person()
    key, another = api.key(anna), api.key(anna)
    for path, headers in (("/v1/account", key), ("/v1/account", {}), ("/v1/nothing", key)):
        got, head = (api.client.request(way, path, headers=headers) for way in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-type"] == got.headers["content-type"]
        assert head.headers["content-length"] == str(len(got.content))
        assert head.headers.get("etag") == got.headers.get("etag")
    known = {**another, "If-None-Match": api.client.get("/v1/account", headers=another).headers["etag"]}
    assert api.client.head("/v1/account", headers=known).status_code == 304
    refused = api.client.head("/v1/jobs", headers=another)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_who_asks_is_known_before_what_they_send_is_read(api: Api) -> None:
    begun = time.monotonic()
    place = urlsplit(api.url)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(b"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{")
        assert connection.recv(4096).startswith(b"HTTP/1.1 401")
    assert time.monotonic() - begun < 2
    broken = api.client.post("/v1/jobs", content=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status_code, broken.json()["code"]) == (401, "not-signed-in")
    assert api.client.get("/v1/openapi.json").status_code == 200
    assert api.client.get("/v1/health/live").status_code == 200


def test_everything_is_taken_along_only_so_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobwise.api.callers.EXPORTS", Brake("exports", 1, 3600))
    with running_api(api_settings(tmp_path)) as api:
        headers = api.key(api.person(), Scope.ACCOUNT_EXPORT)
        taken = [api.client.get("/v1/account/export", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in taken] == [200, 429]
    assert int(taken[1].headers["retry-after"]) > 60


def test_a_network_of_ipv6_is_one_address() -> None:
    assert address_key("2001:db8::1") == address_key("2001:db8::ffff:1") != address_key("2001:db8:1::1")


def test_a_body_that_is_too_large_is_refused_by_what_it_says_and_by_what_comes(api: Api) -> None:
    said = api.client.post("/v1/auth/refresh", content=b"x" * (1024 * 1024 + 1))
    came = httpx.post(f"{api.url}/v1/auth/refresh", content=(b"x" * 65536 for _ in range(20)))
    for answer in (said, came):
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
        assert answer.headers["content-type"] == "application/problem+json"
    fits = api.client.post("/v1/auth/refresh", content=b"x" * 1024 * 1024)
    assert fits.status_code == 415
    form = {"content-type": "multipart/form-data; boundary=x"}
    assert api.client.post("/v1/auth/refresh", content=b"x" * 2_000_000, headers=form).status_code != 413
    assert api.client.post("/v1/auth/refresh", content=b"x" * 11_000_000, headers=form).status_code == 413


def test_a_body_without_an_end_is_not_read_to_it(api: Api) -> None:
    """A program that goes on sending gets its answer, and the connection ends."""
    place = urlsplit(api.url)
    head = b"POST /v1/auth/refresh HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(head)
        sent, answer = 0, b""
        connection.settimeout(0.0)
        deadline = time.monotonic() + 10
        while b"HTTP/1.1" not in answer and time.monotonic() < deadline:
            try:
                connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                sent += 65536
            except BlockingIOError:
                time.sleep(0.01)
            except ConnectionError:
                break
            try:
                answer += connection.recv(65536)
            except BlockingIOError:
                continue
            except ConnectionError:
                break
    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < 64 * 1024 * 1024


def test_a_body_that_does_not_come_is_waited_for_no_longer_than_it_may_take(api: Api) -> None:
    sent: list[Message] = []

    async def app(scope: AsgiScope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "http.request":
            assert message["more_body"]
        await send({"type": "http.response.start", "status": 400, "headers": []})
        await send({"type": "http.response.body", "body": b"cut off"})

    async def one_byte_and_no_more() -> Message:
        if not sent and not one_byte_and_no_more.__dict__.get("came"):
            one_byte_and_no_more.__dict__["came"] = True
            return {"type": "http.request", "body": b"x", "more_body": True}
        await asyncio.sleep(30)
        raise AssertionError("waited for too long")

    async def send(message: Message) -> None:
        sent.append(message)

    slow = Bodies(app, lambda: api.services, seconds=0.1)
    scope = {"type": "http", "method": "POST", "path": "/v1/x", "headers": []}
    asyncio.run(slow(scope, one_byte_and_no_more, send))
    assert sent[0]["status"] == 408
    assert b'"code":"slow"' in sent[1]["body"].replace(b" ", b"")
    assert len(sent) == 2


def test_pages_of_the_named_origin_alone_may_ask(api: Api) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "Authorization"}
    preflight = api.client.options("/v1/api-keys", headers={"Origin": APP, **asked})
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == APP
    assert "access-control-allow-credentials" not in preflight.headers
    answer = api.client.get("/v1/api-keys", headers={"Origin": APP})
    assert answer.headers["access-control-allow-origin"] == APP
    assert {"ETag", "X-Request-ID"} <= set(answer.headers["access-control-expose-headers"].split(", "))
    for foreign in ("https://evil.example", f"{APP}.evil.example", "http://app.example.org", "null"):
        assert api.client.options("/v1/api-keys", headers={"Origin": foreign, **asked}).status_code == 400
        answer = api.client.get("/v1/api-keys", headers={"Origin": foreign})
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("wrong", ["*", "https://*.example.org", f"{APP}/", "app.example.org", f"{APP},null"])
def test_only_exact_origins_can_be_set(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(BadSetting, match="CORS_ORIGINS"):
        api_settings(tmp_path, cors_origins=wrong)


def test_without_a_log_in_no_other_site_may_ask(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="needs accounts"):
        Settings(data_dir=tmp_path, cors_origins=APP)


def test_without_accounts_nothing_is_asked_for_and_there_is_nothing_to_log_in_to(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    with running_api(Settings(data_dir=tmp_path)) as local:
        from jobwise.api.callers import WritesRuns

        @local.app.post("/v1/try")
        def who(caller: WritesRuns) -> str:
            return caller.actor.id

        assert local.client.post("/v1/try").json() == "local"
        assert local.client.post("/v1/try", headers={"Authorization": "Bearer x"}).json() == "local"
        tried = [
            local.client.post("/v1/auth/token", json={"email": "a@example.org", "password": "b"}),
            local.client.post("/v1/auth/refresh", json={"refresh_token": "a"}),
            local.client.post("/v1/auth/log-out", json={"refresh_token": "a"}),
            local.client.get("/v1/api-keys"),
            local.client.delete("/v1/api-keys/a"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in tried} == {(404, "no-accounts")}
    assert not caplog.records


def test_a_slash_more_leads_nowhere(api: Api) -> None:
    answer = api.client.get("/v1/health/live/")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-address")
    assert "location" not in answer.headers
