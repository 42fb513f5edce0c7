"""What programs get in with, on behalf of a person."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field, SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.base import Model, Said
from jobwise.domain.role import Role


class Scope(StrEnum):
    """What a program may do for a person; never more than the person may."""

    PROFILE_READ = "profile:read"
    PROFILE_WRITE = "profile:write"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    RUNS_READ = "runs:read"
    RUNS_WRITE = "runs:write"
    ACCOUNT_READ = "account:read"
    ACCOUNT_WRITE = "account:write"
    ACCOUNT_EXPORT = "account:export"
    """Apart from reading the account: it takes along what all others read, and more."""
    HEALTH_READ = "health:read"


_SEEKING = frozenset(
    {
        Scope.PROFILE_READ,
        Scope.PROFILE_WRITE,
        Scope.JOBS_READ,
        Scope.JOBS_WRITE,
        Scope.RUNS_READ,
        Scope.RUNS_WRITE,
    }
)
_EVERYBODY = frozenset({Scope.ACCOUNT_READ, Scope.ACCOUNT_WRITE, Scope.ACCOUNT_EXPORT})


def scopes_of(roles: frozenset[Role]) -> frozenset[Scope]:
    """What a person with these roles may let a program do."""
    seeking = _SEEKING if Role.SEEKER in roles else frozenset()
    watching = frozenset({Scope.HEALTH_READ}) if Role.ADMINISTRATOR in roles else frozenset()
    return _EVERYBODY | seeking | watching


class Caller(NamedTuple):
    """For whom a program asks, and what it may do. `key`: what its limits are counted under beside the
    person's: the id of an API key or of a log-in, "" without one. `by_key`: it is an API key's."""

    actor: Actor
    scopes: frozenset[Scope]
    key: str = ""
    by_key: bool = False


class Brake(NamedTuple):
    """At most so many requests in so many seconds, for whatever is counted under this name."""

    name: str
    most: int
    seconds: int


class Taken(NamedTuple):
    """What a brake said. `is_free`: the request may go on; `left`: so many may still come; `wait`: seconds
    until there is room again."""

    is_free: bool
    left: int
    wait: int


class NewApiKey(Model):
    """What a person says of a key that they want."""

    name: Annotated[Said, Field(min_length=1, max_length=60)]
    scopes: Annotated[frozenset[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=366)] = 90


class ApiKey(Model):
    """A key as a person sees it again. `begins`: its first characters. `used_at`: to the hour, None until it
    was used."""

    id: str
    name: str
    begins: str
    scopes: frozenset[Scope]
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None


class RefreshToken(Model):
    """What gives the next pair of tokens. `id` is its hash; those of one log-in are a `family`."""

    id: str
    user_id: str
    family: str
    client: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None = None


class ProgramLogIn(Model):
    """A program that is logged in, as a person sees it. `id`: the family of its tokens, which opens nothing;
    `client`: what it calls itself."""

    id: str
    client: str
    seen_at: dt.datetime
    expires_at: dt.datetime


class SigningKey(Model):
    """What access tokens are signed with."""

    id: str
    secret: SecretStr
    created_at: dt.datetime


class TokenPair(NamedTuple):
    """What a log-in gives: `access` is good for `expires_in` seconds, `refresh` gives the next pair, once."""

    access: SecretStr
    refresh: SecretStr
    expires_in: int
