"""Databases of earlier versions open; those of later ones are refused in words."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.documents import Document, Documents, ExportedFile, Line
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Basics, Profile
from jobwise.domain.run import Stage, StageStarted
from jobwise.errors import StorageFailed
from jobwise.prompts import shipped
from jobwise.store import first_sealing
from jobwise.store.database import Database
from jobwise.store.first_sealing import make_sure_of_seals
from jobwise.store.schema import HEAD, MIGRATIONS, current_revision, migrate
from jobwise.store.sealing import Sealer
from jobwise.store.tables import EventRow, OutputRow, SourceRow
from jobwise.store.work import transactions

SEALER = Sealer(b"a secret of the tests")
ANNA = Actor(id="anna")
FIRST_VERSION_ROWS = (
    "INSERT INTO sources VALUES ('s1', 'anna', 'cv.txt', 'text/plain', CAST('Anna' AS {bytes}),"
    ' \'{"text":"Anna"}\')',
    "INSERT INTO profiles VALUES ('p1', 'anna', 1, :profile, 's1', 'cv.txt', '2025-01-02 03:04:05')",
    "INSERT INTO applications VALUES ('a1', 'anna', 'r1', 'p1', 'An ad', '2025-01-02', 2.0, false,"
    " '2025-01-02 03:04:05', 'done', 'Analyst', 'Fenwick Rail', 0.9, 0.5, '[\"SQL\"]', 3)",
    "INSERT INTO stage_outputs VALUES ('a1', 'job_analyzer', 'anna', 'key', '{\"title\":\"Analyst\"}')",
    "INSERT INTO run_events VALUES ('e1', 'anna', 'a1', 'r1', 1, :event)",
    "INSERT INTO files VALUES ('a1', 'resume.pdf', 'anna', 'application/pdf', CAST('PDF' AS {bytes}))",
)


def make_first_version(database_url: str) -> None:
    """A file as the first version left it: its schema and a row in every table."""
    database = Database(database_url)
    migrate(database, "0001")
    values = {
        "profile": Profile(basics=Basics(name="Anna Example")).model_dump_json(),
        "event": StageStarted(stage=Stage.JOB_ANALYZER, at="2025-01-02T03:04:05Z").model_dump_json(),
    }
    with database.engine.begin() as connection:
        for row in FIRST_VERSION_ROWS:
            statement = row.replace("{bytes}", "BLOB" if database.is_duckdb else "BYTEA")
            wanted = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.execute(text(statement), wanted)
    database.close()


def test_a_file_of_the_first_version_opens_after_an_upgrade(database_url: str) -> None:
    make_first_version(database_url)
    database = Database(database_url)
    migrate(database)
    make_sure_of_seals(database, SEALER)
    begin = transactions(database, SEALER)
    with begin() as work:
        current = work.profiles.current(ANNA)
        application = work.applications.get(ANNA, "a1")
        source = work.profiles.source(ANNA, "s1")
        summary = work.applications.list(ANNA)[0]
        pdf = work.applications.file(ANNA, "a1", "resume.pdf")
    assert current is not None
    assert current.profile.basics.name == "Anna Example"
    assert source.content == b"Anna"
    assert application.analysis is not None
    assert application.analysis.title == "Analyst"
    assert len(application.events) == 1
    assert (summary.employer, summary.missing_must_haves) == ("Fenwick Rail", ("SQL",))
    assert pdf.content == b"PDF"
    database.close()


def test_an_upgraded_file_can_be_written_to(database_url: str) -> None:
    make_first_version(database_url)
    database = Database(database_url)
    migrate(database)
    make_sure_of_seals(database, SEALER)
    begin = transactions(database, SEALER)
    with begin() as work:
        assert work.applications.find_output(ANNA, Stage.JOB_ANALYZER, "key") == '{"title":"Analyst"}'
        work.applications.save_output(ANNA, "a1", Stage.JOB_ANALYZER, "key", "{}", edited=True)
        work.applications.set_state(ANNA, "a1", "running")
        work.applications.save_file(ANNA, "a1", ExportedFile(name="resume.pdf", media_type="x", content=b"2"))
    with begin() as work:
        assert work.applications.find_output(ANNA, Stage.JOB_ANALYZER, "key") is None
        assert work.applications.file(ANNA, "a1", "resume.pdf").content == b"2"
        work.applications.delete(ANNA, "a1")
    database.close()


def test_versions_kept_before_they_had_a_parent_are_still_there(database_url: str) -> None:
    make_first_version(database_url)
    database = Database(database_url)
    migrate(database, "0002")
    line = Line(id="a", role="text", text="words")
    resume = Document(kind="resume", title="t", author="a", language="en", lines=(line,))
    letter = resume.model_copy(update={"kind": "cover_letter"})
    documents = Documents(resume=resume, cover_letter=letter, tailored=Profile())
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO document_versions VALUES ('v1', 'anna', 'a1', 1, :documents, '2025-01-02')"),
            {"documents": documents.model_dump_json()},
        )
    migrate(database)
    make_sure_of_seals(database, SEALER)
    with transactions(database, SEALER)() as work:
        assert len(work.applications.versions(ANNA, "a1")) == 1
        version = work.applications.version(ANNA, "a1", 1)
    assert (version.number, version.parent, version.what, version.ats_score) == (1, None, "", None)
    assert version.documents == documents
    database.close()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)
    migrate(database)
    with database.engine.connect() as connection:
        assert current_revision(connection) == HEAD
    database.close()


def test_the_newest_migration_is_the_one_that_the_code_names() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_file_of_a_later_version_is_refused_and_left_alone(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageFailed, match="newer JobWise") as refusal:
        migrate(database)
    assert refusal.value.code == "newer-database"
    with database.engine.connect() as connection:
        assert current_revision(connection) == "9999"
    database.close()


def test_what_was_kept_in_plain_is_sealed_and_leaves_the_file(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'jobwise.duckdb'}"
    make_first_version(url)
    assert any(b"Anna" in file.read_bytes() for file in tmp_path.iterdir())
    database = Database(url)
    migrate(database)
    make_sure_of_seals(database, SEALER)
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["jobwise.duckdb"]
    data = (tmp_path / "jobwise.duckdb").read_bytes()
    assert [word for word in (b"Anna", b"Fenwick", b"Analyst", b"cv.txt", b"PDF") if word in data] == []


def test_a_sealing_that_was_cut_off_goes_on(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_first_version(database_url)
    database = Database(database_url)
    migrate(database)
    with monkeypatch.context() as patched:
        patched.setattr(first_sealing, "FIRST", {OutputRow: ("output",), EventRow: ("no_such_column",)})
        with pytest.raises(AttributeError):
            make_sure_of_seals(database, SEALER)
    make_sure_of_seals(database, SEALER)
    with transactions(database, SEALER)() as work:
        application = work.applications.get(ANNA, "a1")
        assert application.job_text == "An ad"
        assert application.analysis == JobAnalysis(title="Analyst")
        assert work.applications.find_output(ANNA, Stage.JOB_ANALYZER, "key") == '{"title":"Analyst"}'
    database.close()


def test_many_rows_are_sealed_batch_by_batch(database_url: str) -> None:
    make_first_version(database_url)
    database = Database(database_url)
    many = 3 * first_sealing.BATCH + 1
    with database.engine.begin() as connection:
        for number in range(many):
            connection.execute(
                text("INSERT INTO sources SELECT :id, owner, file_name, media_type, content, text"
                     " FROM sources WHERE id = 's1'"),
                {"id": f"n{number:03}"},
            )  # fmt: skip
    migrate(database)
    make_sure_of_seals(database, SEALER)
    with Session(database.engine) as session:
        assert {"Anna" in row.text for row in session.scalars(select(SourceRow))} == {False}
    database.close()


def test_a_models_key_and_answers_of_before_there_were_peoples_keys_open(database_url: str) -> None:
    database = Database(database_url)
    migrate(database, "0006")
    entered = SEALER.sealed(SecretStr("sk-of-before"))
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO model_settings VALUES ('anna', '{}', :key, 1)"), {"key": entered}
        )
        connection.execute(text("INSERT INTO model_settings VALUES ('ben', '{}', 'of a lost secret', 1)"))
        connection.execute(
            text("INSERT INTO model_replies VALUES ('anna', 'question', 'an answer', '2026-01-02')")
        )
    migrate(database)
    make_sure_of_seals(database, SEALER)
    with transactions(database, SEALER)() as work:
        key = work.models.key(ANNA)
        assert key is not None
        assert key.get_secret_value() == "sk-of-before"
        assert work.models.key(Actor(id="ben")) is None
        assert work.models.reply(ANNA, "question") == "an answer"
    database.close()


def test_prompts_that_were_kept_before_they_had_hints_are_read(database_url: str) -> None:
    database = Database(database_url)
    migrate(database, "0011")
    prompt = shipped()["writing"]
    before = json.loads(prompt.model_dump_json(exclude={"hints", "changelog"})) | {"why": "The first."}
    with database.engine.begin() as connection:
        row = "INSERT INTO prompts VALUES ('writing@1', :prompt, '2025-01-02 03:04:05')"
        connection.execute(text(row), {"prompt": json.dumps(before)})
    migrate(database)
    with transactions(database, SEALER)() as work:
        kept = work.prompts.get("writing@1")
    database.close()
    assert kept is not None
    assert (kept.why, kept.asked) == ("The first.", prompt.asked)
