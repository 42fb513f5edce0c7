"""Logging in by the word of another provider (OpenID Connect)."""

import datetime as dt
import unicodedata

from pydantic import SecretStr

from jobwise.domain.audit import Action
from jobwise.domain.base import Model
from jobwise.domain.user import User
from jobwise.errors import NotSignedIn
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.accounts.entries import email_key
from jobwise.services.accounts.log_in import new_ticket
from jobwise.services.accounts.sign_up import SignUps

FRESH = dt.timedelta(minutes=2)
"""*Why a limit:* what the provider said of a person lies in a cookie that outlasts their log-in here."""


class Identity(Model):
    """What a provider says of somebody, by the names of OpenID Connect Core 1.0, 2 and 5.1.

    `iss` and `sub` alone name a person for good (5.7); `iat` is when it was said.
    """

    iss: str = ""
    sub: str = ""
    email: str = ""
    email_verified: bool = False
    name: str = ""
    iat: float = 0.0


class Vouching:
    """Lets in whom the provider knows."""

    def __init__(self, begin: Transactions, sign_ups: SignUps, clock: Clock) -> None:
        self._begin, self._sign_ups, self._clock = begin, sign_ups, clock

    def is_fresh(self, identity: Identity) -> bool:
        """Whether the provider said it just now."""
        return abs(self._clock().timestamp() - identity.iat) < FRESH.total_seconds()

    def log_in(self, identity: Identity, bound: str = "") -> SecretStr:
        """A ticket, as from a password. *Why not into an account that has a password:* anybody can have made
        it for an address that is not theirs, and would share it with its owner from then on.

        Raises: NotSignedIn, UnusableEntry.
        """
        if not (identity.iss and identity.sub and self.is_fresh(identity)):
            raise _not_vouched()
        now = self._clock()
        with self._begin() as work:
            user = work.sign_in.find_linked(identity.iss, identity.sub) or self._by_address(work, identity)
            work.sign_in.alone(user.id)
            if work.sign_in.password(user.id) is not None:
                raise NotSignedIn(
                    "Your account has a password",
                    "Log in with it. If you do not know it, ask for a new one.",
                    code="has-password",
                )
            if user.disabled:
                work.audit.note(now, user.id, Action.LOG_IN_FAILED, user.id, {"by": "provider"})
            elif not work.sign_in.link(user.id, identity.iss, identity.sub):
                raise NotSignedIn(
                    "Your e-mail address belongs to another log-in there",
                    "Log in as before, or ask an administrator for a link to set a password with.",
                    code="another-subject",
                )
            ticket = None if user.disabled else new_ticket(work, user, bound, now)
        if ticket is None:
            raise NotSignedIn("Your account is disabled", "Ask an administrator.", code="disabled")
        return ticket

    def _by_address(self, work: UnitOfWork, identity: Identity) -> User:
        """Whose address it is, at their first log-in; a new account where everybody may make one.

        *Why at the first alone:* an address may be given to another person some day. Raises: NotSignedIn.
        """
        if not (identity.email_verified and _is_one(identity.email)):
            raise _not_vouched()
        known = work.sign_in.find(email_key(identity.email))
        return known or self._sign_ups.vouched(work, identity.email, identity.name)


def _not_vouched() -> NotSignedIn:
    return NotSignedIn(
        "The other provider does not vouch for your e-mail address",
        "Have it confirmed there, then log in again.",
        code="not-vouched",
    )


def _is_one(email: str) -> bool:
    """Whether an address stands for itself alone. *Why:* typed addresses are folded, and so "straße" would be
    let in as "strasse", which is another's domain."""
    plain = email.strip()
    return bool(plain) and unicodedata.normalize("NFKC", plain) == plain and plain.lower() == plain.casefold()
