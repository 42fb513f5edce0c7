"""Machines that share the runs of one PostgreSQL: names are held once, runs of the dead go on elsewhere."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from jobwise.domain.account import Actor
from jobwise.domain.run import Stage
from jobwise.engine import machines
from jobwise.engine.durable import DurableEngine
from jobwise.engine.machines import Machines
from jobwise.errors import BadSetting

HANGING = """
import sys, time
from sqlalchemy import make_url
from jobwise.domain.account import Actor
from jobwise.engine.durable import DurableEngine

class Runner:
    def run_stage(self, actor, application_id, run_id, stage):
        print(stage.value, flush=True)
        if stage.value == "profile_compiler":
            time.sleep(60)
        return True

DurableEngine(Runner(), make_url(sys.argv[1]), machine="north").start(Actor(id="anna"), "application", "run")
time.sleep(60)
"""


class Recorder:
    def __init__(self) -> None:
        self.stages: list[Stage] = []

    def run_stage(self, actor: Actor, application_id: str, run_id: str, stage: Stage) -> bool:
        self.stages.append(stage)
        return True

    def run_broke(self, actor: Actor, application_id: str, run_id: str) -> None:
        raise AssertionError("no run breaks here")

    def let_go(self) -> None:
        raise AssertionError("no stage waits here")


@pytest.fixture
def url(postgres_url: str) -> URL:
    return make_url(postgres_url)


@pytest.fixture
def north(url: URL) -> Iterator[Machines]:
    north = Machines(url, "north", set, lambda name: None)
    north.claim()
    yield north
    north.close()


def test_a_name_is_held_once(north: Machines, url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "CLAIM_SECONDS", 0.3)
    with pytest.raises(BadSetting, match="works as north") as refusal:
        Machines(url, "north", set, lambda name: None).claim()
    assert "JOBWISE_MACHINE" in refusal.value.message


def test_a_name_that_was_given_back_can_be_taken(north: Machines, url: URL) -> None:
    north.close()
    again = Machines(url, "north", set, lambda name: None)
    again.claim()
    again.close()


def test_a_machine_that_is_there_keeps_its_runs(
    north: Machines, url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "LOOK_SECONDS", 0.05)
    taken: list[str] = []
    south = Machines(url, "south", lambda: {"north", "gone", "south"}, taken.append)
    south.claim()
    south.watch()
    time.sleep(0.6)
    south.close()
    assert set(taken) == {"gone"}


def test_a_name_is_held_again_after_the_database_was_away(
    north: Machines, url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "LOOK_SECONDS", 0.05)
    north.watch()
    engine = create_engine(url)
    with engine.begin() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{others} AND datname = current_database()"))
    engine.dispose()
    time.sleep(0.6)
    monkeypatch.setattr(machines, "CLAIM_SECONDS", 0.3)
    with pytest.raises(BadSetting):
        Machines(url, "north", set, lambda name: None).claim()


def test_the_runs_of_a_dead_machine_go_on_at_another(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "LOOK_SECONDS", 0.2)
    command = [sys.executable, "-c", HANGING, url.render_as_string(hide_password=False)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as died:
        assert died.stdout is not None
        assert [died.stdout.readline().strip() for _ in range(2)] == ["job_analyzer", "profile_compiler"]
        os.kill(died.pid, signal.SIGKILL)
    runner = Recorder()
    south = DurableEngine(runner, url, machine="south")
    south.launch()
    deadline = time.monotonic() + 10
    while Stage.PDF_EXPORTER not in runner.stages:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    south.close()
    assert runner.stages == list(Stage)[1:]
