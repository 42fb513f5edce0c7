"""Two processes share an experiment, and one of them is killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.experiment import Arm, Experiment, NewCell
from jobwise.ports import Transactions
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer, secret_of
from jobwise.store.work import transactions
from tests.unit.services.experiment_parts import EDITOR, NOON, golden, plan_of

SECRET = "a secret of the tests, of 32 characters and more"
CASES, HANDS = 40, 4
ARMS = (Arm(version="engine@1"), Arm(version="engine@2"))


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Starts `jobwise worker` under a name."""
    started: list[subprocess.Popen[str]] = []

    def run(machine: str) -> "subprocess.Popen[str]":
        settings = {
            "JOBWISE_DATABASE_URL": database.url.render_as_string(hide_password=False),
            "JOBWISE_DATA_DIR": str(tmp_path / machine),
            "JOBWISE_SECRET_KEY": SECRET,
            "JOBWISE_MACHINE": machine,
            "JOBWISE_READER_WORKERS": "1",
        }
        command = [sys.executable, "-m", "jobwise", "worker"]
        worker = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
        started.append(worker)
        return worker

    yield run
    for worker in started:
        worker.kill()
        worker.wait()
        assert worker.stdout is not None
        worker.stdout.close()


def test_what_a_killed_worker_had_begun_is_done_by_another(
    database: Database, start: Callable[[str], "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    begin = transactions(database, Sealer(secret_of(SecretStr(SECRET), tmp_path)))
    _add(begin)
    workers = [start(machine) for machine in ("north", "south")]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("Working as")
    _until(lambda: len(_claims(database)) > HANDS)  # both are at work
    workers[0].send_signal(signal.SIGKILL)
    done = _experiment(begin).progress.done
    assert done < 2 * CASES
    _until(lambda: _experiment(begin).state == "done")

    found = _experiment(begin)
    assert (found.progress.done, found.progress.failed) == (2 * CASES, 0)
    assert not _claims(database)
    with database.engine.connect() as connection:
        counts = connection.execute(text("SELECT count(*), count(result) FROM experiment_cells")).one()
    assert tuple(counts) == (2 * CASES, 2 * CASES)


def _add(begin: Transactions) -> None:
    second = EngineSettings(version=2, changelog={1: "First.", 2: "Second."})
    given, plan = golden(CASES), plan_of(*ARMS, beside=("reading@1", "writing@1", "engine@1"))
    with begin() as work:
        work.prompts.keep(second, NOON)
        set_id = work.golden.add(given, EDITOR.id, NOON, {})
        cells = [
            NewCell(arm, owner, row, case.id, place, 0, f"{case.id}-{arm}")
            for place, (row, owner, case) in enumerate(work.golden.cases(set_id))
            for arm in range(len(ARMS))
        ]
        work.experiments.add("tried", plan, set_id, EDITOR.id, NOON, cells)


def _experiment(begin: Transactions) -> Experiment:
    with begin() as work:
        return work.experiments.get("tried")


def _claims(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        asked = text("SELECT claim FROM experiment_cells WHERE claim IS NOT NULL")
        return set(connection.execute(asked).scalars())


def _until(true: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
