"""A file that is written anew has everything that there is, and nothing that there was."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from jobwise.errors import StorageFailed
from jobwise.store import rewriting
from jobwise.store.database import Database
from jobwise.store.rewriting import owe_rewriting, rewrite, rewrite_if_owed
from jobwise.store.schema import migrate

GONE = "Quillwhistle-" * 20
KILLED = """
import os, sys
from pathlib import Path
from jobwise.store.database import Database
from jobwise.store.rewriting import owe_rewriting, rewrite

def kill(*_):
    os._exit(9)

database = Database(sys.argv[1])
owe_rewriting(database)
if sys.argv[2] == "before":
    Path.replace = kill
else:
    real = Path.replace
    Path.replace = lambda *paths: (real(*paths), kill())
rewrite(database)
"""
FULL = """
import resource, signal, sys
from jobwise.errors import StorageFailed
from jobwise.store.database import Database
from jobwise.store.rewriting import owe_rewriting, rewrite

database = Database(sys.argv[1])
owe_rewriting(database)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
try:
    rewrite(database)
except StorageFailed as error:
    print(error.code)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database file with one prompt, and traces of another that was deleted."""
    database = Database(f"duckdb:///{tmp_path / 'jobwise.duckdb'}")
    migrate(database)
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO prompts VALUES ('kept@1', 'kept words', '2026-01-02')"))
        connection.execute(text("INSERT INTO prompts VALUES ('x@1', :gone, '2026-01-02')"), {"gone": GONE})
    database.close()
    database = Database(database.url)
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM prompts WHERE label = 'x@1'"))
    database.close()
    assert GONE.encode() in (tmp_path / "jobwise.duckdb").read_bytes()
    return tmp_path / "jobwise.duckdb"


def labels(file: Path) -> list[str]:
    database = Database(f"duckdb:///{file}")
    with database.engine.connect() as connection:
        found = list(connection.execute(text("SELECT label FROM prompts")).scalars())
    database.close()
    return found


def shape(database: Database) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        asked = "SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL"
        columns = "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() ORDER BY ALL"
        return [tuple(row) for words in (asked, columns) for row in connection.execute(text(words))]


def test_nothing_of_what_was_deleted_is_left(file: Path) -> None:
    database = Database(f"duckdb:///{file}")
    before = shape(database)
    rewrite(database)
    assert shape(database) == before
    database.close()
    assert labels(file) == ["kept@1"]
    assert [found.name for found in file.parent.iterdir()] == [file.name]
    assert GONE.encode() not in file.read_bytes()


def test_who_may_read_the_file_stays_the_same(file: Path) -> None:
    file.chmod(0o600)
    link = file.with_name("link.duckdb")
    link.symlink_to(file)
    database = Database(f"duckdb:///{link}")
    rewrite(database)
    database.close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert link.is_symlink()
    assert GONE.encode() not in file.read_bytes()


def test_it_goes_on_with_what_the_log_had(file: Path) -> None:
    database = Database(f"duckdb:///{file}")
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO prompts VALUES ('late@1', 'words', '2026-01-02')"))
    rewrite(database)
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO prompts VALUES ('later@1', 'words', '2026-01-02')"))
    database.close()
    assert set(labels(file)) == {"kept@1", "late@1", "later@1"}


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_leaves_a_whole_file_and_the_next_start_makes_up_for_it(file: Path, when: str) -> None:
    url = f"duckdb:///{file}"
    killed = subprocess.run([sys.executable, "-c", KILLED, url, when], timeout=60, check=False)
    assert killed.returncode == 9
    assert labels(file) == ["kept@1"]
    database = Database(url)
    rewrite_if_owed(database)
    database.close()
    assert labels(file) == ["kept@1"]
    assert GONE.encode() not in file.read_bytes()
    assert [found.name for found in file.parent.iterdir()] == [file.name]


def test_a_full_disk_leaves_the_old_file_and_is_told(file: Path) -> None:
    database = Database(f"duckdb:///{file}")
    with database.engine.begin() as connection:
        for number in range(400):  # so that the copy does not fit
            connection.execute(
                text("INSERT INTO prompts VALUES (:label, :words, '2026-01-02')"),
                {"label": f"{number}@1", "words": f"{number * 7919} " * 400},
            )
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, f"duckdb:///{file}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "not-rewritten"
    assert len(labels(file)) == 401
    rewrite_if_owed(Database(f"duckdb:///{file}"))
    assert GONE.encode() not in file.read_bytes()


def test_a_failure_is_told_and_the_database_goes_on(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"duckdb:///{file}")
    owe_rewriting(database)
    with monkeypatch.context() as patched:

        def refuse(_: Path) -> None:
            raise OSError("no more")

        patched.setattr(rewriting, "_sync", refuse)
        with pytest.raises(StorageFailed, match="written anew"):
            rewrite(database)
    rewrite_if_owed(database)
    database.close()
    assert labels(file) == ["kept@1"]


def test_a_database_that_nothing_is_owed_to_is_left_alone(file: Path) -> None:
    before = file.stat().st_ino
    database = Database(f"duckdb:///{file}")
    rewrite_if_owed(database)
    database.close()
    assert file.stat().st_ino == before
