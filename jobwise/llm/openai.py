"""OpenAI's chat completions, and every server that speaks them (Ollama, vLLM, LM Studio, llama.cpp)."""

import weakref
from collections.abc import Generator
from typing import Any

import httpx2
import openai
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm.talk import FRESH, Piece, system_of, turns, within
from jobwise.llm.troubles import of_connection, translated


def connect(model: str, key: SecretStr, base_url: str, timeout: httpx2.Timeout) -> "OpenAIChat":
    """A connection to a model."""
    secret = key.get_secret_value() or "none"
    # no redirects: words go where the person agreed that they go, and nowhere else
    http = openai.DefaultHttpxClient(timeout=timeout, follow_redirects=False, limits=FRESH)
    client = openai.OpenAI(api_key=secret, base_url=base_url, max_retries=0, http_client=http)
    talking = OpenAIChat(client, model, timeout)
    weakref.finalize(talking, http.close)
    return talking


class OpenAIChat:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    def __init__(self, client: openai.OpenAI, model: str, timeout: httpx2.Timeout) -> None:
        self._client, self._model, self._timeout = client, model, timeout

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """See `talk.Adapter`. Raises: Trouble."""
        request = self._request(call, way, more) | {"timeout": within(self._timeout, seconds)}
        return translated(self._pieces(request), openai)

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

    def _request(self, call: ModelCall[S], way: Way, more: tuple[str, str] | None) -> dict[str, Any]:
        system = {"role": "system", "content": system_of(call, way)}
        request: dict[str, Any] = {
            "model": self._model,
            "messages": [system, *turns(f"{call.shared}\n\n{call.task}", more)],
            "max_completion_tokens": call.most_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if way == "schema":
            shape = {"name": call.shape.__name__, "schema": call.shape.model_json_schema(), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif way == "json":
            request["response_format"] = {"type": "json_object"}
        return request


def _usage(counted: Any) -> Usage:
    kept = counted.prompt_tokens_details.cached_tokens if counted.prompt_tokens_details else 0
    return Usage(asked=counted.prompt_tokens or 0, cached=kept or 0, answered=counted.completion_tokens or 0)
