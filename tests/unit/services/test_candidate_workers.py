"""Two processes share a recruiter's candidates, and one of them is killed in the middle."""

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

from benchmarks.ranking import RITA, files
from jobwise.reading.bundle import unpacked
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer, secret_of
from jobwise.store.work import transactions
from tests.unit.services.conftest import AD, Clock, MarkdownReader, QuietDesk

SECRET = "a secret of the tests, of 32 characters and more"
PEOPLE = 120
CLAIMS_OF_ONE = 2
"""A process with one reader never works on more claims at once."""


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Starts `jobwise worker` under a name, and waits until it works."""
    started: list[subprocess.Popen[str]] = []

    def run(machine: str) -> "subprocess.Popen[str]":
        settings = {
            "JOBWISE_DATABASE_URL": database.url.render_as_string(hide_password=False),
            "JOBWISE_DATA_DIR": str(tmp_path / machine),
            "JOBWISE_SECRET_KEY": SECRET,
            "JOBWISE_MACHINE": machine,
            "JOBWISE_READER_WORKERS": "1",
            "JOBWISE_READER_SECONDS": "1",
        }
        worker = subprocess.Popen(
            [sys.executable, "-m", "jobwise", "worker"],
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            text=True,
        )
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
    desk = QuietDesk(begin, MarkdownReader())
    vacancies = VacancyService(begin, desk, unpacked, DatabaseTraces(database), Clock())
    vacancy_id = vacancies.create(RITA, AD)
    workers = [start(machine) for machine in ("north", "south")]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("Working as")
    vacancies.add_files(RITA, vacancy_id, files(PEOPLE))
    _until(lambda: len(_claims(database)) > CLAIMS_OF_ONE)  # both are at work
    workers[0].send_signal(signal.SIGKILL)
    begun = _claims(database)
    assert vacancies.progress(RITA, vacancy_id).waiting
    _until(lambda: not vacancies.progress(RITA, vacancy_id).working)

    progress = vacancies.progress(RITA, vacancy_id)
    assert progress.failed == 0
    assert progress.scored + progress.same == PEOPLE
    assert progress.scored > PEOPLE * 0.8
    ranks = [row.rank for row in vacancies.ranking(RITA, vacancy_id, size=PEOPLE).rows]
    assert ranks == list(range(1, progress.scored + 1))
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM assessments")).scalar_one()
    assert rows == progress.scored
    assert begun
    assert not _claims(database)


def _claims(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(connection.execute(text("SELECT claim FROM candidates WHERE claim IS NOT NULL")).scalars())


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
