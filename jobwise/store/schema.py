"""Brings the database to the newest schema when JobWise starts."""

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy import table as sql_table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import column

from jobwise.errors import StorageFailed
from jobwise.store.database import Database
from jobwise.store.faults import is_fault, storage_failed

HEAD = "0020"
"""The newest migration. *Why written here:* a database that has it opens without loading Alembic."""
TURN = 5_620_194_273
"""A number of our own for PostgreSQL's lock."""
MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(database: Database, revision: str = "head") -> None:
    """Apply what is missing, all or nothing. Raises: StorageFailed."""
    try:
        with database.turn(), database.engine.begin() as connection:
            _wait_for_others(connection)
            if current_revision(connection) != HEAD:
                _upgrade(connection, revision)
    except DBAPIError as error:
        if not is_fault(error):
            raise
        raise storage_failed(error) from error


def _wait_for_others(connection: Connection) -> None:
    """*Why:* on PostgreSQL several machines may start at once, and one of them is to migrate."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))


def current_revision(connection: Connection) -> str | None:
    """The migration that the database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = sql_table("alembic_version", column("version_num"))
    return connection.execute(select(version.c.version_num)).scalar()


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise StorageFailed(
            "This database was made by a newer JobWise",
            "Install the newest version, or choose another data folder.",
            code="newer-database",
        ) from error
