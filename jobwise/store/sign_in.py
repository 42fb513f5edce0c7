"""What is asked of the store before anybody is known."""

import datetime as dt
import uuid
from collections.abc import Sequence

from pydantic import SecretStr
from sqlalchemy import ColumnElement, delete, func, select, tuple_, update
from sqlalchemy.orm import Session as Rows

from jobwise.domain.user import Invitation, OneTimeToken, Purpose, SecondFactor, Session, User
from jobwise.store.claims import alone
from jobwise.store.tables import (
    CredentialRow,
    InvitationRow,
    RecoveryCodeRow,
    ResetAskRow,
    SecondFactorRow,
    SessionRow,
    TokenRow,
    TryRow,
    UserRow,
)
from jobwise.store.users import UserRows, roles_of
from jobwise.store.vault import Vault

KEPT_ASKS = dt.timedelta(days=30)
"""So long somebody who asked for a new password stands in the list."""


class SqlSignIn:
    """`ports.SignInRepository`. What works once is taken by one statement that says what it took."""

    def __init__(self, rows: Rows, vault: Vault) -> None:
        self._rows, self._vault = rows, vault
        self._users = UserRows(rows, vault)
        self._is_postgresql = rows.get_bind().dialect.name == "postgresql"

    def find(self, email: str) -> User | None:
        """Who has this address, or None."""
        return self._users.find(email)

    def find_linked(self, issuer: str, subject: str) -> User | None:
        """Whose account a log-in of another provider belongs to, or None."""
        return self._users.find_linked(issuer, subject)

    def link(self, user_id: str, issuer: str, subject: str) -> bool:
        """Give an account to that log-in; False where it belongs to another already."""
        return self._users.link(user_id, issuer, subject)

    def user(self, user_id: str) -> User | None:
        """Who a token belongs to, or None."""
        return self._users.get(user_id)

    def alone(self, user_id: str) -> None:
        """Keep others from changing this account until the transaction ends.

        *Why:* two that change the same rows in another order would wait for each other for ever.
        """
        alone(self._rows, [f"account {user_id}"])

    def password(self, user_id: str) -> str | None:
        """The hash of a person's password, or None."""
        row = self._rows.get(CredentialRow, user_id)
        return row.hash if row else None

    def add_user(self, user: User, password: str | None) -> None:
        """A new account; an address that is taken is refused."""
        self._users.add(user)
        if password is not None:
            self.put_password(user.id, password, user.created_at)

    def put_password(self, user_id: str, password: str, at: dt.datetime) -> None:
        """Keep the hash of a password, in the place of the one before."""
        row = self._rows.get(CredentialRow, user_id)
        if row is None:
            row = CredentialRow(owner=user_id)
            self._rows.add(row)
        row.hash, row.changed_at = password, at
        asked = ResetAskRow.email_key == self._users.row(user_id).email_key
        self._rows.execute(delete(ResetAskRow).where(asked))

    def second_factor(self, user_id: str) -> SecondFactor | None:
        """A person's second factor with its secret, or None. Raises: StorageFailed."""
        row = self._rows.get(SecondFactorRow, user_id)
        if row is None:
            return None
        secret = SecretStr(self._vault.text(row, "secret"))
        return SecondFactor(secret=secret, confirmed=row.confirmed, last_step=row.last_step)

    def use_step(self, user_id: str, step: int) -> bool:
        """Mark the code of a step as used; False where it, or a later one, was used before."""
        newer = SecondFactorRow.owner == user_id, SecondFactorRow.last_step < step
        mark = update(SecondFactorRow).where(*newer).values(last_step=step)
        return self._rows.scalar(mark.returning(SecondFactorRow.owner)) is not None

    def use_recovery_code(self, user_id: str, code: str) -> bool:
        """Use up a recovery code, by its hash."""
        this = RecoveryCodeRow.id == code, RecoveryCodeRow.owner == user_id
        return (
            self._rows.scalar(delete(RecoveryCodeRow).where(*this).returning(RecoveryCodeRow.id)) is not None
        )

    def add_token(self, token: OneTimeToken) -> None:
        """Keep a one-time token by its hash."""
        values = token.model_dump()
        self._rows.add(TokenRow(owner=values.pop("user_id"), **values))

    def token_owner(self, purpose: Purpose, token: str, at: dt.datetime) -> User | None:
        """Whose token this is, by its hash, without using it up."""
        row = self._rows.get(TokenRow, token)
        return self._users.get(row.owner) if row and row.purpose == purpose and at < row.expires_at else None

    def take_token(self, purpose: Purpose, token: str, at: dt.datetime) -> OneTimeToken | None:
        """Use it up, by its hash; None for one that is unknown, used or too old."""
        this = TokenRow.id == token, TokenRow.purpose == purpose
        taking = delete(TokenRow).where(*this).returning(TokenRow.owner, TokenRow.bound, TokenRow.expires_at)
        row = self._rows.execute(taking).first()
        if row is None or at >= row.expires_at:
            return None
        return OneTimeToken(
            id=token, purpose=purpose, user_id=row.owner, bound=row.bound, expires_at=row.expires_at
        )

    def drop_tokens(self, user_id: str) -> None:
        """Forget every token of a person."""
        self._rows.execute(delete(TokenRow).where(TokenRow.owner == user_id))

    def ask_reset(self, email: str, at: dt.datetime) -> str | None:
        """Note for administrators that a new password is wanted; whose, or None."""
        key = self._users.key("email", email)
        self._rows.add(ResetAskRow(id=str(uuid.uuid4()), email_key=key, at=at))
        return self._rows.scalar(select(UserRow.owner).where(UserRow.email_key == key))

    def invitation(self, token: str, at: dt.datetime) -> Invitation | None:
        """An invitation, by its token's hash, that can still be used."""
        row = self._rows.get(InvitationRow, token)
        if row is None or row.used_by is not None or at >= row.expires_at:
            return None
        return invitation_of(row, self._users)

    def use_invitation(self, token: str, user_id: str) -> bool:
        """Use up an invitation; False where somebody was faster. Its address goes: the account has it."""
        unused = InvitationRow.id == token, InvitationRow.used_by.is_(None)
        use = update(InvitationRow).where(*unused).values(used_by=user_id, email=None)
        return self._rows.scalar(use.returning(InvitationRow.id)) is not None

    def take_try(
        self, try_id: str, keys: Sequence[str], at: dt.datetime, *, since: dt.datetime, most: int
    ) -> int:
        """Count a try under every key, and say the highest count with it; 0 where one had enough before."""
        hashes = [self._users.key("tries", key) for key in keys]
        alone(self._rows, hashes)
        recent = select(func.count()).where(TryRow.key.in_(hashes), TryRow.at >= since).group_by(TryRow.key)
        count = max(self._rows.scalars(recent), default=0)
        if count >= most:
            return 0
        self._rows.add_all(TryRow(id=try_id, key=key, at=at) for key in hashes)
        return count + 1

    def give_back_try(self, try_id: str) -> None:
        """The try did not fail: count it no longer."""
        self._rows.execute(delete(TryRow).where(TryRow.id == try_id))

    def clear_tries(self, key: str) -> None:
        """Forget what was counted under a key."""
        hashed = self._users.key("tries", key)
        alone(self._rows, [hashed])
        self._rows.execute(delete(TryRow).where(TryRow.key == hashed))

    def open_session(self, session: Session) -> None:
        """Keep a session by the hash of its cookie."""
        values = session.model_dump(exclude={"is_current"})
        self._rows.add(SessionRow(owner=values.pop("user_id"), **values))

    def session(self, session_id: str) -> tuple[Session, User] | None:
        """A session that was not ended, with whose it is."""
        row = self._rows.get(SessionRow, session_id)
        user = self._users.get(row.owner) if row else None
        return (session_of(row), user) if row and user else None

    def touch_session(self, session_id: str, at: dt.datetime) -> None:
        """Put down that it was used. *Why by a statement:* one that ended meanwhile stays ended."""
        self._rows.execute(update(SessionRow).where(SessionRow.id == session_id).values(last_seen_at=at))

    def sweep(self, *, tries: dt.datetime, others: dt.datetime) -> None:
        """Delete tries, and tokens and sessions that ended, of before these moments."""
        self._drop(TryRow, TryRow.at < tries)
        self._drop(TokenRow, TokenRow.expires_at <= others)
        self._drop(SessionRow, SessionRow.expires_at <= others)
        self._drop(ResetAskRow, ResetAskRow.at <= others - KEPT_ASKS)
        self._drop(InvitationRow, InvitationRow.expires_at <= others - KEPT_ASKS)

    def _drop(
        self,
        kind: type[TryRow | TokenRow | SessionRow | ResetAskRow | InvitationRow],
        old: ColumnElement[bool],
    ) -> None:
        """*Why past rows that are held on PostgreSQL:* who holds one may be waiting for another of these."""
        key = list(kind.__table__.primary_key)
        if self._is_postgresql:
            free = select(*key).where(old).with_for_update(skip_locked=True)
            old = tuple_(*key).in_(free)
        self._rows.execute(delete(kind).where(old))


def session_of(row: SessionRow) -> Session:
    """A session as it is stored."""
    return Session(
        id=row.id,
        user_id=row.owner,
        browser=row.browser,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
    )


def invitation_of(row: InvitationRow, users: UserRows) -> Invitation:
    """An invitation as it is stored."""
    return Invitation(
        id=row.id,
        email=users.invited(row),
        roles=roles_of(row.roles),
        invited_by=row.invited_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_by=row.used_by,
    )
