"""Who reads waits for nobody and writes nothing; what was answered is told again only while it is true."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from jobwise.domain.access import ApiKey, Scope
from jobwise.domain.account import Actor
from jobwise.domain.job import JobSource, NewJob
from jobwise.domain.my_data import Consent
from jobwise.domain.posting import JobAnalysis
from jobwise.ports import Transactions, UnitOfWork
from jobwise.store.answers import Answers, WatchedSession
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.tables import ApiKeyRow, ConsentRow, UserRow
from jobwise.store.work import transactions

ANNA = Actor(id="anna")
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
SECONDS = 20.0
KEY = ApiKey(
    id="a hash",
    name="A test",
    begins="jw_",
    scopes=frozenset({Scope.JOBS_READ}),
    created_at=NOON,
    expires_at=NOON + dt.timedelta(days=1),
    used_at=None,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"duckdb:///{tmp_path / 'jobwise.duckdb'}")) as opened:
        migrate(opened)
        yield opened


@pytest.fixture
def begin(database: Database) -> Transactions:
    return transactions(database, Sealer(b"a secret of the tests"))


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The statements that sessions were asked."""
    asked: list[object] = []
    execute = WatchedSession.execute

    def counted(session: WatchedSession, statement: object, *rest: object, **named: object) -> object:
        asked.append(statement)
        return execute(session, statement, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(WatchedSession, "execute", counted)
    return asked


def agree(work: UnitOfWork) -> None:
    work.personal.note_consent(ANNA, Consent(at=NOON, given=True, address="model.example"))


def agreed(begin: Transactions) -> int:
    with begin(reading=True) as work:
        return len(work.personal.consents(ANNA))


def beside(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def test_who_reads_does_not_wait_for_who_writes_and_sees_what_was_there_before(begin: Transactions) -> None:
    with begin() as work:
        agree(work)
        work.personal.consents(ANNA)  # it is written, and not for good
        seen: list[int] = []
        reader = beside(lambda: seen.append(agreed(begin)))
        reader.join(SECONDS)
        assert seen == [0]
    assert agreed(begin) == 1


def test_what_needs_the_file_alone_waits_for_who_reads_and_lets_nobody_else_begin(
    database: Database, begin: Transactions
) -> None:
    order: list[str] = []
    is_alone, done = threading.Event(), threading.Event()

    def alone() -> None:
        with database.alone():
            order.append("alone")
            is_alone.set()
            done.wait(SECONDS)
            order.append("done")

    def read() -> None:
        agreed(begin)
        order.append("read")

    with begin(reading=True) as work:
        work.personal.consents(ANNA)
        first = beside(alone)
        assert not is_alone.wait(0.2)
        order.append("first reader")
    assert is_alone.wait(SECONDS)
    second = beside(read)
    second.join(0.2)
    done.set()
    first.join(SECONDS)
    second.join(SECONDS)
    assert order == ["first reader", "alone", "done", "read"]


@pytest.mark.parametrize("how", ["row", "statement"])
def test_a_transaction_that_was_to_read_cannot_write(
    begin: Transactions, database: Database, how: str
) -> None:
    with begin() as work:
        agree(work)

    def change(session: WatchedSession) -> None:
        if how == "row":
            session.delete(session.scalars(select(ConsentRow)).one())
            session.flush()
        else:
            session.execute(delete(ConsentRow.__table__))

    with WatchedSession(database.engine, None, reading=True) as session, session.begin():
        with pytest.raises(RuntimeError, match="a reading transaction writes to consents"):
            change(session)
        session.rollback()
    assert agreed(begin) == 1


def test_who_a_key_stands_for_is_asked_once_until_somebody_writes_there(
    begin: Transactions, database: Database, questions: list[object]
) -> None:
    with begin() as work:
        work.access.add_key(ANNA, KEY)
    with WatchedSession(database.engine, None, reading=False) as session, session.begin():
        session.add(
            UserRow(owner=ANNA.id, email_key="k", email="", name="", roles='["seeker"]', created_at=NOON)
        )

    def owner(at: dt.datetime = NOON) -> str | None:
        with begin(reading=True) as work:
            found = work.access.key_owner(KEY.id, at)
        return found[0].id if found else None

    assert owner() == ANNA.id
    questions.clear()
    assert owner() == ANNA.id
    assert not questions
    assert owner(KEY.expires_at) is None
    with begin() as work:
        agree(work)
    questions.clear()
    assert owner() == ANNA.id
    assert not questions
    with begin() as work:
        work.access.end_key(ANNA, KEY.id)
    assert owner() is None


def test_an_answer_from_before_a_write_is_not_kept_after_it(begin: Transactions, database: Database) -> None:
    answers = Answers()

    def count(session: WatchedSession) -> int | None:
        def ask() -> int:
            return len(session.scalars(select(ApiKeyRow.id)).all())

        return session.answer("count", (ApiKeyRow,), ask)

    with WatchedSession(database.engine, answers, reading=True) as slow, slow.begin():
        slow.scalars(select(ApiKeyRow.id)).all()  # it sees what is there now, whatever comes
        with begin() as work:
            work.access.add_key(ANNA, KEY)
        answers.wrote({"api_keys"})
        assert count(slow) == 0
    with WatchedSession(database.engine, answers, reading=True) as later, later.begin():
        assert count(later) == 1


def test_rows_of_a_list_are_opened_once_until_they_change_and_go_with_their_person(
    begin: Transactions, questions: list[object]
) -> None:
    job = NewJob("one", JobSource(), "Baker", "Crumb", "You bake.", "digest", None, JobAnalysis(), "")
    with begin() as work:
        work.jobs.add(ANNA, [job], NOON)

    def title() -> str:
        with begin(reading=True) as work:
            [hit] = work.jobs.hits(ANNA, ["one"])
            return hit.title

    assert title() == "Baker"
    before = len(questions)
    assert title() == "Baker"
    assert len(questions) == before + 1
    with begin() as work:
        work.jobs.correct(ANNA, "one", NOON, title="Head baker", employer=None, changes=None)
    assert title() == "Head baker"
    with begin() as work:
        work.personal.erase(ANNA)
    with begin(reading=True) as work:
        assert work.jobs.hits(ANNA, ["one"]) == ()


def test_answers_go_with_the_tables_that_they_are_of_with_anybodys_key_and_when_there_are_many() -> None:
    answers = Answers(most=2)
    for key in ("a", "b", "c"):
        answers.put(key, frozenset({key}), key.upper(), answers.writes)
    assert [answers.get(key) for key in ("a", "b", "c")] == [None, "B", "C"]
    answers.wrote({"b"})
    assert [answers.get(key) for key in ("b", "c")] == [None, "C"]
    answers.wrote({"person_keys"})
    assert answers.get("c") is None
