"""What is a person's own is sealed under a key of theirs, and opens in its own place alone."""

import base64
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import LargeBinary, String, select, update
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor, DocumentVersion, StoredProfile, StoredSource
from jobwise.domain.documents import Document, Documents, ExportedFile, Line
from jobwise.domain.model_call import ModelChoice, ModelSettings, ModelUse
from jobwise.domain.my_data import Consent
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.run import RunRequest, Stage, StageProgress
from jobwise.domain.source import SourceText
from jobwise.domain.vacancy import CandidateFile, Decision, Rubric, Trouble, Vacancy
from jobwise.errors import StorageFailed
from jobwise.matching.steadiness import assess
from jobwise.ports import Transactions, UnitOfWork
from jobwise.store.answers import WatchedSession
from jobwise.store.database import Database
from jobwise.store.first_sealing import make_sure_of_seals
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.rotation import rotate_given
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.tables import KEY_LENGTH, SEALED, FileRow, PersonKeyRow, SourceRow, Table
from jobwise.store.vault import Vault, place_of
from jobwise.store.work import transactions

SEALER = Sealer(b"a secret of the tests")
ANNA, BEN = Actor(id="anna"), Actor(id="ben")
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
CANARY = "Quillwhistle"
PLAIN = {
    ("files", "name"): "our own names, the same for everybody",
    ("files", "media_type"): "a type",
    ("sources", "media_type"): "a type",
    ("candidates", "media_type"): "a type",
    ("applications", "design"): "a theme and a paper",
    ("person_keys", "wrapped"): "sealed under the secret",
    ("prompts", "prompt"): "everybody's",
    ("prompt_drafts", "text"): "the team's, as prompts are",
    ("prompt_promotions", "reason"): "the team's",
    ("golden_sets", "why"): "the team's",
    ("experiments", "plan"): "the team's",
    ("experiments", "trouble"): "the title of an error",
    ("experiment_cells", "measures"): "figures",
    ("experiment_cells", "trouble"): "the title of an error",
    ("applications", "engine_settings"): "figures and switches",
    ("run_figures", "model"): "the name of a model",
    ("sent_files", "media_type"): "a type",
    ("api_keys", "scopes"): "names of scopes",
    ("users", "roles"): "names of roles",
    ("credentials", "hash"): "a slow hash, made to be kept",
    ("sessions", "browser"): "a kind of browser and of system",
    ("invitations", "roles"): "names of roles",
    ("audit_entries", "details"): "ids and counts, no words of anybody",
}
"""Columns of words that are not sealed, each with the reason."""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def begin(database: Database) -> Transactions:
    return transactions(database, SEALER)


def fill(begin: Transactions, actor: Actor = ANNA, canary: str = CANARY) -> None:
    """A row with the canary in every table."""
    line = Line(id="a", role="text", text=canary)
    resume = Document(kind="resume", title=canary, author=canary, language="en", lines=(line,))
    letter = resume.model_copy(update={"kind": "cover_letter"})
    documents = Documents(resume=resume, cover_letter=letter, tailored=Profile())
    choice = ModelChoice(provider="openai", model=canary, base_url=f"https://{canary}.example")
    kept, source_id, profile_id = actor.id, f"{actor.id}-s", f"{actor.id}-p"
    with begin() as work:
        work.profiles.add_source(
            actor,
            StoredSource(
                id=source_id,
                file_name=f"{canary}.pdf",
                media_type="application/pdf",
                content=canary.encode(),
                text=SourceText(text=canary),
            ),
        )
        profile = Profile(basics=Basics(name=canary))
        work.profiles.add(
            actor,
            StoredProfile(
                id=profile_id,
                version=1,
                profile=profile,
                source_id=source_id,
                file_name=f"{canary}.pdf",
                created_at=NOON,
            ),
        )
        request = RunRequest(
            application_id=kept, profile_id=profile_id, job_text=canary, as_of=NOON.date(), model=choice
        )
        applications = work.applications
        applications.add(actor, request, run_id=f"{kept}-r", is_sample=False, at=NOON)
        applications.note_job(actor, kept, JobAnalysis(title=canary, employer=canary))
        applications.note_score(actor, kept, before=0.1, after=0.2, missing=(canary,))
        applications.add_event(actor, kept, StageProgress(stage=Stage.JOB_ANALYZER, at=NOON, message=canary))
        applications.save_output(actor, kept, Stage.JOB_ANALYZER, "key", f'{{"title":"{canary}"}}')
        applications.save_file(
            actor, kept, ExportedFile(name="resume.pdf", media_type="x", content=canary.encode())
        )
        applications.add_version(
            actor,
            kept,
            DocumentVersion(
                number=1, parent=None, what=canary, ats_score=0.5, documents=documents, created_at=NOON
            ),
        )
        work.models.save_settings(actor, ModelSettings(choice=choice))
        work.models.save_key(actor, SecretStr(f"sk-{canary}"))
        work.models.reserve(actor, kept, f"{kept}-r", f"{kept}-c", NOON, 0.1)
        use = ModelUse(task="reword", model=canary, prompt=canary)
        work.models.settle(actor, f"{kept}-c", 0.1, use)
        work.models.keep_reply(actor, "question", canary, NOON)
        work.personal.note_consent(actor, Consent(at=NOON, given=True, address=canary))
        fill_vacancy(work, actor, canary)


