"""A database that cannot be used says why, and SQL on it cannot reach the machine's files."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from jobwise.domain.account import Actor, StoredProfile
from jobwise.domain.documents import ExportedFile
from jobwise.domain.profile import Profile
from jobwise.domain.run import RunRequest
from jobwise.errors import BadSetting, StorageFailed
from jobwise.store.database import Database
from jobwise.store.integrity import orphans
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions

SEALER = Sealer(b"a secret of the tests")
OPEN_IN_ANOTHER_PROCESS = """
import sys
from jobwise.errors import StorageFailed
from jobwise.store.database import Database
from jobwise.store.schema import migrate
try:
    migrate(Database(sys.argv[1]))
except StorageFailed as error:
    print(error.code, error.title)
"""

FILL_THE_DISK = """
import os, resource, signal, sys
from jobwise.domain.account import Actor, StoredSource
from jobwise.domain.source import SourceText
from jobwise.errors import StorageFailed
from jobwise.store.database import Database
from jobwise.store.schema import migrate
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions

actor = Actor(id="anna")
def source(number, size):
    content = os.urandom(size)  # what cannot be squeezed
    text = SourceText(text="")
    return StoredSource(id=str(number), file_name="a", media_type="b", content=content, text=text)

database = Database(sys.argv[1])
migrate(database)
begin = transactions(database, Sealer(b"a secret for tests"))
with begin() as work:
    work.profiles.add_source(actor, source(1, 1000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
try:
    with begin() as work:
        work.profiles.add_source(actor, source(2, 9_000_000))
except StorageFailed as error:
    print(error.code)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with begin() as work:
    work.profiles.add_source(actor, source(3, 1000))
    print(len(work.profiles.source(actor, "1").content), len(work.profiles.source(actor, "3").content))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jobwise.duckdb"


def run(script: str, file: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, f"duckdb:///{file}"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_second_process_is_told_that_jobwise_runs(file: Path) -> None:
    database = Database(f"duckdb:///{file}")
    migrate(database)
    assert run(OPEN_IN_ANOTHER_PROCESS, file) == "already-running JobWise is already running"
    database.close()
    assert run(OPEN_IN_ANOTHER_PROCESS, file) == ""


@pytest.mark.parametrize("content", [b"not a database at all" * 400, b"\0" * 20_000])
def test_a_damaged_file_is_told_and_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    database = Database(f"duckdb:///{file}")
    with pytest.raises(StorageFailed, match="damaged") as refusal:
        migrate(database)
    assert refusal.value.code == "damaged"
    assert file.read_bytes() == content
    database.close()


def test_a_full_disk_is_told_and_the_next_write_works_again(file: Path) -> None:
    assert run(FILL_THE_DISK, file) == "disk-full\n1000 1000"


def test_a_folder_that_cannot_be_made_is_a_setting_to_change(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BadSetting, match="JOBWISE_DATA_DIR"):
        Database(f"duckdb:///{tmp_path / 'taken' / 'jobwise.duckdb'}")


@pytest.mark.parametrize("url", ["nonsense", "mysterydb:///x"])
def test_a_wrong_database_url_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        Database(url)
    assert url not in str(refusal.value)


def test_a_server_that_does_not_answer_is_told() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(StorageFailed, match="does not answer"):
        migrate(database)
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('{folder}/kept.csv')",
        "SELECT * FROM read_blob('{folder}/kept.csv')",
        "SELECT * FROM read_csv('{folder}/kept.csv')",
        "SELECT * FROM read_json('{folder}/kept.csv')",
        "SELECT * FROM '{folder}/kept.csv'",
        "SELECT * FROM glob('{folder}/*')",
        "COPY (SELECT 1) TO '{folder}/stolen.csv'",
        "COPY schema_version FROM '{folder}/kept.csv'",
        "EXPORT DATABASE '{folder}/stolen'",
        "IMPORT DATABASE '{folder}'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{folder}/own.duckdb_extension'",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "SELECT ST_Point(1, 2)",
        "SELECT * FROM sqlite_scan('{folder}/kept.csv', 't')",
        "SET enable_external_access = true",
        "SET autoload_known_extensions = true",
        "SET autoinstall_known_extensions = true",
        "SET allow_unsigned_extensions = true",
        "SET extension_directory = '{folder}'",
        "SET allowed_directories = ['{folder}']",
        "SET temp_directory = '{folder}/elsewhere'",
        "SET threads = 2",
        "RESET enable_external_access",
        "SET lock_configuration = false",
        "RESET lock_configuration",
    ],
)
def test_sql_cannot_leave_the_database(file: Path, statement: str) -> None:
    database = Database(f"duckdb:///{file}")
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE schema_version (a VARCHAR)"))
    (file.parent / "kept.csv").write_text("a\nsecret\n")
    before = {entry.name for entry in file.parent.iterdir()} - {f"{file.name}.wal"}
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.exec_driver_sql(statement.format(folder=file.parent))
    database.close()
    after = {entry.name for entry in file.parent.iterdir()} - {f"{file.name}.wal"}
    assert after == before


def test_rows_without_their_parent_are_noticed(file: Path) -> None:
    database, anna = Database(f"duckdb:///{file}"), Actor(id="anna")
    noon = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
    migrate(database)
    profile = StoredProfile(
        id="p1", version=1, profile=Profile(), source_id=None, file_name="", created_at=noon
    )
    request = RunRequest(application_id="a1", profile_id="p1", job_text="", as_of=noon.date())
    with transactions(database, SEALER)() as work:
        work.profiles.add(anna, profile)
        work.applications.add(anna, request, run_id="r", is_sample=False, at=noon)
        work.applications.save_file(anna, "a1", ExportedFile(name="a", media_type="b", content=b"c"))
    assert orphans(database) == {}
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM applications"))
    assert orphans(database) == {"files": 1}
    database.close()
