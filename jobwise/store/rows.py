"""What every repository shares: rows of one owner, and nobody else's."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from jobwise.domain.account import Actor
from jobwise.errors import Conflict, NotFound
from jobwise.store.tables import (
    ApplicationRow,
    CandidateRow,
    DateRow,
    FileRow,
    JobBoardRow,
    JobRow,
    NoteRow,
    OutputRow,
    ProfileRow,
    SentFileRow,
    SourceRow,
    VacancyRow,
)

TOUCH = dt.timedelta(hours=1)
"""*Why no finer:* retention counts days, and a run would write the row at each of its events."""
Owned = TypeVar(
    "Owned",
    ApplicationRow,
    CandidateRow,
    DateRow,
    FileRow,
    JobBoardRow,
    JobRow,
    NoteRow,
    OutputRow,
    ProfileRow,
    SentFileRow,
    SourceRow,
    VacancyRow,
)


def owned(
    session: Session,
    kind: type[Owned],
    actor: Actor,
    key: str | tuple[str, str],
    *,
    lock: bool = False,
    options: Sequence[ORMOption] = (),
) -> Owned | None:
    """The actor's row with this key. *Why not told apart:* another's row answers like none at all."""
    row = session.get(kind, key, with_for_update=lock or None, options=options)
    if row is None or row.owner != actor.id:
        return None
    # A session forgets rows that nobody holds, and would ask for them again at every call.
    session.info.setdefault("held", set()).add(row)
    return row


def must_own(
    session: Session,
    kind: type[Owned],
    actor: Actor,
    key: str | tuple[str, str],
    noun: str,
    *,
    lock: bool = False,
    options: Sequence[ORMOption] = (),
) -> Owned:
    """The same, or the sentence that it is not there. Raises: NotFound."""
    row = owned(session, kind, actor, key, lock=lock, options=options)
    if row is None:
        raise NotFound(
            f"This {noun} is not there",
            "It may have been deleted. Look for it in the list.",
            code="not-found",
        )
    return row


def to_change(
    session: Session, actor: Actor, application_id: str, changes: int | None = None
) -> ApplicationRow:
    """The application's row, for somebody who is about to write to it or beside it. Raises: NotFound, and
    Conflict where `changes` is not what is stored.

    *Why locked on PostgreSQL:* there, two transactions that read a run's state and then add to it would
    both be let through. Now the second waits, and sees what the first has left; a row that it had read before
    that, and is stale, is refused (`changes`). On DuckDB one transaction at a time has its turn.
    """
    locked = session.info.setdefault("locked", set())
    lock = application_id not in locked and session.get_bind().dialect.name == "postgresql"
    row = must_own(session, ApplicationRow, actor, application_id, "application", lock=lock)
    locked.add(application_id)
    if changes is not None and row.changes != changes:
        raise Conflict(
            "This application was changed in the meantime",
            "Look at its newest state, then do it again.",
            code="changed",
        )
    return row


def touch(row: ApplicationRow, at: dt.datetime) -> None:
    """Put down that a person or a run did something with an application."""
    if row.touched_at is None or at - row.touched_at >= TOUCH:
        row.touched_at = at
