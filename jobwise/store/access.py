"""What programs get in with: API keys, refresh tokens, and what access tokens are signed with."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import SecretStr
from sqlalchemy import delete, func, or_, select, text, update

from jobwise.domain.access import ApiKey, ProgramLogIn, RefreshToken, Scope, SigningKey
from jobwise.domain.account import Actor
from jobwise.errors import NotFound
from jobwise.store.answers import WatchedSession
from jobwise.store.tables import ApiKeyRow, RefreshTokenRow, SigningKeyRow, UserRow, UtcDateTime
from jobwise.store.users import roles_of
from jobwise.store.vault import Vault

SIGNING_TURN = 5_620_194_275
"""A number of our own for PostgreSQL's lock."""


class SqlAccess:
    """`ports.AccessRepository`. What works once is taken by one statement that says what it took."""

    def __init__(self, rows: WatchedSession, vault: Vault) -> None:
        self._rows, self._vault = rows, vault

    def add_key(self, actor: Actor, key: ApiKey) -> None:
        """Keep a key; its id is its hash."""
        values = key.model_dump(exclude={"name", "scopes"})
        row = ApiKeyRow(owner=actor.id, scopes=_scopes_json(key.scopes), **values)
        self._vault.seal(row, name=key.name)
        self._rows.add(row)

    def keys(self, actor: Actor) -> Sequence[ApiKey]:
        """The actor's own, newest first, those that are over too."""
        mine = select(ApiKeyRow).where(ApiKeyRow.owner == actor.id)
        return [self._key(row) for row in self._rows.scalars(mine.order_by(ApiKeyRow.created_at.desc()))]

    def end_key(self, actor: Actor, key_id: str) -> None:
        """End one. Raises: NotFound."""
        this = ApiKeyRow.id == key_id, ApiKeyRow.owner == actor.id
        if self._rows.scalar(delete(ApiKeyRow).where(*this).returning(ApiKeyRow.id)) is None:
            raise NotFound("This key is not there", "It may have been ended.", code="not-found")

    def end_keys(self, actor: Actor) -> int:
        """End all of the actor's own; gives how many there were."""
        mine = delete(ApiKeyRow).where(ApiKeyRow.owner == actor.id)
        return len(self._rows.scalars(mine.returning(ApiKeyRow.id)).all())

    def key_owner(
        self, key: str, at: dt.datetime
    ) -> tuple[Actor, frozenset[Scope], dt.datetime | None] | None:
        """Who a key stands for, by its hash, what it was made for and when it was used; None where it opens
        nothing."""

        def ask() -> Any:
            opens = (
                select(
                    UserRow.owner, UserRow.roles, ApiKeyRow.scopes, ApiKeyRow.used_at, ApiKeyRow.expires_at
                )
                .join(UserRow, UserRow.owner == ApiKeyRow.owner)
                .where(ApiKeyRow.id == key, UserRow.disabled_at.is_(None))
            )
            return self._rows.execute(opens).first()

        row = self._rows.answer(("key", key), (ApiKeyRow, UserRow), ask)
        if row is None or row.expires_at <= at:
            return None
        return _actor(row.owner, row.roles), _scopes_of(row.scopes), row.used_at

    def touch_key(self, key: str, at: dt.datetime) -> None:
        """Put down that it was used, unless that was put down since `at`."""
        older = ApiKeyRow.id == key, or_(ApiKeyRow.used_at.is_(None), ApiKeyRow.used_at < at)
        self._rows.execute(update(ApiKeyRow).where(*older).values(used_at=at))

    def add_token(self, token: RefreshToken) -> None:
        """Keep a refresh token by its hash."""
        values = token.model_dump(exclude={"client"})
        row = RefreshTokenRow(owner=values.pop("user_id"), **values)
        self._vault.seal(row, client=token.client)
        self._rows.add(row)

    def token(self, token: str) -> RefreshToken | None:
        """One by its hash, used or not, as it is at this moment."""
        row = self._rows.get(RefreshTokenRow, token, populate_existing=True)
        if row is None:
            return None
        return RefreshToken(
            id=row.id,
            user_id=row.owner,
            family=row.family,
            client=self._vault.text(row, "client"),
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
        )

    def use_token(self, token: str, at: dt.datetime) -> bool:
        """Use it up; False where it was used, is over or is not there."""
        fresh = RefreshTokenRow.used_at.is_(None), RefreshTokenRow.expires_at > at
        using = update(RefreshTokenRow).where(RefreshTokenRow.id == token, *fresh).values(used_at=at)
        return self._rows.scalar(using.returning(RefreshTokenRow.id)) is not None

    def log_in_owner(self, user_id: str, family: str) -> Actor | None:
        """The person with the roles of now; None where the log-in ended or they may not log in."""

        def ask() -> Any:
            lasts = select(RefreshTokenRow.id).where(
                RefreshTokenRow.family == family, RefreshTokenRow.owner == user_id
            )
            asked = select(UserRow.owner, UserRow.roles).where(
                UserRow.owner == user_id, UserRow.disabled_at.is_(None), lasts.exists()
            )
            return self._rows.execute(asked).first()

        row = self._rows.answer(("log-in", user_id, family), (RefreshTokenRow, UserRow), ask)
        return _actor(row.owner, row.roles) if row else None

    def log_ins(self, actor: Actor, at: dt.datetime) -> Sequence[ProgramLogIn]:
        """The actor's programs that are logged in, the one seen last first."""
        mine = RefreshTokenRow.owner == actor.id
        seen = func.max(RefreshTokenRow.created_at, type_=UtcDateTime()).label("seen")
        last = select(RefreshTokenRow.family, seen).where(mine).group_by(RefreshTokenRow.family).subquery()
        newest = (RefreshTokenRow.family == last.c.family) & (RefreshTokenRow.created_at == last.c.seen)
        asked = (
            select(RefreshTokenRow)
            .join(last, newest)
            .where(mine, RefreshTokenRow.expires_at > at)
            .order_by(RefreshTokenRow.created_at.desc())
        )
        by_family = {row.family: row for row in self._rows.scalars(asked)}  # two may be of one moment
        return [
            ProgramLogIn(
                id=row.family,
                client=self._vault.text(row, "client"),
                seen_at=row.created_at,
                expires_at=row.expires_at,
            )
            for row in by_family.values()
        ]

    def end_log_in(self, actor: Actor, family: str) -> None:
        """End one. Raises: NotFound."""
        these = RefreshTokenRow.family == family, RefreshTokenRow.owner == actor.id
        gone = self._rows.scalars(delete(RefreshTokenRow).where(*these).returning(RefreshTokenRow.id))
        if not gone.all():
            raise NotFound("This program is not logged in", "It may have ended.", code="not-found")

    def alone_with_signing(self) -> None:
        """Keep others from the signing keys until the transaction ends; on DuckDB one has its turn."""
        if self._rows.get_bind().dialect.name == "postgresql":
            self._rows.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": SIGNING_TURN})

    def signing_key(self) -> SigningKey | None:
        """The newest, which signs."""
        row = self._rows.scalars(select(SigningKeyRow).where(SigningKeyRow.retired_at.is_(None))).first()
        if row is None:
            return None
        return SigningKey(
            id=row.id, secret=SecretStr(self._vault.text(row, "secret")), created_at=row.created_at
        )

    def checking_key(self, key_id: str, since: dt.datetime) -> SecretStr | None:
        """What tokens of this key are checked with; None for one that is unknown or was retired before."""
        found = self._rows.answer(("signing", key_id), (SigningKeyRow,), lambda: self._checking(key_id))
        if found is None or (found[1] is not None and found[1] < since):
            return None
        return found[0]

    def _checking(self, key_id: str) -> tuple[SecretStr, dt.datetime | None] | None:
        """The key, and when it was retired."""
        row = self._rows.get(SigningKeyRow, key_id)
        return (SecretStr(self._vault.text(row, "secret")), row.retired_at) if row else None

    def put_signing_key(self, key: SigningKey, keep: bool) -> None:
        """Have another one sign. keep: the one before is still taken for a while, all others are gone."""
        gone = delete(SigningKeyRow)
        self._rows.execute(gone.where(SigningKeyRow.retired_at.is_not(None)) if keep else gone)
        self._rows.execute(update(SigningKeyRow).values(retired_at=key.created_at))
        row = SigningKeyRow(id=key.id, created_at=key.created_at, retired_at=None)
        self._vault.seal(row, secret=key.secret.get_secret_value())
        self._rows.add(row)

    def sweep(self, at: dt.datetime) -> None:
        """Delete refresh tokens that are over."""
        self._rows.execute(delete(RefreshTokenRow).where(RefreshTokenRow.expires_at <= at))

    def _key(self, row: ApiKeyRow) -> ApiKey:
        return ApiKey(
            id=row.id,
            name=self._vault.text(row, "name"),
            begins=row.begins,
            scopes=_scopes_of(row.scopes),
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
        )


def _actor(owner: str, roles: str) -> Actor:
    return Actor(id=owner, roles=roles_of(roles))


def _scopes_json(scopes: Iterable[Scope]) -> str:
    return json.dumps(sorted(scopes))


def _scopes_of(stored: str) -> frozenset[Scope]:
    return frozenset(map(Scope, json.loads(stored)))
