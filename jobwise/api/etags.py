"""Which state of a thing a program has seen: `ETag` on what it reads, `If-Match` on what it changes.

Source: RFC 9110, sections 8.8.3 and 13.1.
"""

import hashlib

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from jobwise.api.problems import Refusal

LETTERS = 32
"""Hexadecimal ones, of a hash of the content: 128 bits."""


def etag(state: int | bytes | str | BaseModel) -> str:
    """The tag of a state: a count of changes, or the content itself."""
    if isinstance(state, int):
        return f'"{state}"'
    if isinstance(state, BaseModel):
        state = state.model_dump_json()
    content = state.encode() if isinstance(state, str) else state
    return f'"{hashlib.sha256(content).hexdigest()[:LETTERS]}"'


def check_if_match(request: Request, etag: str) -> None:
    """Raises: Refusal (412) where the program has seen another state; who names none is let through."""
    wanted = request.headers.getlist("if-match")
    if wanted and not _names(wanted, etag, weakly=False):
        raise Refusal(
            412,
            "This was changed in the meantime",
            "Read it again, then send your change with the new ETag.",
            "changed",
            {"ETag": etag},
        )


def not_modified(request: Request, etag: str) -> Response | None:
    """The short answer (304) to who has this state already; None for everybody else."""
    if _names(request.headers.getlist("if-none-match"), etag, weakly=True):
        return Response(status_code=304, headers={"ETag": etag})
    return None


def _names(headers: list[str], etag: str, *, weakly: bool) -> bool:
    """weakly: a tag counts also where a proxy marked it as weak, as it does when it compresses."""
    tags = {tag.strip() for header in headers for tag in header.split(",")}
    return bool(tags & {"*", etag, *([f"W/{etag}"] if weakly else [])})
