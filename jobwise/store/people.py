"""Everybody's accounts, for administrators. Services let nobody else come this far."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Rows

from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.domain.user import Invitation, User
from jobwise.errors import NotFound
from jobwise.store.sign_in import invitation_of
from jobwise.store.tables import (
    ApiKeyRow,
    InvitationRow,
    RefreshTokenRow,
    ResetAskRow,
    SessionRow,
    TokenRow,
    UserRow,
    UtcDateTime,
)
from jobwise.store.users import UserRows, roles_json
from jobwise.store.vault import Vault

TURN = 5_620_194_274
"""A number of our own for PostgreSQL's lock."""


class SqlPeople:
    """`ports.PeopleRepository`. Each call says who asks, and asks for their role again."""

    def __init__(self, rows: Rows, vault: Vault) -> None:
        self._rows, self._vault = rows, vault
        self._users = UserRows(rows, vault)

    def list(self, actor: Actor) -> Sequence[User]:
        """Everybody, in the order they came."""
        actor.must_be(Role.ADMINISTRATOR)
        return self._users.all()

    def get(self, actor: Actor, user_id: str) -> User:
        """One of them. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        return self._users.one(self._users.row(user_id))

    def reset_asks(self, actor: Actor) -> Mapping[str, dt.datetime]:
        """Person -> when they last asked for a new password, for those who have none yet."""
        actor.must_be(Role.ADMINISTRATOR)
        asks = (
            select(UserRow.owner, func.max(ResetAskRow.at, type_=UtcDateTime()))
            .join(ResetAskRow, ResetAskRow.email_key == UserRow.email_key)
            .group_by(UserRow.owner)
        )
        return {row[0]: row[1] for row in self._rows.execute(asks)}

    def alone(self, actor: Actor) -> None:
        """Keep other administrators from changing people until the transaction ends.

        *Why:* two who take each other's role at once would leave none. On DuckDB one has its turn.
        """
        actor.must_be(Role.ADMINISTRATOR)
        if self._rows.get_bind().dialect.name == "postgresql":
            self._rows.execute(select(func.pg_advisory_xact_lock(TURN)))

    def set_roles(self, actor: Actor, user_id: str, roles: frozenset[Role]) -> None:
        """These roles and no others. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        self._users.row(user_id).roles = roles_json(roles)

    def set_disabled(self, actor: Actor, user_id: str, at: dt.datetime | None) -> None:
        """Since when somebody is let in no longer, None to let them in. Raises: NotFound.

        Disabling ends every session and every key, and forgets every token: who is let in again starts anew.
        """
        actor.must_be(Role.ADMINISTRATOR)
        self._users.row(user_id).disabled_at = at
        if at is not None:
            # Tokens first: a session that is just made of one is seen by the second statement then.
            self._rows.execute(delete(TokenRow).where(TokenRow.owner == user_id))
            self._rows.execute(delete(SessionRow).where(SessionRow.owner == user_id))
            self._rows.execute(delete(RefreshTokenRow).where(RefreshTokenRow.owner == user_id))
            self._rows.execute(delete(ApiKeyRow).where(ApiKeyRow.owner == user_id))

    def invite(self, actor: Actor, invitation: Invitation) -> None:
        """Keep an invitation."""
        actor.must_be(Role.ADMINISTRATOR)
        values = invitation.model_dump(exclude={"email", "roles"})
        row = InvitationRow(roles=roles_json(invitation.roles), **values)
        self._vault.seal(row, email=invitation.email or None)
        self._rows.add(row)

    def invitations(self, actor: Actor) -> Sequence[Invitation]:
        """Newest first, used ones too."""
        actor.must_be(Role.ADMINISTRATOR)
        rows = self._rows.scalars(select(InvitationRow).order_by(InvitationRow.created_at.desc()))
        return [invitation_of(row, self._users) for row in rows]

    def withdraw(self, actor: Actor, invitation_id: str) -> None:
        """Take an invitation back that was not used. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        this = InvitationRow.id == invitation_id, InvitationRow.used_by.is_(None)
        if self._rows.scalar(delete(InvitationRow).where(*this).returning(InvitationRow.id)) is None:
            raise NotFound("This invitation is not there", "It may have been used.", code="not-found")
