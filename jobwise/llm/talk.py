"""How every provider is talked to: tries, a deadline, lesser ways to a shape, one round of repair.

An adapter makes one request and translates its SDK's errors; all else stands here once.
"""

import json
import random
import re
import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any, NamedTuple, Protocol

import httpx2
from pydantic import ValidationError

from jobwise.domain.model_call import ROUNDS, ModelCall, ModelReply, NoAnswer, S, Spent, Usage, Way
from jobwise.errors import ModelFailed
from jobwise.llm.listening import LOOK_SECONDS, listened
from jobwise.llm.troubles import Trouble, of_connection, of_nothing

WAYS: tuple[Way, ...] = ("schema", "json", "prompt")
MOST_TRIES = 4
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 20.0
"""Seconds. Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (full jitter)."""
MOST_CHARACTERS = 200_000
"""Of an answer; one that goes on beyond is cut off."""
OPEN_AFTER, OPEN_SECONDS = 4, 30.0
"""Failures in a row after which a provider is left alone, and for how long."""
_FRESH = httpx2.Limits(max_keepalive_connections=0)
"""A connection of its own for each request. *Why:* a server may hang up on a kept one just as the next
question goes out; nobody can tell whether that was heard, so it counts as an answer that may be billed."""
_OURS = re.compile(
    r"host|accept(-encoding)?|connection|content-(type|length)|transfer-encoding|user-agent|authorization"
    r"|x-api-key|anthropic-version|x-stainless-.*",
    re.I,
)
"""Headers that a server needs, and what SDKs say of themselves."""
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")


class Piece(NamedTuple):
    """What a server sends at a time: words, the name of the model that serves, or what it counted."""

    text: str = ""
    model: str = ""
    usage: Usage | None = None


class Heard(NamedTuple):
    """One answer of a server."""

    text: str
    model: str
    usage: Usage


class Adapter(Protocol):
    """A provider's SDK."""

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """One request. `more`: the answer before and what is wrong with it. `seconds`: what is left until the
        deadline; the server may not be silent for longer. Raises: Trouble.
        """

    def does_without(self, parameter: str) -> bool:
        """Ask without a parameter from now on; False where that cannot be, or is done already."""

    def close(self) -> None:
        """End the connections to the server."""


def system_of(call: ModelCall[S], way: Way) -> str:
    """The system's words, with the shape spelled out where the server takes no schema."""
    if way == "schema":
        return call.system
    schema = json.dumps(call.shape.model_json_schema(), ensure_ascii=False)
    shape = f"Answer with one JSON object and nothing else. It must fit this JSON schema: {schema}"
    return f"{call.system}\n\n{shape}"


def turns(question: str, more: tuple[str, str] | None) -> list[dict[str, str]]:
    """What was said so far: the question, and an answer that was sent back with what is wrong."""
    said = [("user", question), *([("assistant", more[0]), ("user", more[1])] if more else [])]
    return [{"role": role, "content": content} for role, content in said]


def client_options(timeout: httpx2.Timeout, *, own: bool) -> dict[str, Any]:
    """How an SDK's HTTP client is made. `own`: the address is the provider's own.

    *Why no redirects:* words go where the person agreed that they go, and nowhere else. *Why headers are
    picked elsewhere:* SDKs add those that the environment holds for the provider, ids and secrets among them.
    """
    hooks = {} if own else {"request": [_without_environment]}
    return {"timeout": timeout, "follow_redirects": False, "limits": _FRESH, "event_hooks": hooks}


def _without_environment(request: httpx2.Request) -> None:
    for name in [name for name in request.headers if not _OURS.fullmatch(name)]:
        del request.headers[name]


def within(timeout: httpx2.Timeout, seconds: float) -> httpx2.Timeout:
    """A timeout that does not go on beyond a deadline."""
    left = max(seconds, 0.1)
    return httpx2.Timeout(**{name: min(limit or left, left) for name, limit in timeout.as_dict().items()})


