"""All that is a person's, in every table: counted, erased, and what has not been touched for long."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from jobwise.domain.account import Actor
from jobwise.domain.my_data import Consent
from jobwise.store.experiments import forget_cells
from jobwise.store.tables import (
    INSTALLATION,
    ApplicationRow,
    ConsentRow,
    ExperimentCellRow,
    InvitationRow,
    ModelCallRow,
    ModelReplyRow,
    ProfileRow,
    ResetAskRow,
    RetentionRow,
    SourceRow,
    Table,
    UserRow,
)
from jobwise.store.vault import Vault


class SqlPersonal:
    """`ports.PersonalRepository` over SQLAlchemy.

    *Why from the tables themselves:* a table that is added later is erased without anybody thinking of it.
    """

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    def kept(self, actor: Actor) -> Mapping[str, int]:
        """Table -> how many rows of it are the person's; the key is none of them."""
        counts = {}
        for table in Table.metadata.sorted_tables:
            if "owner" in table.c and table.name != "person_keys":
                mine = select(func.count()).select_from(table).where(table.c.owner == actor.id)
                counts[table.name] = self._session.scalar(mine) or 0
        return counts

    def source_names(self, actor: Actor) -> tuple[str, ...]:
        """The names of the files that the person uploaded, each once."""
        rows = self._session.scalars(select(SourceRow).where(SourceRow.owner == actor.id))
        return tuple(dict.fromkeys(self._vault.text(row, "file_name") for row in rows))

    def source_ids(self, actor: Actor) -> tuple[str, ...]:
        """The files that the person uploaded."""
        return tuple(self._session.scalars(select(SourceRow.id).where(SourceRow.owner == actor.id)))

    def profile_ids(self, actor: Actor) -> tuple[str, ...]:
        """Every version of the person's own profile, oldest first."""
        mine = select(ProfileRow.id).where(ProfileRow.owner == actor.id, ProfileRow.version.is_not(None))
        return tuple(self._session.scalars(mine.order_by(ProfileRow.version)))

    def erase(self, actor: Actor) -> None:
        """Delete every row of the person's and destroy their key."""
        emails = {
            self._vault.text(row, "email")
            for row in self._session.scalars(select(UserRow).where(UserRow.owner == actor.id))
        }
        for invitation in self._session.scalars(
            select(InvitationRow).where(InvitationRow.email.is_not(None))
        ):
            if self._vault.text(invitation, "email") in emails:
                self._session.delete(invitation)
        asked = select(UserRow.email_key).where(UserRow.owner == actor.id)
        self._session.execute(delete(ResetAskRow).where(ResetAskRow.email_key.in_(asked)))
        forget_cells(self._session, ExperimentCellRow.owner == actor.id)
        for table in reversed(Table.metadata.sorted_tables):
            if "owner" in table.c:
                self._session.execute(delete(table).where(table.c.owner == actor.id))
        self._vault.destroy(actor.id)

    def erasure_mark(self, actor: Actor) -> str:
        """What is another one after an erasure. *Why by the key:* it goes with all that it sealed."""
        return self._vault.keyed(actor.id, "erasure mark")

    def note_consent(self, actor: Actor, consent: Consent) -> None:
        """Put down that the person agreed, or no longer does. Nothing changes such a row."""
        row = ConsentRow(id=str(uuid.uuid4()), owner=actor.id, at=consent.at, given=consent.given)
        self._vault.seal(row, address=consent.address)
        self._session.add(row)

    def consents(self, actor: Actor) -> tuple[Consent, ...]:
        """What the person agreed to and took back, oldest first."""
        mine = select(ConsentRow).where(ConsentRow.owner == actor.id)
        rows = self._session.scalars(mine.order_by(ConsentRow.at, ConsentRow.id))
        return tuple(
            Consent(at=row.at, given=row.given, address=self._vault.text(row, "address")) for row in rows
        )

    def last_touches(self, actor: Actor) -> tuple[Mapping[str, dt.datetime], dt.datetime | None]:
        """(application -> when it was last touched, when the profile was), None without a profile.

        Applications whose run has not ended are not among them.
        """
        mine = select(ApplicationRow.id, _touched.label("touched")).where(
            ApplicationRow.owner == actor.id, _ended
        )
        newest = select(func.max(ProfileRow.created_at)).where(ProfileRow.owner == actor.id)
        touched = {row.id: row.touched for row in self._session.execute(mine)}
        return touched, self._session.scalar(newest.where(ProfileRow.version.is_not(None)))

    def kept_since(self, days: int, now: dt.datetime) -> dt.datetime:
        """Since when things are kept for so many days at most; now, where they were kept for longer."""
        row = self._session.get(RetentionRow, INSTALLATION)
        if row is None:
            row = RetentionRow(id=INSTALLATION, days=days, since=now)
            self._session.add(row)
        if days < row.days:
            row.since = now
        row.days = days
        return row.since

    def long_untouched(self, since: dt.datetime) -> Sequence[tuple[Actor, str]]:
        """(owner, application) of everybody's that nobody has touched since then.

        *Why without an actor:* the sweep acts for each owner, as the engine does at its start.
        """
        old = select(ApplicationRow.owner, ApplicationRow.id).where(_touched < since, _ended)
        return [(Actor(id=owner), application) for owner, application in self._session.execute(old)]

    def forget_idle(self, since: dt.datetime) -> int:
        """Delete everybody's answers and costs of before then, and the profile with its files of whoever
        has no application any more and no version of the profile since. Gives how many rows went."""
        busy = select(ApplicationRow.owner).union(
            select(ProfileRow.owner).where(ProfileRow.created_at >= since)
        )
        idle = ProfileRow.owner.not_in(busy)
        read = select(ProfileRow.source_id).where(idle, ProfileRow.source_id.is_not(None))
        sources = list(self._session.scalars(read))
        gone = [
            delete(ModelReplyRow).where(ModelReplyRow.at < since),
            delete(ModelCallRow).where(ModelCallRow.at < since),
            delete(ProfileRow).where(idle),
            delete(SourceRow).where(SourceRow.id.in_(sources)),
        ]
        return sum(max(self._session.execute(one).rowcount, 0) for one in gone)  # type: ignore[attr-defined]


_touched = func.coalesce(ApplicationRow.touched_at, ApplicationRow.created_at)
_ended = ApplicationRow.state.not_in(("waiting", "running"))
