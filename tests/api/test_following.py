"""Following a run: who goes away, and a hundred at once."""

import asyncio
import time
from collections.abc import Iterator

import httpx2 as httpx
import pytest

from tests.api.conftest import AD, SEEKING, Server, upload

STREAMS = 100


async def follow(client: httpx.AsyncClient, run_id: str) -> list[str]:
    kinds = []
    async with client.stream("GET", f"/runs/{run_id}/events") as answer:
        assert answer.status_code == 200
        async for line in answer.aiter_lines():
            if line.startswith("event: "):
                kinds.append(line.removeprefix("event: "))
    return kinds


def test_a_hundred_follow_at_once_and_the_rest_goes_on(server: Server, mara: httpx.Client) -> None:
    runs = [mara.post("/runs", json={"job_text": AD.replace("Power BI", f"Tool {n}")}) for n in range(3)]
    ids = [run.json()["id"] for run in runs]

    async def all_of_them() -> tuple[list[list[str]], float]:
        async with httpx.AsyncClient(
            base_url=server.api, headers=mara.headers, timeout=120, limits=httpx.Limits(max_connections=150)
        ) as client:
            followers = [asyncio.create_task(follow(client, ids[n % 3])) for n in range(STREAMS)]
            await asyncio.sleep(0.2)
            began = time.monotonic()
            assert (await client.get("/account")).status_code == 200
            waited = time.monotonic() - began
            return await asyncio.gather(*followers), waited

    told, waited = asyncio.run(all_of_them())
    assert len(told) == STREAMS
    assert all(kinds[-1] == "run_finished" for kinds in told)
    assert all(kinds.count("stage_finished") == 5 for kinds in told)
    assert waited < 10, f"another request waited {waited:.1f} s"


@pytest.fixture
def waiting_run(server: Server) -> Iterator[tuple[httpx.Client, str]]:
    """Ben's client, and a run of his that does not end soon: others stand before it in the queue."""
    with server.client(server.key("ben@example.org", *SEEKING)) as ben:
        upload(ben)
        texts = [AD.replace("Power BI", f"Thing {n}") for n in range(12)]
        ids = [ben.post("/runs", json={"job_text": text}).json()["id"] for text in texts]
        yield ben, ids[-1]
        for run_id in ids:
            ben.delete(f"/runs/{run_id}")


def test_a_run_that_is_deleted_is_followed_no_more(waiting_run: tuple[httpx.Client, str]) -> None:
    ben, run_id = waiting_run
    with ben.stream("GET", f"/runs/{run_id}/events") as answer:
        with httpx.Client(base_url=ben.base_url, headers=ben.headers, timeout=60) as other:
            assert other.delete(f"/runs/{run_id}").status_code == 204
        began = time.monotonic()
        text = "".join(answer.iter_text())
        assert time.monotonic() - began < 10
    assert "run_finished" not in text
    assert ben.get(f"/runs/{run_id}/events").status_code == 404
