"""Changing a password, and setting a new one for who has forgotten theirs."""

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.mail import Mail
from jobwise.domain.user import OneTimeToken, User
from jobwise.errors import NotSignedIn, TooManyTries, UnusableEntry
from jobwise.ports import Clock, Post, Transactions, UnitOfWork
from jobwise.services.accounts.entries import checked_password, email_key, password_key
from jobwise.services.accounts.hashing import Hashing
from jobwise.services.accounts.policy import MAILED_RESET, AccountPolicy
from jobwise.services.accounts.reauthentication import Reauthentication
from jobwise.services.accounts.tokens import digest, new_token
from jobwise.services.accounts.tries import MOST_RESETS, Tries, account_key, address_key

_MAIL = """Somebody asked for a new JobWise password for this address.

To set one, open this link within an hour. It works once.

{link}

If it was not you, there is nothing to do: your password stays as it is.
"""


class Passwords:
    """Each way of setting a password ends every other session, and the API keys.

    *Why these:* whoever got in with the old password may have made one for themselves.
    """

    def __init__(
        self,
        begin: Transactions,
        hashing: Hashing,
        tries: Tries,
        again: Reauthentication,
        post: Post | None,
        clock: Clock,
        policy: AccountPolicy,
    ) -> None:
        self._begin, self._hashing, self._tries, self._again = begin, hashing, tries, again
        self._post, self._clock, self._policy = post, clock, policy

    def change(
        self, actor: Actor, present: SecretStr, new: SecretStr, cookie: str, *, keep_keys: bool = False
    ) -> None:
        """Set another password; the session of `cookie` alone goes on, and API keys where these are kept.

        Raises: UnusableEntry, NotFound, TooManyTries, Busy.
        """
        with self._again.passed(actor, present) as (user, hasher):
            if password_key(new) == password_key(present):
                raise UnusableEntry(
                    "This is the password that you have", "Think of another one.", code="password"
                )
            hashed = hasher.hashed(checked_password(new, user.email))
        now = self._clock()
        with self._begin() as work:
            work.sign_in.alone(user.id)
            work.sign_in.put_password(user.id, hashed, now)
            work.sign_in.drop_tokens(user.id)
            work.accounts.end_sessions(actor, but=digest(cookie))
            keys = 0 if keep_keys else work.access.end_keys(actor)
            work.audit.note(now, user.id, Action.PASSWORD_CHANGED, user.id, _told(keys))

    def request_reset(self, email: str, address: str = "") -> None:
        """Send a link by mail, or ask an administrator for one. Unknown addresses get the same answer.

        Raises: TooManyTries for an address that asks for many.
        """
        key = email_key(email)
        with self._begin() as work:
            self._tries.take(work, *(f"reset {one}" for one in address_key(address)))
        try:
            with self._begin() as work:
                self._tries.take(work, f"reset {account_key(key)}", most=MOST_RESETS)
                if self._post is None:
                    user_id = work.sign_in.ask_reset(key, self._clock())
                    self._note_asked(work, user_id)
        except TooManyTries:
            return  # the person has mails enough, and who asks is told nothing about them
        if self._post is not None:
            self._post.send(lambda: self._reset_mail(key))

    def _reset_mail(self, email: str) -> Mail | None:
        """The mail with a new link; None where there is nobody to send it to."""
        token, until = new_token(), self._clock() + MAILED_RESET
        with self._begin() as work:
            user = work.sign_in.find(email)
            work.sign_in.alone(user.id if user else "")
            if user is not None and not user.disabled:
                work.sign_in.add_token(
                    OneTimeToken(id=digest(token), purpose="reset", user_id=user.id, expires_at=until)
                )
            self._note_asked(work, user.id if user else None)
        if user is None or user.disabled:
            return None
        text = _MAIL.format(link=self._policy.reset_link(token))
        return Mail(to=user.email, subject="Your new JobWise password", text=text)

    def _note_asked(self, work: UnitOfWork, user_id: str | None) -> None:
        work.audit.note(self._clock(), "unknown", Action.RESET_ASKED, user_id or "unknown", {})

    def check_reset(self, token: str) -> User:
        """Whose password a one-time token sets. Raises: NotSignedIn where it is unknown, used or too old."""
        with self._begin() as work:
            user = work.sign_in.token_owner("reset", digest(token), self._clock())
        if user is None or user.disabled:
            raise _spent()
        return user

    def reset(self, token: str, new: SecretStr) -> None:
        """Set a password with a one-time token, and end every session and API key.

        Raises: NotSignedIn for a token that is unknown, used or too old, UnusableEntry, Busy.
        """
        user = self.check_reset(token)
        password = checked_password(new, user.email)
        with self._hashing.turn() as hasher:
            hashed = hasher.hashed(password)
        now = self._clock()
        with self._begin() as work:
            work.sign_in.alone(user.id)
            if work.sign_in.take_token("reset", digest(token), now) is None:
                raise _spent()
            work.sign_in.put_password(user.id, hashed, now)
            work.sign_in.drop_tokens(user.id)
            work.sign_in.clear_tries(account_key(user.email))
            owner = Actor(id=user.id)
            work.accounts.end_sessions(owner)
            work.audit.note(now, user.id, Action.PASSWORD_RESET, user.id, _told(work.access.end_keys(owner)))


def _told(keys: int) -> dict[str, str]:
    return {"keys_ended": str(keys)} if keys else {}


def _spent() -> NotSignedIn:
    return NotSignedIn("This link has been used, or is too old", "Ask for a new one.", code="reset-token")
