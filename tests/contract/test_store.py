"""What every database must do: a DuckDB file, and PostgreSQL by `make test-postgres`."""

import datetime as dt
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from jobwise.domain.account import Actor, DocumentVersion, StoredProfile, StoredSource
from jobwise.domain.documents import Document, Documents, ExportedFile, Line
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.run import RunFinished, RunRequest, Stage, StageStarted
from jobwise.domain.source import SourceText
from jobwise.errors import Conflict, NotFound
from jobwise.ports import Transactions
from jobwise.store.database import Database
from jobwise.store.integrity import orphans
from jobwise.store.tables import Table

ANNA = Actor(id="anna")
BEN = Actor(id="ben")
NOON = dt.datetime(2026, 3, 4, 12, 30, 15, 250_000, tzinfo=dt.UTC)


def stored_profile(version: int = 1, name: str = "Anna Example") -> StoredProfile:
    return StoredProfile(
        id=str(uuid.uuid4()),
        version=version,
        profile=Profile(basics=Basics(name=name)),
        source_id=None,
        file_name="résumé.pdf",
        created_at=NOON,
    )


def add_application(begin: Transactions, actor: Actor = ANNA, at: dt.datetime = NOON) -> str:
    profile = stored_profile().model_copy(update={"source_id": None})
    request = RunRequest(
        application_id=str(uuid.uuid4()), profile_id=profile.id, job_text="An ad", as_of=NOON.date()
    )
    with begin() as work:
        work.profiles.add(actor, profile, is_sample=True)
        work.applications.add(actor, request, run_id="run-1", is_sample=False, at=at)
    return request.application_id


def documents(words: str) -> Documents:
    line = Line(id="a", role="text", text=words)
    resume = Document(kind="resume", title="t", author="a", language="en", lines=(line,))
    return Documents(
        resume=resume, cover_letter=resume.model_copy(update={"kind": "cover_letter"}), tailored=Profile()
    )


def version(number: int, words: str, parent: int | None = None) -> DocumentVersion:
    return DocumentVersion(
        number=number,
        parent=parent,
        what="You changed a line.",
        ats_score=0.5,
        documents=documents(words),
        created_at=NOON,
    )


def test_a_source_comes_back_byte_for_byte(begin: Transactions) -> None:
    source = StoredSource(
        id="s1",
        file_name="cv.pdf",
        media_type="application/pdf",
        content=bytes(range(256)) * 40,
        text=SourceText(text="naïve “quotes” \u2028 and \U0001f642", pages=2),
    )
    with begin() as work:
        work.profiles.add_source(ANNA, source)
    with begin() as work:
        assert work.profiles.source(ANNA, "s1") == source


def test_the_newest_version_is_current(begin: Transactions) -> None:
    first, second = stored_profile(1, "Old"), stored_profile(2, "New")
    with begin() as work:
        work.profiles.add(ANNA, first)
        work.profiles.add(ANNA, second)
    with begin() as work:
        assert work.profiles.current(ANNA) == second
        assert work.profiles.get(ANNA, first.id) == first
        assert work.profiles.current(BEN) is None


def test_a_sample_profile_is_never_current(begin: Transactions) -> None:
    with begin() as work:
        work.profiles.add(ANNA, stored_profile(), is_sample=True)
        work.profiles.add(ANNA, stored_profile(), is_sample=True)
    with begin() as work:
        assert work.profiles.current(ANNA) is None


def test_a_version_number_is_given_once(begin: Transactions) -> None:
    with begin() as work:
        work.profiles.add(ANNA, stored_profile(1))
        work.profiles.add(BEN, stored_profile(1))
    with pytest.raises(Conflict), begin() as work:
        work.profiles.add(ANNA, stored_profile(1))


