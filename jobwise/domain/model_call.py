"""A call of a language model, what came back of it, and what is kept of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from jobwise.domain.base import Model
from jobwise.errors import ModelFailed

Way = Literal["schema", "json", "prompt"]
"""How a model is made to answer in a shape: by a strict schema, by its JSON mode, or by words alone."""
ModelTask = Literal["analyse", "reword", "letter"]
"""What a model may do. *Why nothing else:* scores come from one engine, whoever wrote the words."""
S = TypeVar("S", bound=Model)
ROUNDS = 2
"""Answers that a call may be billed for: one of another shape is sent back once, and one that broke off is
asked for again. So a call costs at most twice what its words cost."""


class ModelChoice(Model):
    """The model that writes, where it is, and what it may do. `base_url` is where words are sent.

    `wording`: the run for which a person asked for new words, so that no earlier answer counts; "" for none.
    """

    provider: str
    model: str
    base_url: str
    tasks: tuple[ModelTask, ...] = ("reword", "letter")
    wording: str = ""

    @property
    def name(self) -> str:
        """Provider and model in one word: "openai:gpt-x"."""
        return f"{self.provider}:{self.model}"


@dataclass(frozen=True)
class ModelCall(Generic[S]):
    """What is asked. `shared` is the same for several calls of a run and stands first, so that it is cached.

    `prompt` names template and version. The answer must have the shape of `shape`.
    """

    prompt: str
    system: str
    shared: str
    task: str
    shape: type[S]
    most_tokens: int = 4000


class Usage(Model):
    """Tokens as the provider counts them.

    `cached` are those of the question that it had kept, `stored` those that it put by for the next one.
    """

    asked: int = 0
    cached: int = 0
    stored: int = 0
    answered: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Both together."""
        return Usage(
            asked=self.asked + other.asked,
            cached=self.cached + other.cached,
            stored=self.stored + other.stored,
            answered=self.answered + other.answered,
        )


class Price(Model):
    """US dollars for a million tokens of each kind."""

    asked: float
    cached: float
    stored: float
    answered: float

    def of(self, usage: Usage) -> float:
        """What so many tokens cost, in US dollars."""
        plain = usage.asked - usage.cached - usage.stored
        kinds = ((plain, self.asked), (usage.cached, self.cached), (usage.stored, self.stored))
        return (sum(tokens * price for tokens, price in kinds) + usage.answered * self.answered) / 1e6


class Spent(Model):
    """What a call used, whatever came of it. `tries` counts requests, `answers` those that came whole.

    `lost`: answers that broke off, or of which nobody told the tokens; they may be billed all the same.
    `rounds`: answers that came or broke off, one after another.
    """

    usage: Usage = Usage()
    tries: int = 0
    seconds: float = 0.0
    answers: int = 0
    lost: int = 0
    rounds: int = 0

    @property
    def repaired(self) -> bool:
        """Whether an answer had another shape and was sent back."""
        return self.answers > 1


@dataclass(frozen=True)
class ModelReply(Generic[S]):
    """The answer in its shape. `model` is the name that the server gave back."""

    data: S
    model: str
    way: Way
    spent: Spent


class NoAnswer(ModelFailed):
    """A call that was made and gave nothing that can be used, with what it used all the same."""

    spent = Spent()


class ModelUse(Model):
    """What a run keeps of one call. No word that was asked or answered is in it.

    `served`: the name that the server gave back. `cost_usd`: US dollars by the price table. `kept`: the
    reply of an earlier call with the same words was taken, which cost nothing. `repaired`: an answer had
    another shape and was sent back. `rounds`: answers that came or broke off. `unsure`: nobody told all that
    was used, so the cost is the most that it can be. `trouble`: why the model's words are not used, "" where
    they are.
    """

    task: ModelTask | Literal["try"]
    model: str
    prompt: str
    served: str = ""
    way: Way | None = None
    usage: Usage = Usage()
    cost_usd: float = 0.0
    seconds: float = 0.0
    tries: int = 0
    rounds: int = 0
    kept: bool = False
    repaired: bool = False
    unsure: bool = False
    trouble: str = ""


class CallRecord(Model):
    """A call of a model as it stands in the books. `use` is None while it is under way, and for ever where a
    kill cut it off: then `cost_usd` is the most that it can cost, in US dollars.
    """

    at: dt.datetime
    run_id: str
    cost_usd: float
    use: ModelUse | None


class ModelSettings(Model):
    """What a person set: which model writes, and how much may be spent, in US dollars.

    `consent`: when the person agreed that words are sent to `choice.base_url`, None before that.
    """

    choice: ModelChoice | None = None
    run_cap_usd: float = 0.5
    day_cap_usd: float = 5.0
    consent: dt.datetime | None = None
