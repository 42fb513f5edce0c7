"""How every provider is talked to: tries, a deadline, lesser ways to a shape, one round of repair.

An adapter makes one request and translates its SDK's errors; all else stands here once.
"""

import json
import random
import re
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from jobwise.domain.base import Model
from jobwise.domain.model_call import ModelCall, ModelReply, S, Usage, Way
from jobwise.errors import ModelFailed

WAYS: tuple[Way, ...] = ("schema", "json", "prompt")
MOST_TRIES = 4
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 20.0
"""Seconds. Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (full jitter)."""
MOST_CHARACTERS = 200_000
"""Of an answer; one that goes on beyond is cut off."""
OPEN_AFTER, OPEN_SECONDS = 4, 30.0
"""Failures in a row after which a provider is left alone, and for how long."""
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")


class Heard(NamedTuple):
    """One answer of a server."""

    text: str
    model: str
    usage: Usage


class Trouble(Exception):
    """A request that failed. `again`: worth another try, after `pause` seconds where the server says so.

    `way`: the server does not know this way to a shape. `error` is what the person is told in the end.
    """

    def __init__(
        self, error: ModelFailed, *, again: bool = False, pause: float | None = None, way: bool = False
    ) -> None:
        super().__init__(error.title)
        self.error, self.again, self.pause, self.way = error, again, pause, way


class Adapter(Protocol):
    """A provider's SDK."""

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """One request. `more`: the answer before and what is wrong with it. Raises: Trouble."""


class Listener:
    """Gathers an answer as it comes, up to a length that no honest answer has."""

    def __init__(self, on_text: Callable[[str], None]) -> None:
        self.text, self._on_text = "", on_text

    def hear(self, piece: str) -> None:
        """Raises: Trouble when it goes on for too long."""
        self.text += piece
        self._on_text(piece)
        if len(self.text) > MOST_CHARACTERS:
            raise Trouble(
                ModelFailed(
                    "The model's answer is endless",
                    "It was cut off. Choose another model, or finish without one.",
                    code="model-endless",
                )
            )


def spelled_shape(shape: type[Model]) -> str:
    """The shape in words, for models that have no other way to be told of it."""
    schema = json.dumps(shape.model_json_schema(), ensure_ascii=False)
    return f"Answer with one JSON object and nothing else. It must fit this JSON schema: {schema}"


class TalkingModel:
    """`ports.LanguageModel` over an adapter."""

    def __init__(
        self,
        name: str,
        adapter: Adapter,
        deadline: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._adapter, self._deadline, self._sleep, self._clock = adapter, deadline, sleep, clock
        self._way = 0
        self._failures, self._shut_until = 0, 0.0

    def complete(self, call: ModelCall[S], on_text: Callable[[str], None] | None = None) -> ModelReply[S]:
        """The answer in the shape that was asked for. Raises: ModelFailed."""
        talk = _Talk(self._clock() + self._deadline)
        start = self._clock()
        data, heard = self._shaped(call, talk, on_text or _unheard)
        return ModelReply(
            data=data,
            model=heard.model,
            way=WAYS[self._way],
            usage=talk.usage,
            tries=talk.tries,
            seconds=round(self._clock() - start, 3),
        )

    def _shaped(self, call: ModelCall[S], talk: "_Talk", on_text: Callable[[str], None]) -> tuple[S, Heard]:
        """An answer of the right shape; a wrong one is sent back once with what is wrong."""
        heard = self._heard(call, talk, None, on_text)
        data, wrong = _parsed(heard.text, call.shape)
        if data is None:
            heard = self._heard(call, talk, (heard.text[:4000], wrong), on_text)
            data, wrong = _parsed(heard.text, call.shape)
        if data is None:
            raise ModelFailed(
                "The model's answer could not be used",
                "It has another shape than the one asked for. JobWise wrote this part itself.",
                code="model-shape",
            )
        return data, heard

    def _heard(
        self, call: ModelCall[S], talk: "_Talk", more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """One answer, whatever its shape, after as many tries as it takes within the deadline."""
        failed = 0
        while True:
            if self._clock() < self._shut_until:
                raise _left_alone()
            talk.tries += 1
            try:
                heard = self._adapter.ask(call, WAYS[self._way], more, on_text)
            except Trouble as trouble:
                if trouble.way and self._way + 1 < len(WAYS):
                    self._way += 1
                    continue
                failed += 1
                self._note_failure(trouble)
                pause = _pause(failed) if trouble.pause is None else trouble.pause
                late = self._clock() + pause > talk.until
                if not trouble.again or failed >= MOST_TRIES or late:
                    raise trouble.error from trouble
                self._sleep(pause)
            else:
                self._failures = 0
                talk.usage += heard.usage
                return heard

    def _note_failure(self, trouble: Trouble) -> None:
        """Leave a provider alone for a while that fails again and again."""
        self._failures += trouble.again
        if self._failures >= OPEN_AFTER:
            self._shut_until, self._failures = self._clock() + OPEN_SECONDS, 0


class _Talk:
    """What one call has used so far."""

    def __init__(self, until: float) -> None:
        self.until, self.tries, self.usage = until, 0, Usage()


def _pause(failed: int) -> float:
    return random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**failed))  # noqa: S311 (jitter, no secret)


def _parsed(text: str, shape: type[S]) -> tuple[S | None, str]:
    """(the data, "") or (None, what is wrong with the answer)."""
    try:
        return shape.model_validate_json(_FENCE.sub("", text.strip())), ""
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return None, f"{where}: {first['msg']}" if where else first["msg"]


def _unheard(_: str) -> None:
    """Nobody listens while the words come."""


def _left_alone() -> ModelFailed:
    return ModelFailed(
        "The model does not answer",
        "It failed several times in a row and is left alone for half a minute. Try again then, or finish "
        "without a model.",
        code="model-rests",
    )
