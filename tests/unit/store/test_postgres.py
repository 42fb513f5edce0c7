"""What several writers at once may do to each other on PostgreSQL: nothing."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import inspect, text

from jobwise.domain.account import Actor, StoredProfile
from jobwise.domain.profile import Profile
from jobwise.domain.run import RunFinished, RunRequest, Stage, StageStarted
from jobwise.errors import Conflict
from jobwise.ports import Transactions
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions

ANNA = Actor(id="anna")
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def begin(database: Database) -> Transactions:
    begin = transactions(database, Sealer(b"a secret of the tests"))
    profile = StoredProfile(
        id="p1", version=1, profile=Profile(), source_id=None, file_name="", created_at=NOON
    )
    request = RunRequest(application_id="a1", profile_id="p1", job_text="", as_of=NOON.date())
    with begin() as work:
        work.profiles.add(ANNA, profile)
        work.applications.add(ANNA, request, run_id="r", is_sample=False, at=NOON)
    return begin


def at_once(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)


def test_a_result_that_comes_after_a_stop_is_refused(begin: Transactions) -> None:
    def finish_late() -> None:
        with begin() as late:
            assert late.applications.run(ANNA, "a1")[1] == "waiting"
            with begin() as work:
                work.applications.set_state(ANNA, "a1", "stopped")
            late.applications.add_event(ANNA, "a1", RunFinished(at=NOON, ats_score=1.0))

    with pytest.raises(Conflict):
        finish_late()
    with begin() as work:
        assert work.applications.run(ANNA, "a1") == ("r", "stopped")
        assert work.applications.events(ANNA, "a1") == ()


def test_two_changes_of_one_row_do_not_swallow_each_other(begin: Transactions) -> None:
    def change_twice() -> None:
        with begin() as second:
            second.applications.run(ANNA, "a1")
            with begin() as first:
                first.applications.note_score(ANNA, "a1", before=0.1, after=0.2, missing=("SQL",))
            second.applications.note_score(ANNA, "a1", before=0.3, after=0.4, missing=())

    with pytest.raises(Conflict):
        change_twice()
    with begin() as work:
        assert work.applications.list(ANNA)[0].ats_score == 0.2


def test_events_that_are_added_at_once_get_a_place_each(begin: Transactions, database: Database) -> None:
    def add() -> None:
        for _ in range(10):
            with begin() as work:
                started = StageStarted(stage=Stage.JOB_ANALYZER, at=NOON)
                work.applications.add_event(ANNA, "a1", started, started)

    at_once(add, 6)
    with database.engine.connect() as connection:
        places = list(connection.execute(text("SELECT position FROM run_events ORDER BY 1")).scalars())
    assert places == list(range(1, 121))


def test_machines_that_start_at_once_migrate_once(postgres_url: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        database = Database(postgres_url)
        try:
            migrate(database)
        except BaseException as error:
            failed.append(error)
            raise
        finally:
            database.close()

    at_once(start, 4)
    assert failed == []


def test_foreign_keys_are_held_by_the_database(database: Database) -> None:
    inspector = inspect(database.engine)
    held = {name: len(inspector.get_foreign_keys(name)) for name in inspector.get_table_names()}
    of_a_person_alone = {
        "consents",
        "person_keys",
        "sources",
        "model_settings",
        "model_calls",
        "model_replies",
        "vacancies",
        "run_figures",
        "jobs",
        "gone_jobs",
        "job_boards",
        "api_keys",
        "saved_replies",
    }
    of_nobody = {
        "alembic_version",
        "prompts",
        "prompt_choices",
        "prompt_records",
        "prompt_drafts",
        "prompt_promotions",
        "golden_sets",
        "retention",
        "users",
        "invitations",
        "tries",
        "reset_asks",
        "signing_keys",
    }
    of_nobody |= {"audit_entries", "audit_head"}
    assert {name for name, count in held.items() if count == 0} == of_a_person_alone | of_nobody
