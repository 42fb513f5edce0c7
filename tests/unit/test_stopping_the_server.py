"""Whoever stops JobWise while it works has their prompt back soon, without a word; the runs go on later."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.dashboard import free_port
from benchmarks.durable import AD, RESUME
from benchmarks.model_server import Server, answers, given, serving
from jobwise.bootstrap import Services, build_services
from jobwise.domain.account import LOCAL_ACTOR
from jobwise.settings import Settings

SERVE = """
import sys, threading, time
from pathlib import Path
from jobwise.bootstrap import shared_services
from jobwise.server import serve
from jobwise.settings import Settings
from tests.unit.test_stopping_the_server import start

def use():
    time.sleep(1)
    start(shared_services(), sys.argv[3])

threading.Thread(target=use, daemon=True).start()
serve(Settings(port=int(sys.argv[1]), data_dir=Path(sys.argv[2])))
"""


def start(services: Services, address: str) -> None:
    """Three runs with the model at an address: two work, one waits."""
    services.profiles.upload(LOCAL_ACTOR, RESUME.name, RESUME.read_bytes())
    services.models.use_model(
        LOCAL_ACTOR,
        "openai:some-model",
        address,
        ("reword", "letter"),
        run_cap_usd=100,
        day_cap_usd=100,
        agreed=True,
        free=True,
    )
    for number in range(3):
        ad = AD.read_text(encoding="utf-8").replace("Fenwick Rail", f"Calder{number} Rail")
        services.applications.start(LOCAL_ACTOR, ad)


def say_as_it_was(body: dict[str, Any]) -> str:
    return json.dumps({"lines": given(body)})


def wait_for(server: Server, calls: int) -> None:
    deadline = time.monotonic() + 30
    while len(server.asked) < calls:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def states(services: Services) -> list[str]:
    return [one.state for one in services.applications.list(LOCAL_ACTOR)]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_with_runs_at_work_is_quiet_and_soon_and_they_go_on_at_the_next_start(
    how: signal.Signals, tmp_path: Path
) -> None:
    over = threading.Event()
    with serving(lambda handler: over.wait(60) and None) as server:
        address = f"http://127.0.0.1:{server.server_port}/v1"
        command = [sys.executable, "-c", SERVE, str(free_port()), str(tmp_path), address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            wait_for(server, 4)
            began = time.monotonic()
            os.kill(process.pid, how)
            _, told = process.communicate(timeout=30)
            assert told == ""
            assert time.monotonic() - began < 12
        over.set()
        server.acts[:] = [answers(say_as_it_was)]
        services = build_services(Settings(data_dir=tmp_path, reader_workers=1))
        try:
            assert sorted(states(services)) == ["running", "running", "waiting"]
            services.work()
            deadline = time.monotonic() + 60
            while set(states(services)) != {"done"}:
                assert time.monotonic() < deadline, states(services)
                time.sleep(0.1)
        finally:
            services.close()


def test_a_worker_that_is_stopped_at_work_is_quiet_too(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    monkeypatch.setenv("JOBWISE_DATABASE_URL", postgres_url)
    monkeypatch.setenv("JOBWISE_SECRET_KEY", "a secret of the tests, long enough to be one")
    settings = Settings(data_dir=tmp_path, reader_workers=1, runs_at_once=1)
    with serving(lambda handler: over.wait(60) and None) as server:
        services = build_services(settings)
        try:
            start(services, f"http://127.0.0.1:{server.server_port}/v1")
            north = os.environ | {"JOBWISE_MACHINE": "north"}
            command = [sys.executable, "-m", "jobwise", "worker"]
            with subprocess.Popen(
                command, env=north, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            ) as worker:
                wait_for(server, 4)
                began = time.monotonic()
                worker.terminate()
                _, told = worker.communicate(timeout=30)
                assert (worker.returncode, told) == (0, "")
                assert time.monotonic() - began < 12
        finally:
            over.set()
            services.close()
