"""Anthropic's messages, and every server that speaks them."""

from collections.abc import Callable
from typing import Any

import anthropic
import httpx2
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm.talk import Heard, Listener, spelled_shape
from jobwise.llm.troubles import of_connection, of_nothing, translated


def connect(model: str, key: SecretStr, base_url: str, seconds: float) -> "AnthropicMessages":
    """A connection that waits `seconds` for each piece of an answer."""
    client = anthropic.Anthropic(
        api_key=key.get_secret_value() or "none",
        base_url=base_url or None,
        timeout=httpx2.Timeout(seconds, connect=min(seconds, 10.0)),
        max_retries=0,
    )
    return AnthropicMessages(client, model)


class AnthropicMessages:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    def __init__(self, client: anthropic.Anthropic, model: str) -> None:
        self._client, self._model = client, model

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """See `talk.Adapter`. Raises: Trouble."""
        listener = Listener(on_text)
        name, asked, kept, answered = self._model, 0, 0, 0
        try:
            stream = self._client.messages.create(**self._request(call, way, more), stream=True)
            for event in stream:
                if event.type == "message_start":
                    name, counted = event.message.model or name, event.message.usage
                    kept = counted.cache_read_input_tokens or 0
                    asked = counted.input_tokens + kept + (counted.cache_creation_input_tokens or 0)
                elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                    listener.hear(event.delta.text)
                elif event.type == "message_delta":
                    answered = event.usage.output_tokens or answered
        except anthropic.AnthropicError as error:
            raise translated(error, anthropic) from error
        except httpx2.TimeoutException as error:
            raise of_connection(slow=True) from error
        except httpx2.HTTPError as error:
            raise of_connection(slow=False) from error
        except (ValueError, AttributeError, TypeError) as error:  # an event that is none of the protocol's
            raise of_nothing() from error
        if not listener.text.strip():
            raise of_nothing()
        return Heard(listener.text, name, Usage(asked=asked, cached=kept, answered=answered))

    def _request(self, call: ModelCall[S], way: Way, more: tuple[str, str] | None) -> dict[str, Any]:
        system = call.system if way == "schema" else f"{call.system}\n\n{spelled_shape(call.shape)}"
        messages: list[dict[str, Any]] = [{"role": "user", "content": call.task}]
        if more:
            messages += [{"role": "assistant", "content": more[0]}, {"role": "user", "content": more[1]}]
        request: dict[str, Any] = {
            "model": self._model,
            "max_tokens": call.most_tokens,
            "system": [
                {"type": "text", "text": system},
                {"type": "text", "text": call.shared, "cache_control": {"type": "ephemeral"}},
            ],
            "messages": messages,
        }
        if way == "schema":
            shape = {"type": "json_schema", "schema": call.shape.model_json_schema()}
            request["output_config"] = {"format": shape}
        return request
