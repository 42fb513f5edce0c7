"""Programs that are logged in for a person: an access token for minutes, a refresh token for the next pair.

Source: RFC 9700, section 4.14 (refresh tokens that rotate).
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress

from pydantic import SecretStr

from jobwise.domain.access import Caller, ProgramLogIn, RefreshToken, TokenPair, scopes_of
from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.user import User
from jobwise.errors import NotFound, NotSignedIn
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.accounts.log_in import UNKNOWN, LogIns
from jobwise.services.accounts.policy import ACCESS, REFRESH
from jobwise.services.accounts.signing import SigningKeys
from jobwise.services.accounts.tokens import digest, new_token

LONGEST_CLIENT = 60
NAMELESS = "A program"


class ProgramLogIns:
    """Each log-in is a family of refresh tokens. What ends it ends its access tokens at once.

    *Why a token that is shown twice ends it, however soon:* a copy is about, and nobody can say whose is
    the first.
    """

    def __init__(self, begin: Transactions, log_ins: LogIns, signing: SigningKeys, clock: Clock) -> None:
        self._begin, self._log_ins, self._signing, self._clock = begin, log_ins, signing, clock

    def log_in(
        self, email: str, password: SecretStr, code: str = "", address: str = "", client: str = ""
    ) -> TokenPair:
        """The first pair. address: where the request comes from. client: what the program calls itself.

        Raises: NotSignedIn, SecondFactorNeeded, TooManyTries, Busy.
        """

        def give(work: UnitOfWork, user: User) -> TokenPair:
            family, now = secrets.token_hex(16), self._clock()
            work.access.sweep(now)
            work.audit.note(now, user.id, Action.LOGGED_IN, user.id, {"program": family[:12]})
            return self._pair(work, user, family, _named(client))

        return self._log_ins.admit(email, password, code, address, give)

    def refresh(self, refresh: SecretStr) -> TokenPair:
        """The next pair, once. Raises: NotSignedIn; the log-in ends where the token was used before."""
        shown = digest(refresh.get_secret_value())
        with self._begin() as work:
            known = work.access.token(shown)
            work.sign_in.alone(known.user_id if known else "")
            user = work.sign_in.user(known.user_id) if known else None
            if known is not None and user is not None and not user.disabled:
                if work.access.use_token(shown, self._clock()):
                    return self._pair(work, user, known.family, known.client)
                self._end_if_copied(work, shown)
        raise NotSignedIn(
            "This refresh token is not good any more",
            "Log in again. Where it was used before, the log-in has ended.",
            code="refresh-token",
        )

    def log_out(self, refresh: SecretStr) -> None:
        """End the log-in of this token; one that opens nothing is no mistake."""
        with suppress(NotFound), self._begin() as work:
            known = work.access.token(digest(refresh.get_secret_value()))
            if known is not None:
                work.sign_in.alone(known.user_id)
                work.access.end_log_in(Actor(id=known.user_id), known.family)
                details = {"program": known.family[:12]}
                work.audit.note(self._clock(), known.user_id, Action.LOGGED_OUT, known.user_id, details)

    def caller_of(self, access: str) -> Caller | None:
        """For whom an access token speaks, with the roles of this moment; None for nobody."""
        with self._begin(reading=True) as work:
            claims = self._signing.claims_of(work, access)
            if claims is None:
                return None
            family, granted = claims.get("family"), claims.get("scope")
            if not isinstance(family, str) or not isinstance(granted, str):
                return None
            actor = work.access.log_in_owner(claims["sub"], family)
        if actor is None:
            return None
        words = granted.split()
        return Caller(actor, frozenset(one for one in scopes_of(actor.roles) if one in words), family)

    def list(self, actor: Actor) -> Sequence[ProgramLogIn]:
        """The actor's programs that are logged in, the one seen last first."""
        with self._begin(reading=True) as work:
            return work.access.log_ins(actor, self._clock())

    def end(self, actor: Actor, log_in_id: str) -> None:
        """End one of the actor's own. Raises: NotFound."""
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            work.access.end_log_in(actor, log_in_id)
            details = {"program": log_in_id[:12]}
            work.audit.note(self._clock(), actor.id, Action.SESSION_ENDED, actor.id, details)

    def _pair(self, work: UnitOfWork, user: User, family: str, client: str) -> TokenPair:
        now, refresh = self._clock(), new_token()
        work.access.add_token(
            RefreshToken(
                id=digest(refresh),
                user_id=user.id,
                family=family,
                client=client,
                created_at=now,
                expires_at=now + REFRESH,
            )
        )
        scope = " ".join(sorted(scopes_of(user.roles)))
        access = self._signing.signed(work, {"sub": user.id, "family": family, "scope": scope})
        return TokenPair(access, SecretStr(refresh), int(ACCESS.total_seconds()))

    def _end_if_copied(self, work: UnitOfWork, shown: str) -> None:
        known, now = work.access.token(shown), self._clock()
        if known is None or known.used_at is None:
            return
        with suppress(NotFound):
            work.access.end_log_in(Actor(id=known.user_id), known.family)
        details = {"program": known.family[:12]}
        work.audit.note(now, UNKNOWN, Action.REFRESH_REUSED, known.user_id, details)


def _named(client: str) -> str:
    """What the program calls itself, on one line."""
    words = "".join(sign for sign in client if sign.isprintable())
    return " ".join(words.split())[:LONGEST_CLIENT].strip() or NAMELESS
