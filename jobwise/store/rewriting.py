"""Writes the DuckDB file anew, so that nothing stays in it of what was deleted.

*Why:* DuckDB leaves deleted rows in the file, also after CHECKPOINT and VACUUM, until something else is
written there. *Why a mark beside the file:* after a kill between the deletion and the new file, the next
start makes up for it.
"""

import os
import shutil
from contextlib import closing
from pathlib import Path

import duckdb
from sqlalchemy import text

from jobwise.errors import StorageFailed
from jobwise.store.database import Database

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class DatabaseTraces:
    """`ports.Traces` of a DuckDB file, and of PostgreSQL as far as its own files go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self) -> None:
        owe_rewriting(self._database)

    def remove(self) -> None:
        """*Why the keys alone on PostgreSQL:* without its key a deleted row says nothing."""
        if self._database.is_duckdb:
            rewrite(self._database)
            return
        alone = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.execute(text("VACUUM FULL person_keys"))


def owe_rewriting(database: Database) -> None:
    """Put down that the file is to be written anew, before something is deleted. Raises: StorageFailed."""
    if file := _file(database):
        try:
            _mark(file).touch()
            _sync(file.parent)
        except OSError as error:
            raise _not_rewritten(error.strerror or "") from error


def rewrite_if_owed(database: Database) -> None:
    """Do at the start what a kill or a full disk kept from being done. Raises: StorageFailed."""
    if (file := _file(database)) and _mark(file).exists():
        rewrite(database)


def rewrite(database: Database) -> None:
    """Put a new file with what there is in the place of the old one; nothing to do on PostgreSQL.

    Whatever happens, there is one whole file: the old one, or the new one. Raises: StorageFailed.
    """
    file = _file(database)
    if file is None:
        return
    draft = file.with_name(f"{file.name}.new")
    with database.alone():
        database.engine.dispose()
        try:
            _copy(file, draft)
            draft.replace(file)
            _sync(file.parent)
            _mark(file).unlink(missing_ok=True)
        except (duckdb.Error, OSError) as error:
            raise _not_rewritten(type(error).__name__) from error
        finally:
            _remove(draft)


def _copy(file: Path, draft: Path) -> None:
    """*Why a connection of its own:* that of the application can reach no other file.

    *Why a checkpoint first:* what stands in the old file's log must not be read into the new one.
    """
    _remove(draft)
    with closing(duckdb.connect(":memory:", config={**CONFIG, "temp_directory": ""})) as raw:
        raw.execute(f"ATTACH '{_quoted(file)}' AS old")
        raw.execute("CHECKPOINT old")
        raw.execute(f"ATTACH '{_quoted(draft)}' AS new")
        raw.execute("COPY FROM DATABASE old TO new")
        raw.execute("CHECKPOINT new")
        raw.execute("DETACH new")
        raw.execute("DETACH old")
    if _log(file).exists() or _log(draft).exists():
        raise OSError("the log of the database is still there")
    shutil.copymode(file, draft)
    _sync(draft)


def _file(database: Database) -> Path | None:
    name = database.url.database
    return Path(name).resolve() if database.is_duckdb and name and name != ":memory:" else None


def _mark(file: Path) -> Path:
    return file.with_name(f"{file.name}.rewrite")


def _log(file: Path) -> Path:
    return file.with_name(f"{file.name}.wal")


def _remove(draft: Path) -> None:
    draft.unlink(missing_ok=True)
    _log(draft).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")


def _not_rewritten(reason: str) -> StorageFailed:
    return StorageFailed(
        "The database file could not be written anew",
        f"What was deleted is out of reach, but traces may be left in it ({reason}). See that the disk has "
        "room for a second copy of the file; JobWise tries again when it starts.",
        code="not-rewritten",
    )
