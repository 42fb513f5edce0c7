"""Health, figures and the log of requests, on real services."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from jobwise.api.app import build_api
from jobwise.asgi.requests import HEADER, WatchedRequests
from jobwise.bootstrap import Services, build_services
from jobwise.log_lines import ACCESS, JsonLines
from jobwise.settings import Settings
from tests.api.conftest import Server


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    built = build_services(Settings(data_dir=tmp_path_factory.mktemp("state"), reader_workers=1))
    built.work()
    yield built
    built.close()


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    api = build_api(lambda: services)

    @api.get("/v1/breaks")
    def breaks() -> None:
        logging.getLogger("jobwise.test").warning("Something of ours")
        raise RuntimeError("Mara Lindqvist, mara@example.org")

    with TestClient(WatchedRequests(api, lambda: services.metrics), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log writes as JSON."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root, access = logging.getLogger(), logging.getLogger(ACCESS)
    root.addHandler(handler)
    access.setLevel(logging.INFO)
    yield written
    access.setLevel(logging.NOTSET)
    root.removeHandler(handler)


def told(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def figures(client: TestClient) -> dict[str, float]:
    """Name with labels -> value."""
    rows = [line for line in client.get("/v1/metrics").text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (row.rpartition(" ") for row in rows)}


def test_a_process_that_works_is_alive_and_ready(client: TestClient) -> None:
    assert client.get("/v1/health/live").json() == {"status": "alive"}
    assert client.get("/v1/health/ready").json() == {"status": "ready", "without": []}


def test_every_part_is_told(client: TestClient) -> None:
    health = client.get("/v1/health").json()
    states = {part["name"]: part["state"] for part in health["parts"]}
    assert states["Database"] == states["Data folder"] == states["Runs"] == "well"
    assert states["Readers of files"] == states["Disk space"] == "well"
    assert states["Mail"] == states["Language models"] == "unused"


def test_before_runs_are_taken_up_it_is_not_ready_and_says_which_part(tmp_path: Path) -> None:
    services = build_services(Settings(data_dir=tmp_path, reader_workers=1))
    try:
        answer = TestClient(build_api(lambda: services)).get("/v1/health/ready")
    finally:
        services.close()
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not-ready"
    assert answer.json()["detail"].startswith("Runs: Runs are not worked on yet.")


def test_a_name_of_a_request_comes_back_and_stands_in_the_log(client: TestClient, lines: io.StringIO) -> None:
    answer = client.get("/v1/health/live", headers={HEADER: "trace-0001.a"})
    assert answer.headers[HEADER] == "trace-0001.a"
    [line] = told(lines)
    milliseconds = line.pop("milliseconds")
    assert isinstance(milliseconds, float)
    assert line.pop("time")
    assert line == {
        "level": "info",
        "logger": "jobwise.access",
        "message": "GET /v1/health/live 200",
        "request_id": "trace-0001.a",
        "method": "GET",
        "route": "/v1/health/live",
        "status": 200,
    }


@pytest.mark.parametrize("given", ["", "short", "with a space", "a" * 65, '"},{"level":"error', "-" * 20])
def test_a_name_that_is_none_is_replaced(client: TestClient, given: str) -> None:
    made = client.get("/v1/health/live", headers={HEADER: given}).headers[HEADER]
    assert len(made) == 32
    assert made != given


def test_a_bug_is_answered_counted_and_logged_without_its_words(
    client: TestClient, lines: io.StringIO
) -> None:
    before = figures(client).get('jobwise_requests_total{method="GET",route="/v1/breaks",status="5xx"}', 0.0)
    answer = client.get("/v1/breaks")
    assert answer.status_code == 500
    name = answer.headers[HEADER]
    assert answer.json()["request_id"] == name
    assert "Mara" not in answer.text + lines.getvalue()
    logged = {line["logger"]: line for line in told(lines)}
    assert logged["jobwise.test"]["request_id"] == name
    assert logged["jobwise.access"]["status"] == 500
    assert logged["jobwise.asgi.requests"]["request_id"] == name
    assert "RuntimeError" in str(logged["jobwise.asgi.requests"]["message"])
    after = figures(client)['jobwise_requests_total{method="GET",route="/v1/breaks",status="5xx"}']
    assert after == before + 1


def test_an_address_that_is_none_is_no_label(client: TestClient) -> None:
    assert client.get("/v1/jobs-of-mara@example.org").status_code == 404
    assert client.request("BREW", "/v1/health/live").status_code == 405
    found = figures(client)
    assert found['jobwise_requests_total{method="GET",route="",status="4xx"}'] >= 1
    assert not [name for name in found if "mara" in name or "BREW" in name]


def test_figures_tell_of_the_database_the_workers_and_the_parts(client: TestClient) -> None:
    found = figures(client)
    assert found["jobwise_database_up"] == 1
    assert found["jobwise_database_read_seconds"] > 0
    assert found["jobwise_database_bytes"] > 0
    assert found['jobwise_workers_alive{pool="reading"}'] == 1
    assert found['jobwise_workers_busy{pool="reading"}'] == 0
    assert found['jobwise_part_well{part="Database"}'] == 1
    assert found['jobwise_runs{state="waiting"}'] == 0
    assert found['jobwise_waiting{desk="candidates"}'] == 0


def test_with_accounts_figures_and_parts_are_for_an_administrators_key(server: Server) -> None:
    outside = server.api.removesuffix("/api/v1")
    watching = {"Authorization": f"Bearer {server.key('otto@example.org', 'health:read')}"}
    seeking = {"Authorization": f"Bearer {server.key('mara@example.org', 'runs:read')}"}
    for address in (f"{outside}/metrics", f"{server.api}/metrics", f"{server.api}/health"):
        assert httpx.get(address).status_code == 401
        assert httpx.get(address, headers=seeking).status_code == 403
        assert httpx.get(address, headers=watching).status_code == 200
    told = httpx.get(f"{outside}/metrics", headers=watching).text
    assert "jobwise_database_up 1.0" in told
    assert "@example.org" not in told
    for address in (f"{server.api}/health/live", f"{server.api}/health/ready"):
        answer = httpx.get(address)
        assert answer.status_code in (200, 503)
        assert "data" not in answer.text.lower().replace("database", "")
