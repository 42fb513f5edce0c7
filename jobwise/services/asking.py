"""Asks a person's model: only with consent, within the budget, and never twice for the same words."""

import datetime as dt
import hashlib
import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple
from weakref import WeakValueDictionary

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.base import Model
from jobwise.domain.model_call import (
    BYTES_A_TOKEN,
    MOST_ROUNDS,
    ROUNDS,
    AskedTask,
    ModelCall,
    ModelChoice,
    ModelSettings,
    ModelUse,
    NoAnswer,
    S,
    Spent,
    Usage,
    money,
)
from jobwise.errors import ModelFailed
from jobwise.matching.smuggled import seen
from jobwise.ports import Ask, Clock, Connect, LanguageModel, PriceTable, Transactions

LIKELY_BYTES_A_TOKEN = 4
SENT = "the facts of your profile, the lines written from them, and the job ad"
TAKEN_OUT = (
    "your name, e-mail, phone, address, links and references, and what else JobWise knows as personal "
    "(birth, age, family, numbers of banks and papers)"
)
"""What goes to a model, and what does not: told in the same words wherever somebody is asked."""
UNPRICED = "No price is known for this model, so the dearest price that JobWise knows counts."
LOOK_SECONDS = 0.25
"""How often somebody who waits for another call, or for its answer, is asked whether they still do."""
TRY_SECONDS = 30
"""How long a test of a model may take. *Why so long:* a server of one's own may first load the model."""
PAIR = 2
"""Calls that go out together at the most. A kill of both halves what time a run has left.

*Why halved:* nobody knows how long a call was under way that a kill cut off, and JobWise may have been away
for days since. So a run that goes on has time for it, and its calls a bound, however often it is killed.
"""
OURS_INSTEAD = frozenset(
    {
        "model-shape",
        "model-endless",
        "model-empty",
        "model-room",
        "model-declined",
        "model-credit",
        "model-rounds",
    }
)
"""Codes of failures after which our own words stand. *Why not all:* a server that is away may be back soon,
and the person should choose."""


class Kept(Model):
    """An answer that was kept, with the name of the model that gave it; of one that was of no use what it
    cost, for the run that it belongs to.
    """

    data: str
    served: str
    useless: ModelUse | None = None


class Typed(NamedTuple):
    """What a person has typed and not saved: a model with its limits is tested by it alone."""

    settings: ModelSettings
    key: SecretStr


class Asking(NamedTuple):
    """Who asks which model, in which run of which application; `typed` in a test."""

    actor: Actor
    application_id: str
    run_id: str
    choice: ModelChoice
    typed: Typed | None = None


class Leave(NamedTuple):
    """That a call may be made: for so many seconds and US dollars, after so many rounds of its run."""

    call_id: str
    seconds: float
    rounds_before: int
    most_usd: float


