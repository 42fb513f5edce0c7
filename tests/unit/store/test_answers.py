"""Who reads waits for nobody and writes nothing; what was answered is told again only while it is true."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from jobwise.domain.access import ApiKey, Scope
from jobwise.domain.account import Actor, StoredProfile
from jobwise.domain.job import Job, JobFit, JobSource, NewJob
from jobwise.domain.my_data import Consent
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.vacancy import Claim
from jobwise.errors import NotFound
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.ports import Transactions, UnitOfWork
from jobwise.store.answers import UNSEEN, Answers, WatchedSession
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.tables import ApiKeyRow, ConsentRow, UserRow
from jobwise.store.work import transactions

ANNA, BEN = Actor(id="anna"), Actor(id="ben")
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


@pytest.mark.parametrize("how", ["row", "statement", "unseen"])
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
            options = {UNSEEN: True} if how == "unseen" else {}
            session.execute(delete(ConsentRow.__table__), execution_options=options)

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


def baker(job_id: str) -> NewJob:
    return NewJob(job_id, JobSource(), "Baker", "Crumb", "You bake.", job_id, None, JobAnalysis(), "")


def titles(begin: Transactions, *job_ids: str) -> list[str]:
    with begin(reading=True) as work:
        return [hit.title for hit in work.jobs.hits(ANNA, job_ids)]


def test_rows_are_opened_once_until_they_change_and_go_with_their_person(
    begin: Transactions, questions: list[object]
) -> None:
    with begin() as work:
        work.jobs.add(ANNA, [baker("one"), baker("two")], NOON)
    assert titles(begin, "one", "two") == ["Baker", "Baker"]
    with begin() as work:
        work.jobs.correct(ANNA, "one", NOON, title="Head baker", employer=None, offer=None, changes=None)
    questions.clear()
    assert titles(begin, "two") == ["Baker"]
    assert not questions
    assert titles(begin, "one", "two") == ["Head baker", "Baker"]
    with begin(reading=True) as work:
        assert work.jobs.hits(BEN, ["one", "two"]) == ()
    with begin() as work:
        work.personal.erase(ANNA)
    assert titles(begin, "one", "two") == []


def test_a_job_is_opened_once_until_it_changes_whoever_claims_it_or_adds_others(
    begin: Transactions, questions: list[object]
) -> None:
    def job() -> Job:
        with begin(reading=True) as work:
            return work.jobs.get(ANNA, "one")

    with begin() as work:
        work.jobs.add(ANNA, [baker("one")], NOON)
        work.profiles.add(
            ANNA,
            StoredProfile(
                id="p", version=1, profile=Profile(), source_id=None, file_name="", created_at=NOON
            ),
        )
    assert job().title == "Baker"
    claim = Claim("a desk", 60.0)
    with begin() as work:
        assert work.jobs.claim_unscored(claim, 9) == [(ANNA, "one")]
        work.jobs.add(ANNA, [baker("two")], NOON)
    questions.clear()
    assert job().fit is None
    assert not questions
    with begin() as work:
        fit = JobFit(
            fit=0.5, must_haves=1, must_haves_total=0, missing=(), profile_id="p", engine=ENGINE_VERSION
        )
        work.jobs.put_fits(ANNA, {"one": fit}, claim, NOON)
    assert job().fit is not None
    with begin() as work:
        work.jobs.delete_untouched(["one"], NOON + dt.timedelta(days=1))
    with begin(reading=True) as work, pytest.raises(NotFound):
        work.jobs.get(ANNA, "one")


def test_a_transaction_that_writes_is_told_what_is_known_until_it_has_written(
    begin: Transactions, questions: list[object]
) -> None:
    with begin() as work:
        work.jobs.add(ANNA, [baker("one")], NOON)
    assert titles(begin, "one") == ["Baker"]
    with begin() as work:
        questions.clear()
        assert work.jobs.hits(ANNA, ["one"])[0].title == "Baker"
        assert not questions
        work.jobs.correct(ANNA, "one", NOON, title="Head baker", employer=None, offer=None, changes=None)
        assert work.jobs.hits(ANNA, ["one"])[0].title == "Head baker"
    with suppress(ZeroDivisionError), begin() as work:
        work.jobs.correct(ANNA, "one", NOON, title="Nobody", employer=None, offer=None, changes=None)
        assert work.jobs.hits(ANNA, ["one"])[0].title == "Nobody"
        raise ZeroDivisionError
    assert titles(begin, "one") == ["Head baker"]


def test_answers_go_with_where_they_come_from_with_anybodys_key_and_when_there_are_many() -> None:
    answers = Answers(most=3)
    for key in ("a", "b", "c", "d"):
        answers.put(key, [key], key.upper(), answers.writes)
    assert [answers.get(key) for key in ("a", "b", "c", "d")] == [None, "B", "C", "D"]
    answers.put("large", [("table", "one"), ("table", "")], "L", answers.writes, weight=2)
    assert [answers.get(key) for key in ("b", "c", "d", "large")] == [None, None, "D", "L"]
    answers.wrote(["table", ("table", "two")])
    assert answers.get("large") == "L"
    answers.wrote([("table", "one")])
    assert [answers.get(key) for key in ("d", "large")] == ["D", None]
    answers.put("large", [("table", "one"), ("table", "")], "L", answers.writes, weight=2)
    answers.wrote([("table", "")])
    assert answers.get("large") is None
    answers.wrote({"person_keys"})
    assert answers.get("d") is None


def test_what_was_asked_before_more_was_written_than_is_remembered_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jobwise.store.answers._PLACES", 2)
    answers = Answers()
    before = answers.writes
    for place in ("a", "b", "c"):
        answers.wrote([place])
    answers.put("early", ["a"], "wrong", before)
    answers.put("late", ["a"], "right", answers.writes)
    assert [answers.get(key) for key in ("early", "late")] == [None, "right"]