def test_other_peoples_rows_answer_like_none_at_all(begin: Transactions) -> None:
    application_id = add_application(begin)
    with begin() as work:
        work.profiles.add_source(
            ANNA, StoredSource(id="s", file_name="a", media_type="b", content=b"c", text=SourceText(text=""))
        )
        work.applications.save_file(
            ANNA, application_id, ExportedFile(name="resume.pdf", media_type="application/pdf", content=b"%")
        )
        work.applications.save_output(ANNA, application_id, Stage.JOB_ANALYZER, "k", "{}")
        profile_id = work.applications.request(ANNA, application_id).profile_id
    with begin() as work:
        kept = work.applications
        refused = [
            lambda: kept.get(BEN, application_id),
            lambda: kept.run(BEN, application_id),
            lambda: kept.request(BEN, application_id),
            lambda: kept.delete(BEN, application_id),
            lambda: kept.events(BEN, application_id),
            lambda: kept.set_state(BEN, application_id, "done"),
            lambda: kept.set_run(BEN, application_id, "r"),
            lambda: kept.note_job(BEN, application_id, JobAnalysis()),
            lambda: kept.note_score(BEN, application_id, before=0.1, after=0.2, missing=()),
            lambda: kept.add_event(BEN, application_id, RunFinished(at=NOON, ats_score=1.0)),
            lambda: kept.save_output(BEN, application_id, Stage.JOB_ANALYZER, "k", "{}"),
            lambda: kept.save_file(BEN, application_id, ExportedFile(name="x", media_type="y", content=b"")),
            lambda: kept.file(BEN, application_id, "resume.pdf"),
            lambda: kept.add_version(BEN, application_id, version(1, "x")),
            lambda: kept.version(BEN, application_id, 1),
            lambda: work.profiles.get(BEN, profile_id),
            lambda: work.profiles.source(BEN, "s"),
            lambda: kept.add(
                BEN,
                RunRequest(application_id="n", profile_id=profile_id, job_text="", as_of=NOON.date()),
                run_id="r",
                is_sample=False,
                at=NOON,
            ),
        ]
        for call in refused:
            with pytest.raises(NotFound):
                call()
        assert kept.output(BEN, application_id, Stage.JOB_ANALYZER) is None
        assert kept.find_output(BEN, Stage.JOB_ANALYZER, "k") is None
        assert kept.list(BEN) == ()
        assert kept.versions(BEN, application_id) == ()


def test_an_application_comes_back_as_it_was_added(begin: Transactions) -> None:
    application_id = add_application(begin)
    with begin() as work:
        application = work.applications.get(ANNA, application_id)
        assert work.applications.request(ANNA, application_id).as_of == NOON.date()
    assert (application.state, application.run_id, application.created_at) == ("waiting", "run-1", NOON)
    assert application.profile.basics.name == "Anna Example"
    assert application.analysis is None
    assert application.files == ()


def test_the_list_is_newest_first_with_its_figures(begin: Transactions) -> None:
    old = add_application(begin, at=NOON)
    new = add_application(begin, at=NOON + dt.timedelta(seconds=1))
    with begin() as work:
        work.applications.note_job(ANNA, old, JobAnalysis(title="Analyst", employer="Fenwick Rail"))
        work.applications.note_score(ANNA, old, before=0.25, after=0.875, missing=("SQL", "café"))
        work.applications.set_state(ANNA, old, "done")
    with begin() as work:
        summaries = work.applications.list(ANNA)
    assert [summary.id for summary in summaries] == [new, old]
    last = summaries[1]
    assert (last.title, last.employer, last.state) == ("Analyst", "Fenwick Rail", "done")
    assert (last.before_score, last.ats_score, last.missing_must_haves) == (0.25, 0.875, ("SQL", "café"))


def test_an_output_is_replaced_not_doubled(begin: Transactions) -> None:
    application_id = add_application(begin)
    for key in ("first", "second"):
        with begin() as work:
            work.applications.save_output(
                ANNA, application_id, Stage.JOB_ANALYZER, key, f'{{"title":"{key}"}}'
            )
    with begin() as work:
        assert work.applications.output(ANNA, application_id, Stage.JOB_ANALYZER) == (
            work.applications.keyed(ANNA, "second"),
            '{"title":"second"}',
        )
        assert work.applications.find_output(ANNA, Stage.JOB_ANALYZER, "first") is None
        assert work.applications.get(ANNA, application_id).analysis == JobAnalysis(title="second")


