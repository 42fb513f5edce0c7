"""Who a cookie stands for, and the browsers that somebody is logged in with."""

from collections.abc import Sequence
from contextlib import suppress

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.user import Session, User
from jobwise.errors import NotFound
from jobwise.ports import Clock, Transactions
from jobwise.services.accounts.policy import SEEN_EVERY, AccountPolicy
from jobwise.services.accounts.tokens import digest


class Sessions:
    """Sessions live in the database, so that whatever ends one ends it at once and everywhere."""

    def __init__(self, begin: Transactions, clock: Clock, policy: AccountPolicy) -> None:
        self._begin, self._clock, self._policy = begin, clock, policy

    def actor_of(self, cookie: str, *, touch: bool = True) -> Actor | None:
        """Who is logged in by this cookie, with the roles of this moment; None for nobody.

        touch: this was something that the person did. A page that only looks whether it is still open says
        False, or no session would ever be idle.
        """
        now = self._clock()
        with self._begin(reading=True) as work:
            found = work.sign_in.session(digest(cookie))
        if found is None or not self._lasts(*found):
            return None
        session, user = found
        if touch and now - session.last_seen_at >= SEEN_EVERY:
            with self._begin() as work:
                work.sign_in.touch_session(session.id, now)
        return Actor(id=user.id, roles=user.roles)

    def me(self, actor: Actor) -> User:
        """The actor's own account. Raises: NotFound."""
        with self._begin(reading=True) as work:
            return work.accounts.user(actor)

    def list(self, actor: Actor, cookie: str = "") -> Sequence[Session]:
        """The actor's sessions that have not ended, the one seen last first; that of `cookie` is current."""
        current = digest(cookie)
        with self._begin(reading=True) as work:
            user = work.accounts.user(actor)
            kept = [session for session in work.accounts.sessions(actor) if self._lasts(session, user)]
        return [session.model_copy(update={"is_current": session.id == current}) for session in kept]

    def end(self, actor: Actor, session_id: str) -> None:
        """End one of the actor's own. Raises: NotFound."""
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            work.accounts.end_session(actor, session_id)
            work.audit.note(
                self._clock(), actor.id, Action.SESSION_ENDED, actor.id, {"session": session_id[:12]}
            )

    def end_others(self, actor: Actor, cookie: str) -> int:
        """End all of the actor's own but this; how many those were."""
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            count = work.accounts.end_sessions(actor, but=digest(cookie))
            work.audit.note(self._clock(), actor.id, Action.SESSION_ENDED, actor.id, {"count": str(count)})
            return count

    def log_out(self, cookie: str) -> None:
        """End the session of this cookie; a cookie that opens nothing is no mistake."""
        with suppress(NotFound), self._begin() as work:  # it may end elsewhere at the same moment
            found = work.sign_in.session(digest(cookie))
            if found is not None:
                session, user = found
                actor = Actor(id=user.id)
                work.sign_in.alone(user.id)
                work.accounts.end_session(actor, session.id)
                work.audit.note(
                    self._clock(), user.id, Action.LOGGED_OUT, user.id, {"session": session.id[:12]}
                )

    def _lasts(self, session: Session, user: User) -> bool:
        now = self._clock()
        idle = now - session.last_seen_at
        return not user.disabled and now < session.expires_at and idle < self._policy.idle
