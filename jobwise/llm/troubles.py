"""What the SDKs' errors mean. Both SDKs have the same classes, so one reading serves both."""

import email.utils
import re
import time
from collections.abc import Mapping
from typing import Any

from jobwise.errors import ModelFailed
from jobwise.llm.talk import Trouble

_AGAIN = frozenset({408, 409, 429})
_WAY = re.compile(
    r"response_format|json_schema|output_config|schema|structured|not support|unsupported", re.I
)
_FINISH = "Try again later, or finish without a model."


def of_status(status: int, headers: Mapping[str, str], said: str) -> Trouble:
    """The trouble of an HTTP status. *Why `said` is only looked at:* it may hold words of a résumé."""
    if status in (400, 404, 415, 422, 501) and _WAY.search(said):
        error = _failed("The model cannot answer in a shape", "Choose another model.", "model-shape")
        return Trouble(error, way=True)
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


def of_connection(*, slow: bool) -> Trouble:
    """The trouble of no answer at all, or of one that broke off."""
    title = "The model takes too long" if slow else "The model cannot be reached"
    return Trouble(_failed(title, _FINISH, "model-slow" if slow else "model-away"), again=True)


def of_nothing() -> Trouble:
    """The trouble of an empty answer, or of one that is no answer of this protocol."""
    return Trouble(_failed("The model's answer is empty or broken", _FINISH, "model-empty"), again=True)


def translated(error: Exception, sdk: Any) -> Trouble:
    """What an error of an SDK means; an error that is none of its own is a bug and goes on."""
    if isinstance(error, sdk.APITimeoutError):
        return of_connection(slow=True)
    if isinstance(error, sdk.APIStatusError):
        return of_status(error.status_code, error.response.headers, str(error.message))
    if isinstance(error, sdk.APIConnectionError):
        return of_connection(slow=False)
    return of_nothing()


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait: a number, or a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        date = email.utils.parsedate_to_datetime(value) if value else None
        return max(0.0, date.timestamp() - time.time()) if date else None


def _failed(title: str, message: str, code: str) -> ModelFailed:
    return ModelFailed(title, message, code=code)