class ModelDesk:
    """Every call of a model goes through here.

    `_questions`: question -> what its askers wait behind, so that the second takes what the first was told.
    `_under_way`: person -> calls that are being made in this process, whose true cost will soon be known.
    """

    def __init__(
        self,
        transactions: Transactions,
        connect: Connect,
        prices: PriceTable,
        own_keys: Mapping[str, SecretStr],
        clock: Clock,
        deadline: float,
    ) -> None:
        """own_keys: address -> key from the environment, for people who entered none. deadline: seconds that
        all calls of a run may take.

        *Why by address:* a provider's key goes to that provider and to no other server.
        """
        self._transactions, self._connect, self._prices = transactions, connect, prices
        self._own_keys, self._clock, self._deadline = own_keys, clock, deadline
        self._since = clock()
        self._reserving = threading.Condition()
        self._under_way: Counter[str] = Counter()
        self._questions: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    def asker(self, actor: Actor, application_id: str, run_id: str, choice: ModelChoice) -> Ask:
        """What the stages of one run ask with."""
        return partial(self._ask, Asking(actor, application_id, run_id, choice))

    def key(self, actor: Actor, choice: ModelChoice) -> SecretStr:
        """The key for a model. Raises: ModelFailed where the person agreed to nothing, or the key is none."""
        with self._transactions() as work:
            settings, own = work.models.settings(actor), work.models.key(actor)
        agreed = settings.choice is not None and settings.choice.base_url == choice.base_url
        if settings.consent is None or not agreed:
            raise ModelFailed(
                "You have not agreed to send words to this model",
                "Look at Settings, or finish without a model.",
                code="no-consent",
            )
        return usable_key(own or self._own_keys.get(choice.base_url, SecretStr("")))

    def try_out(
        self, actor: Actor, choice: ModelChoice, typed: Typed, call: ModelCall[S]
    ) -> tuple[S, ModelUse]:
        """Make a call that is never answered from what was kept, nor kept itself. Raises: ModelFailed."""
        once = f"try-{uuid.uuid4()}"
        use = ModelUse(task="try", model=choice.name, prompt=call.prompt)
        answer, use = self._paid(Asking(actor, once, once, choice, typed), call, _unheard, use)
        if answer is None:
            raise ModelFailed(
                use.trouble, "It is there, but cannot do this work. Choose another model.", code="model-shape"
            )
        return answer, use

    def _ask(
        self, asking: Asking, task: AskedTask, call: ModelCall[S], on_text: Callable[[str], None]
    ) -> tuple[S | None, ModelUse]:
        use = ModelUse(task=task, model=asking.choice.name, prompt=call.prompt)
        question = _question(asking.choice, call)
        with self._reserving:
            turn = self._questions.setdefault(f"{asking.actor.id} {question}", _Turn())
        with turn.taken(on_text):
            with self._transactions() as work:
                kept = work.models.reply(asking.actor, question) or work.models.reply(
                    asking.actor, f"{asking.run_id} {question}"
                )
            if kept is None:
                return self._paid(asking, call, on_text, use)
        found = Kept.model_validate_json(kept)
        if found.useless:
            return None, found.useless
        done = use.model_copy(update={"kept": True, "served": found.served})
        return call.shape.model_validate_json(found.data), done

    def _paid(
        self, asking: Asking, call: ModelCall[S], on_text: Callable[[str], None], use: ModelUse
    ) -> tuple[S | None, ModelUse]:
        """Make the call, and put down what it cost with what was answered, in one transaction."""
        actor, choice = asking.actor, asking.choice

        def hear(text: str) -> None:
            if not text:  # before each try, and while nothing comes: a consent may be taken back meanwhile
                self._key_of(asking)
            on_text(text)

        model = self._connect(choice, self._key_of(asking))
        try:
            leave = self._leave(asking, call, hear)
        except ModelFailed as error:
            if error.code in OURS_INSTEAD:
                return None, use.model_copy(update={"trouble": error.title})
            raise
        try:
            return self._called(asking, call, hear, use, leave, model)
        finally:
            with self._reserving:
                self._under_way[actor.id] -= 1
                self._reserving.notify_all()

    def _called(
        self,
        asking: Asking,
        call: ModelCall[S],
        hear: Callable[[str], None],
        use: ModelUse,
        leave: Leave,
        model: LanguageModel,
    ) -> tuple[S | None, ModelUse]:
        actor, choice = asking.actor, asking.choice
        use = use.model_copy(
            update={"guessed": is_guessed(self._prices, choice), "last_round": leave.rounds_before}
        )
        price = self._prices.price(choice)
        is_last_round = leave.rounds_before + ROUNDS > MOST_ROUNDS

        def again(usage: Usage) -> bool:
            return not is_last_round and price.of(usage) <= leave.most_usd / ROUNDS

        try:
            reply = model.complete(call, hear, seconds=leave.seconds, again=again)
        except NoAnswer as error:
            failed = used(use, error.spent, cost_of(self._prices, choice, call, error.spent))
            failed = failed.model_copy(update={"trouble": error.title})
            if error.code in OURS_INSTEAD or (is_last_round and error.spent.rounds):
                lost = Kept(data="null", served="", useless=failed).model_dump_json()
                of_run = None if asking.typed else (f"{asking.run_id} {_question(choice, call)}", lost)
                return None, self._settled(actor, leave, failed, of_run)
            self._settled(actor, leave, failed)
            raise
        except BaseException:  # nobody waits any more
            stopped = {
                "trouble": "It broke off before it was done",
                "unsure": True,
                "cost_usd": leave.most_usd,
            }
            self._settled(actor, leave, use.model_copy(update=stopped))
            raise
        use = used(use, reply.spent, cost_of(self._prices, choice, call, reply.spent))
        use = use.model_copy(update={"served": reply.model, "way": reply.way})
        kept = Kept(data=reply.data.model_dump_json(), served=reply.model)
        reply_of = None if asking.typed else (_question(choice, call), kept.model_dump_json())
        self._settled(actor, leave, use, reply_of)
        return reply.data, use

    def _key_of(self, asking: Asking) -> SecretStr:
        return asking.typed.key if asking.typed else self.key(asking.actor, asking.choice)

    def _settled(
        self, actor: Actor, leave: Leave, use: ModelUse, reply: tuple[str, str] | None = None
    ) -> ModelUse:
        """Put down what a call used, with its answer."""
        with self._transactions() as work:
            work.models.settle(actor, leave.call_id, use.cost_usd, use)
            if reply:
                work.models.keep_reply(actor, *reply, self._clock())
        return use

    def _leave(self, asking: Asking, call: ModelCall[S], on_text: Callable[[str], None]) -> Leave:
        """Wait until the call may be made. Raises: ModelFailed.

        *Why waiting for others where it would pass a cap:* each is held at the most that it can cost, and
        nearly always costs much less. So dear calls go one after another, and cheap ones together.
        """
        while True:
            with self._reserving:
                others = self._under_way[asking.actor.id]
                try:
                    leave = self._reserve(asking, call)
                except ModelFailed as error:
                    if error.code != "budget" or not others:
                        raise
                    self._reserving.wait(LOOK_SECONDS)
                else:
                    self._under_way[asking.actor.id] += 1
                    return leave
            on_text("")

    def _reserve(self, asking: Asking, call: ModelCall[S]) -> Leave:
        """Put by what the call may cost. Raises: ModelFailed when that would pass a cap, the deadline, or the
        rounds that a run may take one after another.

        *Why rounds are counted by when calls begin:* what goes out side by side is one wait for the person,
        and where a cap makes calls go one after another it is several.
        """
        actor, application_id, run_id, choice, typed = asking
        cost, now, call_id = most_cost(self._prices, choice, call), self._clock(), str(uuid.uuid4())
        with self._transactions() as work:
            work.models.spend_alone(actor)
            calls = work.models.calls(actor, application_id)
            before = [call.use for call in calls if call.use and call.run_id == run_id]
            cut = sum(call.use is None and call.run_id == run_id and call.at < self._since for call in calls)
            whole = min(self._deadline, TRY_SECONDS) if typed else self._deadline
            seconds = (whole - sum(use.seconds for use in before)) / 2 ** ((cut + 1) // PAIR)
            if seconds <= 0:
                raise _too_long(self._deadline)
            rounds = max((use.last_round for use in before), default=0)
            if rounds >= MOST_ROUNDS:
                raise _too_many_rounds()
            caps = typed.settings if typed else work.models.settings(actor)
            of_this, of_day = sum(call.cost_usd for call in calls), work.models.spent(actor, midnight(now))
            guessed = is_guessed(self._prices, choice)
            if of_this + cost > caps.run_cap_usd:
                raise too_dear("this application", of_this, cost, caps.run_cap_usd, guessed=guessed)
            if of_day + cost > caps.day_cap_usd:
                raise too_dear("today", of_day, cost, caps.day_cap_usd, guessed=guessed)
            ours = self._own_keys.get(choice.base_url)
            key = typed.key if typed else work.models.key(actor) or ours
            if key and not any(call.run_id == run_id for call in calls):
                whose = "installation" if key == ours else "own"
                work.audit.note(now, actor.id, Action.KEY_USED, application_id, {"key": whose})
            work.models.reserve(actor, application_id, run_id, call_id, now, cost)
        return Leave(call_id, seconds, rounds, cost)


class _Turn:
    """What askers of the same question wait behind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, on_text: Callable[[str], None]) -> Iterator[None]:
        """Held by one asker; the others are asked now and then whether they still wait."""
        while not self._lock.acquire(timeout=LOOK_SECONDS):
            on_text("")
        try:
            yield
        finally:
            self._lock.release()


def usable_key(key: SecretStr) -> SecretStr:
    """A key without what is not seen of it. Raises: ModelFailed for one that no request can carry."""
    shown = seen(key.get_secret_value()).strip()
    if not all("!" <= sign <= "~" for sign in shown):
        raise ModelFailed(
            "The key holds a sign that no key has",
            "Copy it again from the provider's website: letters, digits and plain signs, without a space or "
            "a curly quotation mark.",
            code="model-key",
        )
    return SecretStr(shown)


def midnight(moment: dt.datetime) -> dt.datetime:
    """When its day began, UTC: caps count from there."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def used(use: ModelUse, spent: Spent, cost_usd: float) -> ModelUse:
    """What is kept of a call that was made."""
    came = {name: getattr(spent, name) for name in ("usage", "tries", "seconds", "repaired", "rounds")}
    came |= {"last_round": use.last_round + spent.rounds, "unsure": spent.lost > 0}
    return use.model_copy(update={**came, "cost_usd": round(cost_usd, 6)})


def is_guessed(prices: PriceTable, choice: ModelChoice) -> bool:
    """Whether nobody knows what a model costs, so that the dearest price known counts for it."""
    return not prices.knows(choice) and bool(prices.price(choice).answered)


def most_cost(prices: PriceTable, choice: ModelChoice, call: ModelCall[S]) -> float:
    """The most that a call can cost, in US dollars."""
    asked = len(f"{call.system}{call.shared}{call.task}{_shape(call)}".encode()) // BYTES_A_TOKEN
    asked = ROUNDS * asked + call.most_tokens  # the second round holds the first answer
    return prices.price(choice).of(Usage(asked=asked, stored=asked, answered=ROUNDS * call.most_tokens))


def cost_of(prices: PriceTable, choice: ModelChoice, call: ModelCall[S], spent: Spent) -> float:
    """What a call did cost, in US dollars, as far as it can be known: a server that counts nothing, and an
    answer that broke off, are not free. All that was set aside goes for one that was cut off as too long."""
    lost = ROUNDS if spent.over else spent.lost
    return prices.price(choice).of(spent.usage) + lost * most_cost(prices, choice, call) / ROUNDS


def likely_cost(prices: PriceTable, choice: ModelChoice, call: ModelCall[S]) -> float:
    """What a call costs when all goes well: the answer is about as long as what is to be said anew."""
    asked = len(f"{call.system}{call.shared}{call.task}{_shape(call)}".encode()) // LIKELY_BYTES_A_TOKEN
    answered = min(call.most_tokens, len(call.task.encode()) // LIKELY_BYTES_A_TOKEN)
    return prices.price(choice).of(Usage(asked=asked, answered=answered))


def _unheard(_: str) -> None:
    """Nobody listens while the words come."""


def _question(choice: ModelChoice, call: ModelCall[S]) -> str:
    """A hash of all that decides an answer."""
    given = [choice.name, choice.base_url, call.prompt, call.system, call.shared, call.task, _shape(call)]
    given += [choice.wording] if choice.wording else []
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()


def _shape(call: ModelCall[S]) -> str:
    return json.dumps(call.shape.model_json_schema())


def _too_long(seconds: float) -> ModelFailed:
    return ModelFailed(
        "The model takes too long",
        f"It had {seconds:.0f} seconds for this application. Try again later, or finish without a model.",
        code="model-slow",
    )


def _too_many_rounds() -> ModelFailed:
    return ModelFailed(
        f"It was not asked: the model was already asked {MOST_ROUNDS} times one after another",
        "Try again, or finish without a model.",
        code="model-rounds",
    )


def too_dear(what: str, spent: float, cost: float, cap: float, *, guessed: bool) -> ModelFailed:
    """What is told where a call might pass a limit; amounts in US dollars. `guessed`: no price is known."""
    return ModelFailed(
        f"The model would cost more than you allow for {what}",
        f"{f'{UNPRICED} ' if guessed else ''}{money(spent)} was spent or set aside for calls under way, "
        f"the next call may cost {money(cost)}, and your limit is {money(cap)}. Raise the limit, or finish "
        "without a model.",
        code="budget",
    )
