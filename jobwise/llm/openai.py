"""OpenAI's chat completions, and every server that speaks them (Ollama, vLLM, LM Studio, llama.cpp)."""

import weakref
from collections.abc import Generator
from typing import Any

import httpx2
import openai
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm import PROVIDERS
from jobwise.llm.talk import Piece, client_options, system_of, turns, within
from jobwise.llm.troubles import of_connection, translated

_CAN_LACK = frozenset({"stream", "stream_options", "max_completion_tokens"})
_LIMITS = ("max_completion_tokens", "max_tokens")


def connect(model: str, key: SecretStr, base_url: str, timeout: httpx2.Timeout) -> "OpenAIChat":
    """A connection to a model."""
    secret = key.get_secret_value() or "none"
    own = base_url == PROVIDERS["openai"].base_url
    http = openai.DefaultHttpxClient(**client_options(timeout, own=own))
    client = openai.OpenAI(api_key=secret, base_url=base_url, max_retries=0, http_client=http)
    talking = OpenAIChat(client, model, timeout)
    weakref.finalize(talking, http.close)
    return talking


class OpenAIChat:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    def __init__(self, client: openai.OpenAI, model: str, timeout: httpx2.Timeout) -> None:
        self._client, self._model, self._timeout = client, model, timeout
        self._lacks: frozenset[str] = frozenset()

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """See `talk.Adapter`. Raises: Trouble."""
        request = self._request(call, way, more)
        if not request["stream"]:
            return translated(self._whole(request | {"timeout": seconds}), openai)
        return translated(self._pieces(request | {"timeout": within(self._timeout, seconds)}), openai)

    def does_without(self, parameter: str) -> bool:
        """See `talk.Adapter`. *Why these:* older servers know `max_tokens` alone, small ones no stream."""
        can = parameter in _CAN_LACK - self._lacks
        self._lacks |= {parameter}
        return can

    def close(self) -> None:
        """End the connections to the server."""
        self._client.close()

    def _pieces(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        begun = ended = False
        with self._client.chat.completions.create(**request) as stream:
            for chunk in stream:
                choice = chunk.choices[0] if chunk.choices else None
                begun = True
                ended = ended or bool(chunk.usage or (choice and choice.finish_reason))
                words = (choice.delta.content if choice else "") or ""
                yield Piece(words, chunk.model, _usage(chunk.usage) if chunk.usage else None)
        if begun and not ended:  # a connection that goes away looks like an end to the SDK
            raise of_connection(slow=False)

    def _whole(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        """The answer in one piece. It may take all the time there is: nothing comes before."""
        answer = self._client.chat.completions.create(**request)
        words = answer.choices[0].message.content if answer.choices else ""
        yield Piece(words or "", answer.model, _usage(answer.usage) if answer.usage else None)

    def _request(self, call: ModelCall[S], way: Way, more: tuple[str, str] | None) -> dict[str, Any]:
        system = {"role": "system", "content": system_of(call, way)}
        request: dict[str, Any] = {
            "model": self._model,
            "messages": [system, *turns(f"{call.shared}\n\n{call.task}", more)],
            _LIMITS["max_completion_tokens" in self._lacks]: call.most_tokens,
            "stream": "stream" not in self._lacks,
        }
        if request["stream"] and "stream_options" not in self._lacks:
            request["stream_options"] = {"include_usage": True}
        if way == "schema":
            shape = {"name": call.shape.__name__, "schema": call.shape.model_json_schema(), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif way == "json":
            request["response_format"] = {"type": "json_object"}
        return request


def _usage(counted: Any) -> Usage:
    kept = counted.prompt_tokens_details.cached_tokens if counted.prompt_tokens_details else 0
    return Usage(asked=counted.prompt_tokens or 0, cached=kept or 0, answered=counted.completion_tokens or 0)
