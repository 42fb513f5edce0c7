"""Codes of a second factor: six digits that change each half minute (RFC 6238), or a recovery code."""

import datetime as dt
import hmac
from typing import Literal

import pyotp
from pydantic import SecretStr

from jobwise.domain.user import User
from jobwise.ports import UnitOfWork
from jobwise.services.accounts.tokens import recovery_digest

STEP_SECONDS = 30
DRIFT = 1
"""Steps that a phone's clock may be behind or ahead."""
LONGEST = 64


def used_code(work: UnitOfWork, user: User, typed: str, at: dt.datetime) -> Literal["app", "recovery"] | None:
    """What kind of code this is if it is right, and was not used before; it is used up by this."""
    factor = work.sign_in.second_factor(user.id)
    step = matching_step(factor.secret, typed, at) if factor and factor.confirmed else None
    if step is not None:
        return "app" if work.sign_in.use_step(user.id, step) else None
    return "recovery" if work.sign_in.use_recovery_code(user.id, recovery_digest(typed[:LONGEST])) else None


def matching_step(secret: SecretStr, typed: str, at: dt.datetime) -> int | None:
    """The step whose code this is, the newest first, or None."""
    digits = "".join(typed[:LONGEST].split()).encode()
    now = int(at.timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(secret.get_secret_value())
    for step in range(now + DRIFT, now - DRIFT - 1, -1):
        if hmac.compare_digest(codes.generate_otp(step).encode(), digits):
            return step
    return None
