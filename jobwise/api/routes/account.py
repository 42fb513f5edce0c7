"""Whom a program acts for, and all that is kept of them."""

import tempfile
from collections.abc import Iterator
from typing import IO

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from jobwise.api.answers import SEEN, Responses, bytes_of, given, tagged
from jobwise.api.callers import Asked, ExportsAccount, ReadsAccount
from jobwise.api.shapes import Account
from jobwise.domain.account import LOCAL_ACTOR

router = APIRouter(prefix="/v1/account", tags=["Account"])
PIECE = 64 * 1024
A_ZIP: Responses = {200: {"description": "A ZIP", "content": bytes_of("application/zip")}}


@router.get(
    "",
    summary="Who the program acts for",
    operation_id="getAccount",
    response_model=Account,
    responses=given(),
    dependencies=[SEEN],
)
def account(caller: ReadsAccount, services: Asked, request: Request) -> Response:
    """And what it may do for them."""
    scopes = tuple(sorted(caller.scopes))
    roles = tuple(sorted(caller.actor.roles))
    if caller.actor.id == LOCAL_ACTOR.id:
        shown = Account(id=LOCAL_ACTOR.id, email="", name="", roles=roles, second_factor=False, scopes=scopes)
    else:
        user = services.accounts.sessions.me(caller.actor)
        shown = Account(
            id=user.id,
            email=user.email,
            name=user.name,
            roles=roles,
            second_factor=user.second_factor,
            scopes=scopes,
        )
    return tagged(request, shown)


@router.get(
    "/export",
    summary="Take everything along",
    operation_id="exportAccount",
    response_class=StreamingResponse,
    responses=A_ZIP,
)
def export(caller: ExportsAccount, services: Asked) -> StreamingResponse:
    """One ZIP with all that is kept of the person, whatever else the key may read. Keys are never in it."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (closed behind the last piece)
    try:
        services.my_data.export(caller.actor, out)
    except BaseException:
        out.close()
        raise
    named = {"Content-Disposition": 'attachment; filename="jobwise-my-data.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(out), media_type="application/zip", headers=named)


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        out.seek(0)
        while piece := out.read(PIECE):
            yield piece
