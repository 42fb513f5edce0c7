"""What every repository shares: rows of one owner, and nobody else's."""

from typing import TypeVar

from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.errors import NotFound
from jobwise.store.tables import ApplicationRow, FileRow, OutputRow, ProfileRow, SourceRow

Owned = TypeVar("Owned", ApplicationRow, FileRow, OutputRow, ProfileRow, SourceRow)


def owned(session: Session, kind: type[Owned], actor: Actor, key: str | tuple[str, str]) -> Owned | None:
    """The actor's row with this key. *Why not told apart:* another's row answers like none at all."""
    row = session.get(kind, key)
    if row is None or row.owner != actor.id:
        return None
    # A session forgets rows that nobody holds, and would ask for them again at every call.
    session.info.setdefault("held", set()).add(row)
    return row


def must_own(
    session: Session, kind: type[Owned], actor: Actor, key: str | tuple[str, str], noun: str
) -> Owned:
    """The same, or the sentence that it is not there. Raises: NotFound."""
    row = owned(session, kind, actor, key)
    if row is None:
        raise NotFound(
            f"This {noun} is not there",
            "It may have been deleted. Look for it in the list.",
            code="not-found",
        )
    return row
