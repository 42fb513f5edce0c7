"""Opens the database: a DuckDB file by default, PostgreSQL when that is outgrown."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
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
    """An engine and the turns that go with it.

    *Why turns on DuckDB:* most commits of threads that meet on a row would conflict. One process
    owns the file, so turns in the process rule conflicts out instead of repairing them.
    """

    def __init__(self, url: str | URL) -> None:
        """Make the engine; nothing is opened yet. Raises: BadSetting."""
        self.url = parsed(url)
        self._turns = _Turns() if self.is_duckdb else None
        self.engine = self._engine()

    @property
    def is_duckdb(self) -> bool:
        return self.url.get_backend_name() == "duckdb"

    def turn(self) -> AbstractContextManager[object]:
        """Held for the length of a transaction that writes."""
        return self._turns.writing if self._turns else nullcontext()

    def reading(self) -> AbstractContextManager[object]:
        """Held for the length of one that only reads: beside others, and beside one that writes."""
        return self._turns.reading() if self._turns else nullcontext()

    def alone(self) -> AbstractContextManager[object]:
        """Held while nobody else has a transaction."""
        return self._turns.alone() if self._turns else nullcontext()

    def reopen(self) -> None:
        """Drop every connection; *why:* after a full disk DuckDB refuses all until it is opened anew."""
        with self.alone():
            self.engine.dispose()

    def close(self) -> None:
        with self.alone():
            self.engine.dispose()

    def _engine(self) -> Engine:
        """*Why parameters are hidden:* they are the person's data, and errors end in logs."""
        if not self.is_duckdb:
            return create_engine(self.url, pool_pre_ping=True, hide_parameters=True)
        self._make_folder()
        return create_engine(
            self.url,
            connect_args={"config": DUCKDB_CONFIG},
            hide_parameters=True,
            max_overflow=-1,  # readers are as many as threads
            pool_reset_on_return=None,  # a transaction ends itself, and one more end is an error to catch
        )

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


class _Turns:
    """One writes at a time, any number read meanwhile, and what needs the file to itself waits for all.

    *Why readers need no turn:* each sees what was there when it began.
    """

    def __init__(self) -> None:
        self.writing = threading.Lock()
        self._changed = threading.Condition()
        self._readers, self._is_closed = 0, False

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self.writing:
            with self._changed:
                self._is_closed = True
                self._changed.wait_for(lambda: not self._readers)
            try:
                yield
            finally:
                with self._changed:
                    self._is_closed = False
                    self._changed.notify_all()


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
