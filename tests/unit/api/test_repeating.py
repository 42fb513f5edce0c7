"""The same question twice, over real HTTP: one effect, one reply, on each database."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import UploadFile
from pydantic import BaseModel

from jobwise.api.callers import WritesJobs
from jobwise.api.idempotency import HEADER, REPLAYED, Repeatable
from jobwise.domain.access import Scope
from jobwise.errors import NotFound
from jobwise.services.repeats import KEPT, STUCK, Reply, Turn
from tests.account_parts import GOOD
from tests.api_parts import EMAIL, Api, api_settings, bearer, running_api

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
RESUME, AD = SAMPLES / "mara-lindqvist.md", SAMPLES / "data-analyst-fenwick-rail.txt"
JOBS = Scope.JOBS_WRITE


class Wanted(BaseModel):
    """What the made-up routes take."""

    text: str


@pytest.fixture
def effects() -> list[str]:
    """What was done."""
    return []


@pytest.fixture
def api(database_url: str, tmp_path: Path, effects: list[str]) -> Iterator[Api]:
    """The API with routes of this test, which put down what they do."""
    own = {} if database_url.startswith("duckdb") else {"database_url": database_url}
    with running_api(api_settings(tmp_path, **own)) as running:
        router = running.app.router
        router.route_class = Repeatable
        done = threading.Lock()

        @router.post("/v1/try", status_code=201)
        def add(caller: WritesJobs, body: Wanted) -> dict[str, str]:
            with done:
                effects.append(body.text)
                return {"id": str(len(effects)), "for": caller.actor.id}

        @router.post("/v1/try/file")
        def add_file(caller: WritesJobs, file: UploadFile) -> dict[str, str]:
            effects.append(file.filename or "")
            return {"name": file.filename or ""}

        @router.post("/v1/try/missing")
        def missing(caller: WritesJobs) -> None:
            effects.append("looked")
            raise NotFound("This is not there", "Look elsewhere.", code="not-found")

        @router.post("/v1/try/broken")
        def broken(caller: WritesJobs) -> None:
            effects.append("broke")
            raise RuntimeError("a bug")

        running.person()
        yield running


def post(
    api: Api, headers: dict[str, str], key: str, text: str = "a", path: str = "/v1/try"
) -> httpx.Response:
    return api.client.post(path, json={"text": text}, headers=headers | {HEADER: key})


def anna(api: Api) -> dict[str, str]:
    with api.services.accounts.programs._begin() as work:
        user = work.sign_in.find(EMAIL)
    assert user is not None
    from jobwise.domain.account import Actor

    return api.key(Actor(id=user.id, roles=user.roles), JOBS)


def test_fifty_keys_by_twenty_repeats_at_once_have_one_effect_each(api: Api, effects: list[str]) -> None:
    headers = anna(api)
    answers: list[tuple[int, httpx.Response]] = []

    def repeat() -> None:
        with httpx.Client(base_url=api.url, timeout=120) as client:
            for number in range(50):
                while True:
                    answer = client.post(
                        "/v1/try", json={"text": str(number)}, headers=headers | {HEADER: f"key-{number}"}
                    )
                    if answer.status_code != 409:
                        break
                    assert answer.headers["retry-after"] == "1"
                    assert answer.json()["code"] == "under-way"
                answers.append((number, answer))

    threads = [threading.Thread(target=repeat) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(effects, key=int) == [str(number) for number in range(50)]
    assert len(answers) == 1000
    assert {answer.status_code for _, answer in answers} == {201}
    for number in range(50):
        of_one = [answer for key, answer in answers if key == number]
        assert len({answer.content for answer in of_one}) == 1
        assert [REPLAYED in answer.headers for answer in of_one].count(False) == 1


def test_the_reply_comes_again_byte_for_byte_and_says_so(api: Api, effects: list[str]) -> None:
    headers = anna(api)
    first, second = post(api, headers, "k"), post(api, headers, "k")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["content-type"] == second.headers["content-type"]
    assert REPLAYED not in first.headers
    assert second.headers[REPLAYED] == "true"
    assert effects == ["a"]


def test_the_same_key_for_another_question_is_refused(api: Api, effects: list[str]) -> None:
    headers = anna(api)
    post(api, headers, "k")
    for other in (post(api, headers, "k", "b"), post(api, headers, "k", path="/v1/try?x=1")):
        assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert effects == ["a"]


def test_another_person_may_use_the_same_key(api: Api, effects: list[str]) -> None:
    ben = api.key(api.person("ben@example.org"), JOBS)
    first, second = post(api, anna(api), "k"), post(api, ben, "k")
    assert first.json()["for"] != second.json()["for"]
    assert effects == ["a", "a"]


def test_a_key_that_may_do_less_is_not_told_the_reply(api: Api, effects: list[str]) -> None:
    headers = anna(api)
    post(api, headers, "k")
    weak = api.key(api.services.accounts.api_keys.caller_of(headers["Authorization"][7:]).actor)  # type: ignore[union-attr]
    refused = post(api, weak, "k")
    assert (refused.status_code, refused.json()["code"]) == (403, "scope")
    assert post(api, {}, "k").status_code == 401
    assert effects == ["a"]


def test_a_form_is_the_same_whatever_its_boundary(api: Api, effects: list[str]) -> None:
    headers = anna(api) | {HEADER: "form"}
    send = [
        api.client.post("/v1/try/file", files={"file": ("a.txt", b"text")}, headers=headers) for _ in "ab"
    ]
    assert [answer.status_code for answer in send] == [200, 200]
    assert send[0].request.headers["content-type"] != send[1].request.headers["content-type"]
    assert REPLAYED in send[1].headers
    other = api.client.post("/v1/try/file", files={"file": ("a.txt", b"other")}, headers=headers)
    assert other.status_code == 422
    assert effects == ["a.txt"]


def test_what_was_refused_is_kept_and_what_broke_is_not(api: Api, effects: list[str]) -> None:
    headers = anna(api)
    found = [post(api, headers, "m", path="/v1/try/missing") for _ in range(2)]
    assert [answer.status_code for answer in found] == [404, 404]
    assert found[0].content == found[1].content
    assert effects == ["looked"]
    closing = headers | {"Connection": "close"}  # the server closes it after a bug
    broke = [post(api, closing, "b", path="/v1/try/broken") for _ in range(2)]
    assert [answer.status_code for answer in broke] == [500, 500]
    assert effects == ["looked", "broke", "broke"]
    wrong = [
        api.client.post("/v1/try", json={}, headers=headers | {HEADER: "wrong"}).status_code for _ in range(2)
    ]
    assert wrong == [422, 422]


@pytest.mark.parametrize("key", ["", "a" * 256, "a b", "ü".encode().decode("latin-1")])
def test_a_key_that_is_none_is_refused(api: Api, effects: list[str], key: str) -> None:
    answer = api.client.post(
        "/v1/try", json={"text": "a"}, headers={**anna(api), HEADER: key.encode("latin-1")}
    )  # type: ignore[dict-item]
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key")
    assert not effects


def test_what_a_kill_left_is_free_after_a_while_and_a_reply_goes_after_a_day(
    api: Api, monkeypatch: pytest.MonkeyPatch, effects: list[str]
) -> None:
    repeats, clock = api.services.repeats, api.services.repeats._clock
    turn = repeats.begin("anna", "killed", "question")
    assert type(turn).__name__ == "Turn"
    assert type(repeats.begin("anna", "killed", "question")).__name__ == "UnderWay"
    monkeypatch.setattr(repeats, "_clock", lambda: clock() + STUCK + STUCK / 10)
    assert type(repeats.begin("anna", "killed", "question")).__name__ == "Turn"

    headers = anna(api)
    post(api, headers, "k")
    monkeypatch.setattr(repeats, "_clock", lambda: clock() + 2 * KEPT)
    assert REPLAYED not in post(api, headers, "k", "b").headers
    assert effects == ["a", "b"]
    monkeypatch.setattr(repeats, "_clock", lambda: clock() + 4 * KEPT)
    repeats.sweep()
    with repeats._begin() as work:
        assert work.replies.find("anna", work.replies.named("anna", "killed")) is None


@pytest.mark.parametrize("frees", [False, True], ids=["killed", "broken"])
def test_a_run_is_started_once_where_its_reply_was_lost(
    api: Api, monkeypatch: pytest.MonkeyPatch, frees: bool
) -> None:
    mara = api.key(api.person("mara@example.org"), Scope.RUNS_WRITE, Scope.RUNS_READ, Scope.PROFILE_WRITE)
    file = {"file": ("Anna.md", RESUME.read_bytes())}
    assert api.client.post("/v1/profile/file", files=file, headers=mara).status_code < 300
    repeats, clock = api.services.repeats, api.services.repeats._clock

    def lost(turn: Turn, reply: Reply) -> None:
        raise RuntimeError("the reply is lost")

    def start(text: str) -> httpx.Response:
        return httpx.post(
            f"{api.url}/v1/runs", json={"job_text": text}, headers=mara | {HEADER: "k"}, timeout=30
        )

    def runs() -> list[str]:
        return [run["id"] for run in api.client.get("/v1/runs", headers=mara).json()["runs"]]

    ad = AD.read_text(encoding="utf-8")
    with monkeypatch.context() as cut:
        cut.setattr(repeats, "keep", lost)
        if not frees:
            cut.setattr(repeats, "free", lambda turn: None)
        assert start(ad).status_code == 500
    [made] = runs()
    monkeypatch.setattr(repeats, "_clock", lambda: clock() + STUCK * 2)
    again = start(ad)
    assert (again.status_code, again.json()["id"]) == (202, made)
    assert start(ad).json()["id"] == made
    assert runs() == [made]
    assert start(ad + "More.").status_code == 422


def test_a_refresh_is_repeated_from_another_network(api: Api) -> None:
    pair = api.tokens()
    asked = {"json": {"refresh_token": pair["refresh_token"]}, "headers": {HEADER: "k"}}
    moved = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(base_url=api.url, transport=moved, timeout=30) as elsewhere:
        first = api.client.post("/v1/auth/refresh", **asked)
        again = elsewhere.post("/v1/auth/refresh", **asked)
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers[REPLAYED] == "true"
        now = first.json()
        out = asked | {"json": {"refresh_token": now["refresh_token"]}}
        assert elsewhere.get("/v1/account", headers=bearer(now["access_token"])).status_code == 200
        assert [one.post("/v1/auth/log-out", **out).status_code for one in (api.client, elsewhere)] == [
            204
        ] * 2


HALF = b'"a\\ud800"'


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/auth/refresh", b"[" * 100_000),
        ("/v1/auth/refresh", b'{"refresh_token": 1}'),
        ("/v1/auth/refresh", b'{"refresh_token": %s}' % HALF),
        ("/v1/auth/log-out", b'{"refresh_token": %s}' % HALF),
        ("/v1/auth/token", b'{"email": "anna@example.org", "password": %s}' % HALF),
        ("/v1/api-keys", b'{"name": "a", "scopes": ["jobs:read"], "password": %s}' % HALF),
    ],
)
def test_what_is_no_secret_is_refused_under_a_key_as_without(api: Api, path: str, body: bytes) -> None:
    headers = api.log_in() | {"Content-Type": "application/json"}
    for more in ({}, {HEADER: "k"}):
        refused = api.client.post(path, content=body, headers=headers | more)
        assert refused.status_code in {400, 422}, refused.text


def test_a_key_is_shown_once_and_lies_in_no_reply(api: Api) -> None:
    tokens = api.log_in()
    wanted = {"name": "Script", "scopes": ["jobs:read"], "password": GOOD}
    headers = tokens | {HEADER: "k"}
    first, second = (api.client.post("/v1/api-keys", json=wanted, headers=headers) for _ in range(2))
    assert first.status_code == 201
    assert first.json()["key"].startswith("jw_")
    assert (second.status_code, second.json()["code"]) == (409, "shown-once")
    assert second.headers[REPLAYED] == "true"
    listed = api.client.get("/v1/api-keys", headers=tokens).json()["items"]
    assert [key["id"] for key in listed] == [first.json()["id"]]
    refused = wanted | {"scopes": ["nothing"]}
    answers = [
        api.client.post("/v1/api-keys", json=refused, headers=tokens | {HEADER: "r"}) for _ in range(2)
    ]
    assert {answer.status_code for answer in answers} == {422}
