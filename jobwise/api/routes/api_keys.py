"""API keys: a person's own, made after their password again."""

import datetime as dt

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jobwise.api.callers import ReadsAccount, WritesAccount
from jobwise.api.idempotency import ShownOnce
from jobwise.api.problems import Refusal
from jobwise.api.routes.log_in import People
from jobwise.api.shapes import Secret
from jobwise.domain.access import ApiKey, NewApiKey, Scope
from jobwise.services.accounts.api_keys import key_id

router = APIRouter(prefix="/v1/api-keys", tags=["API keys"], route_class=ShownOnce)

EXAMPLE_KEY = "jw_q3Xk0uWJc1mYd8vGZr5tNfLhPb7EaSoI2xKwQyCzT4M"
EXAMPLE_ID = "3f9c1e5b7a2d4f6080a1b2c3d4e5f60718293a4b5c6d7e8f9010a2b3c4d5e6f7"


class KeyWanted(NewApiKey):
    """What the key is for, and the password again; the e-mail address of who has no password here."""

    password: Secret = Field(examples=["seven quiet herons"])
    name: str = Field(min_length=1, max_length=60, examples=["My script"])
    scopes: frozenset[Scope] = Field(min_length=1, examples=[["jobs:read", "runs:write"]])
    days: int = Field(90, ge=1, le=366, examples=[90])


class Key(BaseModel):
    """A key as it is seen again. `used_at`: to the hour."""

    id: str = Field(examples=[EXAMPLE_ID])
    name: str = Field(examples=["My script"])
    begins: str = Field(examples=[EXAMPLE_KEY[:9]])
    scopes: list[Scope] = Field(examples=[["jobs:read", "runs:write"]])
    created_at: dt.datetime = Field(examples=["2026-03-04T12:00:00Z"])
    expires_at: dt.datetime = Field(examples=["2026-06-02T12:00:00Z"])
    used_at: dt.datetime | None = Field(examples=["2026-03-05T09:00:00Z"])


class Keys(BaseModel):
    """A person's keys, newest first."""

    items: list[Key]


class NewKey(BaseModel):
    """The key, shown this once, and the id that it is listed and ended by."""

    id: str = Field(examples=[EXAMPLE_ID])
    key: str = Field(examples=[EXAMPLE_KEY])


@router.get("", summary="List your API keys")
def list_keys(caller: ReadsAccount, people: People) -> Keys:
    """Those that are over too, until you end them."""
    return Keys(items=[_shown(key) for key in people.api_keys.list(caller.actor)])


@router.post("", summary="Make an API key", status_code=201)
def make_key(caller: WritesAccount, people: People, body: KeyWanted) -> NewKey:
    """Give a key that does no more than you may. An API key makes no keys: log in for it."""
    if caller.by_key:
        raise Refusal(403, "An API key cannot make keys", "Log in, or make it in Settings.", "log-in-needed")
    new = NewApiKey(name=body.name, scopes=body.scopes, days=body.days)
    key = people.api_keys.make(caller.actor, new, body.password).get_secret_value()
    return NewKey(id=key_id(key), key=key)


@router.delete("/{key_id}", summary="End an API key", status_code=204, response_class=Response)
def end_key(caller: WritesAccount, people: People, key_id: str) -> Response:
    """It opens nothing from now on."""
    people.api_keys.end(caller.actor, key_id)
    return Response(status_code=204)


def _shown(key: ApiKey) -> Key:
    return Key(**key.model_dump(exclude={"scopes"}), scopes=sorted(key.scopes))
