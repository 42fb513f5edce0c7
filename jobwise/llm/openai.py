"""OpenAI's chat completions, and every server that speaks them (Ollama, vLLM, LM Studio, llama.cpp)."""

from collections.abc import Callable
from typing import Any

import httpx2
import openai
from pydantic import SecretStr

from jobwise.domain.model_call import ModelCall, S, Usage, Way
from jobwise.llm.talk import Heard, Listener, spelled_shape
from jobwise.llm.troubles import of_connection, of_nothing, translated


def connect(model: str, key: SecretStr, base_url: str, seconds: float) -> "OpenAIChat":
    """A connection that waits `seconds` for each piece of an answer."""
    client = openai.OpenAI(
        api_key=key.get_secret_value() or "none",
        base_url=base_url or None,
        timeout=httpx2.Timeout(seconds, connect=min(seconds, 10.0)),
        max_retries=0,
    )
    return OpenAIChat(client, model)


class OpenAIChat:
    """One request at a time through the official SDK; what fails is tried again elsewhere."""

    def __init__(self, client: openai.OpenAI, model: str) -> None:
        self._client, self._model = client, model

    def ask(
        self, call: ModelCall[S], way: Way, more: tuple[str, str] | None, on_text: Callable[[str], None]
    ) -> Heard:
        """See `talk.Adapter`. Raises: Trouble."""
        listener = Listener(on_text)
        name, usage = self._model, Usage()
        try:
            stream = self._client.chat.completions.create(**self._request(call, way, more))
            for piece in stream:
                name = piece.model or name
                if piece.usage:
                    usage = _usage(piece.usage)
                if piece.choices and piece.choices[0].delta.content:
                    listener.hear(piece.choices[0].delta.content)
        except openai.OpenAIError as error:
            raise translated(error, openai) from error
        except httpx2.TimeoutException as error:
            raise of_connection(slow=True) from error
        except httpx2.HTTPError as error:
            raise of_connection(slow=False) from error
        except (ValueError, AttributeError, TypeError) as error:  # an event that is none of the protocol's
            raise of_nothing() from error
        if not listener.text.strip():
            raise of_nothing()
        return Heard(listener.text, name, usage)

    def _request(self, call: ModelCall[S], way: Way, more: tuple[str, str] | None) -> dict[str, Any]:
        system = call.system if way == "schema" else f"{call.system}\n\n{spelled_shape(call.shape)}"
        messages = [
            {"role": "system", "content": system},
            {"role": "user", "content": f"{call.shared}\n\n{call.task}"},
        ]
        if more:
            messages += [{"role": "assistant", "content": more[0]}, {"role": "user", "content": more[1]}]
        request: dict[str, Any] = {
            "model": self._model,
            "messages": messages,
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
    kept = getattr(counted.prompt_tokens_details, "cached_tokens", 0) if counted.prompt_tokens_details else 0
    return Usage(asked=counted.prompt_tokens or 0, cached=kept or 0, answered=counted.completion_tokens or 0)
