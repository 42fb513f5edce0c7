"""Each operation of the description, asked by those who may not (nobody, a key for less, another person,
another role) and by the one who may. An operation that is not listed here fails the first test."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

import httpx2 as httpx
import pytest

from benchmarks.dashboard import ROOT
from jobwise.api.description import operations
from tests.api.conftest import AD, PASSWORD, SEEKING, Server, done, read_job, run_of, upload

DESCRIPTION = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))


class Asked(NamedTuple):
    """What an operation needs. `of`: whose thing it names, "" for none. `body`: one that would be taken."""

    scope: str
    of: str = ""
    body: Mapping[str, Any] | None = None


LISTED: Mapping[str, Asked] = {
    "getAccount": Asked("account:read"),
    "exportAccount": Asked("account:export"),
    "listKeys": Asked("account:read"),
    "makeKey": Asked("account:write"),
    "endKey": Asked("account:write", "key"),
    "getProfile": Asked("profile:read"),
    "putProfile": Asked("profile:write"),
    "uploadProfileFile": Asked("profile:write"),
    "listProfileVersions": Asked("profile:read"),
    "addJob": Asked("jobs:write"),
    "addJobFile": Asked("jobs:write"),
    "addJobPage": Asked("jobs:write"),
    "addJobs": Asked("jobs:write"),
    "searchJobs": Asked("jobs:read"),
    "getJob": Asked("jobs:read", "job"),
    "correctJob": Asked("jobs:write", "job", {"title": "Other"}),
    "deleteJob": Asked("jobs:write", "job"),
    "listJobBoards": Asked("jobs:read"),
    "followJobBoard": Asked("jobs:write"),
    "readJobBoard": Asked("jobs:write", "board"),
    "unfollowJobBoard": Asked("jobs:write", "board"),
    "startRun": Asked("runs:write", "job", {"job_id": "{job}"}),
    "listRuns": Asked("runs:read"),
    "getRun": Asked("runs:read", "run"),
    "deleteRun": Asked("runs:write", "run"),
    "followRun": Asked("runs:read", "run"),
    "cancelRun": Asked("runs:write", "run"),
    "retryRun": Asked("runs:write", "run"),
    "getRunAnalysis": Asked("runs:read", "run"),
    "getRunScore": Asked("runs:read", "run"),
    "listRunFiles": Asked("runs:read", "run"),
    "getRunFile": Asked("runs:read", "run"),
    "putRunOutcome": Asked("runs:write", "run", {"outcome": None}),
    "getRunDocuments": Asked("runs:read", "run"),
    "changeLine": Asked("runs:write", "run", {"text": None}),
    "listRunVersions": Asked("runs:read", "run"),
    "restoreVersion": Asked("runs:write", "run"),
    "health": Asked("health:read"),
    "metrics": Asked("health:read"),
}
OPEN = {"logIn", "refresh", "logOut", "live", "ready"}
"""Before anybody is known: they go by a secret, or say nothing of anybody."""
EVERYBODYS = {"account:read", "account:write", "account:export"}
WAYS = {
    operation["operationId"]: (method, path, operation) for method, path, operation in operations(DESCRIPTION)
}


class Things(NamedTuple):
    """What somebody has."""

    run: str
    job: str
    board: str
    key: str
    line: str

    @classmethod
    def of(cls, server: Server, client: httpx.Client, email: str) -> "Things":
        with server.log_in(email) as logged_in:
            keys = logged_in.get("/api-keys").json()["items"]
        [board] = client.get("/job-boards").json()["boards"]
        run = run_of(client)
        lines = client.get(f"/runs/{run}/documents").json()["resume"]["lines"]
        line = next(one["id"] for one in lines if one["role"] == "bullet")
        return cls(run, read_job(client), board["id"], keys[0]["id"], line)


@pytest.fixture(scope="module")
def things(server: Server, mara: httpx.Client) -> Iterator[Things]:
    """Mara's."""
    made = Things.of(server, mara, "mara@example.org")
    yield made
    assert [one["id"] for one in mara.get("/job-boards").json()["boards"]] == [made.board]
    assert mara.get(f"/runs/{made.run}").json()["state"] == "done"
    assert mara.get(f"/jobs/{made.job}").json()["title"] == "Data Analyst"
    assert mara.get("/account").status_code == 200


def ask(client: httpx.Client, name: str, things: Things, **sent: Any) -> httpx.Response:
    method, path, _ = WAYS[name]
    others = {"name": "resume.pdf", "number": "1"}
    named = {f"{kind}_id": value for kind, value in things._asdict().items()}
    path = path.removeprefix("/v1").format(**named, **others)
    body = LISTED[name].body
    if body is not None:
        sent["json"] = json.loads(json.dumps(body).replace("{job}", things.job))
    return client.request(method, path, headers={"If-Match": "*"} if "json" in sent else {}, **sent)


