"""Load on the API: so many connections for so long, one request in ten a write, and dashboards beside it.

    python -m benchmarks.api_load                       # 50 connections, 60 seconds
    python -m benchmarks.api_load --sessions 25         # with 25 dashboards that open pages meanwhile

A real server with accounts and a real API key, its limits raised. The client speaks HTTP by hand, since it
shares the processors with the server. Goal on 2 cores that do nothing else: no error, 300 requests a second,
p95 under 200 ms, pages under 1.5 s. `processor` is what the server used, so that a busy machine tells, too.
"""

import asyncio
import json
import os
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click
import httpx2 as httpx

from benchmarks.dashboard import ROOT, running_dashboard
from benchmarks.pages_load import Sessions, log_in_cookie

SAMPLES = ROOT / "data" / "samples"
AD = (SAMPLES / "data-analyst-fenwick-rail.txt").read_text(encoding="utf-8")
EMAIL, PASSWORD = "mara@example.org", "seven quiet herons"
SCOPES = ["jobs:read", "jobs:write", "profile:read", "profile:write", "runs:read", "runs:write"]
SETTINGS = {
    "JOBWISE_AUTH": "accounts",
    "JOBWISE_SECRET_KEY": "Rk3vX9_tLq0bZs7WmYc2Ng8HdUf5Pj1E",
    "JOBWISE_FETCH_PAGES": "false",
    **{
        f"JOBWISE_API_{name}": "1000000"
        for name in ("PER_PERSON", "PER_KEY", "PER_ADDRESS", "LOG_INS", "RUNS")
    },
}
TITLES = ("Data analyst", "Nurse", "Java developer", "Warehouse manager", "Accountant", "Teacher", "Chef")
TOWNS = ("Leeds", "Berlin", "Boston", "Madrid", "Lyon", "Turin", "Lisbon")
WORDS = ("SQL", "forecasting", "Python", "patients", "Excel", "team", "dashboards", "stock", "reports")


class Made(NamedTuple):
    """What there is to ask for."""

    jobs: Sequence[str]
    runs: Sequence[str]


class Answer(NamedTuple):
    status: int
    etag: str
    body: bytes


class Connection:
    """One connection that stays open: HTTP/1.1 by hand."""

    def __init__(self, host: str, port: int, key: str) -> None:
        self._host, self._port, self._key = host, port, key
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        assert self._reader is not None
        data = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{method} /api/v1{path} HTTP/1.1",
            f"Host: {self._host}:{self._port}",
            f"Authorization: Bearer {self._key}",
            f"Content-Length: {len(data)}",
            *(["Content-Type: application/json"] if data else []),
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + data)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        got = await self._reader.readexactly(int(told.get("content-length", 0)))
        if told.get("connection") == "close":
            self._writer.close()
            self._writer = None
        return Answer(int(head[0].split()[1]), told.get("etag", ""), got)


class Load:
    """Connections that ask, each as fast as it is answered."""

    def __init__(self, address: str, key: str, made: Made) -> None:
        host, _, port = address.removeprefix("http://").partition(":")
        self._connect: Callable[[], Connection] = lambda: Connection(host, int(port), key)
        self._made = made
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()

    async def run(self, connections: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._asked(number, until) for number in range(connections)))

    async def _asked(self, number: int, until: float) -> None:
        chance, connection = random.Random(number), self._connect()
        own = self._made.jobs[number % len(self._made.jobs)]
        etag = (await connection.ask("GET", f"/jobs/{own}")).etag
        while time.monotonic() < until:
            name, method, path, body, headers = self._next(chance, number, own, etag)
            begun = time.perf_counter()
            answer = await connection.ask(method, path, body, **headers)
            self.seconds[name].append(time.perf_counter() - begun)
            if not 200 <= answer.status < 300:
                self.wrong[f"{name} {answer.status}"] += 1
                etag = (await connection.ask("GET", f"/jobs/{own}")).etag
            elif name == "correct a job":
                etag = answer.etag

    def _next(
        self, chance: random.Random, number: int, own: str, etag: str
    ) -> tuple[str, str, str, Any, dict[str, str]]:
        """One request in ten writes: most correct a job, the others bring one in."""
        draw = chance.random()
        if draw < 0.08:
            title = f"{chance.choice(TITLES)} {chance.randrange(1000)}"
            return "correct a job", "PATCH", f"/jobs/{own}", {"title": title}, {"If_Match": etag}
        if draw < 0.10:
            named = {"Idempotency_Key": f"{number}-{chance.random()}"}
            return "add a job", "POST", "/jobs", {"text": ad(chance.randrange(10**9))}, named
        if draw < 0.35:
            wanted = {"keywords": chance.sample(WORDS, 2), "order": chance.choice(("relevance", "date"))}
            return "look for jobs", "POST", "/jobs/search", wanted, {}
        if draw < 0.60:
            return "read a job", "GET", f"/jobs/{chance.choice(self._made.jobs)}", None, {}
        if draw < 0.75:
            return "list runs", "GET", "/runs", None, {}
        if draw < 0.85:
            return "read a run", "GET", f"/runs/{chance.choice(self._made.runs)}", None, {}
        return "read the profile", "GET", "/profile", None, {}


