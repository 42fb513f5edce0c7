"""How an account comes to be: by the person themselves, or by an administrator for them."""

import uuid
from collections.abc import Iterable

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.role import NEW_ROLES, Role
from jobwise.domain.user import Invitation, User
from jobwise.errors import Conflict, NotSignedIn, UnusableEntry
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.accounts.entries import LONGEST_NAME, checked_email, checked_name, checked_password
from jobwise.services.accounts.hashing import Hashing
from jobwise.services.accounts.policy import AccountPolicy
from jobwise.services.accounts.tokens import digest
from jobwise.services.accounts.tries import MOST_SIGN_UPS, Tries, address_key


class SignUps:
    """Makes accounts."""

    def __init__(
        self, begin: Transactions, hashing: Hashing, tries: Tries, clock: Clock, policy: AccountPolicy
    ) -> None:
        self._begin, self._hashing, self._tries = begin, hashing, tries
        self._clock, self._policy = clock, policy

    def sign_up(
        self, email: str, password: SecretStr, name: str = "", invitation: str = "", address: str = ""
    ) -> User:
        """An account of one's own; by an invitation with the roles it gives.

        Raises: UnusableEntry, Conflict for an address that is taken, TooManyTries, Busy.
        """
        wanted = checked_email(email)
        with self._begin() as work:
            self._tries.take(work, *(f"sign-up {key}" for key in address_key(address)), most=MOST_SIGN_UPS)
            invited = self._invited(work, wanted, invitation)
        checked = checked_password(password, wanted)
        with self._hashing.turn() as hasher:
            hashed = hasher.hashed(checked)
        user = self._user(wanted, name, invited.roles if invited else NEW_ROLES)
        with self._begin() as work:
            if invited and not work.sign_in.use_invitation(digest(invitation), user.id):
                raise _not_invited()
            self._add(work, user, hashed, user.id)
        return user

    def add(
        self,
        actor: Actor,
        email: str,
        name: str = "",
        roles: Iterable[Role] = NEW_ROLES,
        password: SecretStr | None = None,
    ) -> User:
        """An account that an administrator makes; without a password, one is set by a link.

        Raises: NotFound, UnusableEntry, Conflict, Busy.
        """
        actor.must_be(Role.ADMINISTRATOR)
        user = self._user(checked_email(email), name, frozenset(roles))
        hashed = None
        if password is not None:
            checked = checked_password(password, user.email)
            with self._hashing.turn() as hasher:
                hashed = hasher.hashed(checked)
        with self._begin() as work:
            self._add(work, user, hashed, actor.id)
        return user

    def vouched(self, work: UnitOfWork, email: str, name: str) -> User:
        """An account without a password, for somebody whom another provider vouches for.

        Raises: NotSignedIn where nobody makes an account by themselves, UnusableEntry.
        """
        if self._policy.sign_up != "open":
            raise NotSignedIn(
                "There is no account for your e-mail address here",
                "Ask an administrator for one, then log in again.",
                code="no-account",
            )
        user = self._user(checked_email(email), name[:LONGEST_NAME], NEW_ROLES)
        self._add(work, user, None, user.id)
        return user

    def _user(self, email: str, name: str, roles: frozenset[Role]) -> User:
        return User(
            id=str(uuid.uuid4()),
            email=email,
            name=checked_name(name, email),
            roles=roles,
            created_at=self._clock(),
        )

    @staticmethod
    def _add(work: UnitOfWork, user: User, hashed: str | None, by: str) -> None:
        if work.sign_in.find(user.email) is not None:
            raise Conflict(
                "This e-mail address cannot be used",
                "If it is yours, log in, or ask for a new password.",
                code="email-taken",
            )
        work.sign_in.add_user(user, hashed)
        roles = ", ".join(sorted(user.roles))
        work.audit.note(user.created_at, by, Action.SIGNED_UP, user.id, {"roles": roles})

    def _invited(self, work: UnitOfWork, email: str, token: str) -> Invitation | None:
        """The invitation that somebody came with; None where none is needed. Raises: UnusableEntry."""
        if self._policy.sign_up == "closed":
            raise UnusableEntry(
                "Nobody can sign up here", "Ask an administrator for an account.", code="sign-up-closed"
            )
        if not token and self._policy.sign_up == "open":
            return None
        found = work.sign_in.invitation(digest(token), self._clock())
        if found is None or found.email not in ("", email):
            raise _not_invited()
        return found

    def check_invitation(self, token: str) -> None:
        """See that an invitation is open, before anything is typed. Raises: UnusableEntry."""
        with self._begin() as work:
            if work.sign_in.invitation(digest(token), self._clock()) is None:
                raise UnusableEntry(
                    "This invitation has been used, or is too old",
                    "Ask whoever invited you for another one.",
                    code="invitation",
                )


def _not_invited() -> UnusableEntry:
    return UnusableEntry(
        "An invitation is needed, and this one does not fit",
        "Use the link and the address that you were invited with, or ask for another invitation.",
        code="invitation",
    )
