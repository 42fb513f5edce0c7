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
_EVERYBODY = frozenset({Scope.ACCOUNT_READ, Scope.ACCOUNT_WRITE})


def scopes_of(roles: frozenset[Role]) -> frozenset[Scope]:
    """What a person with these roles may let a program do."""
    seeking = _SEEKING if Role.SEEKER in roles else frozenset()
    watching = frozenset({Scope.HEALTH_READ}) if Role.ADMINISTRATOR in roles else frozenset()
    return _EVERYBODY | seeking | watching


class Caller(NamedTuple):
    """For whom a program asks, and what it may do. `key`: what its limits are counted under beside the
    person's: the id of an API key or of a log-in, "" without one."""

    actor: Actor
    scopes: frozenset[Scope]
    key: str = ""


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


class TokenPair(NamedTuple):
    """What a log-in gives: `access` is good for `expires_in` seconds, `refresh` gives the next pair, once."""

    access: SecretStr
    refresh: SecretStr
    expires_in: int
