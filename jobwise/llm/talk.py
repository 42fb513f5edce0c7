"""How every provider is talked to: tries, a deadline, lesser manners of asking, one round of repair.

An adapter makes one request and translates its SDK's errors; all else stands here once.
"""

import json
import random
import time
from collections.abc import Callable
from contextlib import closing
from typing import NamedTuple

from pydantic import ValidationError

from jobwise.domain.model_call import BYTES_A_TOKEN, ROUNDS, ModelCall, ModelReply, NoAnswer, S, Spent, Usage
from jobwise.errors import ModelFailed
from jobwise.llm.adapting import Adapter, End, Manner
from jobwise.llm.breaker import Breaker
from jobwise.llm.listening import LOOK_SECONDS, listened
from jobwise.llm.troubles import Trouble, of_connection, of_end, of_nothing, of_too_much

MOST_TRIES = 4
LONGEST_NAME = 100
"""Characters of what a server calls its model."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 20.0
"""Seconds. Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (full jitter)."""
_THOUGHT_ENDS = ("</think>", "</thinking>", "</reasoning>")


class Heard(NamedTuple):
    """One answer of a server."""

    text: str
    model: str
    usage: Usage


class TalkingModel:
    """`ports.LanguageModel` over an adapter."""

    def __init__(self, name: str, adapter: Adapter, server: Breaker) -> None:
        """`server`: of the server, for all who ask it.

        *Why one of this connection besides:* who has used up what their key allows must not keep others away.
        """
        self.name, self._adapter = name, adapter
        self._manner = Manner()
        self._server, self._own = server, Breaker()

    def close(self) -> None:
        """End the connections to the server."""
        self._adapter.close()

    def complete(
        self,
        call: ModelCall[S],
        on_text: Callable[[str], None] | None = None,
        *,
        seconds: float,
        again: Callable[[Usage], bool] = lambda _: True,
    ) -> ModelReply[S]:
        """The answer in the shape that was asked for, within so many seconds. See `ports.LanguageModel`.

        Raises: ModelFailed, and what `on_text` raises.
        """
        start = time.monotonic()
        talk = _Talk(start + seconds, again)
        if not call.schema_helps:
            talk.least = talk.least.without("shape", self._adapter.ways)
        try:
            data, heard = self._shaped(call, talk, on_text or _unheard)
        except ModelFailed as error:
            failed = NoAnswer(error.title, error.message, code=error.code)
            failed.spent = talk.spent(time.monotonic() - start)
            raise failed from error
        return ModelReply(data, heard.model, talk.manner.way, talk.spent(time.monotonic() - start))

    def _shaped(self, call: ModelCall[S], talk: "_Talk", on_text: Callable[[str], None]) -> tuple[S, Heard]:
        """An answer of the right shape; a wrong one is sent back once with what is wrong.

        *Why in a lesser way where it is no object:* servers take a schema without a word and take no notice.
        """
        heard = self._heard(call, talk, None, on_text)
        data, wrong = _parsed(heard.text, call.shape)
        if data is None and talk.may_go_on:
            if talk.manner.way == "schema" and not heard.text.lstrip().startswith("{"):
                talk.least = talk.manner.without("shape", self._adapter.ways)
            heard = self._heard(call, talk, (heard.text[:4000], wrong), on_text)
            data, wrong = _parsed(heard.text, call.shape)
            if data is not None:
                self._manner = self._manner.lesser(talk.manner)  # it helped: other calls begin with it
        if data is None:
            raise ModelFailed(
                f"The model's answer could not be used: {_why_not(heard.text)}",
                "Choose another model, or finish without one.",
                code="model-shape",
            )
        return data, heard

    def _heard(
        self, call: ModelCall[S], talk: "_Talk", more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """One answer, whatever its shape, after as many tries as it takes within the deadline."""
        failed = 0
        while True:
            for breaker in (self._server, self._own):
                while not breaker.admits():
                    if not breaker.is_tried or time.monotonic() > talk.until:
                        raise _left_alone(breaker.last)
                    _wait(LOOK_SECONDS, on_text)
            on_text("")  # nobody pays for an answer that nobody waits for
            talk.tries += 1
            talk.manner, talk.begun, talk.before = self._manner.lesser(talk.least), False, talk.came
            try:
                heard = self._gathered(call, talk, more, on_text)
            except Trouble as trouble:
                if trouble.error.code not in {"model-slow", "model-away"} and (
                    trouble.of_key or not trouble.again
                ):
                    self._server.succeed()  # it is there, and answers
                if trouble.lacks and time.monotonic() < talk.until:
                    lesser = talk.manner.without(trouble.lacks, self._adapter.ways)
                    if lesser != talk.manner:
                        self._manner = self._manner.lesser(lesser)  # another call may have found out more
                        continue
                failed += 1
                talk.lost += talk.begun or trouble.billed
                talk.over = trouble.billed and trouble.error.code == "model-endless"
                if trouble.again:
                    (self._own if trouble.of_key else self._server).fail(trouble.error.title)
                pause = trouble.pause or _pause(failed)  # at once is no time to ask again
                late = time.monotonic() + pause > talk.until
                done = talk.rounds > 0 and not talk.may_go_on
                if not trouble.again or failed >= MOST_TRIES or late or done:
                    raise trouble.error from trouble
                _wait(pause, on_text)
            else:
                self._server.succeed()
                self._own.succeed()
                talk.take(heard.usage)
                return heard

    def _gathered(
        self, call: ModelCall[S], talk: "_Talk", more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """The pieces as one answer.

        *Why broken off at a length:* a server that takes no notice of the limit would bill without end.
        Raises: Trouble.
        """
        text, name, usage = "", "", Usage()
        end: End = ""

        looked = time.monotonic()

        def look() -> None:
            nonlocal looked
            looked = time.monotonic()
            on_text("")
            _in_time(talk)

        asked = self._adapter.ask(call, talk.manner, more, talk.until - time.monotonic())
        with closing(listened(asked, look)) as coming:
            for piece in coming:
                text, usage, end = text + piece.text, piece.usage or usage, piece.end or end
                name = str(piece.model or name)[:LONGEST_NAME]
                if piece.text:
                    talk.begun = True
                    on_text(piece.text)
                if time.monotonic() - looked >= LOOK_SECONDS:  # thoughts are no silence
                    look()
                talk.came += len(f"{piece.text}{piece.thought}".encode(errors="replace"))
                if talk.came > call.most_bytes:
                    raise _counted(of_too_much(), talk, usage)
                _in_time(talk)
        text, name = _whole_signs(text), _whole_signs(name)
        if end == "declined" or (end == "cut" and _parsed(text, call.shape)[0] is None):
            raise _counted(of_end(end), talk, usage)
        if not text.strip():
            raise of_nothing()
        return Heard(text, name or self.name.partition(":")[2], usage)


class _Talk:
    """What one call has used so far; `begun`: the present try has brought words. `lost`: answers that broke
    off. `uncounted`: those whose tokens nobody told. `came`: bytes of all answers, two for each
    token that was told; `before`: of those before the present try. `over`: too many came.
    """

    def __init__(self, until: float, again: Callable[[Usage], bool]) -> None:
        self.until, self._again, self.begun = until, again, False
        self.tries, self.usage, self.over = 0, Usage(), False
        self.came = self.before = 0
        self.manner = self.least = Manner()
        self.answers, self.lost, self.uncounted = 0, 0, 0

    def take(self, usage: Usage) -> None:
        """Add what an answer used. *Why only a whole count:* half of one would make the other half free."""
        self.answers += 1
        if usage.asked and usage.answered:
            self.usage += usage
            self.came = self.before + BYTES_A_TOKEN * usage.answered
        else:
            self.uncounted += 1

    @property
    def rounds(self) -> int:
        """Answers that may be billed."""
        return self.answers + self.lost

    @property
    def may_go_on(self) -> bool:
        """Whether one more answer may be asked for after one that may be billed."""
        return self.rounds < ROUNDS and self._again(self.usage)

    def spent(self, seconds: float) -> Spent:
        """All of it, after so many seconds."""
        return Spent(
            usage=self.usage,
            tries=self.tries,
            seconds=round(seconds, 3),
            answers=self.answers,
            lost=self.lost + self.uncounted,
            rounds=self.rounds,
            over=self.over,
        )


def _whole_signs(text: str) -> str:
    """The text with signs that came in two halves put together, and without halves that stay alone."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _counted(trouble: Trouble, talk: "_Talk", usage: Usage) -> Trouble:
    """The trouble of an answer; what the server has counted by then is what it costs."""
    if usage.answered:
        talk.take(usage)
        talk.begun = trouble.billed = False
    return trouble


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


