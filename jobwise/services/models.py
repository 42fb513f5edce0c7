"""What a person decides about language models: which one writes, with which key, for how much."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.model_call import (
    CallRecord,
    ModelChoice,
    ModelSettings,
    ModelTask,
    Price,
    money,
)
from jobwise.domain.my_data import Consent
from jobwise.domain.profile import Profile
from jobwise.errors import Conflict
from jobwise.ports import Clock, PriceTable, Transactions, UnitOfWork
from jobwise.services.asking import UNPRICED, ModelDesk, Typed, likely_cost, midnight, most_cost, usable_key
from jobwise.services.model_stages import ModelStages
from jobwise.services.model_trial import AD, PROFILE, Trial

MOST_USD = 1000.0


class Estimate(NamedTuple):
    """US dollars. `dearest`: the most that one call can cost. `known`: the price is known; else the dearest
    one that is counts."""

    likely: float
    most: float
    dearest: float
    known: bool


class ModelService:
    """Settings of a person. Nothing is sent anywhere before they agreed to it, naming the address."""

    def __init__(
        self,
        transactions: Transactions,
        desk: ModelDesk,
        stages: ModelStages,
        choice: Callable[[str, str], ModelChoice],
        prices: PriceTable,
        own_keys: Mapping[str, SecretStr],
        clock: Clock,
    ) -> None:
        """choice: (name such as "openai:gpt-x", address) -> the choice, or BadSetting."""
        self._transactions, self._desk, self._stages, self._choice = transactions, desk, stages, choice
        self._prices, self._own_keys, self._clock = prices, own_keys, clock

    def settings(self, actor: Actor) -> ModelSettings:
        """What the person set, or the defaults: the offline engine alone."""
        with self._transactions(reading=True) as work:
            return work.models.settings(actor)

    def has_key(self, actor: Actor, base_url: str) -> bool:
        """Whether there is a key for an address, entered or from the environment."""
        return bool(self._key(actor, base_url).get_secret_value())

    def _key(self, actor: Actor, base_url: str) -> SecretStr:
        return key_of(self._transactions, self._own_keys, actor.id, base_url)

    def active(self, actor: Actor) -> ModelChoice | None:
        """The model that writes the next application, None for the offline engine alone."""
        settings = self.settings(actor)
        choice = settings.choice if settings.consent else None
        return choice if choice and choice.tasks and not self._lacks_key(actor, choice) else None

    def missing(self, actor: Actor) -> list[str]:
        """Why the model that a person agreed to is not used as it is set, in sentences; none where it is, or
        where they agreed to none."""
        settings = self.settings(actor)
        choice = settings.choice if settings.consent else None
        if choice is None:
            return []
        why = []
        if not choice.tasks:
            why.append("Nothing is ticked that it should do.")
        if self._lacks_key(actor, choice):
            why.append(f"There is no key for {choice.base_url}. Enter one under Key.")
        cap = min(settings.run_cap_usd, settings.day_cap_usd)
        if choice.tasks and (dearest := self._least(actor, choice)).dearest > cap:
            why.append(
                f"{'' if dearest.known else UNPRICED} One call may cost {money(dearest.dearest)}, and your "
                f"limit is {money(cap)}. {self._ways_out(choice)}".strip()
            )
        return why

    def _ways_out(self, choice: ModelChoice) -> str:
        """What helps where a call costs more than a limit."""
        if self.may_be_free(choice):
            return "Tick that this model costs you nothing, if that is so, or raise the limit."
        return "Raise the limit, or choose a model that costs less."

    def _lacks_key(self, actor: Actor, choice: ModelChoice) -> bool:
        """*Why only at a provider's own address:* another server may want none, which a test tells."""
        own = self._choice(choice.name, "").base_url
        return choice.base_url == own and not self.has_key(actor, own)

    def _least(self, actor: Actor, choice: ModelChoice) -> "Estimate":
        """What an application for the shortest of ads would cost."""
        with self._transactions() as work:
            stored = work.profiles.current(actor)
        return self.estimate(choice, stored.profile if stored else PROFILE, AD)

    def use_offline(self, actor: Actor) -> None:
        """Write without a model from now on; what was entered stays, the consent goes."""
        with self._transactions() as work:
            settings = work.models.settings(actor)
            work.models.save_settings(actor, settings.model_copy(update={"consent": None}))
            self._note(work, actor, settings, given=False)

    def wanted(
        self,
        name: str,
        base_url: str,
        tasks: Sequence[ModelTask],
        *,
        run_cap_usd: float,
        day_cap_usd: float,
        agreed: bool,
        free: bool = False,
    ) -> ModelSettings:
        """What a person has typed, as it would be saved. Raises: BadSetting for a name or an address that is
        none, Conflict without consent."""
        choice = self._choice(name, base_url).model_copy(update={"tasks": tuple(tasks), "free": free})
        if not agreed:
            raise Conflict(
                "Nothing is sent without your consent",
                f"Tick that your words may go to {choice.base_url}, or let the offline engine write.",
                code="no-consent",
            )
        if not (0 <= run_cap_usd <= MOST_USD and 0 <= day_cap_usd <= MOST_USD):
            raise Conflict("This limit makes no sense", f"Choose 0 to {MOST_USD:,.0f} dollars.", code="cap")
        return ModelSettings(
            choice=choice, run_cap_usd=run_cap_usd, day_cap_usd=day_cap_usd, consent=self._clock()
        )

    def use_model(
        self,
        actor: Actor,
        name: str,
        base_url: str,
        tasks: Sequence[ModelTask],
        *,
        run_cap_usd: float,
        day_cap_usd: float,
        agreed: bool,
        free: bool = False,
        key: SecretStr | None = None,
    ) -> None:
        """Let a model write. `key`: a new one, or None to keep the present one. Raises: see `wanted`.
        `free`: see `ModelChoice`.
        """
        caps = {"run_cap_usd": run_cap_usd, "day_cap_usd": day_cap_usd}
        self.save(actor, self.wanted(name, base_url, tasks, **caps, agreed=agreed, free=free), key)

    def save(self, actor: Actor, settings: ModelSettings, key: SecretStr | None = None) -> None:
        """Keep what was typed, with a new key, or None for the one that is there.

        Raises: ModelFailed for a key that is none.
        """
        key = usable_key(key) if key else None
        with self._transactions() as work:
            before = work.models.settings(actor)
            moved = before.choice is not None and before.choice.base_url != _address(settings)
            work.models.save_settings(actor, settings)
            if moved or before.consent is None:
                self._note(work, actor, before, given=False)
                self._note(work, actor, settings, given=True)
            if key or moved:  # a key is for one address alone
                work.models.save_key(actor, key)

    def calls(self, actor: Actor, application_id: str) -> Sequence[CallRecord]:
        """What was asked for an application in all its runs, oldest first."""
        with self._transactions(reading=True) as work:
            return work.models.calls(actor, application_id)

    def _note(self, work: UnitOfWork, actor: Actor, settings: ModelSettings, *, given: bool) -> None:
        """Put down a consent in the record of them that only grows; nothing where there is none."""
        if settings.consent and settings.choice:
            consent = Consent(at=self._clock(), given=given, address=settings.choice.base_url)
            work.personal.note_consent(actor, consent)
            details = {"given": "yes" if given else "no"}
            work.audit.note(consent.at, actor.id, Action.CONSENT_CHANGED, actor.id, details)

    def spent_today(self, actor: Actor) -> float:
        """US dollars since midnight, UTC; calls under way count with the most they can cost."""
        with self._transactions(reading=True) as work:
            return work.models.spent(actor, midnight(self._clock()))

    def is_free(self, choice: ModelChoice) -> bool:
        """Whether a model costs nothing, as the person said or the table does."""
        return self._prices.price(choice) == Price(asked=0, cached=0, stored=0, answered=0)

    def is_priced(self, choice: ModelChoice) -> bool:
        """Whether it is known what a model costs."""
        return self._prices.knows(choice)

    def may_be_free(self, choice: ModelChoice) -> bool:
        """Whether it is for the person to say that a model costs nothing: on their own network, where no
        price is known."""
        unsaid, said = (choice.model_copy(update={"free": free}) for free in (False, True))
        return self._prices.knows(said) and not self._prices.knows(unsaid)

    def forget_key(self, actor: Actor) -> None:
        """Forget the key that was entered."""
        with self._transactions() as work:
            work.models.save_key(actor, None)

    def try_out(self, actor: Actor, settings: ModelSettings, key: SecretStr | None = None) -> Trial:
        """One small call with what is given, saved or not: a made-up line is said better as those of a
        résumé are. Raises: Conflict where it was agreed to nothing, ModelFailed."""
        choice = settings.choice if settings.consent else None
        if choice is None:
            raise Conflict("No model is set", "Choose one first.", code="no-model-set")
        typed = Typed(settings, usable_key(key or self._key(actor, choice.base_url)))
        return self._stages.try_out(actor, choice, typed, self._clock().date())

    def estimate(self, choice: ModelChoice, profile: Profile, job_text: str) -> Estimate:
        """What an application would cost. Raises: UnusableJob."""
        calls = self._stages.calls(choice, profile, job_text, self._clock().date())
        most = [most_cost(self._prices, choice, call) for call in calls]
        return Estimate(
            sum(likely_cost(self._prices, choice, call) for call in calls),
            sum(most),
            max(most, default=0.0),
            self._prices.knows(choice),
        )


def key_of(
    transactions: Transactions, own_keys: Mapping[str, SecretStr], person: str, base_url: str
) -> SecretStr:
    """A person's key for an address, or the installation's; an empty one where there is none."""
    actor = Actor(id=person)
    with transactions() as work:
        choice, entered = work.models.settings(actor).choice, work.models.key(actor)
    if entered is not None and choice is not None and choice.base_url == base_url:
        return entered
    return own_keys.get(base_url, SecretStr(""))


def _address(settings: ModelSettings) -> str:
    return settings.choice.base_url if settings.choice else ""
