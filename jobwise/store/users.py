"""Accounts as rows: address and name are sealed, and the address is found by a keyed hash of it."""

import hashlib
import hmac
import json
from collections.abc import Iterable

from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session as Rows

from jobwise.domain.role import Role
from jobwise.domain.user import User
from jobwise.errors import NotFound
from jobwise.store.sealing import Sealer
from jobwise.store.tables import SecondFactorRow, UserRow


class UserRows:
    """What the repositories of accounts share."""

    def __init__(self, rows: Rows, sealer: Sealer) -> None:
        self._rows, self._sealer = rows, sealer

    def key(self, purpose: bytes, value: str) -> str:
        """A hash that finds a value again. *Why keyed:* addresses are guessed as soon as they are hashed."""
        return hmac.new(self._sealer.derived(purpose), value.encode(), hashlib.sha256).hexdigest()

    def find(self, email: str) -> User | None:
        """Who has this address, or None."""
        key = self.key(b"email", email)
        row = self._rows.scalars(select(UserRow).where(UserRow.email_key == key)).first()
        return self.one(row) if row else None

    def get(self, user_id: str) -> User | None:
        """One by their id, or None."""
        row = self._rows.get(UserRow, user_id)
        return self.one(row) if row else None

    def one(self, row: UserRow) -> User:
        """The account of a row."""
        factor = self._rows.get(SecondFactorRow, row.id)
        return self._user(row, factor is not None and factor.confirmed)

    def all(self) -> list[User]:
        """Everybody, in the order they came."""
        with_factor = set(
            self._rows.scalars(select(SecondFactorRow.owner).where(SecondFactorRow.confirmed.is_(True)))
        )
        rows = self._rows.scalars(select(UserRow).order_by(UserRow.created_at, UserRow.id))
        return [self._user(row, row.id in with_factor) for row in rows]

    def row(self, user_id: str) -> UserRow:
        """The row, to change it. Raises: NotFound."""
        row = self._rows.get(UserRow, user_id)
        if row is None:
            raise NotFound("This account is not there", "Look for it in the list.", code="not-found")
        return row

    def add(self, user: User) -> None:
        """A new account."""
        row = UserRow(
            id=user.id,
            email_key=self.key(b"email", user.email),
            email=self.sealed(user.email),
            name=self.sealed(user.name),
            roles=roles_json(user.roles),
            created_at=user.created_at,
        )
        self._rows.add(row)
        self._rows.flush()  # parents before children: PostgreSQL holds foreign keys

    def sealed(self, text: str) -> str:
        return self._sealer.sealed(SecretStr(text))

    def opened(self, token: str) -> str:
        return self._sealer.opened(token).get_secret_value()

    def _user(self, row: UserRow, second_factor: bool) -> User:
        return User(
            id=row.id,
            email=self.opened(row.email),
            name=self.opened(row.name),
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
