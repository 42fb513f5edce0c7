"""What went wrong, as problem details (RFC 9457): a status, a code, a sentence, and the field."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from jobwise import errors
from jobwise.log_lines import REQUEST_ID

MEDIA_TYPE = "application/problem+json"
MOST_TOLD = 300
STATUS: Mapping[type[errors.JobWiseError], int] = {
    errors.UnreadableFile: 422,
    errors.UnreadablePage: 422,
    errors.UnusableJob: 422,
    errors.UnusableEntry: 422,
    errors.NotCarried: 422,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.NotSignedIn: 401,
    errors.TooManyTries: 429,
    errors.Busy: 503,
    errors.StorageFailed: 503,
    errors.ModelFailed: 502,
}
"""The type of a failure -> the status of its answer. What stands here also holds for its children."""


WAIT: Mapping[int, int] = {429: 60, 503: 5}
"""What `Retry-After` says where nothing tells it better, in seconds."""


_WRONG = {
    "missing": "This is needed",
    "extra_forbidden": "There is no field of this name",
    "too_short": "This needs {min_length} or more",
    "too_long": "This takes {max_length} at most",
    "string_too_short": "This needs {min_length} characters or more",
    "string_too_long": "This takes {max_length} characters at most",
    "string_pattern_mismatch": "This is not in the form that the API's description names",
    **dict.fromkeys(("string_type", "string_unicode"), "This should be text"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "This should be a list"),
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type", "mapping_type"), "This should be an object"
    ),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "This should be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "This should be a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "This should be true or false"),
}
"""A kind of mistake, as pydantic calls it -> what is said of it, with pydantic's names for the bounds."""


