"""What went wrong, as problem details (RFC 9457): a status, a code, a sentence, and the field."""

from collections.abc import Mapping, Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from jobwise import errors

MEDIA_TYPE = "application/problem+json"
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


class FieldProblem(BaseModel):
    """`field`: the way to what is wrong in the request, such as "body.limit"."""

    field: str
    message: str


class Problem(BaseModel):
    """What every answer that is no success holds."""

    type: str = "about:blank"
    title: str = Field(examples=["This is not there"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Look for it in the list."])
    code: str = Field(examples=["not-found"])
    errors: list[FieldProblem] = []


def problem(
    status: int, title: str, detail: str, code: str, fields: Sequence[FieldProblem] = ()
) -> JSONResponse:
    """The answer."""
    told = Problem(title=title, status=status, detail=detail, code=code, errors=list(fields))
    return JSONResponse(told.model_dump(), status, media_type=MEDIA_TYPE)


def status_of(error: errors.JobWiseError) -> int:
    """What an expected failure is answered with."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def tell_problems(api: FastAPI) -> None:
    """Have every failure told so, expected or not."""
    api.add_exception_handler(errors.JobWiseError, _expected)
    api.add_exception_handler(RequestValidationError, _wrong_request)
    api.add_exception_handler(HTTPException, _refused)
    api.add_exception_handler(Exception, _broken)


async def _expected(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.JobWiseError)
    return problem(status_of(error), error.title, error.message, error.code)


async def _wrong_request(_: Request, error: Exception) -> JSONResponse:
    """*Why without what was sent:* it may be a password."""
    assert isinstance(error, RequestValidationError)
    fields = [
        FieldProblem(field=".".join(map(str, one["loc"])), message=one["msg"]) for one in error.errors()
    ]
    return problem(422, "The request is not right", "Look at the fields named.", "request", fields)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "no-such-address", 405: "method"}.get(error.status_code, f"http-{error.status_code}")
    answer = problem(error.status_code, str(error.detail), "Look into the API's description.", code)
    answer.headers.update(error.headers or {})
    return answer


async def _broken(_: Request, error: Exception) -> JSONResponse:
    """A bug; the log has it, the answer has no word of it."""
    del error
    return problem(500, "JobWise failed at this", "Try again, and tell who runs it if it stays so.", "broken")
