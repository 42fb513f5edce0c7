"""At most ten wrong tries in a quarter of an hour, for an account and for an address."""

import datetime as dt
import ipaddress
import uuid
from dataclasses import dataclass

from jobwise.errors import TooManyTries
from jobwise.ports import Clock, UnitOfWork

MOST = 10
WITHIN = dt.timedelta(seconds=TooManyTries.wait)
MOST_SIGN_UPS = 30
"""*Why more:* a whole office may sit behind one address."""
MOST_RESETS = 3
"""Mails to one person."""


@dataclass(frozen=True)
class Try:
    """A try that counts as failed until it is given back. `is_last`: the next one will be refused."""

    id: str
    is_last: bool


def account_key(email: str) -> str:
    """What the tries on an account are counted under, whether there is such an account or not."""
    return f"account {email}"


def address_key(address: str) -> tuple[str, ...]:
    """What the tries of an address are counted under; nothing for who has none, as the command line.

    *Why half of an IPv6 address:* who has one has the whole network of 2^64 around it.
    """
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return (f"address {address}",) if address else ()
    if isinstance(known, ipaddress.IPv6Address):
        inner = known.ipv4_mapped
        return (f"address {inner or ipaddress.ip_network((known, 64), strict=False)}",)
    return (f"address {known}",)


class Tries:
    """Counts tries in the database, so that a restart or a second machine forgets none.

    *Why counted before the password is looked at:* twenty that come at once are not twenty free guesses.
    *Why a refused one is not counted:* somebody who never stops would lock the owner out for ever.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def take(self, work: UnitOfWork, *keys: str, most: int = MOST) -> Try:
        """Count a try under each key. Raises: TooManyTries, the same for a right password."""
        now, try_id = self._clock(), str(uuid.uuid4())
        count = work.sign_in.take_try(try_id, keys, now, since=now - WITHIN, most=most) if keys else 1
        if not count:
            raise TooManyTries(
                "There were too many wrong tries",
                f"Wait {WITHIN.seconds // 60} minutes, then try again. A new password works at once.",
                code="too-many-tries",
            )
        return Try(try_id, is_last=count == most)
