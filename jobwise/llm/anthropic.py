"""Anthropic's messages, and every server that speaks them."""

import weakref
from collections.abc import Generator
from typing import Any

import anthropic
import httpx2
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm import PROVIDERS
from jobwise.llm.talk import Piece, client_options, system_of, turns, within
from jobwise.llm.troubles import of_connection, translated


def connect(model: str, key: SecretStr, base_url: str, timeout: httpx2.Timeout) -> "AnthropicMessages":
    """A connection to a model."""
    secret = key.get_secret_value() or "none"
    own = base_url == PROVIDERS["anthropic"].base_url
    http = anthropic.DefaultHttpxClient(**client_options(timeout, own=own))
    client = anthropic.Anthropic(api_key=secret, base_url=base_url, max_retries=0, http_client=http)
    talking = AnthropicMessages(client, model, timeout)
    weakref.finalize(talking, http.close)
    return talking


class AnthropicMessages:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    def __init__(self, client: anthropic.Anthropic, model: str, timeout: httpx2.Timeout) -> None:
        self._client, self._model, self._timeout = client, model, timeout
        self._streams = True

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, seconds: float
    ) -> Generator[Piece, None, None]:
        """See `talk.Adapter`. Raises: Trouble."""
        request = self._request(call, way, more)
        if not self._streams:
            return translated(self._whole(request | {"timeout": seconds}), anthropic)
        return translated(self._pieces(request | {"timeout": within(self._timeout, seconds)}), anthropic)

    def does_without(self, parameter: str) -> bool:
        """See `talk.Adapter`."""
        can = self._streams and parameter == "stream"
        self._streams = self._streams and not can
        return can

    def close(self) -> None:
        """End the connections to the server."""
        self._client.close()

    def _pieces(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        usage, begun, ended = Usage(), False, False
        with self._client.messages.create(**request, stream=True) as stream:
            for event in stream:
                begun = True  # some servers forget the start
                if event.type == "message_start":
                    usage = _counted(event.message.usage, usage)
                    yield Piece(model=event.message.model)
                elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                    yield Piece(event.delta.text)
                elif event.type == "message_delta":
                    ended = True
                    yield Piece(usage=_counted(event.usage, usage))
        if begun and not ended:  # a connection that goes away looks like an end to the SDK
            raise of_connection(slow=False)

    def _whole(self, request: dict[str, Any]) -> Generator[Piece, None, None]:
        """The answer in one piece. It may take all the time there is: nothing comes before."""
        answer = self._client.messages.create(**request)
        words = "".join(part.text for part in answer.content if part.type == "text")
        yield Piece(words, answer.model, _counted(answer.usage, Usage()))

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


def _counted(counted: Any, before: Usage) -> Usage:
    """What is counted so far. Anthropic counts the kept part of a question apart; its last event counts all
    anew, and leaves out (or sets to null) what had been told at the start.

    Source: https://docs.anthropic.com/en/api/messages-streaming ("The token counts are cumulative").
    """
    told = [counted.input_tokens, counted.cache_read_input_tokens, counted.cache_creation_input_tokens]
    if all(tokens is None for tokens in told):
        return before.model_copy(update={"answered": counted.output_tokens or 0})
    fresh = before.asked - before.cached - before.stored
    plain, kept, stored = (
        was if tokens is None else tokens
        for tokens, was in zip(told, (fresh, before.cached, before.stored), strict=True)
    )
    return Usage(asked=plain + kept + stored, cached=kept, stored=stored, answered=counted.output_tokens or 0)
