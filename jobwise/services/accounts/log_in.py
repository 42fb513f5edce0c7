"""Logging in: an address and a password, a code where one is asked for, then a ticket, then a cookie."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from pydantic import SecretStr

from jobwise.domain.audit import Action
from jobwise.domain.user import OneTimeToken, Session, User
from jobwise.errors import JobWiseError, NotSignedIn, SecondFactorNeeded
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.accounts.browsers import browser_name
from jobwise.services.accounts.codes import used_code
from jobwise.services.accounts.entries import email_key, password_key
from jobwise.services.accounts.hashing import Hasher, Hashing
from jobwise.services.accounts.policy import TICKET, AccountPolicy
from jobwise.services.accounts.tokens import digest, new_token
from jobwise.services.accounts.tries import WITHIN, Tries, Try, account_key, address_key

T = TypeVar("T")
UNKNOWN = "unknown"
"""Who it was, in the log, where nobody knows."""


class LogIns:
    """Lets people in."""

    def __init__(
        self, begin: Transactions, hashing: Hashing, tries: Tries, clock: Clock, policy: AccountPolicy
    ) -> None:
        self._begin, self._hashing, self._tries = begin, hashing, tries
        self._clock, self._policy = clock, policy

    def log_in(
        self, email: str, password: SecretStr, code: str = "", address: str = "", bound: str = ""
    ) -> SecretStr:
        """A ticket that gives the cookie once, within 30 seconds.

        address: where the request comes from. bound: whatever the browser has to show again with the
        ticket, so that a ticket of one browser opens nothing in another.
        Raises: NotSignedIn, SecondFactorNeeded, TooManyTries, Busy.
        """

        def give(work: UnitOfWork, user: User) -> SecretStr:
            return new_ticket(work, user, bound, self._clock())

        return self.admit(email, password, code, address, give)

    def admit(
        self,
        email: str,
        password: SecretStr,
        code: str,
        address: str,
        give: Callable[[UnitOfWork, User], T],
    ) -> T:
        """What `give` has for who showed that it is they, in the transaction that found it right.

        Raises: NotSignedIn, SecondFactorNeeded, TooManyTries, Busy.
        """
        known_as = email_key(email)
        with self._hashing.turn() as hasher:
            with self._begin() as work:
                trial = self._tries.take(work, account_key(known_as), *address_key(address))
                user = work.sign_in.find(known_as)
                stored = work.sign_in.password(user.id if user else "")
            right = hasher.fits(stored, password_key(password))
            renewed = self._renewed(hasher, stored, password) if right else None
        with self._begin() as work:
            work.sign_in.alone(user.id if user else "")
            if right and user is not None and self._is_still(work, user, stored):
                if renewed:
                    work.sign_in.put_password(user.id, renewed, self._clock())
                answer: T | JobWiseError = self._with_code(work, user, trial, code, give)
            else:
                answer = self._failed(work, user, trial)
        if isinstance(answer, JobWiseError):
            raise answer
        return answer

    def redeem(self, ticket: str, user_agent: str = "", bound: str = "") -> SecretStr:
        """What the cookie holds. Raises: NotSignedIn for a ticket that is unknown, used or too old."""
        now, cookie = self._clock(), new_token()
        with self._begin() as work:
            work.sign_in.sweep(tries=now - WITHIN, others=now)
        with self._begin() as work:
            user = work.sign_in.token_owner("ticket", digest(ticket), now)
            work.sign_in.alone(user.id if user else "")
            token = work.sign_in.take_token("ticket", digest(ticket), now)
            fits = token is not None and token.bound == _bound(bound)
            if user is not None and fits and not user.disabled:
                session = Session(
                    id=digest(cookie),
                    user_id=user.id,
                    browser=browser_name(user_agent),
                    created_at=now,
                    last_seen_at=now,
                    expires_at=now + self._policy.life,
                )
                work.sign_in.open_session(session)
                work.audit.note(now, user.id, Action.LOGGED_IN, user.id, {"session": session.id[:12]})
                return SecretStr(cookie)
        raise NotSignedIn("This log-in took too long", "Log in again.", code="ticket")

    def _with_code(
        self, work: UnitOfWork, user: User, trial: Try, code: str, give: Callable[[UnitOfWork, User], T]
    ) -> T | JobWiseError:
        """What is given, or the refusal, for somebody whose password is right."""
        if user.second_factor and not code.strip():
            work.sign_in.give_back_try(trial.id)
            return SecondFactorNeeded(
                "A code is needed too", "Take it from your authenticator app.", code="code-needed"
            )
        now = self._clock()
        kind = used_code(work, user, code, now) if user.second_factor else None
        if user.second_factor and kind is None:
            return self._failed(work, user, trial)
        work.sign_in.clear_tries(account_key(user.email))
        work.sign_in.give_back_try(trial.id)
        given = give(work, user)
        if kind == "recovery":
            work.audit.note(now, user.id, Action.RECOVERY_CODE_USED, user.id, {})
        return given

    def _failed(self, work: UnitOfWork, user: User | None, trial: Try) -> NotSignedIn:
        """The same words for whatever was wrong. *Why nobody's doing in the log:* it was not the owner."""
        subject = user.id if user else UNKNOWN
        now = self._clock()
        work.audit.note(now, UNKNOWN, Action.LOG_IN_FAILED, subject, {})
        if trial.is_last:
            work.audit.note(now, UNKNOWN, Action.LOG_IN_BLOCKED, subject, {})
        return NotSignedIn(
            "E-mail address, password or code are not right",
            "Try again, or ask for a new password.",
            code="not-signed-in",
        )

    @staticmethod
    def _is_still(work: UnitOfWork, user: User, stored: str | None) -> bool:
        """*Why looked at again:* hashing takes a while, and a new password in it is to end all log-ins."""
        return not user.disabled and work.sign_in.password(user.id) == stored

    @staticmethod
    def _renewed(hasher: Hasher, stored: str | None, password: SecretStr) -> str | None:
        """A hash with today's parameters for a password that was right, where the stored one is older."""
        return hasher.hashed(password_key(password)) if stored and hasher.is_old(stored) else None


def new_ticket(work: UnitOfWork, user: User, bound: str, now: dt.datetime) -> SecretStr:
    """A ticket that gives the cookie once, within 30 seconds, to who shows `bound` with it."""
    ticket = new_token()
    work.sign_in.add_token(
        OneTimeToken(
            id=digest(ticket), purpose="ticket", user_id=user.id, bound=_bound(bound), expires_at=now + TICKET
        )
    )
    return SecretStr(ticket)


def _bound(shown: str) -> str:
    return digest(shown) if shown else ""
