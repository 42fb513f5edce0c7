"""How routes answer: a thing with its ETag, a file, and what may go wrong."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel

from jobwise.api.etags import check_if_match, etag, not_modified
from jobwise.api.problems import Problem, Refusal
from jobwise.domain.documents import ExportedFile

WHAT = {
    400: "The request cannot be read",
    401: "No key, or one that is not good any more",
    403: "The key may not do this",
    408: "The body did not come to its end",
    404: "There is no such thing for this person",
    409: "It is in a state that does not allow this",
    412: "It was changed since it was read",
    413: "The body is too large",
    415: "The body is of another type",
    422: "The request is not right, or what it asks cannot be done",
    428: "If-Match is missing",
    429: "Too many requests",
    503: "JobWise cannot do this at the moment",
}
ANYWHERE = (400, 401, 403, 422, 429, 503)
WITH_BODY = (408, 413, 415)
POSTED = (409,)
"""The same request under the same Idempotency-Key is being worked on, or what the operation itself says."""

Responses = dict[int | str, dict[str, Any]]


async def _seen(
    if_none_match: Annotated[
        str | None, Header(description="The ETag of what is known already: 304 where nothing changed.")
    ] = None,
) -> None:
    del if_none_match  # answers look into the request


async def _based(
    if_match: Annotated[str | None, Header(description="The ETag of what the change is made from.")] = None,
) -> None:
    del if_match


SEEN = Depends(_seen)
"""For the description of what reads: `If-None-Match`."""
BASED = Depends(_based)
"""For the description of what changes: `If-Match`."""


def problems(*statuses: int) -> Responses:
    """What may go wrong with an operation, for its description."""
    return {status: {"model": Problem, "description": WHAT[status]} for status in sorted(statuses)}


def given(*more: int, headers: Mapping[str, str] | None = None) -> Responses:
    """The description of what reads: its ETag, the short answer to who has it, and what may go wrong."""
    told = {"ETag": "Names this state.", **(headers or {})}
    shown = {name: {"schema": {"type": "string"}, "description": words} for name, words in told.items()}
    return {200: {"headers": shown}, 304: {"description": "Nothing changed"}, **problems(*more)}


def bytes_of(*media_types: str) -> dict[str, Any]:
    """The content of an answer that is a file. *Why the first one:* programs that make clients know it."""
    schema = {"type": "string", "format": "binary"}
    return {kind: {"schema": schema} for kind in ("application/octet-stream", *media_types)}


def tagged(request: Request, thing: BaseModel, tag: str | None = None, status: int = 200) -> Response:
    """The thing with its ETag, or the short answer to who has it. tag: None goes by the content."""
    body = thing.model_dump_json(by_alias=True)
    tag = tag or etag(body)
    known = not_modified(request, tag) if request.method == "GET" else None
    return known or Response(body, status, {"ETag": tag}, "application/json")


def must_match(request: Request, tag: str) -> None:
    """Raises: Refusal where the change is made from another state (412), or from none that is named (428)."""
    if "if-match" not in request.headers:
        raise Refusal(
            428,
            "If-Match is missing",
            "Read it first, then send its ETag as If-Match.",
            "if-match",
            {"ETag": tag},
        )
    check_if_match(request, tag)


def check_if_based(request: Request, tag: Callable[[], str]) -> None:
    """The same where nothing has to be named. Raises: Refusal (412)."""
    if "if-match" in request.headers:
        check_if_match(request, tag())


def download(request: Request, file: ExportedFile) -> Response:
    """A file to be saved under its name, whatever stands in that."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in file.name)
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    tag = etag(file.content)
    headers = {"ETag": tag, "Content-Disposition": named, "X-Content-Type-Options": "nosniff"}
    return not_modified(request, tag) or Response(file.content, 200, headers, file.media_type)


async def _json(request: Request) -> bytes:
    """Raises: Refusal (415)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(415, "This is no JSON", "Send it as application/json.", "media-type")
    return await request.body()


JsonBody = Annotated[bytes, Depends(_json)]
"""A body that a service reads by itself."""


def json_body(shape: type[BaseModel]) -> dict[str, Any]:
    """The description of such a body."""
    schema = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
