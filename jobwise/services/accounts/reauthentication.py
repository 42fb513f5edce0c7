"""Asks somebody who is logged in for their password again, before something that a thief would do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.user import User
from jobwise.errors import UnusableEntry
from jobwise.ports import Clock, Transactions
from jobwise.services.accounts.entries import email_key, password_key
from jobwise.services.accounts.hashing import Hasher, Hashing
from jobwise.services.accounts.tries import Tries

NOTHING_TYPED = SecretStr("")


class Reauthentication:
    """Checks the password of somebody who is known already. *Why counted apart from log-ins:* a stranger who
    guesses at the door must not keep the owner from a new password."""

    def __init__(self, begin: Transactions, hashing: Hashing, tries: Tries, clock: Clock) -> None:
        self._begin, self._hashing, self._tries, self._clock = begin, hashing, tries, clock

    def asks(self, actor: Actor) -> Literal["password", "address", ""]:
        """What `confirm` asks for: the address of who logs in at another provider and has no password here;
        nothing of who has no account, as on one's own computer."""
        with self._begin() as work:
            if work.sign_in.user(actor.id) is None:
                return ""
            return "address" if work.sign_in.password(actor.id) is None else "password"

    def confirm(self, actor: Actor, typed: SecretStr) -> None:
        """Make sure that it is they who ask. Raises: UnusableEntry, TooManyTries, Busy."""
        match self.asks(actor):
            case "password":
                with self.passed(actor, typed):
                    pass
            case "address":
                with self._begin() as work:
                    right = email_key(typed.get_secret_value()) == work.accounts.user(actor).email
                if not right:
                    raise UnusableEntry(
                        "This is not your e-mail address", "Type the one of your account.", code="address"
                    )

    @contextmanager
    def passed(self, actor: Actor, password: SecretStr) -> Iterator[tuple[User, Hasher]]:
        """Who it is, and the hasher's turn. Raises: NotFound, UnusableEntry, TooManyTries, Busy."""
        with self._hashing.turn() as hasher:
            with self._begin() as work:
                user = work.accounts.user(actor)
                stored = work.sign_in.password(user.id)
                trial = self._tries.take(work, f"again {user.id}")
            right = hasher.fits(stored, password_key(password))
            with self._begin() as work:
                work.sign_in.alone(user.id)
                if right:
                    work.sign_in.give_back_try(trial.id)
                else:
                    work.audit.note(self._clock(), user.id, Action.LOG_IN_FAILED, user.id, {"at": "settings"})
            if not right:
                raise UnusableEntry(
                    "This is not your present password", "Type it again.", code="present-password"
                )
            yield user, hasher
