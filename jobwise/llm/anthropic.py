"""Anthropic's messages, and every server that speaks them."""

import weakref
from collections.abc import Generator, Iterator, Mapping
from typing import Any

import anthropic
import httpx2
from anthropic.types import Message
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm.adapting import (
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

_LACKS: Mapping[str, Lack] = {"output_config": "shape", "stream": "stream"}
"""What a server lacks that refuses a field."""
_COUNTS = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")


def connect(model: str, key: SecretStr, base_url: str, timeout: httpx2.Timeout) -> "AnthropicMessages":
    """A connection to a model. *Why no telemetry:* it would tell others what was asked."""
    secret = key.get_secret_value() or "none"
    http = http_client(base_url, timeout)
    client = anthropic.Anthropic(
        api_key=secret, base_url=base_url, max_retries=0, http_client=http, open_telemetry=False
    )
    without_environment(client)
    talking = AnthropicMessages(client, model, timeout)
    weakref.finalize(talking, http.close)
    return talking


class AnthropicMessages:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    ways: tuple[Way, ...] = ("schema", "prompt")

    def __init__(self, client: anthropic.Anthropic, model: str, timeout: httpx2.Timeout) -> None:
        self._client, self._model, self._timeout = client, model, timeout

    def ask(
        self, call: ModelCall[S], manner: Manner, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """See `adapting.Adapter`. Raises: Trouble."""
        request = self._request(call, manner, more)
        lacks = {field: lack for field, lack in _LACKS.items() if field in request}
        request["timeout"] = within(self._timeout, seconds, patient=not manner.streams)
        pieces = self._streamed(request) if manner.streams else self._said(request)
        return translated(pieces, anthropic, lacks)

    def close(self) -> None:
        """End the connections to the server."""
        self._client.close()

    def _streamed(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        told: dict[str, Any] = {}
        begun, ended = False, False
        with self._client.messages.create(**request) as stream:
            if is_whole(stream.response):
                yield from map(_piece, whole(stream.response))
                return
            for event in stream:
                begun = True  # some servers forget the start
                if event.type == "message_start":
                    told |= _counts(event.message.usage)
                    yield Piece(model=event.message.model)
                elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                    yield Piece(words_of(event.delta.text))
                elif event.type == "content_block_delta" and event.delta.type == "thinking_delta":
                    yield Piece(thought=event.delta.thinking)
                elif event.type == "message_delta":
                    ended, told = True, told | _counts(event.usage)
                    yield Piece(usage=_usage(told), end=end_of(event.delta.stop_reason))
        if begun and not ended:  # a connection that goes away looks like an end to the SDK
            raise of_connection(slow=False)

    def _said(self, request: dict[str, Any]) -> Iterator[Piece]:
        with self._client.messages.with_streaming_response.create(**request) as response:
            yield from map(_piece, whole(response.http_response))

    def _request(self, call: ModelCall[S], manner: Manner, more: tuple[str, str] | None) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._model,
            "max_tokens": call.most_tokens,
            "system": [
                {"type": "text", "text": system_of(call, manner.way)},
                {"type": "text", "text": call.shared, "cache_control": {"type": "ephemeral"}},
            ],
            "messages": turns(call.task, more),
        }
        if manner.streams:
            request["stream"] = True
        if manner.way == "schema":
            shape = {"type": "json_schema", "schema": call.shape.model_json_schema()}
            request["output_config"] = {"format": shape}
        return request


def _piece(body: dict[str, Any]) -> Piece:
    """An answer that came whole."""
    answer = Message.construct(**body)
    words = "".join(words_of(block.text) for block in answer.content if block.type == "text")
    usage = _usage(_counts(answer.usage)) if answer.usage else None
    return Piece(words, answer.model or "", usage, end=end_of(answer.stop_reason))


def _counts(usage: Any) -> dict[str, Any]:
    """What was told. *Why the later count stands:* each holds all that was counted before it."""
    told = {name: getattr(usage, name, None) for name in _COUNTS}
    return {name: count for name, count in told.items() if count is not None}


def _usage(told: Mapping[str, Any]) -> Usage:
    """Anthropic counts what it kept or put by apart from what was asked."""
    plain, kept, stored, answered = (counted(told.get(name), 0, 0, 0).asked for name in _COUNTS)
    return counted(plain + kept + stored, kept, stored, answered)
