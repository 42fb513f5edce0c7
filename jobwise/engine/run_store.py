"""Where DBOS keeps the state of the runs: a SQLite file, or the PostgreSQL that holds all the rest."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from typing_extensions import override

from jobwise.errors import StorageFailed

if TYPE_CHECKING:
    from dbos import DBOSConfig

NAME = "jobwise"
QUEUE = "runs"
"""*Why not "applications", as once:* a queue with a part for each person never hands out what was put
into it without one; runs that wait in the old queue are still taken from there."""
SCHEMA = "jobwise_runs"
"""The schema of DBOS's tables on PostgreSQL; ours are in the usual one."""
WORKFLOW_VERSION = "1"
"""Pinned. *Why:* DBOS takes up a killed run again only under the version that began it; the workflow
is the five stages in order, whatever they do, so it changes only when that order does."""
POLLING_SECONDS = 0.2
"""How long a run may wait to be seen. *Why not less:* an idle dashboard should not keep a laptop warm."""


def runs_file(data_dir: Path) -> URL:
    """The address of the SQLite file. *Why not put together as text:* a folder may have a `%` in its name."""
    return URL.create("sqlite", database=str(data_dir / "runs.sqlite"))


def is_shared(url: URL) -> bool:
    """Whether several machines may work on these runs."""
    return url.get_backend_name() == "postgresql"


class _Quick(sqlite3.Connection):
    """A connection whose commits do not wait for the disk.

    *Why:* ten of a run took 4 ms each, more than all else that the engine does. What is written outlives a
    kill of the process all the same. After a loss of power the last commits may be gone; our own store waits
    for the disk, and a run that the engine has lost begins again from there.
    """

    @override
    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.execute("PRAGMA synchronous=NORMAL")


def config(url: URL, machine: str) -> "DBOSConfig":
    """What DBOS is launched with."""
    return {
        "db_engine_kwargs": {} if is_shared(url) else {"connect_args": {"factory": _Quick}},
        "name": NAME,
        "system_database_url": _text(url),
        "dbos_system_schema": SCHEMA,
        "application_version": WORKFLOW_VERSION,
        "executor_id": machine,
        "log_level": "ERROR",
        "enable_otlp": False,
    }


class _NoStops(logging.Filter):
    """*Why:* DBOS logs a run that a person stopped as an error, with its traceback."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        return kind is None or "Cancelled" not in kind.__name__


_NO_STOPS = _NoStops()


def prepare(url: URL, *, at_once: int, per_person: int) -> None:
    """Make DBOS's tables and its queue. *Why before the launch:* a queue that is made later is noticed
    a second later."""
    from dbos import DBOS, DBOSClient

    logging.getLogger("dbos").addFilter(_NO_STOPS)
    if not is_shared(url):
        _prepare_file(url)
    DBOS.migrate(_text(url), schema=SCHEMA)
    client = DBOSClient(system_database_url=_text(url), dbos_system_schema=SCHEMA, application_name=NAME)
    try:
        client.register_queue(
            QUEUE,
            worker_concurrency=at_once,
            partition_concurrency=per_person,
            polling_interval_sec=POLLING_SECONDS,
        )
    finally:
        client.destroy()


def leave_no_trace(url: URL) -> None:
    """Write the file anew without what was deleted. *Why nothing on PostgreSQL:* only ids were there."""
    if is_shared(url):
        return
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for words in ("PRAGMA busy_timeout=10000", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.exec_driver_sql(words)


@contextmanager
def storage_faults(url: URL) -> Iterator[None]:
    """A failing database in words. Raises: StorageFailed."""
    try:
        yield
    except DBAPIError as error:
        if is_shared(url):
            raise StorageFailed(
                "The database of the runs does not answer",
                "Check that it runs, and that JOBWISE_DATABASE_URL is right.",
                code="runs-database",
            ) from error
        raise StorageFailed(
            "The file of the runs cannot be used",
            "Check that the disk is not full. If it is not, delete runs.sqlite in the data folder and start "
            "JobWise again: the file holds no words of yours.",
            code="runs-file",
        ) from error


def _prepare_file(url: URL) -> None:
    """*Why a write-ahead log:* a commit then costs one write, not a journal made and deleted."""
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