class Refusal(Exception):
    """A request that is refused for how it is made, whatever the services would say."""

    def __init__(
        self, status: int, title: str, detail: str, code: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """headers: what the answer says beside the problem."""
        super().__init__(title)
        self.status, self.title, self.detail, self.code = status, title, detail, code
        self.headers = headers or {}


class FieldProblem(BaseModel):
    """`field`: the way to what is wrong in the request, such as "body.limit"."""

    field: str
    message: str


class Problem(BaseModel):
    """What every answer that is no success holds. `request_id`: what the log has of it."""

    type: str = "about:blank"
    title: str = Field(examples=["This is not there"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Look for it in the list."])
    code: str = Field(examples=["not-found"])
    request_id: str = Field("", examples=["0f8c1d6a3b7e4f52a9d0c3e1b2f4a6d8"])
    errors: list[FieldProblem] = []


def problem(
    status: int, title: str, detail: str, code: str, fields: Sequence[FieldProblem] = (), wait: int = 0
) -> JSONResponse:
    """The answer. wait: seconds until it may go better, where that is known."""
    told = Problem(
        title=title,
        status=status,
        detail=detail,
        code=code,
        request_id=REQUEST_ID.get(),
        errors=list(fields),
    )
    wait = wait or WAIT.get(status, 0)
    headers = {"Retry-After": str(wait)} if wait else {}
    return JSONResponse(told.model_dump(), status, headers, MEDIA_TYPE)


def refusal(error: Refusal) -> JSONResponse:
    """The answer to a request that is refused."""
    answer = problem(error.status, error.title, error.detail, error.code)
    answer.headers.update(error.headers)
    return answer


async def told(request: Request, error: Exception) -> JSONResponse:
    """The answer to a failure that is one of `EXPECTED`."""
    tell = next(tell for kind, tell in _TOLD.items() if isinstance(error, kind))
    return await tell(request, error)


def status_of(error: errors.JobWiseError) -> int:
    """What an expected failure is answered with."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def tell_problems(api: FastAPI) -> None:
    """Have every failure told so, expected or not."""
    for kind, tell in _TOLD.items():
        api.add_exception_handler(kind, tell)
    api.add_exception_handler(Exception, _broken)


async def _expected(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.JobWiseError)
    wait = error.wait if isinstance(error, errors.TooManyTries) else 0
    return problem(status_of(error), error.title, error.message, error.code, wait=wait)


async def _refusal(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return refusal(error)


async def _wrong_request(request: Request, error: Exception) -> JSONResponse:
    """*Why without what was sent:* it may be a password."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if wanted := _other_type(request, found):
        return problem(415, "The body is of another type", f"Send it as {wanted}.", "media-type")
    if any(one["type"] == "json_invalid" for one in found):
        return problem(422, "The body is no JSON", "Look for a missing comma, bracket or quote.", "json")
    fields = [FieldProblem(field=_way(one["loc"]), message=_sound(_words_for(one))) for one in found]
    return problem(422, "The request is not right", "Look at the fields named.", "request", fields)


def _other_type(request: Request, found: Sequence[Mapping[str, Any]]) -> str:
    """The type that the body should have, "" where it has that or the body is not what is wrong."""
    body = getattr(request.scope.get("route"), "body_field", None)
    if body is None or all(one["loc"][0] != "body" for one in found):
        return ""
    wanted: str = body.field_info.media_type
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_missing = not sent and found[0]["type"] == "missing" and found[0]["loc"] == ("body",)
    return wanted if sent != wanted and not is_missing else ""


def _words_for(found: Mapping[str, Any]) -> str:
    """What is wrong in a field. *Why not as pydantic says it:* it speaks of Python's types."""
    kind = found["type"]
    if kind.startswith("date"):
        return "This should be a date such as 2026-03-04, or a time such as 2026-03-04T12:00:00Z"
    if kind in _WRONG:
        return _WRONG[kind].format_map(found.get("ctx", {}))
    return str(found["msg"]).removeprefix("Value error, ").replace("Input", "This", 1)


def _way(parts: Sequence[object]) -> str:
    return _sound(".".join(map(str, parts)))


def _sound(text: str) -> str:
    """Without halves of characters, which no answer can hold."""
    return text.encode("utf-8", "replace").decode()[:MOST_TOLD]


async def _refused(request: Request, error: Exception) -> JSONResponse:
    """What the framework refuses, before a route."""
    assert isinstance(error, HTTPException)
    code, title, detail = "body", str(error.detail), "Look into the API's description."
    headers = dict(error.headers or {})
    if error.status_code == 404:
        code, title = "no-such-address", "There is nothing at this address"
    elif error.status_code == 405:
        headers["allow"] = ", ".join(_methods(request)).replace("GET", "GET, HEAD")
        code, title = "method", "This address does not take this method"
        detail = f"It takes {headers['allow']}. What else can be asked stands in the API's description."
    elif error.status_code != 400:
        code = f"http-{error.status_code}"
    answer = problem(error.status_code, title, detail, code)
    answer.headers.update(headers)
    return answer


def _methods(request: Request) -> Sequence[str]:
    """What the address can be asked. *Why looked for:* the framework names those of one route alone."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    if named := request.app.openapi()["paths"].get(path):  # before those where a part of it stands for an id
        return [way.upper() for way in named]
    ways = ("GET", "PUT", "POST", "PATCH", "DELETE")
    asked = ((way, {**request.scope, "method": way}) for way in ways)
    routes = request.app.routes
    return [way for way, scope in asked if any(one.matches(scope)[0] is Match.FULL for one in routes)]


async def _broken(_: Request, error: Exception) -> JSONResponse:
    """A bug; the log has it, the answer has no word of it."""
    del error
    return problem(500, "JobWise failed at this", "Try again, and tell who runs it if it stays so.", "broken")


_TOLD: Mapping[type[Exception], Callable[[Request, Exception], Coroutine[Any, Any, JSONResponse]]] = {
    errors.JobWiseError: _expected,
    Refusal: _refusal,
    RequestValidationError: _wrong_request,
    HTTPException: _refused,
}
EXPECTED = tuple(_TOLD)
"""Failures that have an answer of their own; every other one is a bug."""
