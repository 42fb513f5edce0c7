"""Two processes share a recruiter's candidates, and one of them is killed in the middle."""

import signal
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from benchmarks.ranking import RITA, files
from jobwise.reading.bundle import unpacked
from jobwise.services.vacancies import VacancyService
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.sealing import Sealer, secret_of
from jobwise.store.work import transactions
from tests.unit.services.conftest import (
    AD,
    WORKERS_SECRET,
    Clock,
    MarkdownReader,
    QuietDesk,
    StartWorker,
    at_work,
    until,
)

PEOPLE = 120
CLAIMS_OF_ONE = 2
"""A process with one reader never works on more claims at once."""


def test_what_a_killed_worker_had_begun_is_done_by_another(
    shared_database: Database, start_worker: StartWorker, tmp_path: Path
) -> None:
    begin = transactions(shared_database, Sealer(secret_of(SecretStr(WORKERS_SECRET), tmp_path)))
    desk = QuietDesk(begin, MarkdownReader())
    vacancies = VacancyService(begin, desk, unpacked, DatabaseTraces(shared_database), Clock())
    vacancy_id = vacancies.create(RITA, AD)
    workers = [start_worker(machine) for machine in ("north", "south")]
    at_work(*workers)
    vacancies.add_files(RITA, vacancy_id, files(PEOPLE))
    until(lambda: len(_claims(shared_database)) > CLAIMS_OF_ONE)  # both are at work
    workers[0].send_signal(signal.SIGKILL)
    begun = _claims(shared_database)
    assert vacancies.progress(RITA, vacancy_id).waiting
    until(lambda: not vacancies.progress(RITA, vacancy_id).working)

    progress = vacancies.progress(RITA, vacancy_id)
    assert progress.failed == 0
    assert progress.scored + progress.same == PEOPLE
    assert progress.scored > PEOPLE * 0.8
    ranks = [row.rank for row in vacancies.ranking(RITA, vacancy_id, size=PEOPLE).rows]
    assert ranks == list(range(1, progress.scored + 1))
    with shared_database.engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM assessments")).scalar_one()
    assert rows == progress.scored
    assert begun
    assert not _claims(shared_database)


def _claims(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(connection.execute(text("SELECT claim FROM candidates WHERE claim IS NOT NULL")).scalars())
