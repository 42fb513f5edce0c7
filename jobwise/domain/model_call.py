"""A call of a language model and what came back of it."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from jobwise.domain.base import Model

Way = Literal["schema", "json", "prompt"]
"""How a model is made to answer in a shape: by a strict schema, by its JSON mode, or by words alone."""
S = TypeVar("S", bound=Model)


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
    """Tokens as the provider counts them; `cached` are those of the question that it had kept."""

    asked: int = 0
    cached: int = 0
    answered: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Both together."""
        return Usage(
            asked=self.asked + other.asked,
            cached=self.cached + other.cached,
            answered=self.answered + other.answered,
        )


@dataclass(frozen=True)
class ModelReply(Generic[S]):
    """The answer in its shape. `model` is the name that the server gave back; `tries` counts requests."""

    data: S
    model: str
    way: Way
    usage: Usage
    tries: int
    seconds: float