def fill_vacancy(work: UnitOfWork, actor: Actor, canary: str) -> None:
    """A candidate with everything that can be kept of one, and a file that could not be read."""
    analysis, candidates = JobAnalysis(title=canary), work.candidates
    rubric = Rubric(number=1, what=canary, by=actor.id, at=NOON, analysis=analysis)
    vacancy_id, one, other = (f"{actor.id}-{kind}" for kind in ("vacancy", "c1", "c2"))
    work.vacancies.add(
        actor,
        Vacancy(id=vacancy_id, title=canary, ad=canary, as_of=NOON.date(), created_at=NOON, rubric=rubric),
    )
    files = [
        CandidateFile(
            id=key,
            file_name=f"{canary}.md",
            media_type="x",
            content=canary.encode(),
            digest=f"{key} {canary}",
        )
        for key in (one, other)
    ]
    candidates.add(actor, vacancy_id, files, NOON)
    profile = Profile(basics=Basics(name=canary, email=f"{canary}@example.org"))
    source = SourceText(text=canary, hidden=(canary,))
    keys = {"email": f"{canary}@example.org", "phone": canary, "text": "0" * 16}
    candidates.put_read(actor, one, profile, source, (canary,), keys)
    candidates.put_trouble(actor, other, Trouble(title=canary, message=canary))
    candidates.put_assessment(actor, one, assess(profile, analysis, NOON.date(), 1))
    candidates.put_notes(actor, one, canary, (canary,), NOON)
    candidates.add_decision(
        actor, one, Decision(choice="hold", reason=canary, by=actor.id, at=NOON, opened=True, rubric=1)
    )


def assert_all_opens(begin: Transactions, actor: Actor = ANNA, canary: str = CANARY) -> None:
    """Everything that `fill` put down comes back."""
    kept = actor.id
    with begin() as work:
        assert work.profiles.source(actor, f"{kept}-s").content == canary.encode()
        assert work.profiles.source(actor, f"{kept}-s").text.text == canary
        current = work.profiles.current(actor)
        assert current is not None
        assert (current.profile.basics.name, current.file_name) == (canary, f"{canary}.pdf")
        application = work.applications.get(actor, kept)
        assert application.job_text == canary
        assert application.analysis == JobAnalysis(title=canary)
        assert [event.message for event in application.events if event.type == "stage_progress"] == [canary]
        [summary] = work.applications.list(actor)
        assert (summary.title, summary.employer, summary.missing_must_haves) == (canary, canary, (canary,))
        request = work.applications.request(actor, kept)
        assert request.model is not None
        assert request.model.model == canary
        assert work.applications.find_output(actor, Stage.JOB_ANALYZER, "key") == f'{{"title":"{canary}"}}'
        assert work.applications.file(actor, kept, "resume.pdf").content == canary.encode()
        assert [version.what for version in work.applications.versions(actor, kept)] == [canary]
        assert work.applications.version(actor, kept, 1).documents.resume.title == canary
        assert work.models.settings(actor).choice == request.model
        key = work.models.key(actor)
        assert key is not None
        assert key.get_secret_value() == f"sk-{canary}"
        assert [call.use.model for call in work.models.calls(actor, kept) if call.use] == [canary]
        assert work.models.reply(actor, "question") == canary
        assert [consent.address for consent in work.personal.consents(actor)] == [canary]
        vacancy = work.vacancies.get(actor, f"{kept}-vacancy")
        assert (vacancy.title, vacancy.ad, vacancy.rubric.what) == (canary, canary, canary)
        candidate = work.candidates.get(actor, f"{kept}-c1")
        assert (candidate.profile.basics.name, candidate.notes, candidate.tags) == (canary, canary, (canary,))
        assert (candidate.source.text, candidate.hidden, candidate.orders) == (canary, (canary,), (canary,))
        assert work.candidates.file(actor, candidate.id).content == canary.encode()
        assert work.candidates.get(actor, f"{kept}-c2").trouble == Trouble(title=canary, message=canary)
        assert [one.reason for one in work.candidates.decisions(actor, candidate.id)] == [canary]
        assert work.candidates.assessment(actor, candidate.id, 1) is not None


