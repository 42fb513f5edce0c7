"""Tells of each call of a model what it used and whether it was answered, whoever asked; no word of it."""

import threading
from collections.abc import Callable, Mapping

from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, ModelChoice, ModelReply, NoAnswer, S, Spent, Usage
from jobwise.errors import ModelFailed
from jobwise.ports import Connect, LanguageModel, PriceTable
from jobwise.services.asking import cost_of

Tell = Callable[[str, str, Usage, float], None]
"""Is told (provider, "answered" or the code of the failure, tokens, US dollars)."""
ANSWERED = "answered"
AWAY = frozenset({"model-away", "model-slow", "model-busy", "model-rests"})
"""Codes of failures that are the server's. *Why not all:* a wrong key is its owner's alone."""


class WatchedConnections:
    """`ports.Connect` around another one. `_last`: provider -> what its newest failure is called, "" where it
    answered."""

    def __init__(self, connect: Connect, prices: PriceTable, tell: Tell) -> None:
        self._connect, self._prices, self._tell = connect, prices, tell
        self._last: dict[str, str] = {}
        self._lock = threading.Lock()

    def __call__(self, choice: ModelChoice, key: SecretStr) -> LanguageModel:
        """The connection, with its calls told."""
        return _Watched(self._connect(choice, key), choice, self)

    def look(self) -> str:
        """How the providers were when they were asked last. Raises: ModelFailed where one was away."""
        with self._lock:
            last: Mapping[str, str] = dict(self._last)
        if away := {name: trouble for name, trouble in last.items() if trouble}:
            raise ModelFailed(
                "; ".join(f"{name}: {trouble}" for name, trouble in sorted(away.items())),
                "It is asked again by the next run. If it stays so, look at the provider's status page.",
                code="model-away",
            )
        return f"Answered when asked last: {', '.join(sorted(last))}" if last else ""

    def note(self, call: ModelCall[S], choice: ModelChoice, spent: Spent, error: NoAnswer | None) -> None:
        """Put down how a call ended."""
        self._tell(
            choice.provider,
            error.code if error else ANSWERED,
            spent.usage,
            cost_of(self._prices, choice, call, spent),
        )
        with self._lock:
            self._last[choice.provider] = error.title if error and error.code in AWAY else ""


class _Watched:
    """`ports.LanguageModel`: one connection."""

    def __init__(self, model: LanguageModel, choice: ModelChoice, book: WatchedConnections) -> None:
        self.name, self._model, self._choice, self._book = model.name, model, choice, book

    def complete(
        self,
        call: ModelCall[S],
        on_text: Callable[[str], None] | None = None,
        *,
        seconds: float,
        again: Callable[[Usage], bool] = lambda _: True,
    ) -> ModelReply[S]:
        """See `ports.LanguageModel`."""
        try:
            reply = self._model.complete(call, on_text, seconds=seconds, again=again)
        except NoAnswer as error:
            self._book.note(call, self._choice, error.spent, error)
            raise
        self._book.note(call, self._choice, reply.spent, None)
        return reply