def _bare(answer: str) -> str:
    """The object in an answer: models think aloud before it, and put it into a fence between sentences."""
    said = answer.strip()
    if said.startswith("{"):
        return said
    for end in _THOUGHT_ENDS:
        said = said.rpartition(end)[2]
    begin, last = said.find("{"), said.rfind("}")
    return said[begin : last + 1] if 0 <= begin < last else said.strip()


def _parsed(text: str, shape: type[S]) -> tuple[S | None, str]:
    """(the data, "") or (None, what is wrong with the answer)."""
    try:
        return shape.model_validate_json(_bare(text)), ""
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return None, f"{where}: {first['msg']}" if where else first["msg"]


def _why_not(answer: str) -> str:
    """What is wrong with an answer that has not the form that was asked for, for a person."""
    bare = _bare(answer)
    if not bare.startswith(("{", "[")):
        return "it is plain text, not the form that was asked for"
    try:
        json.loads(bare)
    except ValueError:
        return "it ends too early, or its signs are in disorder"
    return "its fields are not those that were asked for"


def _unheard(_: str) -> None:
    """Nobody listens while the words come."""


def _left_alone(last: str) -> ModelFailed:
    """`last`: what was wrong when it was asked."""
    return ModelFailed(
        last,
        "It was asked several times in a row and is now left alone for half a minute. Try again then.",
        code="model-rests",
    )