def test_what_is_written_again_in_one_transaction_reads_as_written_last(begin: Transactions) -> None:
    application_id = add_application(begin)
    with begin() as work:
        for key in ("first", "second"):
            work.applications.save_output(ANNA, application_id, Stage.JOB_ANALYZER, key, "{}")
            kept = work.applications.output(ANNA, application_id, Stage.JOB_ANALYZER)
            assert kept == (work.applications.keyed(ANNA, key), "{}")
            file = ExportedFile(name="resume.pdf", media_type="application/pdf", content=key.encode())
            work.applications.save_file(ANNA, application_id, file)
            assert work.applications.file(ANNA, application_id, file.name) == file


def test_an_edited_output_is_found_by_its_own_application_alone(begin: Transactions) -> None:
    application_id = add_application(begin)
    with begin() as work:
        work.applications.save_output(ANNA, application_id, Stage.DOCUMENT_GENERATOR, "k", "{}", edited=True)
        assert work.applications.find_output(ANNA, Stage.DOCUMENT_GENERATOR, "k") is None
        kept = work.applications.output(ANNA, application_id, Stage.DOCUMENT_GENERATOR)
        assert kept == (work.applications.keyed(ANNA, "k"), "{}")


def test_events_keep_their_order_and_belong_to_one_run(begin: Transactions) -> None:
    application_id = add_application(begin)
    events = [StageStarted(stage=stage, at=NOON) for stage in Stage]
    with begin() as work:
        work.applications.add_event(ANNA, application_id, *events[:2])
    for event in events[2:]:
        with begin() as work:
            work.applications.add_event(ANNA, application_id, event)
    with begin() as work:
        assert work.applications.events(ANNA, application_id) == tuple(events)
        work.applications.set_run(ANNA, application_id, "run-2")
        assert work.applications.events(ANNA, application_id) == ()
        assert work.applications.run(ANNA, application_id) == ("run-2", "waiting")


def test_every_version_of_the_documents_is_kept(begin: Transactions) -> None:
    application_id = add_application(begin)
    kept = [version(1, "one"), version(2, "two", parent=1)]
    for one in kept:
        with begin() as work:
            work.applications.add_version(ANNA, application_id, one)
    with begin() as work:
        listed = work.applications.versions(ANNA, application_id)
        assert [one.model_dump() for one in listed] == [one.model_dump(exclude={"documents"}) for one in kept]
        assert [work.applications.version(ANNA, application_id, number) for number in (1, 2)] == kept
        assert work.applications.last_version(ANNA, application_id) == 2
        assert work.applications.last_version(BEN, application_id) == 0


def test_a_number_of_a_documents_version_is_given_once(begin: Transactions) -> None:
    application_id = add_application(begin)
    with begin() as work:
        work.applications.add_version(ANNA, application_id, version(1, "one"))
    with pytest.raises(Conflict), begin() as work:
        work.applications.add_version(ANNA, application_id, version(1, "another"))


def test_a_file_is_replaced_and_listed_once(begin: Transactions) -> None:
    application_id = add_application(begin)
    for content in (b"old", b"new"):
        file = ExportedFile(name="resume.pdf", media_type="application/pdf", content=content)
        with begin() as work:
            work.applications.save_file(ANNA, application_id, file)
    with begin() as work:
        assert work.applications.file(ANNA, application_id, "resume.pdf").content == b"new"
        assert work.applications.get(ANNA, application_id).files == ("resume.pdf",)


def test_deleting_leaves_nothing_behind(begin: Transactions, database: Database) -> None:
    application_id, other = add_application(begin), add_application(begin)
    with begin() as work:
        for one in (application_id, other):
            work.applications.save_output(ANNA, one, Stage.JOB_ANALYZER, "k", "{}")
            work.applications.add_event(ANNA, one, StageStarted(stage=Stage.JOB_ANALYZER, at=NOON))
            work.applications.add_version(ANNA, one, version(1, "x"))
            work.applications.save_file(ANNA, one, ExportedFile(name="a", media_type="b", content=b"c"))
    with begin() as work:
        work.applications.delete(ANNA, application_id)
    with begin() as work, pytest.raises(NotFound):
        work.applications.get(ANNA, application_id)
    with begin() as work:
        assert work.applications.get(ANNA, other).files == ("a",)
    assert orphans(database) == {}


