"""Hashes of passwords: slow on purpose, and so never more than a few at once."""

import base64
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from jobwise.errors import Busy

MEMORY_KIB = 47_104
ROUNDS = 2
"""Argon2id with 46 MiB and two rounds on one core: twice OWASP's least, a tenth of a second.

https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
"""
AT_ONCE = 2
WAIT_SECONDS = 5.0


class Hasher:
    """Argon2id. Each call of `hashed` and `fits` is one work of hashing, whatever it is given."""

    def __init__(self, memory_kib: int = MEMORY_KIB, rounds: int = ROUNDS) -> None:
        self._argon = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)
        self._nobodys = (
            f"$argon2id$v=19$m={memory_kib},t={rounds},p=1${_chance(self._argon.salt_len)}"
            f"${_chance(self._argon.hash_len)}"
        )

    def hashed(self, password: str) -> str:
        """The hash to store, with its salt and its parameters."""
        return self._argon.hash(password)

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether a password has this hash; None is worked on like any other, and never fits.

        *Why:* who has no account is not to be told from who has by how long an answer takes.
        """
        try:
            return self._argon.verify(stored or self._nobodys, password) and stored is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

    def is_old(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._argon.check_needs_rehash(stored)


class Hashing:
    """Turns at the hasher. *Why few:* each takes a core and 46 MiB, and the server has other work."""

    def __init__(
        self, hasher: Hasher | None = None, at_once: int = AT_ONCE, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        self._hasher = hasher or Hasher()
        self._turns = threading.BoundedSemaphore(at_once)
        self._wait_seconds = wait_seconds

    @contextmanager
    def turn(self) -> Iterator[Hasher]:
        """The hasher, once there is room. Raises: Busy."""
        if not self._turns.acquire(timeout=self._wait_seconds):
            raise Busy(
                "Many people are logging in at this moment", "Try again in a few seconds.", code="busy"
            )
        try:
            yield self._hasher
        finally:
            self._turns.release()


def _chance(count: int) -> str:
    """Bytes by chance, as Argon2 writes them. *Why no password behind it:* none can ever fit."""
    return base64.b64encode(secrets.token_bytes(count)).decode().rstrip("=")
