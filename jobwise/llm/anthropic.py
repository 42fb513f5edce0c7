"""Anthropic's messages, and every server that speaks them."""

import weakref
from collections.abc import Generator
from typing import Any

import anthropic
import httpx2
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm.talk import FRESH, Piece, system_of, turns, within
from jobwise.llm.troubles import of_connection, translated


def connect(model: str, key: SecretStr, base_url: str, timeout: httpx2.Timeout) -> "AnthropicMessages":
    """A connection to a model."""
    secret = key.get_secret_value() or "none"
    # no redirects: words go where the person agreed that they go, and nowhere else
    http = anthropic.DefaultHttpxClient(timeout=timeout, follow_redirects=False, limits=FRESH)
    client = anthropic.Anthropic(api_key=secret, base_url=base_url, max_retries=0, http_client=http)
    talking = AnthropicMessages(client, model, timeout)
    weakref.finalize(talking, http.close)
    return talking


class AnthropicMessages:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    def __init__(self, client: anthropic.Anthropic, model: str, timeout: httpx2.Timeout) -> None:
        self._client, self._model, self._timeout = client, model, timeout

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """See `talk.Adapter`. Raises: Trouble."""
        request = self._request(call, way, more) | {"timeout": within(self._timeout, seconds)}
        return translated(self._pieces(request), anthropic)

    def close(self) -> None:
        """End the connections to the server."""
        self._client.close()

    def _pieces(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        usage, begun, ended = Usage(), False, False
        with self._client.messages.create(**request, stream=True) as stream:
            for event in stream:
                begun = True  # some servers forget the start
                if event.type == "message_start":
                    usage = _asked(event.message.usage)
                    yield Piece(model=event.message.model)
                elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                    yield Piece(event.delta.text)
                elif event.type == "message_delta":
                    ended = True
                    yield Piece(usage=usage.model_copy(update={"answered": event.usage.output_tokens or 0}))
        if begun and not ended:  # a connection that goes away looks like an end to the SDK
            raise of_connection(slow=False)

    def _request(self, call: ModelCall[S], way: Way, more: tuple[str, str] | None) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._model,
            "max_tokens": call.most_tokens,
            "system": [
                {"type": "text", "text": system_of(call, way)},
                {"type": "text", "text": call.shared, "cache_control": {"type": "ephemeral"}},
            ],
            "messages": turns(call.task, more),
        }
        if way == "schema":
            shape = {"type": "json_schema", "schema": call.shape.model_json_schema()}
            request["output_config"] = {"format": shape}
        return request


def _asked(counted: Any) -> Usage:
    """What the question cost: Anthropic counts the kept part of it apart."""
    kept, stored = counted.cache_read_input_tokens or 0, counted.cache_creation_input_tokens or 0
    return Usage(asked=counted.input_tokens + kept + stored, cached=kept, stored=stored)
