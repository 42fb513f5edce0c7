"""Two processes share an experiment, and one of them is killed in the middle."""

import signal
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from jobwise.domain.engine_settings import EngineSettings
from jobwise.domain.experiment import Arm, Experiment, NewCell
from jobwise.ports import Transactions
from jobwise.store.database import Database
from jobwise.store.sealing import Sealer, secret_of
from jobwise.store.work import transactions
from tests.unit.services.conftest import WORKERS_SECRET, StartWorker, at_work, until
from tests.unit.services.experiment_parts import EDITOR, NOON, golden, plan_of

CASES, HANDS = 40, 4
ARMS = (Arm(version="engine@1"), Arm(version="engine@2"))


def test_what_a_killed_worker_had_begun_is_done_by_another(
    shared_database: Database, start_worker: StartWorker, tmp_path: Path
) -> None:
    begin = transactions(shared_database, Sealer(secret_of(SecretStr(WORKERS_SECRET), tmp_path)))
    _add(begin)
    workers = [start_worker(machine) for machine in ("north", "south")]
    at_work(*workers)
    until(lambda: len(_claims(shared_database)) > HANDS)  # both are at work
    workers[0].send_signal(signal.SIGKILL)
    done = _experiment(begin).progress.done
    assert done < 2 * CASES
    until(lambda: _experiment(begin).state == "done")

    found = _experiment(begin)
    assert (found.progress.done, found.progress.failed) == (2 * CASES, 0)
    assert not _claims(shared_database)
    with shared_database.engine.connect() as connection:
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