def forms(words: str) -> list[bytes]:
    """The bytes that words may lie in a file as: UTF-8, UTF-16, base64 at each of its three offsets."""
    plain = words.encode()
    coded = [base64.b64encode(b"x" * offset + plain)[4:-4] for offset in range(3)]
    return [plain, words.encode("utf-16-le"), words.encode("utf-16-be"), *coded]


def assert_nowhere(words: str, folder: Path) -> None:
    """No file of a folder holds the words in any form."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    for file in files:
        data = file.read_bytes()
        assert [form for form in forms(words) if form in data] == [], file.name


def test_everything_that_is_kept_comes_back(begin: Transactions) -> None:
    fill(begin)
    fill(begin, BEN, "Brackenfold")
    assert_all_opens(begin)
    assert_all_opens(begin, BEN, "Brackenfold")


def test_no_word_of_a_person_lies_in_the_file(tmp_path: Path) -> None:
    database = Database(f"duckdb:///{tmp_path / 'jobwise.duckdb'}")
    migrate(database)
    fill(transactions(database, SEALER))
    assert_nowhere(CANARY, tmp_path)  # some of it lies in the write-ahead log
    database.close()
    assert_nowhere(CANARY, tmp_path)


def test_every_column_of_words_is_sealed_or_has_a_reason_not_to_be() -> None:
    """Short ones are ids, states and hashes."""
    open_columns = {
        (table.name, column.name)
        for table in Table.metadata.tables.values()
        for column in table.columns
        if SEALED not in column.info
        and isinstance(column.type, String | LargeBinary)
        and (column.type.length or KEY_LENGTH + 1) > KEY_LENGTH
    }
    assert open_columns == PLAIN.keys()


@pytest.mark.parametrize("name", ["file_name", "text"])
def test_a_value_that_is_moved_to_another_column_does_not_open(
    begin: Transactions, database: Database, name: str
) -> None:
    fill(begin)
    other = {"file_name": "text", "text": "file_name"}[name]
    with Session(database.engine) as session, session.begin():
        row = session.get_one(SourceRow, "anna-s")
        setattr(row, name, getattr(row, other))
    with pytest.raises(StorageFailed) as refusal, begin() as work:
        work.profiles.source(ANNA, "anna-s")
    assert refusal.value.code == "sealed"


def test_a_value_that_is_moved_to_another_row_does_not_open(begin: Transactions, database: Database) -> None:
    fill(begin)
    with begin() as work:
        other = ExportedFile(name="letter.pdf", media_type="x", content=b"another")
        work.applications.save_file(ANNA, "anna", other)
    with Session(database.engine) as session, session.begin():
        here, there = (session.get_one(FileRow, ("anna", name)) for name in ("resume.pdf", "letter.pdf"))
        there.content = here.content
    with pytest.raises(StorageFailed), begin() as work:
        work.applications.file(ANNA, "anna", "letter.pdf")


def test_nobody_opens_what_another_person_sealed(begin: Transactions, database: Database) -> None:
    fill(begin)
    fill(begin, BEN, "Brackenfold")
    with database.engine.begin() as connection:
        connection.execute(update(SourceRow).where(SourceRow.id == "anna-s").values(owner="ben"))
    with pytest.raises(StorageFailed), begin() as work:
        work.profiles.source(BEN, "anna-s")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:5],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"\x02" + data[1:],
    ],
)
def test_a_value_that_was_changed_does_not_open(
    begin: Transactions, database: Database, spoil: Callable[[bytes], bytes]
) -> None:
    fill(begin)
    with Session(database.engine) as session, session.begin():
        row = session.get_one(SourceRow, "anna-s")
        row.content = spoil(bytes(row.content))
    with pytest.raises(StorageFailed), begin() as work:
        work.profiles.source(ANNA, "anna-s")


def test_another_secret_is_told_and_makes_no_keys(begin: Transactions, database: Database) -> None:
    fill(begin)
    other = Sealer(b"another secret of the tests")
    with pytest.raises(StorageFailed) as refusal:
        make_sure_of_seals(database, other)
    assert refusal.value.code == "secret"
    with pytest.raises(StorageFailed), transactions(database, other)() as work:
        work.models.save_settings(BEN, ModelSettings())
    with Session(database.engine) as session:
        assert session.get(PersonKeyRow, "ben") is None


def test_the_same_words_are_sealed_differently_each_time(database: Database) -> None:
    with WatchedSession(database.engine) as session, session.begin():
        vault, row = Vault(session, SEALER), SourceRow(id="s", owner="anna")
        seals = set()
        for _ in range(50):
            vault.seal(row, text=CANARY)
            seals.add(row.text)
    assert len(seals) == 50


def test_only_columns_that_are_marked_can_be_sealed() -> None:
    with pytest.raises(KeyError, match="not marked"):
        place_of(SourceRow(id="s", owner="anna"), "media_type")


def test_an_erasure_takes_every_row_and_the_key(begin: Transactions, database: Database) -> None:
    fill(begin)
    fill(begin, BEN, "Brackenfold")
    traces = DatabaseTraces(database)
    traces.expect()
    with begin() as work:
        work.personal.erase(ANNA)
    traces.remove()
    with begin() as work:
        assert set(work.personal.kept(ANNA).values()) == {0}
    with Session(database.engine) as session:
        assert list(session.scalars(select(PersonKeyRow.owner))) == ["ben"]
    assert_all_opens(begin, BEN, "Brackenfold")
    fill(begin)  # as new
    assert_all_opens(begin)


def test_a_key_that_was_not_committed_is_not_used_again(begin: Transactions) -> None:
    def half_way() -> None:
        with begin() as work:
            work.models.save_settings(ANNA, ModelSettings())
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_way()
    fill(begin)
    assert_all_opens(begin)


def test_another_secret_takes_the_place_of_the_first(begin: Transactions, database: Database) -> None:
    fill(begin)
    other = SecretStr("another secret of the tests")
    assert rotate_given(database, SEALER, other) == 1
    assert_all_opens(transactions(database, Sealer(other.get_secret_value().encode())))


def test_many_who_begin_at_once_share_one_key(begin: Transactions) -> None:
    start = threading.Barrier(6)

    def save(number: int) -> None:
        start.wait()
        with begin() as work:
            work.personal.note_consent(ANNA, Consent(at=NOON, given=True, address=f"{number}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(save, range(6)))
    with begin() as work:
        assert {consent.address for consent in work.personal.consents(ANNA)} == set("012345")


def test_hashes_of_what_was_asked_differ_from_person_to_person(begin: Transactions) -> None:
    with begin() as work:
        keys = {work.applications.keyed(actor, "a guess") for actor in (ANNA, BEN)}
        assert keys == {work.applications.keyed(actor, "a guess") for actor in (ANNA, BEN)}
    assert len(keys) == 2


def test_several_machines_start_one_after_another(begin: Transactions, database: Database) -> None:
    fill(begin)
    make_sure_of_seals(database, SEALER)
    if not database.is_duckdb:
        other = Database(database.url)
        make_sure_of_seals(other, SEALER)
        other.close()
    assert_all_opens(begin)
