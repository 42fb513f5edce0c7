"""A job that turned out to be another one, asked for by the id that it had."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from jobwise.domain.access import Scope
from jobwise.services.job_desk import JobDesk
from tests.api_parts import Api, api_settings, running_api

AD = (Path(__file__).parents[3] / "data/samples/data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")


class Became(NamedTuple):
    """waiting: what the id of the one that went was answered before."""

    api: Api
    headers: dict[str, str]
    old: str
    new: str
    waiting: httpx.Response

    def ask(self, method: str, job_id: str, tag: str = "", **values: Any) -> httpx.Response:
        name = "If-None-Match" if method == "GET" else "If-Match"
        headers = self.headers | ({name: tag} if tag else {})
        return self.api.client.request(method, f"/v1/jobs/{job_id}", headers=headers, **values)


@pytest.fixture
def became(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Became]:
    """Two ads in other words for one job, both added before either is read."""
    both_are_there, read = threading.Event(), JobDesk._read

    def held(desk: JobDesk, *values: Any) -> Any:
        assert both_are_there.wait(30)
        return read(desk, *values)

    monkeypatch.setattr(JobDesk, "_read", held)
    with running_api(api_settings(tmp_path)) as api:
        headers = api.key(api.person(), Scope.JOBS_READ, Scope.JOBS_WRITE)
        new = api.client.post("/v1/jobs", json={"text": AD}, headers=headers).json()["id"]
        near = json.dumps([{"description": f"{AD}\nWe look forward to your letter.\n"}]).encode()
        added = api.client.post("/v1/jobs/bulk", files={"file": ("a.json", near)}, headers=headers)
        [old] = added.json()["ids"]
        waiting = api.client.get(f"/v1/jobs/{old}", headers=headers)
        assert (waiting.json()["id"], waiting.json()["state"]) == (old, "waiting")
        both_are_there.set()
        end = time.monotonic() + 30
        while api.client.get(f"/v1/jobs/{old}", headers=headers).json()["id"] == old:
            assert time.monotonic() < end
            time.sleep(0.05)
        yield Became(api, headers, old, new, waiting)


def test_who_waited_for_it_is_told(became: Became) -> None:
    now = became.ask("GET", became.old, became.waiting.headers["etag"])
    assert (now.status_code, now.json()["id"]) == (200, became.new)
    assert now.json()["state"] != "waiting"
    assert became.ask("GET", became.old, now.headers["etag"]).status_code == 304


def test_it_is_corrected_and_deleted_by_the_id_that_it_had(became: Became) -> None:
    tag = became.ask("GET", became.old).headers["etag"]
    right = became.ask("PATCH", became.old, tag, json={"title": "Timetable analyst"})
    assert (right.status_code, right.json()["id"]) == (200, became.new)
    assert became.ask("GET", became.new).json()["title"] == "Timetable analyst"
    assert became.ask("DELETE", became.old, tag).status_code == 412
    assert became.ask("DELETE", became.old, right.headers["etag"]).status_code == 204
    assert {became.ask("GET", one).status_code for one in (became.old, became.new)} == {404}
