"""Opens the database: a DuckDB file by default, PostgreSQL when that is outgrown."""

import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from jobwise.errors import BadSetting
from jobwise.store.faults import storage_failed

DUCKDB_CONFIG = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
    "lock_configuration": True,
}
"""*Why:* SQL on DuckDB can read the machine's files and fetch extensions; ours never needs to. Its
statements are small: handing them to a second thread takes longer than doing them."""


class Database:
    """An engine and the lock that goes with it.

    *Why a lock on DuckDB:* most commits of threads that meet on a row would conflict. One process
    owns the file, so a lock in the process rules conflicts out instead of repairing them.
    """

    def __init__(self, url: str | URL) -> None:
        """Make the engine; nothing is opened yet. Raises: BadSetting."""
        self.url = parsed(url)
        self._lock = threading.Lock() if self.is_duckdb else None
        self.engine = self._engine()

    @property
    def is_duckdb(self) -> bool:
        return self.url.get_backend_name() == "duckdb"

    def turn(self) -> AbstractContextManager[object]:
        """Held for the length of a transaction."""
        return self._lock or nullcontext()

    def reopen(self) -> None:
        """Drop every connection; *why:* after a full disk DuckDB refuses all until it is opened anew."""
        self.engine.dispose()

    def close(self) -> None:
        with self.turn():
            self.engine.dispose()

    def _engine(self) -> Engine:
        """*Why parameters are hidden:* they are the person's data, and errors end in logs."""
        if not self.is_duckdb:
            return create_engine(self.url, pool_pre_ping=True, hide_parameters=True)
        self._make_folder()
        return create_engine(self.url, connect_args={"config": DUCKDB_CONFIG}, hide_parameters=True)

    def _make_folder(self) -> None:
        if self.url.database and self.url.database != ":memory:":
            folder = Path(self.url.database).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise BadSetting(
                    f"The data folder {folder} cannot be made",
                    f"{error.strerror}. Set JOBWISE_DATA_DIR to a folder that you may write to.",
                    code="data-dir",
                ) from error


def check_connection(database: Database) -> None:
    """Open the database once. Raises: StorageFailed."""
    try:
        with database.turn(), database.engine.connect():
            return
    except DBAPIError as error:
        raise storage_failed(error) from error


def file_url(file: Path) -> URL:
    """The URL of a DuckDB file. *Why not put together as text:* a folder may have a `%` in its name."""
    return URL.create("duckdb", database=str(file))


def parsed(url: str | URL) -> URL:
    """An address that SQLAlchemy has a way to speak to. Raises: BadSetting."""
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise BadSetting(
            "JOBWISE_DATABASE_URL is not a database URL",
            "Write it as duckdb:////folder/jobwise.duckdb or postgresql+psycopg://user:password@host/name.",
            code="database-url",
        ) from error
    return parsed
