"""Accounts as rows: address and name are sealed, and the address is found by a keyed hash of it."""

import json
from collections.abc import Iterable

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session as Rows

from jobwise.domain.role import Role
from jobwise.domain.user import User
from jobwise.errors import NotFound
from jobwise.store.tables import INSTALLATION, InvitationRow, SecondFactorRow, UserRow
from jobwise.store.vault import Vault


class UserRows:
    """What the repositories of accounts share."""

    def __init__(self, rows: Rows, vault: Vault) -> None:
        self._rows, self._vault = rows, vault

    def key(self, purpose: str, value: str) -> str:
        """A hash that finds a value again. *Why keyed:* addresses are guessed as soon as they are hashed."""
        return self._vault.keyed(INSTALLATION, f"{purpose} {value}")

    def find(self, email: str) -> User | None:
        """Who has this address, or None."""
        key = self.key("email", email)
        row = self._rows.scalars(select(UserRow).where(UserRow.email_key == key)).first()
        return self.one(row) if row else None

    def find_linked(self, issuer: str, subject: str) -> User | None:
        """Whose account a log-in of another provider belongs to, or None."""
        key = self._provider_key(issuer, subject)
        row = self._rows.scalars(select(UserRow).where(UserRow.provider_key == key)).first()
        return self.one(row) if row else None

    def link(self, user_id: str, issuer: str, subject: str) -> bool:
        """Give the account to that log-in; False where it belongs to another already."""
        key = self._provider_key(issuer, subject)
        free = or_(UserRow.provider_key.is_(None), UserRow.provider_key == key)
        linking = update(UserRow).where(UserRow.owner == user_id, free).values(provider_key=key)
        return self._rows.scalar(linking.returning(UserRow.owner)) is not None

    def get(self, user_id: str) -> User | None:
        """One by their id, or None."""
        row = self._rows.get(UserRow, user_id)
        return self.one(row) if row else None

    def one(self, row: UserRow) -> User:
        """The account of a row."""
        factor = self._rows.get(SecondFactorRow, row.owner)
        return self._user(row, factor is not None and factor.confirmed)

    def all(self) -> list[User]:
        """Everybody, in the order they came."""
        with_factor = set(
            self._rows.scalars(select(SecondFactorRow.owner).where(SecondFactorRow.confirmed.is_(True)))
        )
        rows = self._rows.scalars(select(UserRow).order_by(UserRow.created_at, UserRow.owner))
        return [self._user(row, row.owner in with_factor) for row in rows]

    def row(self, user_id: str) -> UserRow:
        """The row, to change it. Raises: NotFound."""
        row = self._rows.get(UserRow, user_id)
        if row is None:
            raise NotFound("This account is not there", "Look for it in the list.", code="not-found")
        return row

    def add(self, user: User) -> None:
        """A new account."""
        row = UserRow(
            owner=user.id,
            email_key=self.key("email", user.email),
            roles=roles_json(user.roles),
            created_at=user.created_at,
        )
        self._vault.seal(row, email=user.email, name=user.name)
        self._rows.add(row)
        self._rows.flush()  # parents before children: PostgreSQL holds foreign keys

    def invited(self, row: InvitationRow) -> str:
        """The address that an invitation is for, "" for anybody's."""
        return self._vault.text(row, "email") if row.email else ""

    def _provider_key(self, issuer: str, subject: str) -> str:
        return self.key("provider", json.dumps([issuer, subject]))

    def _user(self, row: UserRow, second_factor: bool) -> User:
        return User(
            id=row.owner,
            email=self._vault.text(row, "email"),
            name=self._vault.text(row, "name"),
            roles=roles_of(row.roles),
            created_at=row.created_at,
            disabled=row.disabled_at is not None,
            second_factor=second_factor,
        )


def roles_json(roles: Iterable[Role]) -> str:
    """Roles as they are stored, always in the same order."""
    return json.dumps(sorted(roles))


def roles_of(stored: str) -> frozenset[Role]:
    """Roles that were stored."""
    return frozenset(map(Role, json.loads(stored)))
