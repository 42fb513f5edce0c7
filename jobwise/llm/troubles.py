"""What the SDKs' errors mean. Both SDKs have the same classes, so one reading serves both."""

import email.utils
import re
import time
from collections.abc import Generator, Iterator, Mapping
from typing import Any, TypeVar

import httpx2

from jobwise.errors import ModelFailed

T = TypeVar("T")
_AGAIN = frozenset({408, 409, 429})
_SHAPE = re.compile(r"response_format|json_(?:schema|object)|json mode|output_config|schema|structured", re.I)
_PARAMETER = re.compile(r"\b(stream_options|stream|max_completion_tokens|max_tokens)\b|\b(streaming)\b", re.I)
_ROOM = re.compile(
    r"context.?(?:size|length|window|limit)|(?:prompt|input|request) (?:is )?too l|many tokens", re.I
)
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FINISH = "Try again later, or finish without a model."


class Trouble(Exception):
    """A request that failed. `again`: worth another try, after `pause` seconds where the server says so.

    `way`: the server does not know this way to a shape. `lacks`: the parameter that it does not know, ""
    where it names none. `billed`: the model may have worked all the same. `error` is what the person is told
    in the end.
    """

    def __init__(
        self,
        error: ModelFailed,
        *,
        again: bool = False,
        pause: float | None = None,
        way: bool = False,
        lacks: str = "",
        billed: bool = False,
    ) -> None:
        super().__init__(error.title)
        self.error, self.again, self.pause = error, again, pause
        self.way, self.lacks, self.billed = way, lacks, billed


def of_status(status: int, headers: Mapping[str, str], said: str) -> Trouble:
    """The trouble of an HTTP status. *Why `said` is only looked at:* it may hold words of a résumé."""
    if status in (400, 413, 422) and _ROOM.search(said):
        return Trouble(
            _failed(
                "The question is too long for the model",
                "Choose a model that has room for longer texts, or finish without one.",
                "model-room",
            )
        )
    if status in (400, 404, 415, 422, 501) and _SHAPE.search(said):
        error = _failed("The model cannot answer in a shape", "Choose another model.", "model-shape")
        return Trouble(error, way=True)
    if status in (400, 404, 422, 501) and (named := _PARAMETER.search(said)):
        error = _failed("The server does not take our questions", "Choose another model.", "model-refused")
        return Trouble(error, lacks="stream" if named.group(2) else named.group(1).lower())
    if status in (401, 403):
        return Trouble(
            _failed("The key was not accepted", "Check the key and what it is allowed to do.", "model-key")
        )
    if status == 404:
        return Trouble(
            _failed("The server does not know this model", "Check its name and the address.", "no-model")
        )
    if status in _AGAIN or status >= 500:
        busy = _failed("The model is busy or out of order", _FINISH, "model-busy")
        return Trouble(busy, again=True, pause=_retry_after(headers))
    return Trouble(_failed(f"The model's server refused the request ({status})", _FINISH, "model-refused"))


def of_connection(*, slow: bool, asked: bool = True) -> Trouble:
    """The trouble of no answer at all, or of one that broke off. `asked`: the question had arrived."""
    title = "The model takes too long" if slow else "The model cannot be reached"
    error = _failed(title, _FINISH, "model-slow" if slow else "model-away")
    return Trouble(error, again=True, billed=asked)


def of_nothing() -> Trouble:
    """The trouble of an empty answer, or of one that is no answer of this protocol."""
    error = _failed("The model's answer is empty or broken", _FINISH, "model-empty")
    return Trouble(error, again=True, billed=True)


def translated(pieces: Iterator[T], sdk: Any) -> Generator[T, None, None]:
    """An SDK's stream with its errors as troubles. What the listener raises is not touched."""
    try:
        yield from pieces
    except sdk.APIStatusError as error:
        raise of_status(error.status_code, error.response.headers, str(error.message)) from error
    except (sdk.APITimeoutError, httpx2.TimeoutException) as error:
        raise of_connection(slow=True, asked=_arrived(error)) from error
    except (sdk.APIConnectionError, httpx2.HTTPError) as error:
        raise of_connection(slow=False, asked=_arrived(error)) from error
    except (sdk.APIError, ValueError, AttributeError, TypeError) as error:  # no event of the protocol
        raise of_nothing() from error


def _arrived(error: Exception) -> bool:
    """Whether the server was there to be asked; SDKs wrap what went wrong below them."""
    return not isinstance(error.__cause__ or error, (httpx2.ConnectError, httpx2.ConnectTimeout))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: a number, or a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "")
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):  # neither: the pause is ours to choose
        return None


def _failed(title: str, message: str, code: str) -> ModelFailed:
    return ModelFailed(title, message, code=code)
