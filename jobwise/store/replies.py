"""What programs were answered, kept for when they ask the same again."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session as Rows

from jobwise.domain.account import Actor
from jobwise.ports import SavedReply
from jobwise.store.tables import SavedReplyRow
from jobwise.store.vault import Vault


class SqlReplies:
    """`ports.ReplyRepository`. A claim is one statement: of many at once, one gets it."""

    def __init__(self, rows: Rows, vault: Vault) -> None:
        self._rows, self._vault = rows, vault

    def named(self, owner: str, name: str) -> str:
        """The hash that a name or a question is kept under."""
        return self._vault.keyed(owner, f"repeat {name}")

    def find(self, owner: str, key: str) -> SavedReply | None:
        """What is known of a question."""
        row = self._rows.get(SavedReplyRow, (owner, key), populate_existing=True)
        if row is None:
            return None
        reply = None if row.reply is None else self._vault.text(row, "reply")
        return SavedReply(row.request, row.at, reply)

    def claim(
        self, owner: str, key: str, request: str, at: dt.datetime, *, stuck: dt.datetime, over: dt.datetime
    ) -> bool:
        """Begin to answer; False where somebody does so, or did."""
        fresh = {"request": request, "at": at, "status": None, "reply": None}
        making = insert(SavedReplyRow).values(owner=owner, key=key, **fresh).on_conflict_do_nothing()
        if self._rows.scalar(making.returning(SavedReplyRow.key)) is not None:
            return True
        free = or_(and_(SavedReplyRow.status.is_(None), SavedReplyRow.at < stuck), SavedReplyRow.at < over)
        taking = update(SavedReplyRow).where(*_this(owner, key), free).values(**fresh)
        return self._rows.scalar(taking.returning(SavedReplyRow.key)) is not None

    def put(self, owner: str, key: str, at: dt.datetime, status: int, reply: str) -> None:
        """Keep the reply to what was claimed then."""
        row = SavedReplyRow(owner=owner, key=key)
        self._vault.seal(row, reply=reply)
        mine = *_this(owner, key), SavedReplyRow.at == at
        self._rows.execute(update(SavedReplyRow).where(*mine).values(status=status, reply=row.reply))

    def release(self, owner: str, key: str, at: dt.datetime) -> None:
        """Forget what was claimed then: the same may be asked again."""
        self._rows.execute(delete(SavedReplyRow).where(*_this(owner, key), SavedReplyRow.at == at))

    def times(self, actor: Actor) -> Sequence[dt.datetime]:
        """When the actor's own were given."""
        mine = select(SavedReplyRow.at).where(SavedReplyRow.owner == actor.id)
        return self._rows.scalars(mine.order_by(SavedReplyRow.at)).all()

    def sweep(self, before: dt.datetime) -> None:
        """Delete those of before."""
        self._rows.execute(delete(SavedReplyRow).where(SavedReplyRow.at < before))


def _this(owner: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return SavedReplyRow.owner == owner, SavedReplyRow.key == key
