"""Puts another secret in the place of the present one.

People's keys stay as they are and are wrapped anew: a full database takes no longer than an empty one.

*Why in two steps where the secret is a file of ours:* no commit reaches over a database and a file. The new
secret is put beside the old one before the commit and takes its place after it; a start that finds both asks
the database which of them counts.
"""

import datetime as dt
import logging
import os
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select, text

from jobwise.domain.account import OPERATOR
from jobwise.domain.audit import Action
from jobwise.errors import BadSetting, StorageFailed
from jobwise.store.answers import WatchedSession
from jobwise.store.audit import SqlAudit
from jobwise.store.database import Database
from jobwise.store.rewriting import DatabaseTraces
from jobwise.store.sealing import KEY_FILE, SECRET_BYTES, Sealer, write_secret
from jobwise.store.tables import INSTALLATION, PersonKeyRow
from jobwise.store.vault import Vault, check_secret

logger = logging.getLogger(__name__)

NEW_FILE = f"{KEY_FILE}.new"


def rotate_given(database: Database, old: Sealer, new: SecretStr) -> int:
    """Wrap every person's key under another secret, which the person sets from then on; gives how many.

    Raises: StorageFailed, and nothing has changed.
    """
    return _wrap_anew(database, old, Sealer(new.get_secret_value().encode()))


def rotate_file(database: Database, old: Sealer, folder: Path, new: SecretStr | None) -> int:
    """The same for the secret that JobWise keeps in the data folder; None makes one.

    Raises: StorageFailed, and nothing has changed.
    """
    secret = new.get_secret_value().encode() if new else os.urandom(SECRET_BYTES)
    (folder / NEW_FILE).unlink(missing_ok=True)
    write_secret(folder / NEW_FILE, secret)
    count = _wrap_anew(database, old, Sealer(secret))
    finish_rotation(database, folder)
    return count


def finish_rotation(database: Database, folder: Path) -> None:
    """Do what a kill kept a rotation from doing; at most starts there is nothing to do."""
    new = folder / NEW_FILE
    if not new.exists():
        return
    try:
        with database.turn(), WatchedSession(database.engine) as session:
            check_secret(session, Sealer(new.read_bytes()))
    except StorageFailed:  # killed before the commit: the old one still counts
        new.unlink()
    else:
        new.replace(folder / KEY_FILE)


def must_differ(old: bytes, new: SecretStr) -> None:
    """Raises: BadSetting."""
    if old == new.get_secret_value().encode():
        raise BadSetting("The new secret is the present one", "Give another one.", code="same-secret")


def _wrap_anew(database: Database, old: Sealer, new: Sealer) -> int:
    """*Why the file is written anew after that:* the old wrappings would stay in it, and a secret is often
    rotated because somebody else knows it."""
    traces = DatabaseTraces(database)
    traces.expect()
    with database.turn(), WatchedSession(database.engine) as session, session.begin():
        if not database.is_duckdb:
            session.execute(text("LOCK TABLE person_keys IN ACCESS EXCLUSIVE MODE"))
        rows = list(session.scalars(select(PersonKeyRow).where(PersonKeyRow.wrapped.is_not(None))))
        for row in rows:
            row.wrapped = new.wrapped(row.owner, old.unwrapped(row.owner, row.wrapped or ""))
        session.flush()
        log = SqlAudit(session, Vault(session, new))
        log.note(
            dt.datetime.now(dt.UTC),
            OPERATOR.id,
            Action.SECRET_ROTATED,
            INSTALLATION,
            {"keys": str(len(rows))},
        )
    try:
        traces.remove()
    except StorageFailed as error:  # the secret counts all the same, and the next start tries again
        logger.warning("Old wrappings may be left: %s", error.title)
    return len(rows)
