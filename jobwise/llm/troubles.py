"""What the SDKs' errors mean. Both SDKs have the same classes, so one reading serves both."""

import email.utils
import re
import time
from collections.abc import Generator, Iterator, Mapping
from typing import Any, TypeVar

import httpx2

from jobwise.errors import ModelFailed
from jobwise.llm.adapting import End, ErrorObject, Lack
from jobwise.llm.meanings import PLAIN, UNABLE, lacking, meaning
from jobwise.llm.wire import Endless

T = TypeVar("T")
_TOO_OFTEN, _BROKEN, _OVERLOADED = 429, 500, 529
_AGAIN = frozenset({408, 409, _TOO_OFTEN})
_STATUSES: Mapping[str, int] = {
    "invalid_request_error": 400,
    "context_length_exceeded": 400,
    "authentication_error": 401,
    "invalid_api_key": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "model_not_found": 404,
    "request_too_large": 413,
    "rate_limit_error": _TOO_OFTEN,
    "rate_limit_exceeded": _TOO_OFTEN,
    "insufficient_quota": _TOO_OFTEN,
    "overloaded_error": _OVERLOADED,
}
"""Types and codes of errors -> the status that they have where they come instead of an answer. Sources: the
providers' own pages on errors."""
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FINISH = "Try again later, or finish without a model."
_OTHER = "Choose another model, or finish without one."
_BUSY = ("The model is busy or out of order", _FINISH, "model-busy")


class Trouble(Exception):
    """A request that failed. `again`: worth another try, after `pause` seconds where the server says so.

    `lacks`: what the server does not support. `billed`: the model may have worked all the same. `of_key`: the
    server is well, but this key has asked too often.
    `error` is what the person is told in the end.
    """

    def __init__(
        self,
        error: ModelFailed,
        *,
        again: bool = False,
        pause: float | None = None,
        lacks: Lack | None = None,
        billed: bool = False,
        of_key: bool = False,
    ) -> None:
        super().__init__(error.title)
        self.error, self.again, self.pause, self.lacks, self.billed = error, again, pause, lacks, billed
        self.of_key = of_key


def of_status(
    status: int, headers: Mapping[str, str], said: str, *, body: object = None, lacks: Mapping[str, Lack]
) -> Trouble:
    """The trouble of an HTTP status. `body`: the error's own object; `lacks`: what each field asks for.

    *Why `said` is only looked at:* it may hold words of a résumé.
    """
    if status < 300:  # the status was sent before it went wrong
        return of_object(body, said, lacks=lacks)
    if told := meaning(status, said):
        return Trouble(_failed(*told))
    if lack := lacking(status, said, body, lacks):
        return Trouble(_failed(*UNABLE[lack == "shape"]), lacks=lack)
    if status in PLAIN:
        return Trouble(_failed(*PLAIN[status]))
    if status in _AGAIN or status >= 500:
        pause = _retry_after(headers)
        return Trouble(_failed(*_BUSY), again=True, pause=pause, of_key=status == _TOO_OFTEN)
    return Trouble(_failed(f"The model's server refused the request ({status})", _FINISH, "model-refused"))


def of_object(body: object, said: str, *, lacks: Mapping[str, Lack]) -> Trouble:
    """The trouble of an error that came where an answer was to come: what it would be with its own status.

    *Why billed where the server broke:* the model may have worked until then.
    """
    told = body if isinstance(body, Mapping) else {}
    told = told["error"] if isinstance(told.get("error"), Mapping) else told
    names = [told.get("code"), told.get("type")]
    statuses = (name if isinstance(name, int) else _STATUSES.get(str(name)) for name in names)
    status = next((status for status in statuses if status and 400 <= status < 600), _BROKEN)
    named = " ".join(str(name) for name in names if name)
    trouble = of_status(status, {}, f"{named} {said}", body=told, lacks=lacks)
    trouble.billed = status >= _BROKEN and status != _OVERLOADED
    return trouble


def of_connection(*, slow: bool, asked: bool = True) -> Trouble:
    """The trouble of no answer at all, or of one that broke off. `asked`: the question had arrived."""
    title = "The model takes too long" if slow else "The model cannot be reached"
    error = _failed(title, _FINISH, "model-slow" if slow else "model-away")
    return Trouble(error, again=True, billed=asked)


def of_nothing() -> Trouble:
    """The trouble of an empty answer, or of one that is no answer of this protocol."""
    error = _failed("The model's answer is empty or broken", _FINISH, "model-empty")
    return Trouble(error, again=True, billed=True)


def of_too_much() -> Trouble:
    """The trouble of an answer without end."""
    return Trouble(
        _failed(
            "The model's answer is too long",
            "It went on beyond its limit and was cut off. Choose another model, or finish without one.",
            "model-endless",
        ),
        billed=True,
    )


def of_end(end: End) -> Trouble:
    """The trouble of an answer that its own side ended. *Why not asked again:* it would end there again."""
    if end == "declined":
        return Trouble(_failed("The model would not say it", _OTHER, "model-declined"), billed=True)
    title = "The model's answer was not done when it reached its limit"
    message = "Choose a model that thinks less before it answers, or finish without one."
    return Trouble(_failed(title, message, "model-room"), billed=True)


def translated(pieces: Iterator[T], sdk: Any, lacks: Mapping[str, Lack]) -> Generator[T, None, None]:
    """An SDK's stream with its errors as troubles. What the listener raises is not touched."""
    try:
        yield from pieces
    except sdk.APIStatusError as error:
        said, answer = str(error.message), error.response
        raise of_status(error.status_code, answer.headers, said, body=error.body, lacks=lacks) from error
    except (sdk.APITimeoutError, httpx2.TimeoutException) as error:
        raise of_connection(slow=True, asked=_arrived(error)) from error
    except (sdk.APIConnectionError, httpx2.HTTPError) as error:
        if isinstance(error.__cause__ or error, Endless):
            raise of_too_much() from error
        raise of_connection(slow=False, asked=_arrived(error)) from error
    except ErrorObject as error:
        raise of_object(error.body, str(error.body), lacks=lacks) from error
    except sdk.APIError as error:  # in the middle of a stream, or no event of the protocol
        if error.body:
            raise of_object(error.body, str(error.message), lacks=lacks) from error
        raise of_nothing() from error
    except (ValueError, AttributeError, TypeError, RecursionError) as error:  # no answer of the protocol
        raise of_nothing() from error


def _arrived(error: Exception) -> bool:
    """Whether the server was there to be asked; SDKs wrap what went wrong below them."""
    return not isinstance(error.__cause__ or error, (httpx2.ConnectError, httpx2.ConnectTimeout))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: a number, or a date (RFC 9110, 10.2.3); some tell it in ms."""
    value, exact = headers.get("retry-after", ""), headers.get("retry-after-ms", "")
    if _SECONDS.fullmatch(exact):
        return float(exact) / 1000
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):  # neither: the pause is ours to choose
        return None


def _failed(title: str, message: str, code: str) -> ModelFailed:
    return ModelFailed(title, message, code=code)
