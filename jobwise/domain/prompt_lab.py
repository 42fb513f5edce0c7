"""The life of a version: written as a draft, tried as a candidate, used while it is active, put away."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from jobwise.domain.base import Model
from jobwise.domain.prompt import Version

VersionState = Literal["candidate", "active", "archived"]
CheckLevel = Literal["error", "warning", "note"]


class KeptVersion(Model):
    """A version and how it stands. `author` as screens name them; `at`: None for one of a file."""

    version: Version
    state: VersionState
    author: str
    at: dt.datetime | None
    is_shipped: bool

    @property
    def label(self) -> str:
        """What runs keep: "writing@1"."""
        return self.version.label


class Draft(Model):
    """A version that is still written, as the text of its file; it may not be sound.

    `changes` counts how often it was saved, so that of two who edit it at once one is told.
    """

    id: str
    prompt_id: str
    text: str
    author: str
    at: dt.datetime
    changes: int


class Promotion(Model):
    """That a version took another one's place. `number` counts from 1 for each prompt."""

    prompt_id: str
    number: int
    label: str
    before: str
    reason: str
    author: str
    at: dt.datetime


class Check(Model):
    """What is to be said about the text of a version. `line` counts from 1; 0: the text as a whole."""

    level: CheckLevel
    line: int
    sentence: str


def former(promotions: Sequence[Promotion]) -> str | None:
    """Which version was active before, None where there was none; promotions from the oldest on.

    *Why not just the last one's `before`:* rolling back twice leads two steps back, not there and back.
    """
    line = [promotions[0].before] if promotions else []
    for one in promotions:
        if len(line) > 1 and line[-2] == one.label:
            line.pop()
        else:
            line.append(one.label)
    return line[-2] if len(line) > 1 else None