def ad(number: int) -> str:
    """An ad that no other one is."""
    chance = random.Random(number)
    title, town = chance.choice(TITLES), chance.choice(TOWNS)
    asks = "\n".join(f"- {years}+ years of {word}" for years, word in enumerate(chance.sample(WORDS, 4), 1))
    told = " ".join(chance.choice(WORDS) for _ in range(60))
    return (
        f"{title}\nFirm {number}, {town}\n\nRequirements:\n{asks}\n\nAbout us\nReference {number}: {told}\n"
    )


def filled(address: str, jobs: int, runs: int) -> tuple[str, Made]:
    """A key, and what it can ask for."""
    with httpx.Client(base_url=f"{address}/api/v1", timeout=120) as client:
        pair = client.post("/auth/token", json={"email": EMAIL, "password": PASSWORD}).raise_for_status()
        client.headers["Authorization"] = f"Bearer {pair.json()['access_token']}"
        wanted = {"name": "Load", "scopes": SCOPES, "password": PASSWORD}
        key = client.post("/api-keys", json=wanted).raise_for_status().json()["key"]
        resume = SAMPLES / "mara-lindqvist.md"
        client.post("/profile/file", files={"file": (resume.name, resume.read_bytes())}).raise_for_status()
        started = [
            client.post("/runs", json={"job_text": AD}).raise_for_status().json()["id"] for _ in range(runs)
        ]
        rows = [{"title": f"Job {number}", "description": ad(number)} for number in range(jobs)]
        many = ("jobs.json", json.dumps(rows).encode())
        added = client.post("/jobs/bulk", files={"file": many}).raise_for_status().json()
        for run in started:
            while client.get(f"/runs/{run}").json()["state"] in ("waiting", "running"):
                time.sleep(0.2)
        while (found := client.post("/jobs/search", json={}).json())["waiting"] or found["unscored"]:
            time.sleep(0.5)
    return key, Made(added["ids"], started)


@contextmanager
def processor(address: str) -> Iterator[Callable[[], float]]:
    """Seconds of processor that the server used since, with the processes it started."""
    port = int(address.rpartition(":")[2])
    pid = _listening(port)
    begun = _used(pid)
    yield lambda: _used(pid) - begun


def _listening(port: int) -> int:
    """The process that listens there."""
    wanted = f"0100007F:{port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    [inode] = [row[9] for row in rows if row[1] == wanted and row[3] == "0A"]
    for place in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if place.readlink().name == f"socket:[{inode}]":
                return int(place.parts[2])
        except OSError:  # it is gone, or somebody else's
            continue
    raise RuntimeError("nobody listens there")


def _used(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def told(name: str, seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return f"{name:20} none"
    at = [ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in (0.5, 0.95, 0.99)]
    figures = "  ".join(
        f"p{share} {value * 1000:7.1f} ms" for share, value in zip((50, 95, 99), at, strict=True)
    )
    return f"{name:20} {len(ordered):7}  {figures}  longest {ordered[-1] * 1000:7.1f} ms"


@click.command()
@click.option("--connections", default=50, show_default=True)
@click.option("--seconds", default=60.0, show_default=True)
@click.option("--jobs", default=200, show_default=True, help="Jobs that the library has at the start.")
@click.option("--runs", default=300, show_default=True, help="Runs that there are at the start.")
@click.option("--sessions", default=0, show_default=True, help="Dashboards that open pages meanwhile.")
@click.option("--think", default=4.0, show_default=True, help="Seconds between two pages of a dashboard.")
def main(connections: int, seconds: float, jobs: int, runs: int, sessions: int, think: float) -> None:
    """Ask a fresh server, and tell how it fared."""
    first = [(["user", "add", EMAIL, "--role", "seeker"], f"{PASSWORD}\n")]
    with running_dashboard(settings=SETTINGS, first=first) as address:
        key, made = filled(address, jobs, runs)
        load = Load(address, key, made)
        cookies: Mapping[str, str] = log_in_cookie(address, EMAIL, PASSWORD) if sessions else {}
        pages = Sessions(address, cookies, think)

        async def together() -> None:
            await asyncio.gather(load.run(connections, seconds), pages.run(sessions, seconds))

        with processor(address) as used:
            begun = time.perf_counter()
            asyncio.run(together())
            lasted, processor_seconds = time.perf_counter() - begun, used()
    every = [one for some in load.seconds.values() for one in some]
    writes = sum(len(load.seconds[name]) for name in ("correct a job", "add a job"))
    click.echo(
        f"{len(every)} requests in {lasted:.1f} s over {connections} connections: "
        f"{len(every) / lasted:.0f} a second, {writes / len(every):.0%} writes, "
        f"{sum(load.wrong.values())} errors {dict(load.wrong) or ''}"
    )
    click.echo(
        f"processor: {processor_seconds:.1f} s of {lasted:.1f} s, "
        f"{processor_seconds / len(every) * 1000:.2f} ms a request; "
        f"load average {os.getloadavg()[0]:.1f}"
    )
    click.echo(told("all", every))
    for name, some in sorted(load.seconds.items()):
        click.echo(told(name, some))
    for name, some in sorted(pages.seconds.items()):
        click.echo(told(f"page {name}", some))
    if pages.wrong:
        click.echo(f"pages with errors: {dict(pages.wrong)}")
    if sessions:
        whole = [one for some in pages.seconds.values() for one in some]
        click.echo(f"pages: median {statistics.median(whole):.2f} s, longest {max(whole):.2f} s (goal 1.5 s)")


if __name__ == "__main__":
    main()
