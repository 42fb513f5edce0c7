"""What this installation allows, and how long things last."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

TICKET = dt.timedelta(seconds=30)
"""From the form's answer to the cookie: one hop of the browser."""
MAILED_RESET = dt.timedelta(hours=1)
HANDED_RESET = dt.timedelta(hours=24)
"""*Why longer than a mailed one:* somebody has to pass it on."""
INVITATION = dt.timedelta(days=7)
ACCESS = dt.timedelta(minutes=15)
"""How long a program gets in with one access token."""
REFRESH = dt.timedelta(days=30)
"""How long a program may be away and still come back without a log-in."""
SEEN_EVERY = dt.timedelta(minutes=1)
"""How exactly it is put down when a session was last used."""


@dataclass(frozen=True)
class AccountPolicy:
    """The settings that the account services keep to."""

    sign_up: Literal["open", "invitation", "closed"] = "invitation"
    idle: dt.timedelta = dt.timedelta(hours=2)
    life: dt.timedelta = dt.timedelta(days=7)
    issuer: str = "JobWise"
    base_url: str = "http://localhost:8501"

    def reset_link(self, token: str) -> str:
        """Where a new password is set. *Why never from the request:* its host may be anybody's."""
        return f"{self.base_url}/log_in?reset={token}"

    def invitation_link(self, token: str) -> str:
        """Where somebody who was invited signs up."""
        return f"{self.base_url}/log_in?invitation={token}"
