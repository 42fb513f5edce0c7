"""What became of applications: the board, notes, dates, what was sent, and how many came how far."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from jobwise.domain.account import ApplicationSummary
from jobwise.domain.analytics import HowFar
from jobwise.domain.base import Model

DateKind = Literal["deadline", "interview", "follow-up", "other"]


class Move(Model):
    """That an application went on, or back; None where the person took back what they said."""

    application_id: str
    at: dt.datetime
    outcome: HowFar | None


class ApplicationNote(Model):
    """What the person noted."""

    id: str
    at: dt.datetime
    text: str


class NewDate(Model):
    """A date to be kept. `starts_at` has its zone; on a whole day it is the day's first moment there.

    `zone`: an IANA name. `remind_minutes`: how long before, None for not at all.
    """

    kind: DateKind
    what: Annotated[str, Field(max_length=200)]
    starts_at: dt.datetime
    all_day: bool = False
    zone: str = "UTC"
    remind_minutes: Annotated[int, Field(ge=0, le=40_320)] | None = None


class ApplicationDate(NewDate):
    """A date that is kept."""

    id: str
    application_id: str


class SentFile(Model):
    """A file as it was sent, without its content. `version`: the documents' number at that moment."""

    id: str
    at: dt.datetime
    version: int
    name: str
    media_type: str
    size: int


class Card(Model):
    """An application on the board. `since`: when it came into its column; `next_date`: None where none lies
    ahead; `notes`: how many there are."""

    application: ApplicationSummary
    since: dt.datetime
    next_date: ApplicationDate | None
    notes: int


class Board(Model):
    """Column -> its cards, the newest first. What the person said nothing of stands under "saved"."""

    columns: Mapping[HowFar, tuple[Card, ...]]


class Funnel(Model):
    """How many applications ever came so far, whatever became of them; and how many are where now."""

    reached: Mapping[HowFar, int]
    now: Mapping[HowFar, int]


class WeekCount(Model):
    """How many came to a column, or past it, in a week that began on `monday`."""

    monday: dt.date
    outcome: HowFar
    count: int
