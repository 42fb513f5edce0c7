"""Who has an account, what they may do, and how they are known while they are logged in."""

import datetime as dt
from typing import Literal

from pydantic import SecretStr

from jobwise.domain.base import Model
from jobwise.domain.role import Role


class User(Model):
    """An account. `email` is the name to log in with; `second_factor`: a code is asked for too."""

    id: str
    email: str
    name: str
    roles: frozenset[Role]
    created_at: dt.datetime
    disabled: bool = False
    second_factor: bool = False


class Session(Model):
    """A browser that is logged in. `id` is a hash of what its cookie holds and opens nothing."""

    id: str
    user_id: str
    browser: str
    """Such as "Firefox on Linux"."""
    created_at: dt.datetime
    last_seen_at: dt.datetime
    expires_at: dt.datetime
    """When it ends at the latest, however much it is used."""
    is_current: bool = False


class Invitation(Model):
    """Leave to sign up. `id` is a hash of the token, which is shown once. `email` is empty for anybody."""

    id: str
    email: str
    roles: frozenset[Role]
    invited_by: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_by: str | None = None


Purpose = Literal["ticket", "reset"]
"""What a one-time token is good for: to be given the cookie of a log-in, or to set a new password."""


class OneTimeToken(Model):
    """A token that works once. `id` is its hash, `bound` one of what has to be the same when it is used."""

    id: str
    purpose: Purpose
    user_id: str
    bound: str = ""
    expires_at: dt.datetime


class SecondFactor(Model):
    """The shared secret of the codes (RFC 6238). `last_step` is the newest step whose code was used."""

    secret: SecretStr
    confirmed: bool
    last_step: int


class Enrolment(Model):
    """What an authenticator app is given: the secret to type, and the same as an `otpauth:` address."""

    secret: SecretStr
    address: SecretStr
