"""Asking under a cap: what is held, what is counted, and who waits for whom."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jobwise.domain.base import Model
from jobwise.domain.model_call import ModelCall, ModelReply, NoAnswer, Spent, Usage
from jobwise.errors import ModelFailed
from jobwise.llm import model_choice
from jobwise.llm.prices import read_prices
from jobwise.services.asking import cost_of, most_cost
from jobwise.services.capped_asking import Cap, CappedAsking

PRICES = read_prices(Path(__file__).resolve().parents[3] / "data" / "prices.toml")
CHOICE = model_choice("openai:some-model")


class Answer(Model):
    text: str = "Done"


CALL = ModelCall(prompt="writing@1", system="s", shared="s", task="t", shape=Answer, most_tokens=1000)
MOST = most_cost(PRICES, CHOICE, CALL)
SPENT = Spent(usage=Usage(asked=100, answered=10), tries=1, rounds=1, answers=1)


class Plays:
    """A model that does what it is told to."""

    name = CHOICE.name

    def __init__(self, act: Callable[[], Spent]) -> None:
        self._act = act

    def complete(
        self, call: ModelCall[Any], on_text: Any = None, *, seconds: float, again: Any
    ) -> ModelReply[Any]:
        return ModelReply(data=Answer(), model="served-1", way="schema", spent=self._act())


def asking(act: Callable[[], Spent], purse: Cap) -> CappedAsking:
    return CappedAsking(Plays(act), CHOICE, PRICES, purse, 10)


def unheard(_: str) -> None:
    pass


def test_what_a_call_did_cost_takes_the_place_of_what_was_held() -> None:
    purse = Cap("this application", 1.5 * MOST)
    ask = asking(lambda: SPENT, purse)
    for _ in range(3):  # held as they are, two would pass the cap
        answer, use = ask("reword", CALL, unheard)
        assert answer == Answer()
        assert use.cost_usd == pytest.approx(cost_of(PRICES, CHOICE, CALL, SPENT), abs=1e-6)
    assert [use.served for use in purse.uses] == ["served-1"] * 3


def test_a_call_that_could_pass_the_cap_is_not_made() -> None:
    purse = Cap("this application", 0.9 * MOST)
    with pytest.raises(ModelFailed) as caught:
        asking(lambda: pytest.fail("it was asked"), purse)("reword", CALL, unheard)
    assert caught.value.code == "budget"
    assert purse.uses == []


@pytest.mark.parametrize(("code", "raised"), [("model-shape", False), ("model-away", True)])
def test_failures_are_counted_whether_our_words_stand_or_not(code: str, raised: bool) -> None:
    def fails() -> Spent:
        error = NoAnswer("It gave nothing", "Try again.", code=code)
        error.spent = SPENT
        raise error

    purse = Cap("this application", 2 * MOST)
    if raised:
        with pytest.raises(NoAnswer):
            asking(fails, purse)("reword", CALL, unheard)
    else:
        answer, use = asking(fails, purse)("reword", CALL, unheard)
        assert answer is None
        assert use.trouble == "It gave nothing"
    [use] = purse.uses
    assert (use.trouble, use.tries) == ("It gave nothing", 1)
    assert use.cost_usd > 0


def test_a_call_that_breaks_off_is_counted_at_its_most_and_lets_others_go_on() -> None:
    def breaks() -> Spent:
        raise RuntimeError("a bug")

    purse = Cap("this application", 1.5 * MOST)
    with pytest.raises(RuntimeError, match="a bug"):
        asking(breaks, purse)("reword", CALL, unheard)
    [use] = purse.uses
    assert (use.unsure, use.cost_usd) == (True, MOST)
    with pytest.raises(ModelFailed) as caught:  # at once: nobody is under way who could pay less
        asking(lambda: SPENT, purse)("letter", CALL, unheard)
    assert caught.value.code == "budget"


def test_a_call_waits_for_one_under_way() -> None:
    purse, begun, go_on = Cap("this application", 1.5 * MOST), threading.Event(), threading.Event()

    def slow() -> Spent:
        begun.set()
        assert go_on.wait(10)
        return SPENT

    first = threading.Thread(target=asking(slow, purse), args=("reword", CALL, unheard))
    second = threading.Thread(target=asking(lambda: SPENT, purse), args=("letter", CALL, unheard))
    first.start()
    assert begun.wait(10)
    second.start()
    second.join(0.2)
    assert second.is_alive()
    go_on.set()
    for thread in (first, second):
        thread.join(10)
    assert [use.task for use in purse.uses] == ["reword", "letter"]
