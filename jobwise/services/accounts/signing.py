"""What access tokens are signed with, and what a signed token says.

JWT (RFC 7519, RFC 9068) by PyJWT with one algorithm. *Why HMAC:* who signs also checks, and nobody else does.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from pydantic import SecretStr

from jobwise.domain.access import SigningKey
from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.role import Role
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.accounts.policy import ACCESS, AccountPolicy
from jobwise.services.accounts.tokens import new_token

ALGORITHM = "HS256"
KIND = "at+jwt"
AUDIENCE = "jobwise-api"
LONGEST = 4096
"""Characters of a token; ours have some 600. More is not looked at."""
SKEW_SECONDS = 5
"""So far the clocks of two machines may be apart."""
_KEY_ID = re.compile(r"[0-9a-f]{16}")
_TIMES = ("iat", "nbf", "exp")


class SigningKeys:
    """Kept in the database, so that every process takes a new one without a restart."""

    def __init__(self, begin: Transactions, clock: Clock, policy: AccountPolicy) -> None:
        self._begin, self._clock, self._policy = begin, clock, policy

    def rotate(self, actor: Actor, *, at_once: bool = False) -> str:
        """Have another key sign; its id. The one before is taken for as long as its tokens last.

        at_once: no other key is taken from now on, as when one became known.
        Raises: NotFound.
        """
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin() as work:
            work.access.alone_with_signing()
            key = self._new(work, keep=not at_once)
            work.audit.note(self._clock(), actor.id, Action.SIGNING_KEY_CHANGED, key.id, {})
        return key.id

    def signed(self, work: UnitOfWork, claims: Mapping[str, Any]) -> SecretStr:
        """A token that lasts for `ACCESS`; the first one makes the key."""
        key = work.access.signing_key()
        if key is None:
            work.access.alone_with_signing()
            key = work.access.signing_key() or self._new(work, keep=True)
        now = int(self._clock().timestamp())
        told = {
            "iss": self._policy.base_url,
            "aud": AUDIENCE,
            "iat": now,
            "nbf": now,
            "exp": now + int(ACCESS.total_seconds()),
            "jti": secrets.token_hex(16),
            **claims,
        }
        secret = key.secret.get_secret_value()
        return SecretStr(jwt.encode(told, secret, ALGORITHM, headers={"kid": key.id, "typ": KIND}))

    def claims_of(self, work: UnitOfWork, token: str) -> Mapping[str, Any] | None:
        """What a token of ours says; None for every other one, and for one that is not good now.

        *Why the times are compared here:* by the clock that everything else goes by.
        """
        if len(token) > LONGEST:
            return None
        try:
            head = jwt.get_unverified_header(token)
        except jwt.InvalidTokenError:
            return None
        kid = head.get("kid")
        if head.get("typ") != KIND or not isinstance(kid, str) or not _KEY_ID.fullmatch(kid):
            return None
        secret = work.access.checking_key(kid, self._clock() - ACCESS)
        if secret is None:
            return None
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                secret.get_secret_value(),
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._policy.base_url,
                options={
                    "require": ["iss", "aud", "sub", "jti", *_TIMES],
                    "strict_aud": True,
                    "verify_iat": False,
                    "verify_nbf": False,
                    "verify_exp": False,
                },
            )
        except jwt.InvalidTokenError:
            return None
        times = [claims[name] for name in _TIMES]
        if not all(type(time) is int for time in times):
            return None
        issued, from_then, until = times
        now = self._clock().timestamp()
        return claims if max(issued, from_then) - SKEW_SECONDS <= now < until else None

    def _new(self, work: UnitOfWork, *, keep: bool) -> SigningKey:
        key = SigningKey(id=secrets.token_hex(8), secret=SecretStr(new_token()), created_at=self._clock())
        work.access.put_signing_key(key, keep)
        return key
