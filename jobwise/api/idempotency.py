"""Requests that may be sent again: `Idempotency-Key` on POST gives the saved reply and has one effect.

Source: draft-ietf-httpapi-idempotency-key-header-07. What is kept is what came of the request: replies of
200 to 499, but for refusals that are over at the next try (401, 403, 409, 412, 429).
"""

import base64
import hashlib
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool

from jobwise.api.callers import known, take_turn
from jobwise.api.problems import EXPECTED, Refusal, problem, told
from jobwise.bootstrap import Services
from jobwise.services.accounts.tries import address_key
from jobwise.services.repeats import Reply, Reused, Turn, UnderWay

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
NOBODY = "jobwise"
"""Under whom replies are kept where nobody is known yet, each for its refresh token or its address."""
OPEN = "/v1/auth/"
"""How the paths of routes begin that ask for no log-in."""
PASSING = frozenset({401, 403, 409, 412, 429})
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_OWN = frozenset({"content-length", "date", "cache-control", "ratelimit", "ratelimit-policy"})
"""Headers that each answer gets anew."""


Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Repeatable(APIRoute):
    """The class of routes that honour the key: `APIRouter(route_class=Repeatable)`."""

    def get_route_handler(self) -> Handler:
        """The handler with the saved reply before it."""
        handle = super().get_route_handler()

        async def repeatable(request: Request) -> Response:
            if request.method != "POST" or HEADER not in request.headers:
                return await handle(request)
            return await _once(request, handle, self.shown_again)

        return repeatable

    def shown_again(self, answer: Response) -> Response:
        """What a repeat is answered."""
        return answer


class ShownOnce(Repeatable):
    """The same for what makes a secret: it is in the first reply alone, and is not kept."""

    def shown_again(self, answer: Response) -> Response:
        """That there is no more to see, where something was made."""
        if answer.status_code >= 300:
            return answer
        return problem(
            409,
            "What this made was shown once",
            "Take it from the first answer. If that was lost, end it and make another one.",
            "shown-once",
        )


def effect(request: Request) -> str | None:
    """The id for what the request makes, so that it is made once even where a kill lost the reply; None where
    no key was sent."""
    return getattr(request.state, "effect", None)


async def _once(request: Request, handle: Handler, shown: Callable[[Response], Response]) -> Response:
    services: Services = request.app.state.services()
    name = _named(request)
    body = await request.body()
    await take_turn(request)
    owner, asker = await run_in_threadpool(_asker, request, body)
    question = _question(request, body)
    begun = await run_in_threadpool(services.repeats.begin, owner, f"{asker}\n{name}", question)
    if isinstance(begun, Reused):
        raise Refusal(
            422,
            "This Idempotency-Key was used for another request",
            "Make a new key for each request, and send the same one only to repeat it.",
            "key-reused",
        )
    if isinstance(begun, UnderWay):
        raise Refusal(
            409,
            "The same request is being worked on",
            "Wait a second, then send it again with the same key.",
            "under-way",
            {"Retry-After": "1"},
        )
    if isinstance(begun, Reply):
        answer = Response(base64.b64decode(begun.body), begun.status)
        for header, value in begun.headers:
            answer.headers.append(header, value)
        answer.headers[REPLAYED] = "true"
        return answer
    return await _answered(request, handle, services, begun, shown)


async def _answered(
    request: Request,
    handle: Handler,
    services: Services,
    turn: Turn,
    shown: Callable[[Response], Response],
) -> Response:
    """Answer, and keep the answer. Whatever goes wrong gives the turn back."""
    kept = False
    request.state.effect = turn.effect
    try:
        try:
            answer = await handle(request)
        except EXPECTED as error:
            answer = await told(request, error)
        if answer.status_code < 500 and answer.status_code not in PASSING:
            await run_in_threadpool(services.repeats.keep, turn, _reply(shown(answer)))
            kept = True
        return answer
    finally:
        if not kept:
            await run_in_threadpool(services.repeats.free, turn)


def _reply(answer: Response) -> Reply:
    """*Why nothing that streams:* what is posted is answered at once; streams are got."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in answer.raw_headers
        if name.decode("latin-1").lower() not in _OWN
    )
    body = base64.b64encode(bytes(answer.body)).decode()
    return Reply(status=answer.status_code, headers=headers, body=body)


def _question(request: Request, body: bytes) -> str:
    """What is asked. *Why without the boundary of a form:* clients make another one for each try."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if boundary := options.get(b"boundary"):
        body = body.replace(b"--" + boundary, b"--")
    whole = hashlib.sha256(body).hexdigest()
    return "\n".join([request.method, request.url.path, request.url.query, kind.decode("latin-1"), whole])


def _named(request: Request) -> str:
    given = request.headers.getlist(HEADER)
    if len(given) != 1 or not _KEY.fullmatch(given[0]):
        raise Refusal(
            400,
            "This Idempotency-Key cannot be used",
            "Send one of 1 to 255 letters, digits and signs, such as a UUID.",
            "idempotency-key",
        )
    return given[0]


class _Shown(BaseModel):
    """What tells a program that has a log-in."""

    refresh_token: str


def _asker(request: Request, body: bytes) -> tuple[str, str]:
    """(whose replies, what else sets askers apart).

    *Why what they may do is in it:* a key that may only read is not told what another one was answered.
    *Why a token before an address:* a phone that repeats itself may have come into another network.
    """
    if OPEN in request.url.path:
        with suppress(ValidationError):
            return NOBODY, hashlib.sha256(_Shown.model_validate_json(body).refresh_token.encode()).hexdigest()
        client = request.client.host if request.client else ""
        return NOBODY, " ".join(address_key(client))
    caller = known(request)
    return caller.actor.id, " ".join(sorted(caller.scopes))