SENT: Mapping[str, Mapping[str, Any]] = {
    "makeKey": {"json": {"name": "Another", "scopes": ["jobs:read"], "password": PASSWORD}},
    "putProfile": {"json": {"basics": {"name": "Owen Marsh"}, "skills": [{"name": "SQL"}]}},
    "uploadProfileFile": {"files": {"file": ("Owen.txt", b"Owen Marsh\n\nSkills\nSQL\n")}},
    "addJob": {"json": {"text": AD}},
    "addJobFile": {"files": {"file": ("ad.txt", AD.encode())}},
    "addJobPage": {"json": {"address": "https://jobs.example.org/1"}},
    "addJobs": {"files": {"file": ("ads.json", json.dumps([{"description": AD}]).encode())}},
    "searchJobs": {"json": {}},
    "followJobBoard": {"json": {"kind": "lever", "board": "northwind"}},
}
"""What else is sent by the one who may."""
REFUSED = {
    "addJobPage": "page-off",
    "followJobBoard": "page-off",
    "readJobBoard": "page-off",
    "cancelRun": "ended",
}
"""What is refused to everybody here: no page is fetched, and the run is done."""
LAST = ("delete", "unfollow", "end")


def said(answer: httpx.Response) -> dict[str, Any]:
    return {name: value for name, value in answer.json().items() if name != "request_id"}


def test_every_operation_is_listed() -> None:
    assert set(WAYS) == LISTED.keys() | OPEN
    asks = {name for name, (_, _, operation) in WAYS.items() if "security" in operation}
    assert asks == LISTED.keys()


@pytest.mark.parametrize("name", LISTED)
def test_nobody_is_let_in(server: Server, things: Things, name: str) -> None:
    for key in ("", "jw_" + "x" * 43, "eyJhbGciOiJub25lIn0.e30."):
        with server.client(key) as nobody:
            answer = ask(nobody, name, things)
        assert answer.status_code == 401, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.fixture(scope="module")
def others(server: Server) -> Iterator[Mapping[str, httpx.Client]]:
    """A recruiter and an administrator, neither of whom seeks a job."""
    with server.log_in("rita@example.org") as rita, server.log_in("otto@example.org") as otto:
        yield {"rita": rita, "otto": otto}


@pytest.fixture(scope="module")
def lesser(server: Server) -> Mapping[str, str]:
    """Scope -> a key of Mara's for everything but that."""
    mine = [*SEEKING, *sorted(EVERYBODYS)]
    return {
        scope: server.key("mara@example.org", *(other for other in mine if other != scope))
        for scope in (*mine, "health:read")
    }


@pytest.mark.parametrize("name", LISTED)
def test_a_key_for_less_is_refused(
    server: Server, things: Things, lesser: Mapping[str, str], name: str
) -> None:
    with server.client(lesser[LISTED[name].scope]) as client:
        answer = ask(client, name, things)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope"), answer.text


@pytest.mark.parametrize("name", [name for name, asked in LISTED.items() if asked.of])
def test_what_is_anothers_is_not_there(server: Server, things: Things, ben: httpx.Client, name: str) -> None:
    answer = ask(ben, name, things)
    assert answer.status_code == 404, answer.text
    unknown = Things(*("00000000-0000-4000-8000-000000000001" for _ in things))
    assert said(ask(ben, name, unknown)) == said(answer)


@pytest.mark.parametrize("name", [name for name, asked in LISTED.items() if asked.scope not in EVERYBODYS])
def test_a_role_that_does_not_do_this_is_refused(
    others: Mapping[str, httpx.Client], things: Things, name: str
) -> None:
    who = "rita" if LISTED[name].scope == "health:read" else "otto"
    assert ask(others[who], name, things).status_code == 403


def test_who_may_look_after_the_house_is_let_in(others: Mapping[str, httpx.Client], things: Things) -> None:
    assert ask(others["otto"], "health", things).status_code == 200


@pytest.fixture(scope="module")
def owen(server: Server) -> Iterator[tuple[Things, Mapping[str, httpx.Client]]]:
    """Somebody's things, and for each scope a key of theirs that may do that alone."""
    with ExitStack() as stack:
        logged_in = stack.enter_context(server.log_in("owen@example.org"))
        scopes = {asked.scope for asked in LISTED.values()}
        keys = {
            scope: stack.enter_context(server.client(server.key("owen@example.org", scope)))
            for scope in scopes
        }
        upload(logged_in)
        server.key("owen@example.org", "jobs:read")  # the newest: it is the one that is ended
        yield Things.of(server, logged_in, "owen@example.org"), keys | {"log-in": logged_in}


@pytest.mark.parametrize("name", sorted(LISTED, key=lambda name: name.startswith(LAST)))
def test_who_may_is_let_in(owen: tuple[Things, Mapping[str, httpx.Client]], name: str) -> None:
    """With a key for that alone, and their own things: what ends them comes last."""
    things, keys = owen
    client = keys["log-in" if name == "makeKey" else LISTED[name].scope]  # no key makes keys
    answer = ask(client, name, things, **SENT.get(name, {}))
    if name in REFUSED:
        assert answer.json()["code"] == REFUSED[name], answer.text
    else:
        assert answer.is_success, answer.text
    if name == "retryRun":
        done(keys["runs:read"], things.run)
