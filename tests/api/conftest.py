"""A real server with accounts, and people whose programs ask it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from typing import Any, NamedTuple

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from benchmarks.dashboard import ROOT, running_dashboard
from jobwise.bootstrap import build_services
from jobwise.domain.account import OPERATOR, Actor
from jobwise.domain.role import Role
from jobwise.settings import Settings
from tests.conftest import POSTGRES, fresh_database

SAMPLES = ROOT / "data" / "samples"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
PASSWORD = "seven quiet herons"
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "mara@example.org": ("seeker",),
    "ben@example.org": ("seeker",),
    "nora@example.org": ("seeker",),
    "vera@example.org": ("seeker",),
    "rita@example.org": ("recruiter",),
    "otto@example.org": ("administrator",),
    "cleo@example.org": ("seeker", "administrator"),
    "owen@example.org": ("seeker", "administrator"),
}
SETTINGS = {
    "JOBWISE_AUTH": "accounts",
    "JOBWISE_SECRET_KEY": "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E",
    "JOBWISE_FETCH_PAGES": "false",
    "JOBWISE_API_PER_PERSON": "10000000",
    "JOBWISE_API_PER_KEY": "10000000",
    "JOBWISE_API_PER_ADDRESS": "10000000",
    "JOBWISE_API_LOG_INS": "1000000",
    "JOBWISE_API_RUNS": "1000000",
}
BOARD = "fenwick"
"""What Mara and Owen follow from the start: nothing is fetched here."""
SEEKING = ["jobs:read", "jobs:write", "profile:read", "profile:write", "runs:read", "runs:write"]


class Server(NamedTuple):
    """`api`: where the API is."""

    api: str

    def client(self, key: str = "", **headers: str) -> httpx.Client:
        if key:
            headers["Authorization"] = f"Bearer {key}"
        return httpx.Client(base_url=self.api, headers=headers, timeout=60)

    def log_in(self, email: str) -> httpx.Client:
        with self.client() as nobody:
            answer = nobody.post("/auth/token", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return self.client(answer.json()["access_token"])

    def key(self, email: str, *scopes: str) -> str:
        with self.log_in(email) as person:
            answer = person.post("/api-keys", json={"name": "A test", "scopes": scopes, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        key: str = answer.json()["key"]
        return key


@pytest.fixture(scope="session", params=["duckdb", *(["postgresql"] if POSTGRES else [])])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Over a DuckDB file, and over PostgreSQL where there is one."""
    with ExitStack() as stack:
        settings = SETTINGS | {"JOBWISE_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
        if request.param == "postgresql":
            settings["JOBWISE_DATABASE_URL"] = stack.enter_context(fresh_database())
        move_in(settings)
        address = stack.enter_context(running_dashboard(settings=settings))
        yield Server(f"{address}/api/v1")


def move_in(settings: Mapping[str, str]) -> None:
    """Add the people, and the board that two of them follow."""
    named: dict[str, Any] = {name.removeprefix("JOBWISE_").lower(): value for name, value in settings.items()}
    with closing(build_services(Settings(**named))) as services:
        for email, roles in PEOPLE.items():
            services.accounts.sign_ups.add(
                OPERATOR, email, "", frozenset(map(Role, roles)), SecretStr(PASSWORD)
            )
        people = {one.email: one for one in services.accounts.people.list(OPERATOR)}
        with services.accounts.programs._begin() as work:
            for email in ("mara@example.org", "owen@example.org"):
                who = Actor(id=people[email].id, roles=people[email].roles)
                work.jobs.add_board(who, "greenhouse", BOARD)


@pytest.fixture(scope="session")
def mara(server: Server) -> Iterator[httpx.Client]:
    """Somebody with a profile, and a key that may do all that she may as a seeker."""
    with server.client(server.key("mara@example.org", *SEEKING, "account:read", "account:export")) as client:
        upload(client)
        yield client


@pytest.fixture(scope="session")
def ben(server: Server) -> Iterator[httpx.Client]:
    """Somebody else."""
    with server.log_in("ben@example.org") as client:
        yield client


def upload(client: httpx.Client, name: str = "mara-lindqvist.md") -> None:
    answer = client.post("/profile/file", files={"file": (name, (SAMPLES / name).read_bytes())})
    assert answer.status_code == 201, answer.text


def run_of(client: httpx.Client, ad: str = AD) -> str:
    """The id of a run that is done."""
    answer = client.post("/runs", json={"job_text": ad})
    assert answer.status_code == 202, answer.text
    run_id: str = answer.json()["id"]
    return done(client, run_id)


def done(client: httpx.Client, run_id: str) -> str:
    assert followed(client, run_id)[-1]["type"] == "run_finished"
    return run_id


def followed(client: httpx.Client, run_id: str, last: str = "") -> list[dict[str, Any]]:
    """The events of a run until it ends, each with the id that it had."""
    import json

    headers = {"Last-Event-ID": last} if last else {}
    found: list[dict[str, Any]] = []
    at, kind = "", ""
    with client.stream("GET", f"/runs/{run_id}/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            field, _, value = line.partition(": ")
            if field == "id":
                at = value
            elif field == "event":
                kind = value
            elif field == "data":
                event = json.loads(value)
                assert event["type"] == kind
                found.append(event | {"id": at})
    return found


def read_job(client: httpx.Client, text: str = AD) -> str:
    """The id of a job of the library that was read."""
    job_id: str = client.post("/jobs", json={"text": text}).json()["id"]
    until = time.monotonic() + 30
    while client.get(f"/jobs/{job_id}").json()["state"] == "waiting" and time.monotonic() < until:
        time.sleep(0.1)
    return job_id
