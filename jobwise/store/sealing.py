"""Seals secrets before they are stored, with a key that is not in the database."""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from jobwise.errors import StorageFailed

KEY_FILE = "secret.key"
NONCE_BYTES = 12
SECRET_BYTES = 32


class Sealer:
    """Fernet (AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec) under one key; people's own keys
    are wrapped by AES-256-GCM under another."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._wrapping = AESGCM(hashlib.blake2b(secret, digest_size=32, person=b"wrap").digest())
        self._fernet = Fernet(base64.urlsafe_b64encode(self.derived(b"seal")))

    def derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes for one purpose. *Why:* no key serves two."""
        return hashlib.blake2b(purpose, key=self._secret[:64], digest_size=32).digest()

    def wrapped(self, owner: str, key: bytes) -> str:
        """A person's key as it is stored."""
        nonce = os.urandom(NONCE_BYTES)
        return base64.b64encode(nonce + self._wrapping.encrypt(nonce, key, owner.encode())).decode()

    def unwrapped(self, owner: str, token: str) -> bytes:
        """A person's key. Raises: StorageFailed when another secret wrapped it, or for another person."""
        data = base64.b64decode(token)
        try:
            return self._wrapping.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], owner.encode())
        except InvalidTag as error:
            raise StorageFailed(
                "The secret is not the one that your data was sealed with",
                f"Set JOBWISE_SECRET_KEY to that one, or put its {KEY_FILE} back into the data folder.",
                code="secret",
            ) from error

    def sealed(self, value: SecretStr) -> str:
        """The value as a token that only this key opens."""
        return self._fernet.encrypt(value.get_secret_value().encode()).decode()

    def opened(self, token: str) -> SecretStr:
        """The value in a token. Raises: StorageFailed when another key sealed it."""
        try:
            return SecretStr(self._fernet.decrypt(token.encode()).decode())
        except InvalidToken as error:
            raise StorageFailed(
                "A key that you entered cannot be opened any more",
                "The secret that JobWise sealed it with has changed. Enter the key again in Settings.",
                code="sealed",
            ) from error


def secret_of(given: SecretStr | None, folder: Path) -> bytes:
    """The secret from the settings, or the one in `folder`, which is made at the first start.

    Raises: StorageFailed when it cannot be read or written.
    """
    if given is not None:
        return given.get_secret_value().encode()
    file = folder / KEY_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            write_secret(file, os.urandom(SECRET_BYTES))
        return file.read_bytes()
    except OSError as error:
        raise StorageFailed(
            "The file of the secret cannot be used",
            f"Check {file.name} in the data folder.",
            code="secret-file",
        ) from error


def write_secret(file: Path, secret: bytes) -> None:
    """Whole or not at all, and for the owner's eyes alone."""
    draft = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(secret)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)  # the first one stays
    except FileExistsError:
        pass
    finally:
        draft.unlink()
