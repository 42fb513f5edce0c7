"""A call of a language model, what came back of it, and what is kept of it."""

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from jobwise.domain.base import Model
from jobwise.errors import ModelFailed

Way = Literal["schema", "json", "prompt"]
"""How a model is made to answer in a shape: by a strict schema, by its JSON mode, or by words alone."""
ModelTask = Literal["analyse", "reword", "letter"]
"""What a model may do. *Why nothing else:* scores come from one engine, whoever wrote the words."""
AskedTask = ModelTask | Literal["compare"]
"""`compare`: to judge two texts, in experiments alone."""
S = TypeVar("S", bound=Model)
ROUNDS = 2
"""Answers that a call may be billed for: one of another shape is sent back once, and one that broke off is
asked for again. So a call costs at most twice what its words cost."""
MOST_ROUNDS = 3
"""Answers of a whole run that come or break off, one after another."""
BYTES_A_TOKEN = 2
"""UTF-8 bytes that a call is held at. No proven bound: a token may be one byte.

*Why 2:* with the smallest vocabulary at hand (32,000 tokens, of wordllama) the sample résumés and ads have
2.5 to 3.8 bytes a token, code 3.3, Chinese 2.0, Arabic 1.8; digits, emoji and rows of dates only 1.0 to 1.1.
Held at 1 byte, hardly a call would fit a cap. What a call did cost is put down whole.
"""


class ModelChoice(Model):
    """The model that writes, where it is, and what it may do. `base_url` is where words are sent.

    `wording`: the run for which a person asked for new words, so that no earlier answer counts; "" for none.
    `free`: the person said that it costs them nothing. It counts on a network of one's own alone, and only
    where no price is known.
    """

    provider: str
    model: str
    base_url: str
    tasks: tuple[ModelTask, ...] = ("reword", "letter")
    wording: str = ""
    free: bool = False

    @property
    def name(self) -> str:
        """Provider and model in one word: "openai:gpt-x"."""
        return f"{self.provider}:{self.model}"


_BEFORE = re.compile(r"^.*(?:/|\b(?:openai|anthropic)\.)")
_BEHIND = re.compile(r"(?:[-@](?:\d{4}-?\d{2}-?\d{2}|latest))?(?:-v\d+)?(?::(?!\d+[bm]$)\w+)?$")


def bare_name(model: str) -> str:
    """A model's name without what resellers and proxies write before and behind it, in one spelling:
    "Anthropic/Claude-Haiku-4.5" and "us.anthropic.claude-haiku-4-5-20251001-v1:0" are one model. A size
    ("gpt-oss:20b") stays: it is another model."""
    return _BEHIND.sub("", _BEFORE.sub("", model.casefold()), count=1).replace(".", "-")


@dataclass(frozen=True)
class ModelCall(Generic[S]):
    """What is asked. `shared` is the same for several calls of a run and stands first, so that it is cached.

    `prompt` names template and version. The answer must have the shape of `shape`. `schema_helps`: a server
    is given that shape as a schema, where it takes one.
    """

    prompt: str
    system: str
    shared: str
    task: str
    shape: type[S]
    most_tokens: int = 4000
    schema_helps: bool = True

    @property
    def most_bytes(self) -> int:
        """UTF-8 bytes of all answers together, beyond which they cost more than was set aside for them."""
        return BYTES_A_TOKEN * ROUNDS * self.most_tokens


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


Dollars = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""*Why no other number:* against a price that is none, no limit would hold."""


class Price(Model):
    """US dollars for a million tokens of each kind."""

    asked: Dollars
    cached: Dollars
    stored: Dollars
    answered: Dollars

    def of(self, usage: Usage) -> float:
        """What so many tokens cost, in US dollars."""
        plain = usage.asked - usage.cached - usage.stored
        kinds = ((plain, self.asked), (usage.cached, self.cached), (usage.stored, self.stored))
        return (sum(tokens * price for tokens, price in kinds) + usage.answered * self.answered) / 1e6


class Spent(Model):
    """What a call used, whatever came of it. `tries` counts requests, `answers` those that came whole.

    `lost`: answers that broke off, or of which nobody told the tokens; they may be billed all the same.
    `rounds`: answers that came or broke off, one after another. `over`: the call was broken off because its
    answers were longer than what was set aside for them.
    """

    usage: Usage = Usage()
    tries: int = 0
    seconds: float = 0.0
    answers: int = 0
    lost: int = 0
    rounds: int = 0
    over: bool = False

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
    another shape and was sent back. `rounds`: answers that came or broke off. `last_round`: which one of the
    run, one after another, the last of them was. `unsure`: nobody told all that was used, so the cost is what
    was set aside for it. `guessed`: no price is known, so the dearest one that is counts. `trouble`: why the
    model's words are not used, "" where they are.
    """

    task: AskedTask | Literal["try"]
    model: str
    prompt: str
    served: str = ""
    way: Way | None = None
    usage: Usage = Usage()
    cost_usd: float = 0.0
    seconds: float = 0.0
    tries: int = 0
    rounds: int = 0
    last_round: int = 0
    kept: bool = False
    repaired: bool = False
    unsure: bool = False
    guessed: bool = False
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


def money(dollars: float) -> str:
    """US dollars: "$0.50", with more digits where cents would say nothing: "$0.003", "$0.00042"."""
    if not 0 < dollars < 0.1:
        return f"${dollars:.2f}"
    digits = 3 if dollars >= 0.001 else 1 - math.floor(math.log10(dollars))
    return f"${dollars:.{digits}f}"
