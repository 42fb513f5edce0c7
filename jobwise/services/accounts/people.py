"""What administrators do: people, their roles, invitations, links for who has forgotten their password."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.mail import Mail
from jobwise.domain.role import NEW_ROLES, Role
from jobwise.domain.user import Invitation, OneTimeToken, User
from jobwise.errors import Conflict, UnusableEntry
from jobwise.ports import Clock, Post, Transactions, UnitOfWork
from jobwise.services.accounts.entries import checked_email
from jobwise.services.accounts.policy import HANDED_RESET, INVITATION, AccountPolicy
from jobwise.services.accounts.reauthentication import NOTHING_TYPED, Reauthentication
from jobwise.services.accounts.tokens import digest, new_token

_MAIL = """You are invited to JobWise, which makes tailored résumés and letters with no invented fact in them.

To make an account for this address, open this link within seven days. It works once.

{link}
"""


class People:
    """Administration. Every call begins with its guard; who is no administrator finds nothing here."""

    def __init__(
        self,
        begin: Transactions,
        again: Reauthentication,
        post: Post | None,
        clock: Clock,
        policy: AccountPolicy,
    ) -> None:
        self._begin, self._again, self._post = begin, again, post
        self._clock, self._policy = clock, policy

    def list(self, actor: Actor) -> Sequence[User]:
        """Everybody, in the order they came. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin() as work:
            return work.people.list(actor)

    def set_roles(
        self, actor: Actor, user_id: str, roles: Iterable[Role], typed: SecretStr = NOTHING_TYPED
    ) -> None:
        """Give somebody these roles and no others.

        typed: what `Reauthentication.asks` for.
        Raises: NotFound, UnusableEntry, TooManyTries, Busy, Conflict for the last administrator.
        """
        actor.must_be(Role.ADMINISTRATOR)
        self._again.confirm(actor, typed)
        wanted = frozenset(roles)

        def change(work: UnitOfWork) -> dict[str, str]:
            work.people.set_roles(actor, user_id, wanted)
            return {"roles": ", ".join(sorted(wanted))}

        self._change(actor, user_id, Action.ROLES_CHANGED, change)

    def disable(self, actor: Actor, user_id: str) -> None:
        """Let somebody in no longer, and end their sessions and keys for good; their data stays.

        Raises: NotFound, Conflict for the last administrator.
        """
        actor.must_be(Role.ADMINISTRATOR)
        self._change(
            actor,
            user_id,
            Action.DISABLED,
            lambda work: work.people.set_disabled(actor, user_id, self._clock()),
        )

    def enable(self, actor: Actor, user_id: str) -> None:
        """Let somebody in again. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        self._change(
            actor, user_id, Action.ENABLED, lambda work: work.people.set_disabled(actor, user_id, None)
        )

    def drop_second_factor(self, actor: Actor, user_id: str, typed: SecretStr = NOTHING_TYPED) -> None:
        """For somebody who lost phone and recovery codes: the password alone lets them in.

        typed: what `Reauthentication.asks` for. Raises: NotFound, UnusableEntry, TooManyTries, Busy.
        """
        actor.must_be(Role.ADMINISTRATOR)
        self._again.confirm(actor, typed)
        self._change(
            actor,
            user_id,
            Action.SECOND_FACTOR_OFF,
            lambda work: work.accounts.put_second_factor(Actor(id=user_id), None),
        )

    def reset_asks(self, actor: Actor) -> Mapping[str, dt.datetime]:
        """Person -> when they asked for a new password, where no mail could be sent. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin() as work:
            return work.people.reset_asks(actor)

    def make_reset(self, actor: Actor, user_id: str, typed: SecretStr = NOTHING_TYPED) -> SecretStr:
        """A link to set a new password with, shown this once; it works for a day.

        typed: what `Reauthentication.asks` for. Raises: NotFound, UnusableEntry, TooManyTries, Busy.
        """
        actor.must_be(Role.ADMINISTRATOR)
        self._again.confirm(actor, typed)
        token, until = new_token(), self._clock() + HANDED_RESET
        one_time = OneTimeToken(id=digest(token), purpose="reset", user_id=user_id, expires_at=until)
        self._change(actor, user_id, Action.RESET_MADE, lambda work: work.sign_in.add_token(one_time))
        return SecretStr(self._policy.reset_link(token))

    def invite(
        self,
        actor: Actor,
        email: str = "",
        roles: Iterable[Role] = NEW_ROLES,
        typed: SecretStr = NOTHING_TYPED,
    ) -> SecretStr:
        """A link to sign up with, shown this once, and sent where mail is set up.

        email: the only address that it is good for; empty for any. typed: what `Reauthentication.asks` for,
        where the invitation makes an administrator.
        Raises: NotFound, UnusableEntry, Conflict for an address that has an account, TooManyTries, Busy.
        """
        actor.must_be(Role.ADMINISTRATOR)
        if Role.ADMINISTRATOR in (roles := frozenset(roles)):
            self._again.confirm(actor, typed)
        if self._policy.sign_up == "closed":
            raise UnusableEntry("Nobody can sign up here", "Set JOBWISE_SIGN_UP.", code="sign-up-closed")
        token, now = new_token(), self._clock()
        checked = checked_email(email) if email else ""
        invitation = Invitation(
            id=digest(token),
            email=checked,
            roles=roles,
            invited_by=actor.id,
            created_at=now,
            expires_at=now + INVITATION,
        )
        with self._begin() as work:
            if checked and work.sign_in.find(checked) is not None:
                raise Conflict("This person has an account", "They can log in.", code="email-taken")
            work.people.invite(actor, invitation)
            details = {"roles": ", ".join(sorted(invitation.roles))}
            work.audit.note(now, actor.id, Action.INVITED, invitation.id[:12], details)
        link = self._policy.invitation_link(token)
        if invitation.email and self._post is not None:
            mail = Mail(
                to=invitation.email, subject="You are invited to JobWise", text=_MAIL.format(link=link)
            )
            self._post.send(lambda: mail)
        return SecretStr(link)

    def invitations(self, actor: Actor) -> Sequence[Invitation]:
        """Newest first, used ones too. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin() as work:
            return work.people.invitations(actor)

    def withdraw(self, actor: Actor, invitation_id: str) -> None:
        """Take an invitation back. Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._begin() as work:
            work.people.withdraw(actor, invitation_id)
            work.audit.note(self._clock(), actor.id, Action.INVITATION_WITHDRAWN, invitation_id[:12], {})

    def _change(
        self,
        actor: Actor,
        user_id: str,
        action: Action,
        change: Callable[[UnitOfWork], dict[str, str] | None],
    ) -> None:
        """Change somebody's account, put it down, and leave at least one administrator."""
        with self._begin() as work:
            work.people.alone(actor)
            work.sign_in.alone(user_id)
            before = work.people.get(actor, user_id)
            details = change(work) or {}
            if _administers(before):
                leave_an_administrator(work.people.list(actor))
            work.audit.note(self._clock(), actor.id, action, user_id, details)


def check_leaving(work: UnitOfWork, actor: Actor) -> None:
    """Keep the last administrator from erasing themselves. Raises: Conflict."""
    if Role.ADMINISTRATOR not in actor.roles:
        return
    work.people.alone(actor)
    user = work.sign_in.user(actor.id)  # none in local mode
    if user is not None and _administers(user):
        leave_an_administrator(one for one in work.people.list(actor) if one.id != user.id)


def leave_an_administrator(staying: Iterable[User]) -> None:
    """Raises: Conflict where nobody who stays is one."""
    if not any(map(_administers, staying)):
        raise Conflict(
            "This is the last administrator", "Make somebody else one first.", code="last-administrator"
        )


def _administers(user: User) -> bool:
    return Role.ADMINISTRATOR in user.roles and not user.disabled
