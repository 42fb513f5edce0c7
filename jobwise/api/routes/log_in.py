"""Logging in with a program: a pair of tokens, the next pair, and the end of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from jobwise.api.callers import Asked
from jobwise.api.idempotency import Repeatable
from jobwise.api.problems import Refusal
from jobwise.api.shapes import Secret
from jobwise.domain.access import TokenPair
from jobwise.services.accounts import AccountServices

router = APIRouter(prefix="/v1/auth", tags=["Log-in"], route_class=Repeatable)

EXAMPLE_TOKEN = "eyJhbGciOiJIUzI1NiIsImtpZCI6IjVmMGMifQ.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"  # noqa: S105
EXAMPLE_REFRESH = "q3Xk0uWJc1mYd8vGZr5tNfLhPb7EaSoI2xKwQyCzT4M"


def accounts(services: Asked) -> AccountServices:
    """Where people log in. Raises: Refusal (404) where nobody does."""
    if services.settings.auth == "local":
        raise Refusal(
            404,
            "Nobody logs in here",
            "This JobWise is one person's and answers this computer alone. Leave out the log-in and the key.",
            "no-accounts",
        )
    return services.accounts


People = Annotated[AccountServices, Depends(accounts)]


class LogIn(BaseModel):
    """What a person logs in with. `code`: of their second factor, where they have one."""

    email: str = Field(max_length=1024, examples=["anna@example.org"])
    password: Secret = Field(examples=["seven quiet herons"])
    code: str = Field("", max_length=64, examples=[""])
    client: str = Field("", max_length=200, examples=["My phone"])


class Refresh(BaseModel):
    """What gives the next pair, once."""

    refresh_token: Secret = Field(examples=[EXAMPLE_REFRESH])


class Tokens(BaseModel):
    """A pair: the access token is good for `expires_in` seconds; the refresh token gives the next pair."""

    access_token: str = Field(examples=[EXAMPLE_TOKEN])
    token_type: str = Field("Bearer", examples=["Bearer"])
    expires_in: int = Field(examples=[900])
    refresh_token: str = Field(examples=[EXAMPLE_REFRESH])


@router.post("/token", summary="Log in")
def log_in(people: People, request: Request, body: LogIn) -> Tokens:
    """Give a pair of tokens for an address and a password. Ten wrong tries in a quarter of an hour are
    counted together with those of the log-in page; then even the right password waits."""
    address = request.client.host if request.client else ""
    return _told(people.programs.log_in(body.email, body.password, body.code, address, body.client))


@router.post("/refresh", summary="Get the next pair of tokens")
def refresh(people: People, body: Refresh) -> Tokens:
    """Each refresh token works once and lasts 30 days. One that is shown again ends the log-in. Send an
    `Idempotency-Key`: a try that is repeated under it is answered again."""
    return _told(people.programs.refresh(body.refresh_token))


@router.post("/log-out", summary="Log out", status_code=204, response_class=Response)
def log_out(people: People, body: Refresh) -> Response:
    """End the log-in of this refresh token; its access tokens end at once."""
    people.programs.log_out(body.refresh_token)
    return Response(status_code=204)


def _told(pair: TokenPair) -> Tokens:
    return Tokens(
        access_token=pair.access.get_secret_value(),
        expires_in=pair.expires_in,
        refresh_token=pair.refresh.get_secret_value(),
    )
