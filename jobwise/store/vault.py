"""Seals what is a person's own before it is stored, each person's under a key of their own.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. *Why a key for each person:* whoever destroys it
has destroyed all that it sealed, wherever copies of that lie. *Why the place is sealed in:* a value that is
moved to another row, column or person does not open there.
"""

import base64
import binascii
import hashlib
import hmac
import os
import zlib
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, func, inspect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from jobwise.errors import StorageFailed
from jobwise.store.answers import WatchedSession
from jobwise.store.sealing import NONCE_BYTES, Sealer
from jobwise.store.tables import SEALED, PersonKeyRow, Table

KEY_BYTES = 32
AS_IT_IS, DEFLATED = b"\x01", b"\x02"
"""Stand before a sealed value and say what was sealed, so that there can be another way one day."""
LONG_BYTES = 512
"""From here on a value is deflated. *Why:* what is sealed cannot be made smaller by the database."""


class Vault:
    """Seals and opens within one transaction."""

    def __init__(self, session: WatchedSession, sealer: Sealer) -> None:
        self._session, self._sealer = session, sealer
        self._keys: dict[str, PersonKey] = {}

    def seal(self, row: Table, **values: str | bytes | None) -> None:
        """Put values into columns of a row, sealed; the row has its owner and its id already."""
        person = self._key(_owner(row))
        for name, value in values.items():
            place = place_of(row, name)
            setattr(row, name, person.sealed(place, value) if value is not None else None)

    def text(self, row: Table, name: str) -> str:
        """The words in a column of a row. Raises: StorageFailed when they cannot be opened."""
        return self._key(_owner(row)).opened(place_of(row, name), getattr(row, name))

    def content(self, row: Table, name: str) -> bytes:
        """The bytes in a column of a row. Raises: StorageFailed when they cannot be opened."""
        return self._key(_owner(row)).opened_bytes(place_of(row, name), bytes(getattr(row, name)))

    def keyed(self, owner: str, digest: str) -> str:
        """A hash under the person's key. *Why:* with the plain one, a guess could be tried out."""
        return self._key(owner).keyed(digest)

    def _key(self, owner: str) -> "PersonKey":
        key = self._keys.get(owner)
        if key is None:
            with self._session.no_autoflush:  # a row that is half filled is not written yet
                kept = self._session.answer(("key of", owner), (), lambda: self._kept(owner))
                key = kept or self._opened(owner, self._new(owner))
            self._keys[owner] = key
        return key

    def _kept(self, owner: str) -> "PersonKey | None":
        wrapped = self._wrapped(owner)
        return self._opened(owner, wrapped) if wrapped else None

    def _opened(self, owner: str, wrapped: str) -> "PersonKey":
        return PersonKey(self._sealer.unwrapped(owner, wrapped))

    def destroy(self, owner: str) -> None:
        """Forget a person's key; the next thing that is sealed for them gets a new one."""
        self._session.execute(delete(PersonKeyRow).where(PersonKeyRow.owner == owner))
        self._keys.pop(owner, None)

    def _wrapped(self, owner: str) -> str | None:
        """*Why locked (on PostgreSQL, where there are others):* the key is not destroyed while it is used."""
        asked = select(PersonKeyRow.wrapped).where(PersonKeyRow.owner == owner)
        if self._session.get_bind().dialect.name == "postgresql":
            asked = asked.with_for_update(read=True, key_share=True)
        return self._session.execute(asked).scalar()

    def _new(self, owner: str) -> str:
        """A key for somebody who has none yet."""
        check_secret(self._session, self._sealer)  # one with the former secret must not make keys
        wrapped = self._sealer.wrapped(owner, os.urandom(KEY_BYTES))
        self._session.execute(
            insert(PersonKeyRow)
            .values(owner=owner, wrapped=wrapped, plain=False)
            .on_conflict_do_update(
                index_elements=[PersonKeyRow.owner],
                set_={"wrapped": func.coalesce(PersonKeyRow.wrapped, wrapped)},
            )
        )
        kept = self._wrapped(owner)  # maybe that of another process, which was first
        if kept is None:
            raise _locked()
        return kept


class PersonKey:
    """What a person's key does."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derived(key, b"seal"))
        self._hash_key = _derived(key, b"hash")

    def sealed(self, place: bytes, value: str | bytes) -> str | bytes:
        """Bytes stay bytes, words become base64. *Why not bytes too:* no column changes its type."""
        if isinstance(value, bytes):
            return self._sealed(place, value)
        return base64.b64encode(self._sealed(place, value.encode("utf-8", "surrogatepass"))).decode()

    def opened(self, place: bytes, token: str) -> str:
        """Raises: StorageFailed."""
        try:
            data = base64.b64decode(token, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _locked() from error
        return self.opened_bytes(place, data).decode("utf-8", "surrogatepass")

    def opened_bytes(self, place: bytes, data: bytes) -> bytes:
        """Raises: StorageFailed."""
        form, nonce, sealed = data[:1], data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :]
        try:
            value = self._cipher.decrypt(nonce, sealed, form + place)
        except (InvalidTag, ValueError) as error:  # ValueError: too short to be a nonce
            raise _locked() from error
        return zlib.decompress(value) if form == DEFLATED else value

    def keyed(self, digest: str) -> str:
        """HMAC-SHA256, hexadecimal."""
        return hmac.new(self._hash_key, digest.encode(), hashlib.sha256).hexdigest()

    def _sealed(self, place: bytes, data: bytes) -> bytes:
        nonce, form = os.urandom(NONCE_BYTES), AS_IT_IS
        if len(data) >= LONG_BYTES and len(small := zlib.compress(data, 1)) < len(data):
            data, form = small, DEFLATED
        return form + nonce + self._cipher.encrypt(nonce, data, form + place)


def check_secret(session: Session, sealer: Sealer) -> None:
    """Whether the secret is the one of this database. Raises: StorageFailed.

    *Why one key is enough:* a rotation wraps all of them anew or none.
    """
    some = select(PersonKeyRow.owner, PersonKeyRow.wrapped).where(PersonKeyRow.wrapped.is_not(None)).limit(1)
    for owner, wrapped in session.execute(some):
        sealer.unwrapped(owner, wrapped or "")


def place_of(row: Table, name: str) -> bytes:
    """Names a value: table, column and row. Raises: KeyError for a column that is not one of the sealed."""
    column, keys = _address(type(row), name)
    return "\0".join([column, *(str(getattr(row, key)) for key in keys)]).encode()


@lru_cache(maxsize=256)
def _address(kind: type[Table], name: str) -> tuple[str, tuple[str, ...]]:
    """(table and column, the names of the row's keys)."""
    column = kind.__table__.c[name]
    if SEALED not in column.info:
        raise KeyError(f"{column} is not marked as sealed")
    return str(column), tuple(str(key.name) for key in inspect(kind).primary_key)


def _owner(row: Table) -> str:
    owner: str = getattr(row, "owner")  # noqa: B009 (no table is without one that has sealed columns)
    return owner


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(purpose, key=key, digest_size=KEY_BYTES).digest()


def _locked() -> StorageFailed:
    return StorageFailed(
        "Something that was kept cannot be opened",
        "It was sealed with another key, or changed outside of JobWise. Put a backup of the database back.",
        code="sealed",
    )
