"""Seals what was kept before people had keys. A kill in the middle loses nothing: the next start goes on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import func, inspect, select, tuple_, update

from jobwise.errors import StorageFailed
from jobwise.store.answers import WatchedSession
from jobwise.store.database import Database
from jobwise.store.rewriting import owe_rewriting, rewrite_if_owed
from jobwise.store.sealing import Sealer
from jobwise.store.tables import (
    ApplicationRow,
    DocumentVersionRow,
    EventRow,
    FileRow,
    ModelCallRow,
    ModelReplyRow,
    ModelSettingsRow,
    OutputRow,
    PersonKeyRow,
    ProfileRow,
    SourceRow,
    Table,
)
from jobwise.store.vault import Vault, check_secret

BATCH = 20
"""Rows of one transaction: a source may have 10 MB."""
TURN = 5_620_194_274
"""A number of our own for PostgreSQL's lock."""
FIRST: Mapping[type[Table], tuple[str, ...]] = {
    SourceRow: ("text", "file_name", "content"),
    ProfileRow: ("profile", "file_name"),
    ApplicationRow: ("job_text", "title", "employer", "missing_must_haves", "model"),
    OutputRow: ("output",),
    EventRow: ("event",),
    FileRow: ("content",),
    DocumentVersionRow: ("documents", "what"),
    ModelSettingsRow: ("settings", "key"),
    ModelCallRow: ("use",),
    ModelReplyRow: ("reply",),
}
"""What is sealed of each; the first tells whether a row was. *Why a list of its own:* tables change."""


def make_sure_of_seals(database: Database, sealer: Sealer) -> None:
    """What every start does: is the secret the right one, is everything sealed, is nothing left in the file?

    Raises: StorageFailed.
    """
    with database.turn(), WatchedSession(database.engine) as session:
        check_secret(session, sealer)
    seal_what_is_plain(database, sealer)
    rewrite_if_owed(database)


def seal_what_is_plain(database: Database, sealer: Sealer) -> None:
    """Seal the rows of everybody who is marked for it. The plain ones stay in a DuckDB file until it is
    written anew. Raises: StorageFailed."""
    with _alone(database):
        with database.turn(), WatchedSession(database.engine) as session:
            marked = list(session.scalars(select(PersonKeyRow.owner).where(PersonKeyRow.plain)))
        if not marked:
            return
        owe_rewriting(database)
        for owner in marked:
            for kind in FIRST:
                _seal_all(database, sealer, owner, kind)
            with database.turn(), WatchedSession(database.engine) as session, session.begin():
                session.execute(update(PersonKeyRow).where(PersonKeyRow.owner == owner).values(plain=False))


def _seal_all(database: Database, sealer: Sealer, owner: str, kind: type[Table]) -> None:
    """Seal a person's rows of one kind, a batch a transaction, in the order of their keys."""
    keys = inspect(kind).primary_key
    last: tuple[object, ...] = ()
    while True:
        with database.turn(), WatchedSession(database.engine) as session, session.begin():
            rows = select(kind).where(kind.__table__.c.owner == owner).order_by(*keys).limit(BATCH)
            batch = list(session.scalars(rows.where(tuple_(*keys) > last) if last else rows))
            if not batch:
                return
            last = tuple(getattr(batch[-1], str(key.name)) for key in keys)
            vault = Vault(session, sealer)
            for row in batch:
                _seal(vault, sealer, owner, row, FIRST[kind])


def _seal(vault: Vault, sealer: Sealer, owner: str, row: Table, names: tuple[str, ...]) -> None:
    values = {name: getattr(row, name) for name in names}
    if _is_sealed(vault, row, names[0], values[names[0]]):
        return
    if isinstance(row, OutputRow):
        row.input_key = vault.keyed(owner, row.input_key)
    if isinstance(row, ModelReplyRow):
        row.key = vault.keyed(owner, row.key)
    if isinstance(row, ModelSettingsRow):
        values["key"] = _own_key(sealer, row.key)
    vault.seal(row, **values)


def _is_sealed(vault: Vault, row: Table, name: str, value: str | bytes | None) -> bool:
    """*Why tried:* words may be any, so no mark is sure; a seal cannot be there by chance."""
    if value is None:
        return True
    try:
        vault.content(row, name) if isinstance(value, bytes) else vault.text(row, name)
    except StorageFailed:
        return False
    return True


def _own_key(sealer: Sealer, token: str | None) -> str | None:
    """A model's key, which was sealed under the secret itself; one that cannot be opened is of no use."""
    try:
        return sealer.opened(token).get_secret_value() if token else None
    except StorageFailed:
        return None


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """*Why:* on PostgreSQL several machines may start at once."""
    if database.is_duckdb:
        yield
        return
    with database.engine.begin() as connection:  # the lock goes with this transaction
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))
        yield