def test_a_deleted_sample_takes_its_profile_and_its_file_along(begin: Transactions) -> None:
    text = SourceText(text="")
    source = StoredSource(id="s1", file_name="a", media_type="b", content=b"c", text=text)
    profile = stored_profile().model_copy(update={"source_id": "s1"})
    request = RunRequest(application_id="a1", profile_id=profile.id, job_text="", as_of=NOON.date())
    with begin() as work:
        work.profiles.add_source(ANNA, source)
        work.profiles.add(ANNA, profile, is_sample=True)
        work.applications.add(ANNA, request, run_id="r", is_sample=True, at=NOON)
    with begin() as work:
        work.applications.delete(ANNA, "a1")
    with begin() as work:
        with pytest.raises(NotFound):
            work.profiles.get(ANNA, profile.id)
        with pytest.raises(NotFound):
            work.profiles.source(ANNA, "s1")


def test_a_block_that_raises_leaves_nothing_behind(begin: Transactions) -> None:
    def half_way() -> None:
        with begin() as work:
            work.profiles.add(ANNA, stored_profile())
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_way()
    with begin() as work:
        assert work.profiles.current(ANNA) is None


def test_unfinished_runs_of_everybody_are_found(begin: Transactions) -> None:
    waiting, running, done = (add_application(begin, actor) for actor in (ANNA, BEN, ANNA))
    with begin() as work:
        work.applications.set_state(BEN, running, "running")
        work.applications.set_state(ANNA, done, "done")
    with begin() as work:
        found = {(actor.id, one, state) for actor, one, _, state in work.applications.unfinished()}
    assert found == {("anna", waiting, "waiting"), ("ben", running, "running")}


def test_eight_threads_writing_lose_nothing(begin: Transactions) -> None:
    application_id = add_application(begin)
    failures: list[BaseException] = []

    def write(thread: int) -> None:
        for turn in range(10):
            for _ in range(50):
                try:
                    with begin() as work:
                        work.applications.set_state(ANNA, application_id, "running")
                        work.applications.save_output(
                            ANNA, application_id, Stage.JOB_ANALYZER, f"{thread}-{turn}", "{}"
                        )
                        event = StageStarted(stage=Stage.JOB_ANALYZER, at=NOON + dt.timedelta(hours=thread))
                        work.applications.add_event(ANNA, application_id, event)
                    break
                except Conflict:
                    continue
            else:
                failures.append(AssertionError(f"thread {thread} never got through"))

    def told(thread: int) -> None:
        try:
            write(thread)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=told, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with begin() as work:
        events = work.applications.events(ANNA, application_id)
    assert len(events) == 80
    assert {event.at.hour for event in events} == {(12 + thread) % 24 for thread in range(8)}


def test_whoever_holds_an_application_sees_what_the_one_before_wrote(begin: Transactions) -> None:
    application_id = add_application(begin)
    together = threading.Barrier(4)

    def ends_the_stage_once() -> None:
        together.wait()
        with begin() as work:
            work.applications.run(ANNA, application_id, held=True)
            if not work.applications.events(ANNA, application_id):
                time.sleep(0.05)
                event = StageStarted(stage=Stage.JOB_ANALYZER, at=NOON)
                work.applications.add_event(ANNA, application_id, event)

    with ThreadPoolExecutor(4) as pool:
        for ended in [pool.submit(ends_the_stage_once) for _ in range(4)]:
            ended.result()
    with begin() as work:
        assert len(work.applications.events(ANNA, application_id)) == 1


def test_the_migrations_give_the_tables_that_the_code_knows(database: Database) -> None:
    from sqlalchemy import inspect

    inspector = inspect(database.engine)
    for name, table in Table.metadata.tables.items():
        found = {column["name"]: column["nullable"] for column in inspector.get_columns(name)}
        assert found == {column.name: column.nullable for column in table.columns}, name
