"""The way to Redis, where one is set. What is there may be lost at any moment, and nobody waits for it."""

import hashlib
import hmac
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from jobwise.errors import StorageFailed
from jobwise.store.sealing import NONCE_BYTES, Sealer

logger = logging.getLogger(__name__)

T = TypeVar("T")
WAIT_SECONDS = 0.2
"""How long one answer may take."""
AWAY_SECONDS = 2.0
"""How long Redis is left alone after it failed."""
LARGEST = 1024 * 1024


class RedisLink:
    """One Redis for a process. While it is away, one call in `AWAY_SECONDS` looks whether it is back."""

    def __init__(self, url: SecretStr) -> None:
        """Nothing is opened yet."""
        self.client: Redis = Redis.from_url(
            url.get_secret_value(),
            socket_timeout=WAIT_SECONDS,
            socket_connect_timeout=WAIT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._lock = threading.Lock()
        self._is_away = False
        self._again_at = 0.0

    def tried(self, work: Callable[[], T]) -> T | None:
        """What the work gives; None where Redis does not answer."""
        with self._lock:
            now = time.monotonic()
            if now < self._again_at:
                return None
            if self._is_away:
                self._again_at = now + AWAY_SECONDS
        try:
            given = work()
        except (RedisError, OSError) as error:
            self._failed(error)
            return None
        if self._is_away:
            self._is_away = False
            self._again_at = 0.0
            logger.warning("Redis answers again")
        return given

    def look(self) -> str:
        """How Redis is. Raises: StorageFailed where it does not answer."""
        if self.tried(lambda: bool(self.client.ping())):
            return "Answers"
        raise StorageFailed(
            "Redis does not answer",
            "Until then each process counts for itself. Look whether it runs where JOBWISE_REDIS_URL says.",
            code="redis",
        )

    def close(self) -> None:
        self.client.close()

    def _failed(self, error: Exception) -> None:
        with self._lock:
            was_away, self._is_away = self._is_away, True
            self._again_at = time.monotonic() + AWAY_SECONDS
        if not was_away:
            # Not its words: they may hold the address with its password.
            logger.warning("Redis does not answer (%s); this process goes on alone", type(error).__name__)


class RedisCache:
    """`ports.Cache`: names are hashed and values sealed, so that whoever reads Redis learns nothing."""

    def __init__(self, link: RedisLink, sealer: Sealer) -> None:
        self._link = link
        self._name_key = sealer.derived(b"cache names")
        self._cipher = AESGCM(sealer.derived(b"cache"))

    def get(self, key: str) -> bytes | None:
        """What was put there; None where it is gone, or Redis is away."""
        name = self._name(key)
        kept = self._link.tried(lambda: self._link.client.get(name))
        if not isinstance(kept, bytes):
            return None
        try:
            return self._cipher.decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], name.encode())
        except (InvalidTag, ValueError):  # of another secret, or not ours
            return None

    def put(self, key: str, value: bytes, seconds: int) -> None:
        """Keep it for so long; what is large is not kept."""
        if len(value) > LARGEST:
            return
        name, nonce = self._name(key), os.urandom(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, value, name.encode())
        self._link.tried(lambda: self._link.client.set(name, sealed, ex=seconds))

    def _name(self, key: str) -> str:
        return f"jobwise:{hmac.new(self._name_key, key.encode(), hashlib.sha256).hexdigest()}"