class TalkingModel:
    """`ports.LanguageModel` over an adapter."""

    def __init__(self, name: str, adapter: Adapter) -> None:
        self.name, self._adapter = name, adapter
        self._way = 0
        self._failures, self._shut_until = 0, 0.0

    def close(self) -> None:
        """End the connections to the server."""
        self._adapter.close()

    def complete(
        self,
        call: ModelCall[S],
        on_text: Callable[[str], None] | None = None,
        *,
        seconds: float,
        repair: bool = True,
    ) -> ModelReply[S]:
        """The answer in the shape that was asked for, within so many seconds. See `ports.LanguageModel`.

        Raises: ModelFailed, and what `on_text` raises.
        """
        start = time.monotonic()
        talk = _Talk(start + seconds, repair=repair)
        try:
            data, heard = self._shaped(call, talk, on_text or _unheard)
        except ModelFailed as error:
            failed = NoAnswer(error.title, error.message, code=error.code)
            failed.spent = talk.spent(time.monotonic() - start)
            raise failed from error
        return ModelReply(data, heard.model, WAYS[talk.way], talk.spent(time.monotonic() - start))

    def _shaped(self, call: ModelCall[S], talk: "_Talk", on_text: Callable[[str], None]) -> tuple[S, Heard]:
        """An answer of the right shape; a wrong one is sent back once with what is wrong.

        *Why in a lesser way where it is no object:* servers take a schema without a word and take no notice.
        """
        heard = self._heard(call, talk, None, on_text)
        data, wrong = _parsed(heard.text, call.shape)
        if data is None and talk.repair and talk.rounds < ROUNDS:
            if WAYS[talk.way] == "schema" and not heard.text.lstrip().startswith("{"):
                talk.least_way = talk.way + 1
            heard = self._heard(call, talk, (heard.text[:4000], wrong), on_text)
            data, wrong = _parsed(heard.text, call.shape)
            if data is not None:
                self._way = max(self._way, talk.way)  # it helped: other calls begin with it
        if data is None:
            raise ModelFailed(
                "The model's answer could not be used",
                "It has another shape than the one asked for. Choose another model, or finish without one.",
                code="model-shape",
            )
        return data, heard

    def _heard(
        self, call: ModelCall[S], talk: "_Talk", more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """One answer, whatever its shape, after as many tries as it takes within the deadline."""
        failed = 0
        while True:
            if time.monotonic() < self._shut_until:
                raise _left_alone()
            on_text("")  # nobody pays for an answer that nobody waits for
            talk.tries += 1
            talk.way, talk.begun = max(self._way, talk.least_way), False
            try:
                asked = self._adapter.ask(call, WAYS[talk.way], more, talk.until - time.monotonic())
                heard = self._gathered(asked, talk, on_text)
            except Trouble as trouble:
                if trouble.way and talk.way + 1 < len(WAYS):
                    self._way = max(self._way, talk.way + 1)  # another call may have found it out too
                    continue
                if trouble.lacks and self._adapter.does_without(trouble.lacks):
                    continue
                failed += 1
                talk.lost += talk.begun or trouble.billed
                self._note_failure(trouble)
                pause = _pause(failed) if trouble.pause is None else trouble.pause
                late = time.monotonic() + pause > talk.until
                if not trouble.again or failed >= MOST_TRIES or late or talk.rounds >= ROUNDS:
                    raise trouble.error from trouble
                _wait(pause, on_text)
            else:
                self._failures = 0
                talk.usage += heard.usage
                talk.answers += 1
                talk.untold += heard.usage == Usage()
                return heard

    def _gathered(
        self, asked: Generator[Piece, None, None], talk: "_Talk", on_text: Callable[[str], None]
    ) -> Heard:
        """The pieces as one answer, up to a length that no honest answer has. Raises: Trouble."""
        text, name, usage = "", "", Usage()

        def look() -> None:
            on_text("")
            _in_time(talk)

        with closing(listened(asked, look)) as coming:
            for piece in coming:
                text, name, usage = text + piece.text, piece.model or name, piece.usage or usage
                if piece.text:
                    talk.begun = True
                    on_text(piece.text)
                if len(text) > MOST_CHARACTERS:
                    raise _endless()
                _in_time(talk)
        if not text.strip():
            raise of_nothing()
        return Heard(text, name or self.name.partition(":")[2], usage)

    def _note_failure(self, trouble: Trouble) -> None:
        """Leave a provider alone for a while that fails again and again."""
        self._failures += trouble.again
        if self._failures >= OPEN_AFTER:
            self._shut_until, self._failures = time.monotonic() + OPEN_SECONDS, 0


class _Talk:
    """What one call has used so far; `begun`: the present try has brought words."""

    def __init__(self, until: float, *, repair: bool) -> None:
        self.until, self.repair, self.begun = until, repair, False
        self.tries, self.usage, self.way, self.least_way = 0, Usage(), 0, 0
        self.answers, self.lost, self.untold = 0, 0, 0

    @property
    def rounds(self) -> int:
        """Answers that may be billed."""
        return self.answers + self.lost

    def spent(self, seconds: float) -> Spent:
        """All of it, after so many seconds."""
        return Spent(
            usage=self.usage,
            tries=self.tries,
            seconds=round(seconds, 3),
            answers=self.answers,
            lost=self.lost + self.untold,
        )


def _in_time(talk: "_Talk") -> None:
    """*Why at silence too:* a server may send signs of life, and no word, for ever. Raises: Trouble."""
    if time.monotonic() > talk.until:
        raise of_connection(slow=True)


def _wait(seconds: float, on_text: Callable[[str], None]) -> None:
    """Wait, unless nobody wants the answer any more."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LOOK_SECONDS))
        on_text("")


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


def _endless() -> Trouble:
    return Trouble(
        ModelFailed(
            "The model's answer is endless",
            "It was cut off. Choose another model, or finish without one.",
            code="model-endless",
        )
    )


def _left_alone() -> ModelFailed:
    return ModelFailed(
        "The model does not answer",
        "It failed several times in a row and is left alone for half a minute. Try again then, or finish "
        "without a model.",
        code="model-rests",
    )
