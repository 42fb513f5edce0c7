"""Asks a model under a cap alone: no store, so nothing is kept for another time."""

import threading
from collections.abc import Callable
from typing import Protocol

from jobwise.domain.model_call import ROUNDS, AskedTask, ModelCall, ModelChoice, ModelUse, NoAnswer, S, Usage
from jobwise.ports import LanguageModel, PriceTable
from jobwise.services.asking import OURS_INSTEAD, cost_of, is_guessed, most_cost, too_dear, used


class Purse(Protocol):
    """What calls are paid from, in US dollars."""

    def hold(self, most_usd: float, *, guessed: bool) -> None:
        """Put by the most that a call may cost, before it is made; guessed: nobody knows its price.

        Raises: ModelFailed where that would pass the cap; the call is not made then.
        """

    def put_down(self, use: ModelUse, held_usd: float) -> None:
        """Count what a call did use in place of what was put by for it, of failures too."""


class Cap:
    """A purse in this process. `uses`: the calls that were made, as they ended."""

    def __init__(self, what: str, cap_usd: float) -> None:
        """what: what it is for, as in "this application"."""
        self._what, self._cap, self._spent = what, cap_usd, 0.0
        self._under_way, self._spending = 0, threading.Condition()
        self.uses: list[ModelUse] = []

    def hold(self, most_usd: float, *, guessed: bool) -> None:
        """See `Purse`. *Why it waits for calls under way:* each is held at the most that it can cost, and
        nearly always costs much less."""
        with self._spending:
            while self._spent + most_usd > self._cap:
                if not self._under_way:
                    raise too_dear(self._what, self._spent, most_usd, self._cap, guessed=guessed)
                self._spending.wait()
            self._spent += most_usd
            self._under_way += 1

    def put_down(self, use: ModelUse, held_usd: float) -> None:
        """See `Purse`."""
        with self._spending:
            self._spent += use.cost_usd - held_usd
            self._under_way -= 1
            self.uses.append(use)
            self._spending.notify_all()


class CappedAsking:
    """An `Ask` (see ports) of one model, paid from a purse."""

    def __init__(
        self, model: LanguageModel, choice: ModelChoice, prices: PriceTable, purse: Purse, seconds: float
    ) -> None:
        """seconds: how long a call may take with all its tries."""
        self._model, self._choice, self._prices = model, choice, prices
        self._purse, self._seconds = purse, seconds

    def __call__(
        self, task: AskedTask, call: ModelCall[S], on_text: Callable[[str], None]
    ) -> tuple[S | None, ModelUse]:
        """The answer, or None with the trouble that made our own words stand. Raises: ModelFailed."""
        choice, prices = self._choice, self._prices
        guessed, most = is_guessed(prices, choice), most_cost(prices, choice, call)
        use = ModelUse(task=task, model=choice.name, prompt=call.prompt, guessed=guessed)
        self._purse.hold(most, guessed=guessed)

        def again(usage: Usage) -> bool:
            return prices.price(choice).of(usage) <= most / ROUNDS

        try:
            reply = self._model.complete(call, on_text, seconds=self._seconds, again=again)
        except NoAnswer as error:
            use = used(use, error.spent, cost_of(prices, choice, call, error.spent))
            use = use.model_copy(update={"trouble": error.title})
            self._purse.put_down(use, most)
            if error.code not in OURS_INSTEAD:
                raise
            return None, use
        except BaseException:  # whoever waits for it must not wait for ever
            broken = {"trouble": "It broke off before it was done", "unsure": True, "cost_usd": most}
            self._purse.put_down(use.model_copy(update=broken), most)
            raise
        use = used(use, reply.spent, cost_of(prices, choice, call, reply.spent))
        use = use.model_copy(update={"served": reply.model, "way": reply.way})
        self._purse.put_down(use, most)
        return reply.data, use
