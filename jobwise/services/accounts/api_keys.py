"""Keys that a person makes for programs of their own: shown once, for what they say, until a day."""

import datetime as dt
from collections.abc import Sequence

from pydantic import SecretStr

from jobwise.domain.access import ApiKey, Caller, NewApiKey, scopes_of
from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.errors import UnusableEntry
from jobwise.ports import Clock, Transactions
from jobwise.services.accounts.reauthentication import Reauthentication
from jobwise.services.accounts.tokens import digest, new_token

PREFIX = "jw_"
"""*Why one:* who finds a key in a file sees what it opens, and so do programs that look for lost keys."""
SHOWN = 9
"""Characters of a key by which a person knows it again."""
MOST = 20


def key_id(key: str) -> str:
    """What a key is listed and ended by."""
    return digest(key)


class ApiKeys:
    """Kept by their hashes."""

    def __init__(self, begin: Transactions, again: Reauthentication, clock: Clock) -> None:
        self._begin, self._again, self._clock = begin, again, clock

    def make(self, actor: Actor, new: NewApiKey, typed: SecretStr) -> SecretStr:
        """The key, shown this once. typed: what `Reauthentication.asks` for.

        Raises: UnusableEntry for what the person may not do themselves, TooManyTries, Busy.
        """
        if new.scopes - scopes_of(actor.roles):
            raise UnusableEntry(
                "A key cannot do more than you", "Choose less for it to do.", code="key-scopes"
            )
        self._again.confirm(actor, typed)
        secret, now = PREFIX + new_token(), self._clock()
        key = ApiKey(
            id=key_id(secret),
            name=new.name,
            begins=secret[:SHOWN],
            scopes=new.scopes,
            created_at=now,
            expires_at=now + dt.timedelta(days=new.days),
            used_at=None,
        )
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            if len(work.access.keys(actor)) >= MOST:
                raise UnusableEntry(
                    f"You have {MOST} keys", "End one that you do not use.", code="too-many-keys"
                )
            work.access.add_key(actor, key)
            details = {"key": key.id[:12], "scopes": " ".join(sorted(key.scopes))}
            work.audit.note(now, actor.id, Action.API_KEY_MADE, actor.id, details)
        return SecretStr(secret)

    def list(self, actor: Actor) -> Sequence[ApiKey]:
        """The actor's own, newest first, those that are over too."""
        with self._begin(reading=True) as work:
            return work.access.keys(actor)

    def end(self, actor: Actor, key_id: str) -> None:
        """End one of the actor's own. Raises: NotFound."""
        with self._begin() as work:
            work.access.end_key(actor, key_id)
            details = {"key": key_id[:12]}
            work.audit.note(self._clock(), actor.id, Action.API_KEY_ENDED, actor.id, details)

    def caller_of(self, key: str) -> Caller | None:
        """For whom a key speaks, with the roles of this moment; None for nobody."""
        hashed, now = key_id(key), self._clock()
        with self._begin(reading=True) as work:
            found = work.access.key_owner(hashed, now)
        if found is None:
            return None
        actor, scopes, used_at = found
        hour = now.replace(minute=0, second=0, microsecond=0)
        if used_at is None or used_at < hour:  # most calls have nothing to write
            with self._begin() as work:
                work.access.touch_key(hashed, hour)
        return Caller(actor, scopes & scopes_of(actor.roles), hashed, by_key=True)
