"""What is told of calls of models: what they used, how they ended, and no word of them."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from jobwise.domain.base import Model
from jobwise.domain.model_call import ModelCall, ModelChoice, ModelReply, NoAnswer, Price, S, Spent, Usage
from jobwise.errors import ModelFailed
from jobwise.llm.watched import WatchedConnections

CHOICE = ModelChoice(provider="openai", model="m", base_url="https://api.openai.com/v1")
SPENT = Spent(usage=Usage(asked=1_000_000, answered=1_000_000), answers=1)


class Said(Model):
    words: str


class Prices:
    def price(self, choice: ModelChoice) -> Price:
        return Price(asked=1, cached=0, stored=0, answered=2)

    def knows(self, choice: ModelChoice) -> bool:
        return True


class Scripted:
    """A model that answers, or fails with a code."""

    def __init__(self) -> None:
        self.name, self.code = CHOICE.name, ""

    def complete(
        self,
        call: ModelCall[S],
        on_text: Callable[[str], None] | None = None,
        *,
        seconds: float,
        again: Callable[[Usage], bool] = lambda _: True,
    ) -> ModelReply[S]:
        if self.code:
            error = NoAnswer("The model's server does not answer", "Try again.", code=self.code)
            error.spent = SPENT
            raise error
        return ModelReply(call.shape.model_validate({"words": "x"}), "m", "schema", SPENT)


@pytest.fixture
def told() -> list[tuple[str, str, Usage, float]]:
    return []


@pytest.fixture
def model() -> Scripted:
    return Scripted()


@pytest.fixture
def watched(model: Scripted, told: list[tuple[str, str, Usage, float]]) -> WatchedConnections:
    return WatchedConnections(lambda *_: model, Prices(), lambda *one: told.append(one))


def ask(watched: WatchedConnections) -> Said:
    call = ModelCall("writing@1", "system", "shared", "task", Said)
    return watched(CHOICE, SecretStr("key")).complete(call, seconds=5).data


def test_nothing_is_said_of_who_was_not_asked(watched: WatchedConnections) -> None:
    assert watched.look() == ""


def test_an_answer_is_told_with_what_it_cost(
    watched: WatchedConnections, told: list[tuple[str, str, Usage, float]]
) -> None:
    assert ask(watched).words == "x"
    assert told == [("openai", "answered", SPENT.usage, 3.0)]
    assert watched.look() == "Answered when asked last: openai"


def test_a_provider_that_is_away_is_told_until_it_answers(
    watched: WatchedConnections, model: Scripted, told: list[tuple[str, str, Usage, float]]
) -> None:
    model.code = "model-away"
    with pytest.raises(NoAnswer):
        ask(watched)
    assert told[-1][:2] == ("openai", "model-away")
    with pytest.raises(ModelFailed) as ill:
        watched.look()
    assert ill.value.title == "openai: The model's server does not answer"
    model.code = ""
    ask(watched)
    assert watched.look()


def test_somebodys_wrong_key_is_not_the_providers_trouble(
    watched: WatchedConnections, model: Scripted, told: list[tuple[str, str, Usage, float]]
) -> None:
    model.code = "model-key"
    with pytest.raises(NoAnswer):
        ask(watched)
    assert told[-1][1] == "model-key"
    assert watched.look()
