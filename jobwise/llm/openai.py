"""OpenAI's chat completions, and every server that speaks them (Ollama, vLLM, LM Studio, llama.cpp)."""

import weakref
from collections.abc import Generator, Iterator, Mapping
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletion
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage
from jobwise.llm.adapting import (
    WAYS,
    Lack,
    Manner,
    Piece,
    counted,
    end_of,
    is_whole,
    system_of,
    turns,
    whole,
    words_of,
)
from jobwise.llm.troubles import of_connection, translated
from jobwise.llm.wire import http_client, within, without_environment

_LACKS: Mapping[str, Lack] = {
    "response_format": "shape",
    "stream_options": "counts",
    "stream": "stream",
    "max_completion_tokens": "limit",
}
"""What a server lacks that refuses a field."""


def connect(model: str, key: SecretStr, base_url: str, timeout: httpx2.Timeout) -> "OpenAIChat":
    """A connection to a model."""
    secret = key.get_secret_value() or "none"
    http = http_client(base_url, timeout)
    client = openai.OpenAI(
        api_key=secret, admin_api_key="", base_url=base_url, max_retries=0, http_client=http
    )
    without_environment(client)
    client.organization = client.project = None
    talking = OpenAIChat(client, model, timeout)
    weakref.finalize(talking, http.close)
    return talking


class OpenAIChat:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    ways = WAYS

    def __init__(self, client: openai.OpenAI, model: str, timeout: httpx2.Timeout) -> None:
        self._client, self._model, self._timeout = client, model, timeout

    def ask(
        self, call: ModelCall[S], manner: Manner, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """See `adapting.Adapter`. Raises: Trouble."""
        request = self._request(call, manner, more)
        lacks = {field: lack for field, lack in _LACKS.items() if field in request}
        request["timeout"] = within(self._timeout, seconds, patient=not manner.streams)
        return translated(
            self._streamed(request) if manner.streams else self._at_once(request), openai, lacks
        )

    def close(self) -> None:
        """End the connections to the server."""
        self._client.close()

    def _streamed(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        begun = ended = False
        with self._client.chat.completions.create(**request) as stream:
            if is_whole(stream.response):
                yield from map(_piece, whole(stream.response))
                return
            for chunk in stream:
                choice = chunk.choices[0] if chunk.choices else None
                begun = True
                ended = ended or bool(chunk.usage or (choice and choice.finish_reason))
                usage = _usage(chunk.usage) if chunk.usage else None
                yield (
                    _said(choice.delta, choice, chunk.model, usage)
                    if choice
                    else Piece("", chunk.model, usage)
                )
        if begun and not ended:  # a connection that goes away looks like an end to the SDK
            raise of_connection(slow=False)

    def _at_once(self, request: dict[str, Any]) -> Iterator[Piece]:
        with self._client.chat.completions.with_streaming_response.create(**request) as response:
            yield from map(_piece, whole(response.http_response))

    def _request(self, call: ModelCall[S], manner: Manner, more: tuple[str, str] | None) -> dict[str, Any]:
        system = {"role": "system", "content": system_of(call, manner.way)}
        request: dict[str, Any] = {
            "model": self._model,
            "messages": [system, *turns(f"{call.shared}\n\n{call.task}", more)],
            "max_completion_tokens" if manner.new_limit else "max_tokens": call.most_tokens,
        }
        if manner.streams:
            request["stream"] = True
            if manner.counts:
                request["stream_options"] = {"include_usage": True}
        if manner.way == "schema":
            shape = {"name": call.shape.__name__, "schema": call.shape.model_json_schema(), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif manner.way == "json":
            request["response_format"] = {"type": "json_object"}
        return request


def _piece(body: dict[str, Any]) -> Piece:
    """An answer that came whole."""
    answer = ChatCompletion.construct(**body)
    usage, model = _usage(answer.usage) if answer.usage else None, answer.model or ""
    choice = answer.choices[0] if answer.choices else None
    return _said(choice.message, choice, model, usage) if choice else Piece("", model, usage)


def _said(words: Any, choice: Any, model: str, usage: Usage | None) -> Piece:
    """What a choice brought. Servers send a model's thinking by two names, and what it will not say apart."""
    thoughts = (getattr(words, name, None) for name in ("reasoning_content", "reasoning"))
    thought = next((thought for thought in thoughts if isinstance(thought, str)), "")
    end = "declined" if getattr(words, "refusal", None) else end_of(choice.finish_reason)
    return Piece(words_of(words.content), model, usage, thought, end)


def _usage(told: Any) -> Usage:
    """OpenAI counts what it kept or put by within what was asked."""
    parts = told.prompt_tokens_details
    kept, stored = (parts.cached_tokens, parts.cache_write_tokens) if parts else (0, 0)
    return counted(told.prompt_tokens, kept, stored, told.completion_tokens)
