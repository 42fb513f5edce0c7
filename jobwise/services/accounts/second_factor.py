"""Turning the second factor on and off, and the recovery codes for who loses their phone."""

import pyotp
from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.user import Enrolment, SecondFactor
from jobwise.errors import Conflict, UnusableEntry
from jobwise.ports import Clock, Transactions, UnitOfWork
from jobwise.services.accounts.codes import matching_step
from jobwise.services.accounts.policy import AccountPolicy
from jobwise.services.accounts.reauthentication import Reauthentication
from jobwise.services.accounts.tokens import new_recovery_code, recovery_digest

RECOVERY_CODES = 10


class SecondFactors:
    """What a person does about their own second factor; each change asks for the password again."""

    def __init__(
        self, begin: Transactions, again: Reauthentication, clock: Clock, policy: AccountPolicy
    ) -> None:
        self._begin, self._again, self._clock, self._policy = begin, again, clock, policy

    def begin(self, actor: Actor, password: SecretStr) -> Enrolment:
        """A new secret for an authenticator app; it counts for nothing until it is confirmed.

        Raises: UnusableEntry, Conflict where one is on, NotFound, TooManyTries, Busy.
        """
        with self._again.passed(actor, password) as (user, _):
            if user.second_factor:
                raise Conflict("The second factor is on", "Switch it off first.", code="second-factor-on")
        secret = pyotp.random_base32()
        address = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=self._policy.issuer)
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            work.accounts.put_second_factor(
                actor, SecondFactor(secret=SecretStr(secret), confirmed=False, last_step=0)
            )
        return Enrolment(secret=SecretStr(secret), address=SecretStr(address))

    def confirm(self, actor: Actor, code: str) -> tuple[str, ...]:
        """Switch it on with a code of the app. The recovery codes, shown this once.

        Raises: UnusableEntry for a wrong code, Conflict where nothing was begun.
        """
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            factor = work.sign_in.second_factor(work.accounts.user(actor).id)
            if factor is None or factor.confirmed:
                raise Conflict("There is nothing to confirm", "Begin again.", code="no-enrolment")
            step = matching_step(factor.secret, code, self._clock())
            if step is None:
                raise UnusableEntry(
                    "This code is not right", "Type the six digits that the app shows now.", code="code"
                )
            on = factor.model_copy(update={"confirmed": True, "last_step": step})
            work.accounts.put_second_factor(actor, on)
            codes = self._codes(work, actor)
            work.audit.note(self._clock(), actor.id, Action.SECOND_FACTOR_ON, actor.id, {})
        return codes

    def switch_off(self, actor: Actor, password: SecretStr) -> None:
        """Raises: UnusableEntry, NotFound, TooManyTries, Busy."""
        with self._again.passed(actor, password):
            pass
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            work.accounts.put_second_factor(actor, None)
            work.audit.note(self._clock(), actor.id, Action.SECOND_FACTOR_OFF, actor.id, {})

    def new_codes(self, actor: Actor, password: SecretStr) -> tuple[str, ...]:
        """New recovery codes; the old ones work no longer.

        Raises: UnusableEntry, Conflict where it is off, NotFound, TooManyTries, Busy.
        """
        with self._again.passed(actor, password) as (user, _):
            if not user.second_factor:
                raise Conflict("The second factor is off", "Switch it on first.", code="second-factor-off")
        with self._begin() as work:
            work.sign_in.alone(actor.id)
            codes = self._codes(work, actor)
            work.audit.note(self._clock(), actor.id, Action.RECOVERY_CODES_MADE, actor.id, {})
        return codes

    def codes_left(self, actor: Actor) -> int:
        """How many recovery codes can still be used."""
        with self._begin() as work:
            return work.accounts.recovery_codes(actor)

    @staticmethod
    def _codes(work: UnitOfWork, actor: Actor) -> tuple[str, ...]:
        codes = tuple(new_recovery_code() for _ in range(RECOVERY_CODES))
        work.accounts.put_recovery_codes(actor, [recovery_digest(code) for code in codes])
        return codes
